#ifndef AGGREGATOR_BASE_SPELLING_H
#define AGGREGATOR_BASE_SPELLING_H

#include <stddef.h>

#include "feeds/base/span.h"

/*
 * "Did you mean ...?": the name that is least unlike what was written. Init, offer every name that
 * would have been right, read `best`: NULL when all are too far off to be meant.
 */
struct spelling {
	struct span written;
	const char *best; /* borrowed from the caller */
	size_t distance;  /* letters changed, left out, added or swapped */
};

void spelling_init(struct spelling *spelling, struct span written);
void spelling_offer(struct spelling *spelling, const char *name);

#endif
