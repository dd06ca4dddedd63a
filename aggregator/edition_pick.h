#ifndef AGGREGATOR_EDITION_PICK_H
#define AGGREGATOR_EDITION_PICK_H

#include <stddef.h>
#include <stdint.h>

#include "aggregator/edition.h"
#include "aggregator/feed_names.h"
#include "aggregator/outlets.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"

/* A story of the window that the digest's query asks for. */
struct picked_story {
	int64_t story;
	int relevance;          /* the best of its items in the window, to a watched company */
	size_t n_items;         /* in the window */
	struct outlets outlets; /* that told it in the window */
	bool has_news;          /* one of them is more than a recycled copy */
	bool is_wanted;         /* the query is true of one of them */
};

struct pick {
	struct picked_story *at; /* in the order in which they were first met */
	size_t n;
	size_t capacity;
	size_t *table; /* by story: index + 1 */
	size_t table_size;
	size_t n_items; /* of the window, wanted or not */
};

/*
 * Walks the window once, and asks the query of each item. False: the store failed. Release it either
 * way.
 */
MUST_USE bool pick_init(struct pick *pick, const struct plan *plan, struct store *store,
	const struct edition_wish *wish, struct error *err);
void pick_release(struct pick *pick);

#endif
