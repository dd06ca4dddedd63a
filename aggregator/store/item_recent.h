#ifndef AGGREGATOR_STORE_ITEM_RECENT_H
#define AGGREGATOR_STORE_ITEM_RECENT_H

#include <stddef.h>

#include "aggregator/store/store.h"
#include "feeds/base/arena.h"

/* The items that a feed brought last, to know them again where their ids are no help. */

struct recent_item {
	int64_t number;
	int64_t published_at; /* ITEM_TIME_NONE */
	struct span url;
	struct span title;
	struct span source;
};

struct recent_items {
	struct arena *arena; /* set by the caller; has the texts */
	struct recent_item *at;
	size_t n;
};

/* The newest first, `limit` at most. */
bool items_recent(struct store *store, int64_t feed, size_t limit, struct recent_items *list,
	struct error *err) MUST_USE;

/*
 * In a batch: the feed knows the item by this identity too, saying that; another item of that
 * identity stays as it is.
 */
struct item_alias {
	uint64_t identity;
	uint64_t content;
	int64_t item;
};
bool item_add_alias(struct store *store, int64_t feed, const struct item_alias *alias,
	struct error *err) MUST_USE;

#endif
