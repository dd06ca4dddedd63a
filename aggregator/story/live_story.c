#include "aggregator/story/live_story.h"

#include <stdlib.h>
#include <string.h>

#include "feeds/base/memory.h"

#define WEIGHED_MAX 250                                              /* then the sums are halved */
#define MARKS_OF_ANY (FINGERPRINT_IN_TITLE | FINGERPRINT_IS_SUBJECT) /* where one item has it */
#define CORE_PERCENT 40
#define MERGED_MAX (LIVE_STORY_TERMS_MAX * 2)
_Static_assert(FINGERPRINT_TERMS_MAX <= LIVE_STORY_TERMS_MAX, "both fit into a merged list");

bool
live_story_is_core(const struct live_story *story, const struct story_term *term)
{
	return (unsigned)term->items * 100 >= (unsigned)story->weighed * CORE_PERCENT;
}

static void
fade(struct live_story *story)
{
	size_t n = 0;

	for (size_t i = 0; i < story->n_terms; i++) {
		struct story_term term = story->terms[i];

		term.sum /= 2;
		term.items /= 2;
		if (term.items > 0)
			story->terms[n++] = term;
	}
	story->n_terms = (uint8_t)n;
	story->weighed /= 2;
}

static uint16_t
add_sums(uint16_t a, uint16_t b)
{
	unsigned sum = (unsigned)a + b;

	return (uint16_t)(sum < UINT16_MAX ? sum : UINT16_MAX);
}

static uint8_t
add_items(uint8_t a, uint8_t b)
{
	unsigned items = (unsigned)a + b;

	return (uint8_t)(items < UINT8_MAX ? items : UINT8_MAX);
}

/* Two lists by stem into one; gives its length. */
static size_t
merge(const struct live_story *story, const struct story_term *terms, size_t n_terms,
	struct story_term *out)
{
	size_t n = 0;
	size_t a = 0;
	size_t b = 0;

	while (a < story->n_terms || b < n_terms) {
		if (b == n_terms || (a < story->n_terms && story->terms[a].stem < terms[b].stem)) {
			out[n++] = story->terms[a++];
		} else if (a == story->n_terms || terms[b].stem < story->terms[a].stem) {
			out[n++] = terms[b++];
		} else {
			out[n] = story->terms[a++];
			out[n].sum = add_sums(out[n].sum, terms[b].sum);
			out[n].items = add_items(out[n].items, terms[b].items);
			out[n].marks |= terms[b++].marks & MARKS_OF_ANY;
			n++;
		}
	}
	return n;
}

static int
stronger_first(const struct story_term *first, const struct story_term *second)
{
	if (first->sum != second->sum)
		return first->sum > second->sum ? -1 : 1;
	return first->stem < second->stem ? -1 : first->stem > second->stem;
}

static size_t
count_from(const struct story_term *terms, size_t n, unsigned sum)
{
	size_t found = 0;

	for (size_t i = 0; i < n; i++)
		found += terms[i].sum >= sum;
	return found;
}

/* The sum of the `max`-th strongest of `n` terms, by halves. */
static unsigned
least_sum(const struct story_term *terms, size_t n, size_t max)
{
	unsigned low = 0;
	unsigned high = UINT16_MAX;

	while (low < high) {
		unsigned middle = (low + high + 1) / 2;

		if (count_from(terms, n, middle) >= max)
			low = middle;
		else
			high = middle - 1;
	}
	return low;
}

/* The `max` strongest, in order; of those that are as strong as the last one, the first. */
static size_t
drop_weakest(struct story_term *terms, size_t n, size_t max)
{
	unsigned least;
	size_t at_it;
	size_t kept = 0;

	if (n <= max)
		return n;
	least = least_sum(terms, n, max);
	at_it = max - count_from(terms, n, least + 1);
	for (size_t i = 0; i < n; i++) {
		if (terms[i].sum < least || (terms[i].sum == least && at_it == 0))
			continue;
		at_it -= terms[i].sum == least;
		terms[kept++] = terms[i];
	}
	return kept;
}

static size_t
terms_max(uint32_t items)
{
	size_t more = items > 1 ? (size_t)(items - 1) * LIVE_STORY_TERMS_MORE : 0;
	size_t max = LIVE_STORY_TERMS_FIRST + more;

	return max < LIVE_STORY_TERMS_MAX ? max : LIVE_STORY_TERMS_MAX;
}

static void
keep_strongest(struct live_story *story, struct story_term *terms, size_t n)
{
	n = drop_weakest(terms, n, terms_max(story->n_items));
	if (n > story->capacity) {
		story->capacity = (uint8_t)n;
		story->terms = memory_resize(story->terms, n, sizeof *terms);
	}
	if (n > 0)
		memcpy(story->terms, terms, n * sizeof *terms);
	story->n_terms = (uint8_t)n;
}

void
live_story_measure(struct live_story *story)
{
	float squares = 0;

	for (size_t i = 0; i < story->n_terms; i++) {
		float strength = live_story_strength(&story->terms[i]);

		if (fingerprint_kind(story->terms[i].marks) != TERM_COMPANY)
			squares += strength * strength;
	}
	story->norm = sqrtf(squares);
}

static size_t
terms_of(const struct fingerprint *fingerprint, struct story_term *out)
{
	float squares = 0;
	float norm;

	for (size_t i = 0; i < fingerprint->n_terms; i++) {
		float weight = fingerprint->terms[i].weight;

		if (fingerprint_kind(fingerprint->terms[i].marks) != TERM_COMPANY)
			squares += weight * weight;
	}
	norm = squares > 0 ? sqrtf(squares) : 1;
	for (size_t i = 0; i < fingerprint->n_terms; i++) {
		const struct fingerprint_term *term = &fingerprint->terms[i];

		out[i] = (struct story_term){.stem = term->stem,
			.sum = (uint16_t)((float)term->weight / norm * LIVE_STORY_SUM_PARTS),
			.items = 1,
			.marks = term->marks};
	}
	return fingerprint->n_terms;
}

static void
note_time(struct live_story *story, int64_t first, int64_t latest)
{
	if (story->n_items == 0 || first < story->first)
		story->first = first;
	if (story->n_items == 0 || latest > story->latest)
		story->latest = latest;
}

void
live_story_add(struct live_story *story, const struct fingerprint *fingerprint)
{
	struct story_term terms[FINGERPRINT_TERMS_MAX];
	struct story_term merged[MERGED_MAX];
	size_t n = terms_of(fingerprint, terms);

	note_time(story, fingerprint->published, fingerprint->published);
	if (story->weighed >= WEIGHED_MAX)
		fade(story);
	n = merge(story, terms, n, merged);
	story->n_items++;
	story->weighed++;
	keep_strongest(story, merged, n);
	live_story_measure(story);
}

void
live_story_absorb(struct live_story *story, const struct live_story *other)
{
	struct story_term merged[MERGED_MAX];
	size_t n;

	note_time(story, other->first, other->latest);
	while ((unsigned)story->weighed + other->weighed > UINT8_MAX)
		fade(story);
	n = merge(story, other->terms, other->n_terms, merged);
	story->n_items += other->n_items;
	story->weighed = add_items(story->weighed, other->weighed);
	keep_strongest(story, merged, n);
	live_story_measure(story);
}

void
live_story_release(struct live_story *story)
{
	free(story->terms);
	*story = (struct live_story){.number = 0};
}

size_t
live_story_strongest(const struct live_story *story, size_t max, const struct story_term **out)
{
	size_t n = 0;

	for (size_t i = 0; i < story->n_terms; i++) {
		const struct story_term *term = &story->terms[i];
		size_t at = n;

		if (n == max && stronger_first(term, out[n - 1]) > 0)
			continue;
		at = n < max ? n++ : n - 1;
		for (; at > 0 && stronger_first(term, out[at - 1]) < 0; at--)
			out[at] = out[at - 1];
		out[at] = term;
	}
	return n;
}

/* A word that few of the items have in their titles is no part of the story's title. */
static struct fingerprint_term
as_item_term(const struct live_story *story, const struct story_term *term)
{
	unsigned weight = term->sum / (story->weighed > 0 ? story->weighed : 1U);
	unsigned marks = term->marks;

	if (!live_story_is_core(story, term))
		marks &= ~(unsigned)FINGERPRINT_IN_TITLE;
	return (struct fingerprint_term){.stem = term->stem,
		.weight = (uint8_t)(weight == 0          ? 1
				    : weight < UINT8_MAX ? weight
							 : UINT8_MAX),
		.marks = (uint8_t)marks};
}

static int
item_terms_by_stem(const void *a, const void *b)
{
	const struct fingerprint_term *first = a;
	const struct fingerprint_term *second = b;

	return first->stem < second->stem ? -1 : first->stem > second->stem;
}

void
live_story_summarise(const struct live_story *story, struct fingerprint *out)
{
	const struct story_term *strongest[FINGERPRINT_TERMS_MAX];
	size_t n = live_story_strongest(story, FINGERPRINT_TERMS_MAX, strongest);

	memset(out, 0, sizeof *out);
	out->published = story->latest;
	out->n_terms = (uint8_t)n;
	for (size_t i = 0; i < n; i++)
		out->terms[i] = as_item_term(story, strongest[i]);
	qsort(out->terms, n, sizeof *out->terms, item_terms_by_stem);
}
