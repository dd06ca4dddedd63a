#ifndef AGGREGATOR_STORE_COMPANY_STORE_H
#define AGGREGATOR_STORE_COMPANY_STORE_H

#include <stddef.h>
#include <stdint.h>

#include "aggregator/store/store.h"

/* How much is told of a company from day to day. */

/* The days (UTC) that end with the day of `until`, the oldest first. */
struct company_days {
	int64_t until;
	size_t n;          /* days wanted */
	uint32_t *stories; /* of each day: new stories about the company or naming it */
	uint32_t *items;   /* of each day: items; NULL: not wanted */
};

/* Fills the days of the company with this id; 0 where nothing was told. */
bool company_read_days(
	struct store *store, struct span id, struct company_days *days, struct error *err) MUST_USE;

#endif
