#ifndef AGGREGATOR_STORY_LIVE_STORY_H
#define AGGREGATOR_STORY_LIVE_STORY_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aggregator/story/fingerprint.h"

#define LIVE_STORY_TERMS_FIRST 24 /* of a story of one item: most never get a second */
#define LIVE_STORY_TERMS_MORE 4   /* for each further item */
#define LIVE_STORY_TERMS_MAX 64

#define LIVE_STORY_SUM_PARTS 256.0F /* of one item's vector, whose length they are */

/* What the items of a story tell about one thing. */
struct story_term {
	uint32_t stem;
	uint16_t sum;  /* of the items' weights, each item's as a part of 256 */
	uint8_t items; /* how many have it, out of live_story.weighed */
	uint8_t marks; /* as struct fingerprint_term's; in any item */
};

/* A story that may still grow: the sum of what its items tell, and no item itself. */
struct live_story {
	int64_t number;
	int64_t first;            /* Unix seconds of its first report */
	int64_t latest;           /* and of its last */
	struct story_term *terms; /* by stem */
	float norm;               /* length of the vector of live_story_strength */
	uint32_t forward;         /* slot of the story that took it over, plus 1; 0: none */
	uint32_t n_items;         /* that ever joined */
	uint32_t n_live;          /* that are not forgotten yet; 0: the slot is free */
	uint8_t n_terms;
	uint8_t capacity;
	bool is_closed;  /* a later one continues it: nothing joins but copies */
	uint8_t weighed; /* items in the sums: halved with them, so that what is old fades */
};

/* `story` is all zero but for its number. */
void live_story_add(struct live_story *story, const struct fingerprint *fingerprint);

/* All that `other` has told goes over to `story`. */
void live_story_absorb(struct live_story *story, const struct live_story *other);

/* Makes `norm` new, after somebody else changed the terms. */
void live_story_measure(struct live_story *story);

void live_story_release(struct live_story *story);

/* What the story tells, as if one item told it. */
void live_story_summarise(const struct live_story *story, struct fingerprint *out);

/* How strongly the story stands for a term: the root, so that what all items say drowns no rest. */
static inline float
live_story_strength(const struct story_term *term)
{
	return sqrtf((float)term->sum);
}

/* Whether at least 40 % of its items have it. */
bool live_story_is_core(const struct live_story *story, const struct story_term *term);

/* The `max` strongest terms at most, into `out`; gives how many. */
size_t live_story_strongest(
	const struct live_story *story, size_t max, const struct story_term **out);

#endif
