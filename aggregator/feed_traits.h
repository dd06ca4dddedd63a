#ifndef AGGREGATOR_FEED_TRAITS_H
#define AGGREGATOR_FEED_TRAITS_H

#include <stdbool.h>

#include "aggregator/batch.h"
#include "aggregator/store/feed_store.h"

/*
 * Notes in the feed's state what the visit showed of it beside success and failure: whether it is no
 * feed any more, has no dates, was put off, or lost items.
 */
void feed_traits_note(struct feed_state *state, const struct batch *batch, bool lost_items);

#endif
