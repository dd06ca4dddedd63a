#ifndef OUTPUT_TEMPLATES_H
#define OUTPUT_TEMPLATES_H

#include <stdbool.h>

#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "output/template.h"

/* The pages that a template of the user's may take over: NAME.xsl in the folder of templates. */
enum page_kind {
	PAGE_EDITION,  /* edition.xsl: the page of one edition */
	PAGE_ARCHIVE,  /* archive.xsl: the editions of a digest, and those of a month */
	PAGE_FRONT,    /* front.xsl: the front page */
	PAGE_SUBJECT,  /* subject.xsl: the page of a company or a topic */
	PAGE_SUBJECTS, /* subjects.xsl: the index of companies, and that of topics */
	PAGE_MAIL,     /* mail.xsl: the HTML part of the mail */
	N_PAGE_KINDS
};

/* The templates of one folder. */
struct templates;

/*
 * Those that are there; a page without one stays ours. NULL: one of them is wrong, and where, or the
 * folder cannot be read, or holds none. The caller owns them.
 */
struct templates *templates_load(const char *folder, struct error *err) MUST_USE;
void templates_free(struct templates *templates);

/* The template of a page; NULL: there is none. `templates` may be NULL. */
const struct template *templates_for(const struct templates *templates, enum page_kind kind);

#endif
