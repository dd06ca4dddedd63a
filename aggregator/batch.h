#ifndef AGGREGATOR_BATCH_H
#define AGGREGATOR_BATCH_H

#include <stdbool.h>
#include <stdint.h>

#include "aggregator/fetch/visit.h"
#include "aggregator/story/fingerprint.h"
#include "aggregator/watch/watch.h"
#include "feeds/base/arena.h"
#include "feeds/base/error.h"
#include "feeds/feed.h"

struct feed_plan;

/* What a worker found out about one item of a document. */
struct batch_item {
	const struct item *item;
	struct span headline;  /* its title; of an item without one, how its text begins */
	struct span text;      /* the longest plain text that the feed gives */
	struct span source;    /* the outlet: the item's own source, else the feed */
	struct span language;  /* as declared, else by the text */
	uint64_t identity;     /* within its feed: of its id, else its link, else its title */
	uint64_t content_hash; /* of what a reader would see: another one means that it changed */
	int64_t known_number;  /* the store's, where it changed; 0: it is new */
	struct verdict verdict;
	struct fingerprint fingerprint;
};

/* One visit on its way to the store: what came, and what is new in it. */
struct batch {
	uint64_t sequence; /* the order of arrival, from 0 */
	const struct feed_plan *feed_plan;
	struct visit_result *result; /* owned */
	struct arena *arena;         /* owned: everything below lies in it */
	const struct feed *feed;     /* NULL: nothing to parse, or no feed */
	struct error error;          /* why it is no feed; status 0 otherwise */
	struct batch_item *items;    /* new or changed ones, in the order of the document */
	size_t n_items;
	size_t n_known; /* items that the store has already, unchanged */
};

/* Takes the result over. */
struct batch *batch_new(uint64_t sequence, const struct feed_plan *feed_plan, struct visit_result *result);
void batch_free(struct batch *batch);

#endif
