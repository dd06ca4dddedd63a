#include "aggregator/story/habits.h"

#include <stdint.h>
#include <stdlib.h>

#include "aggregator/base/hash.h"
#include "feeds/base/memory.h"

#define SLOTS ((size_t)1 << 20)
#define ITEMS_MIN 10 /* of a feed, before it has habits */
#define FORM_SHARE 3 /* an item of which a third is habit is a form */

#define COLUMN_DAYS 3        /* on which a title was used, before it is a column's */
#define COLUMN_WORDS 4       /* of such a title, but for its names: fewer may be of any news */
#define COLUMN_DATED_WORDS 2 /* where it says its day */
#define SECONDS_A_DAY 86400
#define DAY_BITS 8 /* of a column's count: the last day on which it was counted */

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

/* Of the words of a title that are no names: what a column has each time. 0: too few to tell. */
static uint64_t
key_of_column(uint64_t speaker, const struct fingerprint *fingerprint)
{
	uint64_t words = 0;
	unsigned n = 0;
	bool is_dated = false;

	for (size_t i = 0; i < fingerprint->n_terms; i++) {
		const struct fingerprint_term *term = &fingerprint->terms[i];
		enum term_kind kind = fingerprint_kind(term->marks);

		if ((term->marks & FINGERPRINT_IN_TITLE) == 0)
			continue;
		is_dated = is_dated || kind == TERM_DAY || kind == TERM_MONTH;
		if (kind != TERM_WORD || (term->marks & FINGERPRINT_IS_NAME) != 0)
			continue;
		words = hash_pair(words, term->stem); /* they stand by stem */
		n++;
	}
	if (n < (is_dated ? COLUMN_DATED_WORDS : COLUMN_WORDS))
		return 0;
	return hash_pair(speaker, words);
}

/* On how many days; the count has the last of them with it, so that one day counts once. */
static void
count_column(struct habits *habits, uint64_t key, int64_t published)
{
	struct tally *tally = &habits->tallies[key % SLOTS];
	uint16_t check = (uint16_t)(key >> 48);
	uint16_t day = (uint16_t)((uint64_t)(published / SECONDS_A_DAY) & ((1U << DAY_BITS) - 1));

	if (tally->check != check)
		*tally = (struct tally){check, 0};
	else if ((tally->n & ((1U << DAY_BITS) - 1)) == day)
		return;
	if (tally->n >> DAY_BITS < COLUMN_DAYS + 1)
		tally->n = (uint16_t)(((tally->n >> DAY_BITS) + 1U) << DAY_BITS);
	tally->n = (uint16_t)((tally->n & ~((1U << DAY_BITS) - 1)) | day);
}

/* Whether it is at least the fourth day: an item is met before it is asked for. */
static bool
is_column(const struct habits *habits, uint64_t speaker, const struct fingerprint *fingerprint)
{
	uint64_t key = key_of_column(speaker, fingerprint);

	return key != 0 && counted(habits, key) >> DAY_BITS > COLUMN_DAYS;
}

void
habits_observe(struct habits *habits, const struct fingerprint *fingerprint)
{
	uint64_t speaker = speaker_of(fingerprint);
	uint64_t column = key_of_column(speaker, fingerprint);

	if (column != 0)
		count_column(habits, column, fingerprint->published);
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

	if (is_column(habits, speaker, fingerprint))
		take_as_form(fingerprint);
	if (items < ITEMS_MIN || fingerprint->n_terms == 0)
		return;
	fingerprint->n_terms = 0;
	for (uint8_t i = 0; i < n; i++)
		if (!is_habit(habits, speaker, &fingerprint->terms[i], items))
			fingerprint->terms[fingerprint->n_terms++] = fingerprint->terms[i];
	if ((n - fingerprint->n_terms) * FORM_SHARE >= n)
		take_as_form(fingerprint);
}
