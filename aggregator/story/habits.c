#include "aggregator/story/habits.h"

#include <stdint.h>
#include <stdlib.h>

#include "aggregator/base/hash.h"
#include "feeds/base/memory.h"

#define SLOTS ((size_t)1 << 20)
#define ITEMS_MIN 10 /* of a feed, before it has habits */
#define FORM_SHARE 3 /* an item of which a third is habit is a form */

/*
 * A count, and half of the hash that it belongs to. Where two meet the later one takes the slot: a
 * count that was lost makes a habit be seen late, never a word be taken for a habit.
 */
struct tally {
	uint16_t check;
	uint16_t n;
};

struct habits {
	struct tally *tallies;
};

struct habits *
habits_new(void)
{
	struct habits *habits = memory_new(1, sizeof *habits);

	habits->tallies = memory_new(SLOTS, sizeof *habits->tallies);
	return habits;
}

void
habits_free(struct habits *habits)
{
	if (habits == NULL)
		return;
	free(habits->tallies);
	free(habits);
}

/* Items that came without a feed (a batch on the command line) are told apart by their outlet. */
static uint64_t
speaker_of(const struct fingerprint *fingerprint)
{
	return fingerprint->feed != 0 ? fingerprint->feed
				      : hash_pair(fingerprint->source, UINT64_MAX);
}

/* Under what the number of a feed's items is counted. */
static uint64_t
key_of_items(uint64_t speaker)
{
	return hash_pair(speaker, 0);
}

static uint64_t
key_of_term(uint64_t speaker, const struct fingerprint_term *term)
{
	uint64_t kind = (uint64_t)fingerprint_kind(term->marks) + 1;

	return hash_pair(speaker, kind << 32 | term->stem);
}

static void
count(struct habits *habits, uint64_t key)
{
	struct tally *tally = &habits->tallies[key % SLOTS];
	uint16_t check = (uint16_t)(key >> 48);

	if (tally->check != check)
		*tally = (struct tally){check, 0};
	if (tally->n < UINT16_MAX)
		tally->n++;
}

static unsigned
counted(const struct habits *habits, uint64_t key)
{
	const struct tally *tally = &habits->tallies[key % SLOTS];

	return tally->check == (uint16_t)(key >> 48) ? tally->n : 0;
}

void
habits_observe(struct habits *habits, const struct fingerprint *fingerprint)
{
	uint64_t speaker = speaker_of(fingerprint);

	if (counted(habits, key_of_items(speaker)) == UINT16_MAX)
		return; /* its habits are known well enough */
	count(habits, key_of_items(speaker));
	for (size_t i = 0; i < fingerprint->n_terms; i++)
		count(habits, key_of_term(speaker, &fingerprint->terms[i]));
}

/* A company is what a feed is about, and no formula: it stays. */
static bool
is_habit(const struct habits *habits, uint64_t speaker, const struct fingerprint_term *term,
	unsigned items)
{
	return fingerprint_kind(term->marks) != TERM_COMPANY &&
	       counted(habits, key_of_term(speaker, term)) * 2 > items;
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
	unsigned items = counted(habits, key_of_items(speaker));
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
