#ifndef AGGREGATOR_STORE_STORY_STORE_H
#define AGGREGATOR_STORE_STORY_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "aggregator/store/store.h"

/* Stories: which items tell of one event. item_add makes them, and puts the items into them. */

struct story_record {
	int64_t number;
	int64_t first_item;
	int64_t created_at; /* when its first item was seen */
	int64_t updated_at; /* when its latest was */
	int64_t n_items;
	int64_t continues;   /* the older story that it follows in a chain, or 0 */
	int64_t merged_into; /* it proved to be the same as another: that one's number, or 0 */
};

/* In a batch: `other` proved to be the same as `story`, which takes its items. */
bool story_merge(struct store *store, int64_t story, int64_t other, struct error *err) MUST_USE;

/*
 * The story of this number, or the one that it went into, however often. `record->number` 0:
 * there is none.
 */
bool story_read(struct store *store, int64_t number, struct story_record *record,
	struct error *err) MUST_USE;

#endif
