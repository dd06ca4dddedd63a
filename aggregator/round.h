#ifndef AGGREGATOR_ROUND_H
#define AGGREGATOR_ROUND_H

#include <stdbool.h>
#include <stddef.h>

#include "aggregator/fetch/fetch.h"
#include "aggregator/plan.h"
#include "feeds/base/arena.h"
#include "feeds/base/compiler.h"

/* The feeds that were picked at one moment, to be visited together: their plans lie in one arena. */
struct round {
	struct plan *plan; /* kept */
	struct arena *arena;
	struct feed_plan *feeds;
	size_t n;
	size_t capacity;
	size_t n_open; /* visits that are not done */
	bool ignores_validators;
	struct round *next; /* in a list of its owner */
};

struct round *round_new(struct plan *plan) MUST_USE;
void round_free(struct round *round);

/* Copies what the store knows of the feed. */
void round_add(struct round *round, const struct feed_record *record, const struct source *source);

/* Hands every visit to the fetcher, under the store's number of its feed. */
void round_start(const struct round *round, struct fetch *fetch);

/* One more document of the feed's visit, without validators. */
void round_start_page(const struct round *round, const struct feed_plan *feed, struct span url,
	struct fetch *fetch);

/* The fetcher's settings out of the configuration; strings are borrowed from it. */
struct fetch_settings round_settings(const struct config *config);

#endif
