#ifndef AGGREGATOR_FETCH_SCHEDULE_MEMORY_H
#define AGGREGATOR_FETCH_SCHEDULE_MEMORY_H

#include <stdbool.h>

#include "aggregator/fetch/rhythm.h"
#include "aggregator/fetch/schedule.h"
#include "feeds/base/span.h"

struct feed;

/*
 * What the schedule knows of a feed, as the store keeps it between visits: two small values, with
 * versions, the same on every machine. What an older program wrote is read; what cannot be is as if
 * nothing were known, and the next visit learns anew.
 */

/* The part of the state that has no column of its own: the rhythm, and how often "later" was said. */
#define SCHEDULE_STATE_BYTES (RHYTHM_BYTES + 4)
void schedule_state_write(
	const struct schedule_state *state, unsigned char bytes[SCHEDULE_STATE_BYTES]);
void schedule_state_read(struct schedule_state *state, struct span bytes);

/* What a document asked for is still asked for when the answer is 304. */
#define SCHEDULE_HINTS_BYTES 22
void schedule_hints_write(
	const struct schedule_hints *hints, unsigned char bytes[SCHEDULE_HINTS_BYTES]);
void schedule_hints_read(struct schedule_hints *hints, struct span bytes);

/* Of a document that was read: the longer one of ttl and sy:updatePeriod counts. */
struct schedule_hints schedule_hints_of(const struct feed *feed);

#endif
