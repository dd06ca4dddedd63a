#include "aggregator/story/overlap.h"

#include <math.h>
#include <string.h>

#include "aggregator/story/number.h"
#include "aggregator/story/roundup.h"

#define DECIMAL_MAX 100.0
#define DECIMAL_LEAST 0.01 /* what is nearer to a whole number is one */

/* A name in a title that says who it is about: places are compared by themselves. */
static bool
is_title_name(uint8_t marks)
{
	enum term_kind kind = fingerprint_kind(marks);

	return (marks & FINGERPRINT_IS_NAME) != 0 && (marks & FINGERPRINT_IN_TITLE) != 0 &&
	       kind != TERM_PLACE && kind != TERM_DAY && kind != TERM_MONTH;
}

static bool
is_title_place(uint8_t marks)
{
	return (marks & FINGERPRINT_IN_TITLE) != 0 && fingerprint_kind(marks) == TERM_PLACE;
}

static bool
fills_slot(uint8_t marks)
{
	return is_title_name(marks) ||
	       ((marks & FINGERPRINT_IN_TITLE) != 0 && fingerprint_kind(marks) != TERM_WORD);
}

/* A company's words stand in the text anyway: its key would count them twice. */
static bool
is_company(uint8_t marks)
{
	return fingerprint_kind(marks) == TERM_COMPANY;
}

static void
note_amount(struct amounts *amounts, uint8_t marks, uint32_t stem)
{
	struct number number;

	if (fingerprint_kind(marks) != TERM_NUMBER || amounts->n == AMOUNTS_MAX)
		return;
	number = number_of_hash(stem);
	if (number.unit == NUMBER_MONEY && number.value > 0)
		amounts->at[amounts->n++] = (float)number.value;
}

/* A small number with a point measures something: a magnitude, a rate, a grade. */
static bool
is_decimal(const struct number *number)
{
	return number->unit == NUMBER_PLAIN && number->value < DECIMAL_MAX &&
	       fabs(number->value - round(number->value)) >= DECIMAL_LEAST;
}

/* Where the two sides' agreement upon such a number is kept; NULL: it says little that it differs. */
static struct agreement *
measure_of(struct overlap *out, uint8_t marks, uint32_t stem)
{
	struct number number;

	if (fingerprint_kind(marks) != TERM_NUMBER)
		return NULL;
	number = number_of_hash(stem);
	if (number.unit == NUMBER_SCORE)
		return &out->scores;
	if (number.unit == NUMBER_FILING)
		return &out->filings;
	return is_decimal(&number) ? &out->decimals : NULL;
}

/* Whom the item is about. */
static void
note_item_name(struct overlap *out, const struct fingerprint_term *term, bool is_shared)
{
	float weight = term->weight;

	if ((term->marks & FINGERPRINT_IS_NAME) == 0 || is_company(term->marks))
		return;
	if ((term->marks & FINGERPRINT_IS_SUBJECT) != 0)
		*(is_shared ? &out->subject_shared : &out->subject_new) += weight;
	if (!is_shared && fingerprint_kind(term->marks) == TERM_WORD)
		out->new_names += weight;
	if ((term->marks & FINGERPRINT_IN_TITLE) == 0)
		return;
	out->item_top = fmaxf(out->item_top, weight);
	if (is_shared)
		out->item_top_shared = fmaxf(out->item_top_shared, weight);
}

static void
note_item_term(struct overlap *out, const struct fingerprint_term *term, bool is_shared)
{
	float weight = term->weight;
	struct agreement *measure = measure_of(out, term->marks, term->stem);
	bool is_in_title = (term->marks & FINGERPRINT_IN_TITLE) != 0;

	note_amount(&out->item_amounts, term->marks, term->stem);
	note_item_name(out, term, is_shared);
	if (measure != NULL)
		measure->item_has = true;
	out->is_item_roundup = out->is_item_roundup || term->stem == ROUNDUP_STEM;
	if (is_in_title)
		out->kinds[fingerprint_kind(term->marks)].item_has = true;
	if (is_company(term->marks))
		return;
	out->n_item++;
	out->item_squares += weight * weight;
	out->title_squares += is_in_title ? weight * weight : 0;
	out->title_weight += is_in_title ? weight : 0;
}

static void
note_story_name(struct overlap *out, const struct live_story *story, const struct story_term *term,
	bool is_shared)
{
	float sum = term->sum;

	if ((term->marks & FINGERPRINT_IS_NAME) == 0)
		return;
	out->story_top = fmaxf(out->story_top, sum);
	if (is_shared)
		out->story_top_shared = fmaxf(out->story_top_shared, sum);
	if (!live_story_is_core(story, term))
		return;
	out->core_names += sum;
	out->core_names_shared += is_shared ? sum : 0;
}

/* A number counts for the story where many of its reports have it. */
static void
note_measure(struct overlap *out, const struct live_story *story, const struct story_term *term,
	bool is_shared)
{
	struct agreement *measure = measure_of(out, term->marks, term->stem);

	if (measure == NULL)
		return;
	measure->is_shared = measure->is_shared || is_shared;
	measure->story_has = measure->story_has || live_story_is_core(story, term);
}

static void
note_story_term(struct overlap *out, const struct live_story *story, const struct story_term *term,
	bool is_shared)
{
	float strength = live_story_strength(term);

	note_amount(&out->story_amounts, term->marks, term->stem);
	note_measure(out, story, term, is_shared);
	if (!is_company(term->marks)) {
		out->sum_squares += (float)term->sum * (float)term->sum;
		note_story_name(out, story, term, is_shared);
	}
	if ((term->marks & FINGERPRINT_IN_TITLE) == 0 || !live_story_is_core(story, term))
		return;
	out->is_story_roundup = out->is_story_roundup || term->stem == ROUNDUP_STEM;
	out->kinds[fingerprint_kind(term->marks)].story_has = true;
	if (is_company(term->marks))
		return;
	out->story_title_squares += strength * strength;
	if (is_shared)
		out->story_title_shared += strength * strength;
	else if (fills_slot(term->marks))
		out->story_slot_squares += strength * strength;
}

static void
note_shared(
	struct overlap *out, const struct fingerprint_term *term, const struct story_term *other)
{
	float weight = term->weight;
	float strength = live_story_strength(other);

	out->kinds[fingerprint_kind(term->marks)].is_shared = true;
	out->names_shared += (term->marks & FINGERPRINT_IS_NAME) != 0 ? weight : 0;
	if (is_company(term->marks))
		return;
	out->dot += weight * strength;
	out->sum_dot += weight * (float)other->sum;
	out->most_dot = fmaxf(out->most_dot, weight * strength);
	out->shared_squares += weight * weight;
	out->shared_title_squares +=
		(term->marks & FINGERPRINT_IN_TITLE) != 0 ? weight * weight : 0;
	out->story_shared_squares += strength * strength;
	out->shared_weight += weight;
	out->shared_name_weight += (term->marks & FINGERPRINT_IS_NAME) != 0 ? weight : 0;
	out->n_shared++;
	if (fingerprint_kind(term->marks) == TERM_NUMBER)
		out->number_weight = fmaxf(out->number_weight, weight);
}

static void
note_only_item(struct overlap *out, const struct fingerprint_term *term)
{
	bool counts = !is_company(term->marks);

	if (fills_slot(term->marks) && counts)
		out->slot_squares += (float)term->weight * (float)term->weight;
	if ((term->marks & FINGERPRINT_IN_TITLE) != 0 && counts)
		out->new_title_weight += term->weight;
	if (is_title_name(term->marks))
		out->names_item += term->weight;
	if (is_title_place(term->marks))
		out->places_item += term->weight;
}

/* How weighty a name is for a story: about as in an item, by the share of items that have it. */
static void
note_only_story(struct overlap *out, const struct live_story *story, const struct story_term *term)
{
	float weight = (float)term->sum / (float)story->weighed * 2;

	if (!live_story_is_core(story, term))
		return;
	if (is_title_name(term->marks))
		out->names_story += weight;
	if (is_title_place(term->marks))
		out->places_story += weight;
}

/* Both lists stand by stem. */
void
overlap_measure(
	const struct fingerprint *fingerprint, const struct live_story *story, struct overlap *out)
{
	size_t a = 0;
	size_t b = 0;

	memset(out, 0, sizeof *out);
	while (a < fingerprint->n_terms || b < story->n_terms) {
		const struct fingerprint_term *term = &fingerprint->terms[a];
		const struct story_term *other = &story->terms[b];
		bool takes_item = b == story->n_terms ||
				  (a < fingerprint->n_terms && term->stem <= other->stem);
		bool takes_story = a == fingerprint->n_terms ||
				   (b < story->n_terms && other->stem <= term->stem);

		if (takes_item)
			note_item_term(out, term, takes_story);
		if (takes_story)
			note_story_term(out, story, other, takes_item);
		if (takes_item && takes_story)
			note_shared(out, term, other);
		else if (takes_item)
			note_only_item(out, term);
		else
			note_only_story(out, story, other);
		a += takes_item;
		b += takes_story;
	}
}
