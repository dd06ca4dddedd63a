#ifndef AGGREGATOR_SOURCES_H
#define AGGREGATOR_SOURCES_H

#include <stddef.h>

#include "aggregator/config/config.h"
#include "feeds/base/arena.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"

/*
 * The feeds that a configuration names, one by one: OPML lists are read, patterns of paths are
 * matched against the disk, and what stands twice is there once.
 */
struct source {
	enum config_feed_kind kind;    /* CONFIG_FEED_URL, _PATH or _EXEC */
	const char *location;          /* its identity: the URL, the path, or the command line */
	const char *title;             /* NULL: the feed's own */
	const struct config_feed *row; /* every, weight, headers, credentials, exec; borrowed */
	const char *const *tags;
	size_t n_tags;
	const char *file; /* where it is named: the configuration, or an OPML list */
	int line;
};

/* What is named and not read: a list's bad address, a feed that is there already. */
struct source_problem {
	const char *file;
	int line;
	const char *text;
};

struct sources {
	struct source *at;
	size_t n;
	size_t capacity;
	struct source_problem *problems; /* warnings; in the order of their finding */
	size_t n_problems;
	size_t problems_capacity;
	const char *config_path;
	struct arena *arena;
};

#define SOURCES_MAX 1000000

/*
 * Expands `config->feeds`; the result borrows from the configuration. Two addresses that differ in
 * scheme, case of the host or a slash at the end are one feed, the first. False: a list cannot be
 * read, or is none, and `err` (EX_NOINPUT, EX_DATAERR, EX_CONFIG) names the configuration's line.
 */
MUST_USE bool sources_init(struct sources *sources, const struct config *config, struct error *err);
/*
 * The source of this address, however it is written, or NULL. `address` is no http or https URL: NULL.
 */
const struct source *sources_find(const struct sources *sources, struct span address);
void sources_release(struct sources *sources);

/*
 * The tags of a source in the arena, as the store keeps them: apart by spaces, a space inside of one
 * as "-" (to a query "market-news" is "market news").
 */
struct span source_tags(const struct source *source, struct arena *arena);

#endif
