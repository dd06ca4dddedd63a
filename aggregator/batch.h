#ifndef AGGREGATOR_BATCH_H
#define AGGREGATOR_BATCH_H

#include <stdbool.h>
#include <stdint.h>

#include "aggregator/fetch/visit.h"
#include "aggregator/store/item_recent.h"
#include "aggregator/store/item_store.h"
#include "aggregator/story/fingerprint.h"
#include "feeds/base/arena.h"
#include "feeds/base/error.h"
#include "feeds/feed.h"

struct feed_plan;

/* What a worker found out about one item of a document. */
struct batch_item {
	size_t place; /* in the document */
	struct item_record
		record; /* ready to be stored; number and place are the writer's to set */
	struct fingerprint fingerprint;
};

#define BATCH_PUSHED (-1) /* the page of a document that came by itself */

/* One visit on its way to the store: what came, and what is new in it. */
struct batch {
	uint64_t sequence; /* the order of arrival, from 0 */
	const struct feed_plan *feed_plan;
	struct visit_result *result; /* owned */
	size_t body_bytes;           /* of the document, before it was parsed */
	struct arena *arena;         /* owned: everything below lies in it */
	const struct feed *feed;     /* NULL: nothing to parse, or no feed */
	struct error error;          /* why it is no feed; status 0 otherwise */
	struct error trouble;        /* it could not be matched or looked up; status 0 otherwise */
	struct batch_item *items;    /* new or changed ones, in the order of the document; a changed
	                                one has its record's number already */
	size_t n_items;
	size_t n_known; /* items that the store had before, changed or not */

	int page;            /* 0: the feed's own document; n: the nth older one, or a sitemap;
				BATCH_PUSHED */
	int64_t known_below; /* items of lower numbers were there before the visit; 0: not asked */
	const struct span *more; /* URLs at which the visit goes on (backfill.h) */
	size_t n_more;
	bool lost_items; /* it shares none with the last one: others came and went between them */
	const struct item_alias *aliases; /* items that came with other ids (identity.h) */
	size_t n_aliases;
	unsigned traits; /* enum feed_trait: found out with this document, and true for ever */
};

/* Takes the result over. */
struct batch *batch_new(
	uint64_t sequence, const struct feed_plan *feed_plan, struct visit_result *result);
void batch_free(struct batch *batch);

#endif
