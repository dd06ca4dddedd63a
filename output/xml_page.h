#ifndef OUTPUT_XML_PAGE_H
#define OUTPUT_XML_PAGE_H

#include <stdint.h>

#include "feeds/base/buf.h"
#include "output/archive.h"
#include "output/digest.h"
#include "output/site.h"
#include "output/subject.h"
#include "output/templates.h"

/*
 * A page as a tree, for a template to make something of: broadtape-templates(5) is what stands in
 * it. The root is <page kind="edition">; addresses inside the site are told from the page's folder,
 * in a mail from the site's own address.
 */

void xml_add_edition(
	struct buf *out, enum page_kind kind, const struct digest *digest, const struct site *site);

/* All editions, or with `month` those of the month in which the row `first` stands. */
void xml_add_archive(struct buf *out, const struct archive *archive, const struct site *site);
void xml_add_month(
	struct buf *out, const struct archive *archive, size_t first, const struct site *site);
void xml_add_front(
	struct buf *out, const struct archive *archives, size_t n, const struct site *site);
void xml_add_subject(struct buf *out, const struct subject *subject, const struct site *site);
void xml_add_subjects(struct buf *out, const struct subject_list *list, const struct site *site);

/* One story alone, of an edition: for a webhook. `story` NULL: all of it. */
void xml_add_payload(struct buf *out, const struct digest *digest, const struct digest_story *story,
	const struct site *site);

#endif
