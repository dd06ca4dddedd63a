#ifndef AGGREGATOR_STORE_HOST_STORE_H
#define AGGREGATOR_STORE_HOST_STORE_H

#include "aggregator/store/store.h"

/* Hosts that have asked to be left alone: kept, so that a restart does not forget it. */

/* In a batch: nobody asks the budget of that name before `until`; an earlier end changes nothing. */
bool host_hold(struct store *store, struct span name, int64_t until, struct error *err) MUST_USE;

/* Tells each hold that lasts beyond `now`; `name` is borrowed for the call. */
typedef void host_hold_fn(void *context, struct span name, int64_t until);
bool host_holds(struct store *store, int64_t now, host_hold_fn *tell, void *context,
	struct error *err) MUST_USE;

#endif
