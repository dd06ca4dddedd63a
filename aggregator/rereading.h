#ifndef AGGREGATOR_REREADING_H
#define AGGREGATOR_REREADING_H

#include "aggregator/feed_names.h"
#include "aggregator/plan.h"
#include "aggregator/store/item_store.h"

/*
 * Stored items read again with the watch list of today: what is about a company or a topic then, and
 * not what was when the item came. Not for two threads at once.
 */
struct rereading;

/* The plan is compiled; both are borrowed. */
struct rereading *rereading_new(const struct plan *plan, const struct feed_names *names);
void rereading_free(struct rereading *rereading);

/* The item with today's companies and topics; borrowed until the next call, and from `item`. */
const struct item_record *rereading_of(struct rereading *rereading, const struct item_record *item);

#endif
