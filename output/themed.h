#ifndef OUTPUT_THEMED_H
#define OUTPUT_THEMED_H

#include <stdbool.h>
#include <stddef.h>

#include "feeds/base/buf.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "output/archive.h"
#include "output/digest.h"
#include "output/site.h"
#include "output/subject.h"
#include "output/templates.h"

/*
 * Pages by the user's templates: each adds one to `out`, by the template that site->templates has for
 * it, which is there. False: the template failed, and err says where, or `out` was full.
 */
MUST_USE bool themed_edition(enum page_kind kind, const struct digest *digest,
	const struct site *site, struct buf *out, struct error *err);
MUST_USE bool themed_archive(
	const struct archive *archive, const struct site *site, struct buf *out, struct error *err);
MUST_USE bool themed_month(const struct archive *archive, size_t first, const struct site *site,
	struct buf *out, struct error *err);
MUST_USE bool themed_front(const struct archive *archives, size_t n, const struct site *site,
	struct buf *out, struct error *err);
MUST_USE bool themed_subject(
	const struct subject *subject, const struct site *site, struct buf *out, struct error *err);
MUST_USE bool themed_subjects(const struct subject_list *list, const struct site *site,
	struct buf *out, struct error *err);

/* What a webhook's own template makes of an edition, or of one story of it (NULL: all), as JSON. */
struct themed_payload {
	const struct template *template;
	const struct digest *digest;
	const struct digest_story *story;
	const struct site *site;
};
MUST_USE bool themed_payload(
	const struct themed_payload *payload, struct buf *out, struct error *err);

#endif
