#ifndef AGGREGATOR_ITEM_SEARCH_H
#define AGGREGATOR_ITEM_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aggregator/feed_names.h"
#include "aggregator/plan.h"
#include "aggregator/store/item_store.h"
#include "aggregator/watch/query.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "feeds/base/span.h"

/*
 * A query over everything stored, the newest first: for the verb and for the HTTP server. The index
 * gives candidates by words, companies, topics, feeds and time; what is asked of each is the query
 * itself, so a search finds what a digest's `where` would have taken.
 */
struct item_search;

struct item_search_request {
	struct span query;
	int64_t since;   /* first seen from here on; INT64_MIN: no bound */
	int64_t until;   /* and before; INT64_MAX: no bound */
	int64_t before;  /* only items of a lower number, to go on where a page ended; 0: all */
	int64_t now;     /* what `age:` counts from */
	size_t look_max; /* so many candidates are looked at, and no more; 0: all */
	bool (*is_wanted)(const void *context); /* false: it ends, as at look_max; NULL: it is */
	const void *context;
	bool is_walk; /* looks at all items, as if nothing could be said by the index: for tests */
};

/* Where it is searched; all borrowed for as long as the search lives. */
struct item_search_place {
	struct plan *plan; /* compiled (plan_compile) */
	struct store *store;
	const struct feed_names *names;
};

/*
 * Begins a search. NULL: the query is wrong (EX_USAGE; "column 14: expected ..."), or the store
 * failed. The caller closes it.
 */
struct item_search *item_search_new(const struct item_search_request *request,
	const struct item_search_place *place, struct error *err) MUST_USE;

/* The next item found, borrowed until the next call; NULL: no more, or look_max is reached. */
const struct item_record *item_search_next(struct item_search *search);

/*
 * Tells where the query is true of an item that it gave last: bytes of its title, and of its text, or
 * summary for want of one (watch/query.h).
 */
void item_search_spots(struct item_search *search, const struct item_record *item,
	query_spot_fn *tell, void *context);

/* Whether it ended at look_max, with older items not looked at. */
bool item_search_is_cut(const struct item_search *search);

/* The number of the last item that was looked at: `before` of a search that goes on from there. */
int64_t item_search_reached(const struct item_search *search);

/* Candidates that were looked at. */
size_t item_search_looked_at(const struct item_search *search);

/* False: the store failed on the way. NULL is fine. */
bool item_search_close(struct item_search *search, struct error *err) MUST_USE;

#endif
