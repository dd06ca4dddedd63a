#ifndef AGGREGATOR_OUTLETS_H
#define AGGREGATOR_OUTLETS_H

#include <stddef.h>
#include <stdint.h>

#include "aggregator/feed_names.h"
#include "aggregator/store/item_store.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"

#define OUTLETS_MAX 32 /* more are not told apart: nobody asks for `sources:>32` */

/* Who tells a story: outlets, each counted once however often it reports. All zero: nobody yet. */
struct outlets {
	uint64_t seen[OUTLETS_MAX];
	size_t n;
};

/* Counts the item's outlet: its own source, else its feed. True: it is a new one. */
bool outlets_add(struct outlets *outlets, const struct item_record *item);

/* Who published the item, as a person would say: its own source, else its feed's title. */
struct span outlet_name(const struct item_record *item, const struct feed_names *names);

/* How many outlets tell the story. False: the store failed. */
MUST_USE bool outlets_of_story(struct store *store, int64_t story, int *n, struct error *err);

#endif
