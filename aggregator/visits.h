#ifndef AGGREGATOR_VISITS_H
#define AGGREGATOR_VISITS_H

#include <stddef.h>
#include <stdint.h>

#include "aggregator/fetch/fetch.h"
#include "aggregator/pipeline.h"
#include "aggregator/plan.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"

/* The feeds that a cycle visits: which are due, and what is asked for. */
struct visits;

/*
 * Makes the configuration's feeds those of the store, and picks the ones to visit: those that are due,
 * or all, or the ones that are named. `plan` and `options` are borrowed. NULL: the store failed, or a name fits
 * no feed or several (EX_USAGE); `err` says which.
 */
struct visits *visits_new(const struct plan *plan, struct store *store,
	const struct pipeline_options *options, struct error *err) MUST_USE;
void visits_free(struct visits *visits);

size_t visits_count(const struct visits *visits);

/* Hands every visit to the fetcher. */
void visits_add_all(const struct visits *visits, struct fetch *fetch);

/* The feed of a result's feed_id; any thread, as long as the visits live. */
const struct feed_plan *visits_feed(const struct visits *visits, int64_t feed_id);

/* The fetcher's settings out of the configuration; strings are borrowed from it. */
struct fetch_settings visits_settings(const struct config *config);

#endif
