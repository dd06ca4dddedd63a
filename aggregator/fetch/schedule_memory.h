#ifndef AGGREGATOR_FETCH_SCHEDULE_MEMORY_H
#define AGGREGATOR_FETCH_SCHEDULE_MEMORY_H

#include "aggregator/fetch/rhythm.h"
#include "aggregator/fetch/schedule.h"
#include "feeds/base/span.h"

/*
 * The part of a schedule's state that has no column of its own in the store: the rhythm, and how often
 * "later" was said. Small, with a version, the same on every machine. What cannot be read is as if
 * nothing were known, and the next visits learn anew.
 */
#define SCHEDULE_STATE_BYTES (RHYTHM_BYTES + 4)
void schedule_state_write(
	const struct schedule_state *state, unsigned char bytes[SCHEDULE_STATE_BYTES]);
void schedule_state_read(struct schedule_state *state, struct span bytes);

#endif
