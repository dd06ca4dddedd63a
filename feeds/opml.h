#ifndef FEEDS_OPML_H
#define FEEDS_OPML_H

#include <stddef.h>

#include "feeds/base/arena.h"
#include "feeds/base/buf.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "feeds/base/span.h"

/*
 * A list of feeds as OPML 1.0, 1.1 and 2.0 have it. Nested folders, and the category attribute,
 * become tags: each once, in the order of the file.
 */
struct opml_feed {
	struct span url;   /* xmlUrl; never absent */
	struct span title; /* title, else text; may be absent */
	struct span site;  /* htmlUrl; may be absent */
	struct span *tags;
	size_t n_tags;
	int line; /* of the outline in the document */
};

/* An outline whose URL stood in the document before. */
struct opml_repeat {
	int line;
	size_t feed; /* its place among the feeds */
};

struct opml {
	struct span title;
	struct opml_feed *feeds; /* a URL that stands twice is given once, with the tags of both */
	size_t n_feeds;
	struct opml_repeat *repeats;
	size_t n_repeats;
};

/*
 * Reads a list; broken ones give what can be got. NULL: it is no OPML (EX_DATAERR). In `arena`,
 * nothing borrowed from `bytes`.
 */
struct opml *opml_parse(struct span bytes, struct arena *arena, struct error *err) MUST_USE;

/*
 * Writes a list as OPML 2.0: a feed stands in the folder of its first tag, its other tags are in
 * its category attribute; folders in the order of their first feed.
 */
void opml_write(const struct opml *opml, struct buf *out);

#endif
