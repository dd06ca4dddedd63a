#ifndef AGGREGATOR_BACKFILL_H
#define AGGREGATOR_BACKFILL_H

#include "aggregator/batch.h"

/*
 * Nothing is missed: where two successive documents of a feed share no item, others came and went
 * between them, and its older pages have them (RFC 5005). A sitemap index has no items of its own: the
 * sitemaps that it lists do. Says in the batch where its visit goes on; bounded.
 */
void backfill_plan(struct batch *batch);

#define BACKFILL_PAGES_MAX 10   /* older pages of one visit */
#define BACKFILL_SITEMAPS_MAX 8 /* sitemaps of one index, the newest */

#endif
