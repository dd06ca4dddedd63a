#include "aggregator/story/candidates.h"

#include <stdlib.h>

#include "feeds/base/memory.h"

#define COUNTERS 4096 /* a power of two, more than FINGERPRINT_TERMS_MAX * INDEX_LIST_MAX */
_Static_assert(COUNTERS > FINGERPRINT_TERMS_MAX * INDEX_LIST_MAX, "the table never fills");

/* One of another round is free: so nothing is cleared between two items. */
struct counter {
	uint32_t slot;
	uint32_t round;
	uint32_t weight;
};

struct candidates {
	uint32_t round;
	struct counter counters[COUNTERS];
	uint16_t counted[COUNTERS]; /* places of this round's counters */
	size_t n_counted;
};

struct candidates *
candidates_new(void)
{
	return memory_new(1, sizeof(struct candidates));
}

void
candidates_free(struct candidates *candidates)
{
	free(candidates);
}

static void
count(struct candidates *candidates, uint32_t slot, uint32_t weight)
{
	size_t at = (slot * 0x9e3779b97f4a7c15ULL >> 32) & (COUNTERS - 1);
	struct counter *counter = &candidates->counters[at];

	while (counter->round == candidates->round && counter->slot != slot) {
		at = (at + 1) & (COUNTERS - 1);
		counter = &candidates->counters[at];
	}
	if (counter->round != candidates->round) {
		*counter = (struct counter){.slot = slot, .round = candidates->round};
		candidates->counted[candidates->n_counted++] = (uint16_t)at;
	}
	counter->weight += weight;
}

/* The best so far, by weight. */
struct best {
	struct counter at[CANDIDATES_MAX];
	size_t n;
};

static bool
is_better(const struct counter *a, const struct counter *b)
{
	return a->weight != b->weight ? a->weight > b->weight : a->slot < b->slot;
}

static void
note(struct best *best, const struct counter *counter)
{
	size_t at = best->n;

	if (best->n == CANDIDATES_MAX) {
		at--;
		if (!is_better(counter, &best->at[at]))
			return;
	} else {
		best->n++;
	}
	for (; at > 0 && is_better(counter, &best->at[at - 1]); at--)
		best->at[at] = best->at[at - 1];
	best->at[at] = *counter;
}

static void
count_term(struct candidates *candidates, const struct index *index,
	const struct fingerprint_term *term)
{
	const uint32_t *slots;
	size_t n = index_find(index, term->stem, &slots);

	for (size_t i = 0; i < n; i++)
		count(candidates, slots[i], (uint32_t)term->weight * term->weight);
}

static void
count_terms(struct candidates *candidates, const struct index *index,
	const struct fingerprint *fingerprint)
{
	candidates->n_counted = 0;
	for (size_t i = 0; i < fingerprint->n_terms; i++) /* each is far away in memory */
		index_prepare(index, fingerprint->terms[i].stem);
	for (size_t i = 0; i < fingerprint->n_terms; i++)
		count_term(candidates, index, &fingerprint->terms[i]);
}

size_t
candidates_find(struct candidates *candidates, const struct index *index,
	const struct fingerprint *fingerprint, uint32_t *slots)
{
	struct best best = {.n = 0};

	candidates->round++;
	if (candidates->round == 0) /* 4 billion items later: an old round must not look new */
		*candidates = (struct candidates){.round = 1};
	count_terms(candidates, index, fingerprint);
	for (size_t i = 0; i < candidates->n_counted; i++)
		note(&best, &candidates->counters[candidates->counted[i]]);
	for (size_t i = 0; i < best.n; i++)
		slots[i] = best.at[i].slot;
	return best.n;
}
