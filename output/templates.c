#include "output/templates.h"

#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include "feeds/base/buf.h"
#include "feeds/base/memory.h"

static const char *const names[N_PAGE_KINDS] = {
	[PAGE_EDITION] = "edition",
	[PAGE_ARCHIVE] = "archive",
	[PAGE_FRONT] = "front",
	[PAGE_SUBJECT] = "subject",
	[PAGE_SUBJECTS] = "subjects",
	[PAGE_MAIL] = "mail",
};

struct templates {
	struct template *at[N_PAGE_KINDS];
};

/* A file that is not there is no mistake. */
static bool
load_one(struct templates *templates, const char *folder, size_t kind, struct error *err)
{
	struct buf path;
	bool ok = true;

	buf_init(&path, BUF_UNLIMITED);
	buf_format(&path, "%s/%s.xsl", folder, names[kind]);
	if (access(buf_string(&path), F_OK) == 0) {
		templates->at[kind] = template_load(buf_string(&path), err);
		ok = templates->at[kind] != NULL && template_try(templates->at[kind], err);
	}
	buf_release(&path);
	return ok;
}

struct templates *
templates_load(const char *folder, struct error *err)
{
	struct templates *templates = memory_new(1, sizeof *templates);
	size_t n = 0;
	bool ok = true;

	for (size_t i = 0; ok && i < N_PAGE_KINDS; i++) {
		ok = load_one(templates, folder, i, err);
		n += templates->at[i] != NULL;
	}
	if (ok && n == 0)
		ok = error_set(err, EX_CONFIG,
			"%s: expected a folder with edition.xsl, archive.xsl, front.xsl, "
			"subject.xsl, "
			"subjects.xsl or mail.xsl",
			folder);
	if (ok)
		return templates;
	templates_free(templates);
	return NULL;
}

void
templates_free(struct templates *templates)
{
	if (templates == NULL)
		return;
	for (size_t i = 0; i < N_PAGE_KINDS; i++)
		template_free(templates->at[i]);
	free(templates);
}

const struct template *
templates_for(const struct templates *templates, enum page_kind kind)
{
	return templates != NULL ? templates->at[kind] : NULL;
}
