#ifndef AGGREGATOR_FEED_HEALTH_H
#define AGGREGATOR_FEED_HEALTH_H

#include "aggregator/fetch/health.h"
#include "aggregator/fetch/schedule.h"
#include "aggregator/store/feed_store.h"
#include "feeds/base/buf.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"

/* How a stored feed is, from what its visits left behind; borrowed from the record. */
struct feed_health {
	enum health health;
	struct schedule_state schedule;
	struct health_facts facts;
};

/* Fills `health`, which must not move afterwards. */
void feed_health_of(struct feed_health *health, const struct feed_record *feed, int64_t now);

/* How many feeds of the store are how; resting ones are counted too. */
struct health_tally {
	size_t n[HEALTH_N];
};
MUST_USE bool feed_health_tally(
	struct store *store, int64_t now, struct health_tally *tally, struct error *err);

/* Those that need a person. */
size_t health_tally_trouble(const struct health_tally *tally);

/* Adds "12 alive, 3 failing", the best state first; nothing for a state without a feed. */
void health_tally_tell(const struct health_tally *tally, struct buf *line);

#endif
