#ifndef OUTPUT_SUBJECT_H
#define OUTPUT_SUBJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feeds/base/buf.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "output/digest.h"
#include "output/site.h"

/* What a page and a feed of the site tell of, whatever the digest. */
enum subject_kind {
	SUBJECT_COMPANY, /* company/meta.html, company/meta.atom, company/index.html */
	SUBJECT_TOPIC,   /* topic/product_delay.html ... */
};

/* Plain values, borrowed from the caller. */
struct subject {
	enum subject_kind kind;
	struct span key;       /* the company's id, or the topic; unique in its kind */
	struct span name;      /* "Meta Platforms" */
	struct span ticker;    /* SPAN_NONE: none */
	struct span feed_id;   /* tag: URI of its feed */
	const uint32_t *daily; /* stories a day, oldest first, the last is today */
	size_t n_daily;
	const struct digest_story *stories; /* the newest first; each once */
	size_t n_stories;
	int32_t utc_offset_seconds; /* of the days and hours that the page tells */
};

/* All subjects of a kind, in the order of the index. */
struct subject_list {
	enum subject_kind kind;
	const struct subject *at;
	size_t n;
};

/*
 * The path under the site of what tells of a subject: "company/meta" and `suffix`. Every key has a
 * path of its own: letters and digits of ASCII, '-' and '.' stay, a blank becomes '_', each other
 * byte "=XX", so that it is a name in every file system and needs no escape in an address.
 */
void subject_add_path(struct buf *out, enum subject_kind kind, struct span key, const char *suffix);

/* The path of the index of a kind: "company/index.html". */
void subject_add_index_path(struct buf *out, enum subject_kind kind);

/* The page: its stories by days. The same stories give the same bytes, whatever the time. */
MUST_USE bool subject_render(
	const struct subject *subject, const struct site *site, struct buf *out, struct error *err);

/* The feed (output/atom.h). */
MUST_USE bool subject_render_atom(
	const struct subject *subject, const struct site *site, struct buf *out, struct error *err);

/* The index of a kind; of the subjects' stories only the first is looked at. */
MUST_USE bool subject_render_index(const struct subject_list *list, const struct site *site,
	struct buf *out, struct error *err);

/*
 * Publishes the pages and feeds of the subjects and their index: together, and only those that
 * changed. False: as with site_publish.
 */
MUST_USE bool subject_publish(
	const struct site *site, const struct subject_list *list, struct error *err);

#endif
