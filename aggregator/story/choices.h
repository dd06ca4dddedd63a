#ifndef AGGREGATOR_STORY_CHOICES_H
#define AGGREGATOR_STORY_CHOICES_H

#include <stddef.h>
#include <stdint.h>

#include "aggregator/story/likeness.h"

/* A story that an item may join, as it was measured. */
struct choice {
	uint32_t slot; /* of the live stories */
	struct likeness likeness;
};

/* Counts for each how far ahead of the others it is, and that `n_live` stories were to choose from. */
void choices_compare(struct choice *choices, size_t n, size_t n_live);

/* The best score first; of equal ones, the one that stood first. */
void choices_sort(struct choice *choices, size_t n);

#endif
