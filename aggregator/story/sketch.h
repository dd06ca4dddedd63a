#ifndef AGGREGATOR_STORY_SKETCH_H
#define AGGREGATOR_STORY_SKETCH_H

#include <stdbool.h>
#include <stdint.h>

#include "feeds/base/span.h"

#define SKETCH_SLOTS 24
#define SKETCH_ROWS 4 /* slots of one band */
#define SKETCH_BANDS (SKETCH_SLOTS / SKETCH_ROWS)
#define SKETCH_BYTES_MAX 8192 /* of a text; what is beyond changes no sketch much */
#define SKETCH_WORDS_MIN 24   /* a shorter text has no sketch */

/*
 * What a text consists of, for finding near-copies: MinHash by one permutation (Li, Owen, Zhang,
 * 2012) over its runs of three words, empty slots filled from their neighbours (Shrivastava and Li,
 * 2014). Case, marks and white space do not count.
 */
struct sketch {
	uint64_t text; /* hash of all the words */
	uint32_t words;
	bool has_slots; /* the text has SKETCH_WORDS_MIN words or more */
	uint16_t slots[SKETCH_SLOTS];
};
void sketch_make(struct span text, struct sketch *out);

/* The estimated share of runs that two texts have in common, 0-100. */
int sketch_likeness(const uint16_t *a, const uint16_t *b);

/* The key of band 0 <= `band` < SKETCH_BANDS: near-copies share at least one, most likely. */
uint64_t sketch_band(const uint16_t *slots, int band);

#endif
