#ifndef AGGREGATOR_PLAN_H
#define AGGREGATOR_PLAN_H

#include <pthread.h>
#include <stdatomic.h>

#include "aggregator/config/config.h"
#include "aggregator/fetch/profile.h"
#include "aggregator/sources.h"
#include "aggregator/store/feed_store.h"
#include "aggregator/story/background.h"
#include "aggregator/watch/watch.h"
#include "feeds/base/error.h"

/*
 * What is worked with, for all threads: the configuration and its feeds, and, once something has to be
 * matched, the compiled watch list and how common each word is. A cycle in which nothing has changed
 * never needs those two, and does not wait for them. A plan never changes: a new configuration is a new
 * one, and the old one goes when the last who works with it is done (plan_keep, plan_free).
 */
struct plan {
	const struct config *config; /* borrowed, unless the plan was told to free it */
	struct sources sources;
	struct host_profiles profiles; /* of the servers that are known beforehand */
	struct arena *arena;           /* theirs */
	struct templates *templates;   /* the user's own pages; NULL: none */
	struct watch *watch;           /* NULL until plan_compile */
	struct background *background; /* likewise */
	pthread_mutex_t lock;          /* while the two are made */
	atomic_uint keepers;
	struct config *owned_config; /* NULL: it is somebody else's */
};

/*
 * NULL: a list of feeds or a template is missing or wrong, and `err` says which. The caller owns the
 * plan.
 */
struct plan *plan_new(const struct config *config, struct error *err) MUST_USE;

/*
 * Makes `watch` and `background`, if they are not there yet. Any thread; who has called it may then
 * read them. False: a data file is missing or wrong, and `err` says which.
 */
MUST_USE bool plan_compile(struct plan *plan, struct error *err);

/* The configuration goes with the plan. */
void plan_take_config(struct plan *plan, struct config *config);

/* One more who works with it, and calls plan_free when done; any thread. */
struct plan *plan_keep(struct plan *plan);
void plan_free(struct plan *plan);

/*
 * A feed that is visited, as the reader and the writer need it. Immutable; belongs to the visits.
 */
struct feed_plan {
	int64_t number;              /* the store's */
	struct plan *plan;           /* that it was picked by */
	const struct source *source; /* of the configuration */
	struct span title; /* the configured one, else what its document last said; or absent */
	struct feed_state state; /* what the last visit left behind */
};

#endif
