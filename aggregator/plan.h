#ifndef AGGREGATOR_PLAN_H
#define AGGREGATOR_PLAN_H

#include "aggregator/config/config.h"
#include "aggregator/sources.h"
#include "aggregator/store/feed_store.h"
#include "aggregator/story/background.h"
#include "aggregator/watch/watch.h"
#include "feeds/base/error.h"

/*
 * What a cycle works with, made once and then only read, by all threads: the configuration, the
 * compiled watch list, and how common each word is.
 */
struct plan {
	const struct config *config; /* borrowed */
	struct sources sources;
	struct watch *watch;
	struct background *background;
};

/* NULL: `err` says what is missing or wrong. The caller owns the plan. */
struct plan *plan_new(const struct config *config, struct error *err) MUST_USE;
void plan_free(struct plan *plan);

/*
 * A feed that is visited in this cycle, as the reader and the writer need it. Immutable; belongs to
 * the visits.
 */
struct feed_plan {
	int64_t number;              /* the store's */
	const struct source *source; /* of the configuration */
	struct span title; /* the configured one, else what its document last said; or absent */
	struct feed_state state; /* what the last visit left behind */
};

#endif
