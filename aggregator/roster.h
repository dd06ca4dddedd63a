#ifndef AGGREGATOR_ROSTER_H
#define AGGREGATOR_ROSTER_H

#include <stdint.h>

#include "aggregator/plan.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"

struct store;

/* The configuration's feeds under the store's numbers. Immutable. */
struct roster;

/*
 * Makes the plan's feeds those of the store: new ones get a number and their first visit (at `now`, or
 * spread from then on where they are thousands), those that are gone from the configuration rest. The
 * plan is kept. NULL: the store failed, and `err` says why.
 */
struct roster *roster_new(
	struct plan *plan, struct store *store, int64_t now, struct error *err) MUST_USE;
void roster_free(struct roster *roster);

/* Borrowed. */
struct plan *roster_plan(const struct roster *roster);

/* The feed of that number; NULL: the configuration does not have it. */
const struct source *roster_find(const struct roster *roster, int64_t number);

#endif
