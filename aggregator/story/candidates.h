#ifndef AGGREGATOR_STORY_CANDIDATES_H
#define AGGREGATOR_STORY_CANDIDATES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aggregator/story/fingerprint.h"
#include "aggregator/story/index.h"

#define CANDIDATES_MAX 10

/* Counts, for one item after the other, which stories share weighty terms with it. */
struct candidates;

struct candidates *candidates_new(void);
void candidates_free(struct candidates *candidates);

/*
 * The slots with the most shared weight, the most first, equal ones by slot; gives how many, at
 * most CANDIDATES_MAX. They may be stale.
 */
size_t candidates_find(struct candidates *candidates, const struct index *index,
	const struct fingerprint *fingerprint, uint32_t *slots);

#endif
