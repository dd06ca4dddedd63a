#ifndef AGGREGATOR_MANNERS_H
#define AGGREGATOR_MANNERS_H

#include "aggregator/config/config.h"
#include "aggregator/fetch/fetch.h"
#include "aggregator/fetch/schedule.h"
#include "feeds/base/arena.h"

/* The configuration's word on manners, as fetch/ wants it: budgets of hosts, limits of the schedule. */

/* The profiles of `config.hosts`, in the arena; names are borrowed from the configuration. */
struct host_profiles manners_profiles(const struct config *config, struct arena *arena);

/* The clock of the exchange at `now`. False: the configuration names none. */
bool manners_market(
	const struct config_market *wanted, int64_t now, struct schedule_market *market);

/* Whether the items of a feed at `url` are known to come with other ids each time. */
bool manners_ids_change(const struct config *config, struct span url);

#endif
