#include "aggregator/story/habits.h"

#include <stdint.h>
#include <stdlib.h>

#include "aggregator/base/hash.h"
#include "feeds/base/memory.h"

#define SLOTS ((size_t)1 << 20) /* 2 MB of counts; a collision makes a rare word look less rare */
#define ITEMS_MIN 10            /* of a feed, before it has habits */
#define FORM_SHARE 3            /* an item of which a third is habit is a form */

struct habits {
	uint16_t *counts;
};

struct habits *
habits_new(void)
{
	struct habits *habits = memory_new(1, sizeof *habits);

	habits->counts = memory_new(SLOTS, sizeof *habits->counts);
	return habits;
}

void
habits_free(struct habits *habits)
{
	if (habits == NULL)
		return;
	free(habits->counts);
	free(habits);
}

/* Items that came without a feed (a batch on the command line) are told apart by their outlet. */
static uint64_t
speaker_of(const struct fingerprint *fingerprint)
{
	return fingerprint->feed != 0 ? fingerprint->feed
				      : hash_pair(fingerprint->source, UINT64_MAX);
}

/* Where the number of its items is counted. */
static size_t
slot_of_items(uint64_t speaker)
{
	return (size_t)hash_pair(speaker, 0) % SLOTS;
}

static size_t
slot_of_term(uint64_t speaker, const struct fingerprint_term *term)
{
	uint64_t kind = (uint64_t)fingerprint_kind(term->marks) + 1;

	return (size_t)hash_pair(speaker, kind << 32 | term->stem) % SLOTS;
}

static void
count(struct habits *habits, size_t slot)
{
	if (habits->counts[slot] < UINT16_MAX)
		habits->counts[slot]++;
}

void
habits_observe(struct habits *habits, const struct fingerprint *fingerprint)
{
	uint64_t speaker = speaker_of(fingerprint);
	size_t items = slot_of_items(speaker);

	if (habits->counts[items] == UINT16_MAX)
		return; /* its habits are known well enough */
	habits->counts[items]++;
	for (size_t i = 0; i < fingerprint->n_terms; i++)
		count(habits, slot_of_term(speaker, &fingerprint->terms[i]));
}

/* A company is what a feed is about, and no formula: it stays. */
static bool
is_habit(const struct habits *habits, uint64_t speaker, const struct fingerprint_term *term,
	unsigned items)
{
	return fingerprint_kind(term->marks) != TERM_COMPANY &&
	       habits->counts[slot_of_term(speaker, term)] * 2U > items;
}

/* A form that was filled in: its words are no evidence. Its link and its id still are. */
static void
take_as_form(struct fingerprint *fingerprint)
{
	fingerprint->n_terms = 0;
	fingerprint->title = fingerprint->text = 0;
	fingerprint->has_sketch = false;
}

void
habits_drop(const struct habits *habits, struct fingerprint *fingerprint)
{
	uint64_t speaker = speaker_of(fingerprint);
	unsigned items = habits->counts[slot_of_items(speaker)];
	uint8_t n = fingerprint->n_terms;

	if (items < ITEMS_MIN)
		return;
	fingerprint->n_terms = 0;
	for (uint8_t i = 0; i < n; i++)
		if (!is_habit(habits, speaker, &fingerprint->terms[i], items))
			fingerprint->terms[fingerprint->n_terms++] = fingerprint->terms[i];
	if ((n - fingerprint->n_terms) * FORM_SHARE >= n)
		take_as_form(fingerprint);
}
