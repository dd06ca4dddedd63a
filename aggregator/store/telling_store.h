#ifndef AGGREGATOR_STORE_TELLING_STORE_H
#define AGGREGATOR_STORE_TELLING_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "aggregator/store/store.h"

/* Who told which story, and when: an item as far as the worth of its feed goes. */
struct telling {
	int64_t story;
	int64_t feed;
	int64_t first_seen_at;
	int64_t published_at; /* ITEM_TIME_NONE: not known */
	bool is_kept;         /* an edition made since `since` has told the story */
};
typedef void telling_fn(void *context, const struct telling *telling);

/*
 * Tells the items first seen in the window [since, until), in no order. One walk over their heads: bodies are
 * not read. False: the store failed.
 */
struct telling_window {
	int64_t since;
	int64_t until;
};
bool tellings_each(struct store *store, const struct telling_window *window, telling_fn *tell,
	void *context, struct error *err) MUST_USE;

#endif
