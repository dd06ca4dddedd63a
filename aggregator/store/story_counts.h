#ifndef AGGREGATOR_STORE_STORY_COUNTS_H
#define AGGREGATOR_STORE_STORY_COUNTS_H

#include <stdint.h>

#include "aggregator/store/db.h"

/* The items that a batch puts into stories: counted in memory, and written as one row a story. */
struct story_counts;

struct story_counts *story_counts_new(void);
void story_counts_free(struct story_counts *counts);

/* Item `item` goes into the story, which is new if nothing has it yet, and then `continues` another (or 0). */
void story_counts_add(struct story_counts *counts, int64_t story, int64_t item, int64_t continues);

/* Writes what was counted (in a transaction), as of the moment `at`, and counts from 0 again. */
bool story_counts_write(
	struct story_counts *counts, struct db *db, int64_t at, struct error *err) MUST_USE;

/* Forgets what was counted. */
void story_counts_clear(struct story_counts *counts);

#endif
