#ifndef FEEDS_DISCOVER_H
#define FEEDS_DISCOVER_H

#include <stddef.h>

#include "feeds/base/arena.h"
#include "feeds/base/span.h"

#define DISCOVER_FEEDS_MAX 100 /* a page that names more is a directory, not a site's own */

/* A feed that a web page names. */
struct found_feed {
	struct span url; /* absolute http(s) */
	struct span title;
	struct span type; /* "application/rss+xml" */
};

struct found_feeds {
	struct found_feed *at;
	size_t n;
};

/*
 * The feeds that a page announces by <link rel="alternate">, in their order, each URL once; nothing
 * is guessed. `page_url` is where the page came from; a <base> in it counts. In `arena`.
 */
struct found_feeds discover_feeds(struct span html, struct span page_url, struct arena *arena);

#endif
