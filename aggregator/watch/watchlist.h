#ifndef AGGREGATOR_WATCH_WATCHLIST_H
#define AGGREGATOR_WATCH_WATCHLIST_H

#include <stdbool.h>
#include <stddef.h>

/*
 * What the user asked to watch, as the configuration says it, before the directory is asked. Plain
 * values; all strings NUL-terminated and owned by who made the list (the configuration's arena).
 */

struct wanted_strings {
	const char *const *at;
	size_t n;
};

/* One entry of `companies:`. What is not given is NULL or empty; ticker or id is always there. */
struct wanted_company {
	const char *ticker; /* META, 005930.KS: the directory may know the rest */
	const char *id;     /* the user's own key; NULL: the ticker is the key */
	const char *name;
	struct wanted_strings aliases; /* further names */
	struct wanted_strings products;
	struct wanted_strings people;
	struct wanted_strings reject; /* text that looks like the company and is not */
	int line;                     /* in the configuration file; 0: from a list */
};

/* One entry of `topics:`; the query has been parsed once, for its errors. */
struct wanted_topic {
	const char *name;
	const char *where;
	double weight; /* 1: as any other; more lifts a story in a digest, below 0 sinks it */
	int line;
};

struct watchlist {
	const struct wanted_company *companies;
	size_t n_companies;
	bool has_directory; /* {directory: all}: every company of the directory is watched */
	const struct wanted_topic *topics;
	size_t n_topics;
	const struct wanted_topic *
		*weighted; /* those of another weight than 1, in order of their names */
	size_t n_weighted;
	struct wanted_strings junk; /* the classes of junk.tsv that are told */
	bool has_junk;              /* false: nobody chose, all of them are */
};

#endif
