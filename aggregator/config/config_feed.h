#ifndef AGGREGATOR_CONFIG_CONFIG_FEED_H
#define AGGREGATOR_CONFIG_CONFIG_FEED_H

#include <stddef.h>
#include <stdint.h>

#include "aggregator/watch/watchlist.h"

enum config_feed_kind {
	CONFIG_FEED_URL,  /* one feed over http or https */
	CONFIG_FEED_OPML, /* a list of feeds: a file */
	CONFIG_FEED_PATH, /* local files: a glob(7) pattern */
	CONFIG_FEED_EXEC, /* a program that prints a feed */
};

struct config_header {
	const char *name;
	const char *value;
};

/* One entry of `feeds:`; what holds for an OPML file or a pattern holds for each feed in it. */
struct config_feed {
	enum config_feed_kind kind;
	const char *where; /* the URL, the path of the OPML file, the pattern, or the program */
	struct wanted_strings exec; /* the program and its arguments; empty: another kind */
	const char *title;          /* NULL: the feed's own */
	int64_t every_seconds;      /* 0: as often as it has news */
	struct wanted_strings tags;
	double weight; /* 1: as any other */
	const struct config_header *headers;
	size_t n_headers;
	const char *user; /* credentials for the feed's own host alone; NULL: none */
	const char *password;
	int line;
};

#endif
