#ifndef AGGREGATOR_STORE_STORE_PRIVATE_H
#define AGGREGATOR_STORE_STORE_PRIVATE_H

#include "aggregator/store/days.h"
#include "aggregator/store/db.h"
#include "aggregator/store/expected.h"
#include "aggregator/store/names.h"
#include "aggregator/store/store.h"
#include "aggregator/store/story_counts.h"
#include "feeds/base/buf.h"

/*
 * Numbers that the store keeps under names. The highest numbers ever given stand here, because what
 * retention removed is not given again.
 */
#define STORE_NOTE_ITEM "store.last-item"
#define STORE_NOTE_STORY "store.last-story"
#define STORE_NOTE_SLACK "store.clock-slack"
#define STORE_NOTE_INDEXED "store.indexed"     /* not in a backup: nor is the index */
#define STORE_NOTE_IMPORTING "store.importing" /* 1: an import has begun and not ended */

struct store_numbers {
	int64_t last_item;
	int64_t last_story;
	int64_t newest_at; /* the latest first_seen of an item */
	int64_t slack;     /* seconds; so far has the clock gone back between two items, at most */
	int64_t indexed;   /* the search index has the items up to this one */
};

/* What the files of this room share. */
struct store {
	struct db *db;
	struct names *companies;
	struct names *topics;
	struct days *days; /* what the open batch counts */
	struct story_counts *story_counts;
	struct expected expected; /* items of the open batch that are new */
	struct store_numbers numbers;
	struct store_numbers written; /* as they are committed */
	int64_t batch_at;             /* first_seen of the open batch's items */
	bool in_batch;
	struct buf marks; /* of the item being written */
};

/* The numbers, read again from the tables; names are forgotten. */
bool store_reload(struct store *store, struct error *err) MUST_USE;

#endif
