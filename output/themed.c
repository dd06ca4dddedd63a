#include "output/themed.h"

#include <sysexits.h>

#include "output/json_value.h"
#include "output/xml_page.h"

/* Gives the tree in `xml` to the page's template, and lets it go. */
static bool
apply(const struct site *site, enum page_kind kind, struct buf *xml, struct buf *out,
	struct error *err)
{
	bool ok = template_apply(templates_for(site->templates, kind), buf_span(xml), out, err);

	buf_release(xml);
	return ok;
}

bool
themed_edition(enum page_kind kind, const struct digest *digest, const struct site *site,
	struct buf *out, struct error *err)
{
	struct buf xml;

	buf_init(&xml, BUF_UNLIMITED);
	xml_add_edition(&xml, kind, digest, site);
	return apply(site, kind, &xml, out, err);
}

bool
themed_archive(
	const struct archive *archive, const struct site *site, struct buf *out, struct error *err)
{
	struct buf xml;

	buf_init(&xml, BUF_UNLIMITED);
	xml_add_archive(&xml, archive, site);
	return apply(site, PAGE_ARCHIVE, &xml, out, err);
}

bool
themed_month(const struct archive *archive, size_t first, const struct site *site, struct buf *out,
	struct error *err)
{
	struct buf xml;

	buf_init(&xml, BUF_UNLIMITED);
	xml_add_month(&xml, archive, first, site);
	return apply(site, PAGE_ARCHIVE, &xml, out, err);
}

bool
themed_front(const struct archive *archives, size_t n, const struct site *site, struct buf *out,
	struct error *err)
{
	struct buf xml;

	buf_init(&xml, BUF_UNLIMITED);
	xml_add_front(&xml, archives, n, site);
	return apply(site, PAGE_FRONT, &xml, out, err);
}

bool
themed_subject(
	const struct subject *subject, const struct site *site, struct buf *out, struct error *err)
{
	struct buf xml;

	buf_init(&xml, BUF_UNLIMITED);
	xml_add_subject(&xml, subject, site);
	return apply(site, PAGE_SUBJECT, &xml, out, err);
}

bool
themed_subjects(const struct subject_list *list, const struct site *site, struct buf *out,
	struct error *err)
{
	struct buf xml;

	buf_init(&xml, BUF_UNLIMITED);
	xml_add_subjects(&xml, list, site);
	return apply(site, PAGE_SUBJECTS, &xml, out, err);
}

bool
themed_payload(const struct themed_payload *payload, struct buf *out, struct error *err)
{
	struct buf xml;
	json_t *value;

	buf_init(&xml, BUF_UNLIMITED);
	xml_add_payload(&xml, payload->digest, payload->story, payload->site);
	value = template_apply_json(payload->template, buf_span(&xml), err);
	buf_release(&xml);
	if (value == NULL)
		return false;
	json_value_write(value, JSON_COMPACT, out);
	return !out->is_full ||
	       error_set(err, EX_SOFTWARE, "the payload is larger than %zu bytes", out->max);
}
