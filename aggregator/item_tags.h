#ifndef AGGREGATOR_ITEM_TAGS_H
#define AGGREGATOR_ITEM_TAGS_H

#include "aggregator/store/item_store.h"
#include "aggregator/watch/watch.h"
#include "feeds/base/arena.h"

/* Puts the companies and topics that were found into an item, as it is stored; in the arena. */
void item_tags_set(struct item_record *record, const struct verdict *verdict, struct arena *arena);

#endif
