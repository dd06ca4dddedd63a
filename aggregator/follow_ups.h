#ifndef AGGREGATOR_FOLLOW_UPS_H
#define AGGREGATOR_FOLLOW_UPS_H

#include <stdbool.h>
#include <stddef.h>

#include "aggregator/batch.h"

struct fetch;
struct visits;

/* Where visits go on (backfill.h): told by the one who writes, taken up by the loop thread. */
struct follow_ups;

struct follow_ups *follow_ups_new(void);
void follow_ups_free(struct follow_ups *follow_ups);

/*
 * The batch was written. True: its visit goes on, and the visits know it. False: it has ended. Any
 * thread.
 */
bool follow_ups_take(
	struct follow_ups *follow_ups, struct visits *visits, const struct batch *batch);

/*
 * Hands what has been taken to the fetcher, on the loop thread; `is_stopping`: ends those visits
 * instead.
 */
void follow_ups_start(struct follow_ups *follow_ups, struct visits *visits, struct fetch *fetch,
	bool is_stopping);

#endif
