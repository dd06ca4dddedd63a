#include "aggregator/story/likeness.h"

#include <math.h>
#include <string.h>

#include "aggregator/story/number.h"
#include "aggregator/story/roundup.h"
#include "aggregator/story/stories.h"

#define SHARED_FULL 8.0F
#define SIZE_FULL 64.0F
#define AGE_HOURS_FULL 127.0F
#define NEAR_HOURS 24.0F
#define TEMPLATE_NAMES_VETO 0.15F
#define TEMPLATE_FACTS_VETO 0.3F
#define AMOUNT_NEAR 1.1F /* rounded, or in another currency of much the same worth */
#define AMOUNT_FAR 3.0F
#define NUMBER_FULL 110.0F  /* weight of a sum of money; "3" says less */
#define CONFLICT_EVEN 20.0F /* weight of names on either side that says little yet */

/*
 * What each feature is worth; one without a row decides nothing by itself. Found by climbing on the
 * labelled clusters together with the pairs of tests/corpus, and rounded: no single one carries the
 * result, and all may move by a tenth.
 */
static const float weights[FEATURES] = {
	[FEATURE_COSINE] = 1.05F,
	[FEATURE_COVER] = 0.05F,
	[FEATURE_STORY_COVER] = -0.05F,
	[FEATURE_SHARED] = 0.12F,
	[FEATURE_ONLY_ONE] = -0.06F,
	[FEATURE_LEANS] = -0.35F,
	[FEATURE_OTHER_NAMES] = -0.2F,
	[FEATURE_NUMBER] = 0.24F,
	[FEATURE_OTHER_NUMBER] = -0.05F,
	[FEATURE_NEAR_AMOUNT] = 0.1F,
	[FEATURE_FAR_AMOUNT] = -0.15F,
	[FEATURE_PLACE] = 0.03F,
	[FEATURE_OTHER_PLACE] = -0.04F,
	[FEATURE_OTHER_PERIOD] = -0.05F,
	[FEATURE_COMPANY] = 0.05F,
	[FEATURE_OTHER_COMPANY] = -0.15F,
	[FEATURE_TEMPLATE_NAMES] = -2.1F,
	[FEATURE_TEMPLATE_FACTS] = -1.05F,
	[FEATURE_OTHER_FORM] = -0.7F,
	[FEATURE_SIZE] = 0.1F,
	[FEATURE_AGE] = -0.33F,
	[FEATURE_ONE] = -0.27F,
};

static const char *const feature_names[FEATURES] = {
	[FEATURE_COSINE] = "cosine",
	[FEATURE_COVER] = "cover",
	[FEATURE_STORY_COVER] = "story-cover",
	[FEATURE_TITLE_COVER] = "title-cover",
	[FEATURE_SHARED] = "shared",
	[FEATURE_ONLY_ONE] = "only-one",
	[FEATURE_LEANS] = "leans",
	[FEATURE_OTHER_NAMES] = "other-names",
	[FEATURE_NUMBER] = "number",
	[FEATURE_OTHER_NUMBER] = "other-number",
	[FEATURE_NEAR_AMOUNT] = "near-amount",
	[FEATURE_FAR_AMOUNT] = "far-amount",
	[FEATURE_PLACE] = "place",
	[FEATURE_OTHER_PLACE] = "other-place",
	[FEATURE_OTHER_PERIOD] = "other-period",
	[FEATURE_OTHER_DAY] = "other-day",
	[FEATURE_OTHER_WAY] = "other-way",
	[FEATURE_COMPANY] = "company",
	[FEATURE_OTHER_COMPANY] = "other-company",
	[FEATURE_TEMPLATE_NAMES] = "template-names",
	[FEATURE_TEMPLATE_FACTS] = "template-facts",
	[FEATURE_OTHER_FORM] = "other-form",
	[FEATURE_SIZE] = "size",
	[FEATURE_AGE] = "age",
	[FEATURE_ONE] = "threshold",
};

/* A kind of term on both sides: whether either has it, and whether one is shared. */
struct agreement {
	bool item_has, story_has, is_shared;
};

#define AMOUNTS_MAX 8 /* of one side */

/* Sums of money that one side tells of. */
struct amounts {
	float at[AMOUNTS_MAX];
	size_t n;
};

/* Sums over the terms of both. */
struct sums {
	float dot, most_dot; /* of all that is shared, and of the one term that gives most */
	float item_squares, shared_squares;
	float title_squares, shared_title_squares;
	float title_weight, new_title_weight;
	float slot_squares; /* of the title: what a template leaves open, and differs here */
	float story_title_squares, story_title_shared, story_slot_squares; /* the same there */
	float story_shared_squares;
	float names_shared;              /* of the item's names, by weight */
	float names_item, names_story;   /* in the title of one, and nowhere in the other */
	float places_item, places_story; /* the same of places */
	unsigned n_shared;
	float number_weight; /* of the weightiest number that is shared */
	struct amounts item_amounts, story_amounts;
	bool is_item_roundup, is_story_roundup;
	struct agreement kinds[TERM_KINDS];
};

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

static void
note_item_term(struct sums *sums, const struct fingerprint_term *term)
{
	float weight = term->weight;
	bool is_in_title = (term->marks & FINGERPRINT_IN_TITLE) != 0;

	note_amount(&sums->item_amounts, term->marks, term->stem);
	sums->is_item_roundup = sums->is_item_roundup || term->stem == ROUNDUP_STEM;
	if (is_in_title)
		sums->kinds[fingerprint_kind(term->marks)].item_has = true;
	if (is_company(term->marks))
		return;
	sums->item_squares += weight * weight;
	sums->title_squares += is_in_title ? weight * weight : 0;
	sums->title_weight += is_in_title ? weight : 0;
}

static void
note_story_term(struct sums *sums, const struct live_story *story, const struct story_term *term,
	bool is_shared)
{
	float strength = live_story_strength(term);

	note_amount(&sums->story_amounts, term->marks, term->stem);
	if ((term->marks & FINGERPRINT_IN_TITLE) == 0 || !live_story_is_core(story, term))
		return;
	sums->is_story_roundup = sums->is_story_roundup || term->stem == ROUNDUP_STEM;
	sums->kinds[fingerprint_kind(term->marks)].story_has = true;
	if (is_company(term->marks))
		return;
	sums->story_title_squares += strength * strength;
	if (is_shared)
		sums->story_title_shared += strength * strength;
	else if (fills_slot(term->marks))
		sums->story_slot_squares += strength * strength;
}

static void
note_shared(struct sums *sums, const struct fingerprint_term *term, const struct story_term *other)
{
	float weight = term->weight;
	float strength = live_story_strength(other);

	sums->kinds[fingerprint_kind(term->marks)].is_shared = true;
	sums->names_shared += (term->marks & FINGERPRINT_IS_NAME) != 0 ? weight : 0;
	if (is_company(term->marks))
		return;
	sums->dot += weight * strength;
	sums->most_dot = fmaxf(sums->most_dot, weight * strength);
	sums->shared_squares += weight * weight;
	sums->shared_title_squares +=
		(term->marks & FINGERPRINT_IN_TITLE) != 0 ? weight * weight : 0;
	sums->story_shared_squares += strength * strength;
	sums->n_shared++;
	if (fingerprint_kind(term->marks) == TERM_NUMBER)
		sums->number_weight = fmaxf(sums->number_weight, weight);
}

static void
note_only_item(struct sums *sums, const struct fingerprint_term *term)
{
	bool counts = !is_company(term->marks);

	if (fills_slot(term->marks) && counts)
		sums->slot_squares += (float)term->weight * (float)term->weight;
	if ((term->marks & FINGERPRINT_IN_TITLE) != 0 && counts)
		sums->new_title_weight += term->weight;
	if (is_title_name(term->marks))
		sums->names_item += term->weight;
	if (is_title_place(term->marks))
		sums->places_item += term->weight;
}

/* How weighty a name is for a story: about as in an item, by the share of items that have it. */
static void
note_only_story(struct sums *sums, const struct live_story *story, const struct story_term *term)
{
	float weight = (float)term->sum / (float)story->weighed * 2;

	if (!live_story_is_core(story, term))
		return;
	if (is_title_name(term->marks))
		sums->names_story += weight;
	if (is_title_place(term->marks))
		sums->places_story += weight;
}

/* Both lists stand by stem. */
static void
sum_up(const struct fingerprint *fingerprint, const struct live_story *story, struct sums *sums)
{
	size_t a = 0;
	size_t b = 0;

	while (a < fingerprint->n_terms || b < story->n_terms) {
		const struct fingerprint_term *term = &fingerprint->terms[a];
		const struct story_term *other = &story->terms[b];
		bool takes_item = b == story->n_terms ||
				  (a < fingerprint->n_terms && term->stem <= other->stem);
		bool takes_story = a == fingerprint->n_terms ||
				   (b < story->n_terms && other->stem <= term->stem);

		if (takes_item)
			note_item_term(sums, term);
		if (takes_story)
			note_story_term(sums, story, other, takes_item);
		if (takes_item && takes_story)
			note_shared(sums, term, other);
		else if (takes_item)
			note_only_item(sums, term);
		else
			note_only_story(sums, story, other);
		a += takes_item;
		b += takes_story;
	}
}

static float
share(float part, float whole)
{
	if (!(whole > 0))
		return 0;
	return part < whole ? part / whole : 1;
}

static float
differs(const struct agreement *kind)
{
	return kind->item_has && kind->story_has && !kind->is_shared ? 1 : 0;
}

static float
goes_other_way(const struct sums *sums)
{
	const struct agreement *up = &sums->kinds[TERM_UP];
	const struct agreement *down = &sums->kinds[TERM_DOWN];
	bool item_up = up->item_has && !down->item_has;
	bool item_down = down->item_has && !up->item_has;
	bool story_up = up->story_has && !down->story_has;
	bool story_down = down->story_has && !up->story_has;

	return (item_up && story_down) || (item_down && story_up) ? 1 : 0;
}

static float
hours_since(const struct fingerprint *fingerprint, const struct live_story *story)
{
	double seconds = (double)fingerprint->published - (double)story->latest;

	if (fingerprint->published < story->first)
		seconds = (double)story->first - (double)fingerprint->published;
	return seconds > 0 ? (float)(seconds / 3600) : 0;
}

/* How many times the larger is the smaller, of the two nearest; 0: one side has none. */
static float
nearest_ratio(const struct amounts *a, const struct amounts *b)
{
	float nearest = 0;

	for (size_t i = 0; i < a->n; i++)
		for (size_t k = 0; k < b->n; k++) {
			float ratio =
				a->at[i] > b->at[k] ? a->at[i] / b->at[k] : b->at[k] / a->at[i];

			nearest = nearest == 0 ? ratio : fminf(nearest, ratio);
		}
	return nearest;
}

/* Where outlets see the same event from two sides, titles are rarely alike to the last word. */
static float
sixth_power(float value)
{
	float cube = value * value * value;

	return cube * cube;
}

static float
sixteenth_power(float value)
{
	float square = value * value;
	float fourth = square * square;

	return fourth * fourth * fourth * fourth;
}

static float
largest_conflict(const float *features)
{
	static const enum feature conflicts[] = {FEATURE_OTHER_NUMBER, FEATURE_OTHER_PLACE,
		FEATURE_OTHER_PERIOD, FEATURE_OTHER_DAY, FEATURE_OTHER_WAY};
	float largest = 0;

	for (size_t i = 0; i < sizeof conflicts / sizeof *conflicts; i++)
		largest = fmaxf(largest, features[conflicts[i]]);
	return largest;
}

/* 1 where the titles are equal but for the names, numbers, ... that differ; near 0 for most. */
static float
template_likeness(const struct sums *sums)
{
	float here = share(sums->shared_title_squares, sums->title_squares - sums->slot_squares);
	float there = share(
		sums->story_title_shared, sums->story_title_squares - sums->story_slot_squares);

	return here * there;
}

/*
 * Names and places together: "Living in Bogota" and "Living in Santiago", of which the lists know one
 * only.
 */
static float
other_subjects(const struct sums *sums)
{
	float apart =
		fminf(sums->names_item + sums->places_item, sums->names_story + sums->places_story);

	return share(apart, apart + sums->names_shared + CONFLICT_EVEN);
}

static void
fill_features(const struct sums *sums, const struct live_story *story, float hours, float *out)
{
	float item_norm = sqrtf(sums->item_squares);
	float template = template_likeness(sums);
	float names_apart = fminf(sums->names_item, sums->names_story);
	float ratio;

	out[FEATURE_COSINE] = share(sums->dot, item_norm * story->norm);
	out[FEATURE_COVER] = share(sums->shared_squares, sums->item_squares);
	out[FEATURE_STORY_COVER] = share(sums->story_shared_squares, story->norm * story->norm);
	out[FEATURE_TITLE_COVER] = share(sums->shared_title_squares, sums->title_squares);
	out[FEATURE_SHARED] = share((float)sums->n_shared, SHARED_FULL);
	out[FEATURE_ONLY_ONE] = sums->n_shared == 1 ? 1 : 0;
	out[FEATURE_LEANS] = sixteenth_power(share(sums->most_dot, sums->dot));
	out[FEATURE_OTHER_NAMES] =
		share(names_apart, names_apart + sums->names_shared + CONFLICT_EVEN);
	out[FEATURE_NUMBER] = share(sums->number_weight, NUMBER_FULL);
	out[FEATURE_OTHER_NUMBER] = differs(&sums->kinds[TERM_NUMBER]);
	ratio = nearest_ratio(&sums->item_amounts, &sums->story_amounts);
	out[FEATURE_NEAR_AMOUNT] = ratio > 0 && ratio <= AMOUNT_NEAR ? 1 : 0;
	out[FEATURE_FAR_AMOUNT] = ratio >= AMOUNT_FAR ? 1 : 0;
	out[FEATURE_PLACE] = sums->kinds[TERM_PLACE].is_shared ? 1 : 0;
	out[FEATURE_OTHER_PLACE] = differs(&sums->kinds[TERM_PLACE]);
	out[FEATURE_OTHER_PERIOD] = fmaxf(differs(&sums->kinds[TERM_YEAR]),
		fmaxf(differs(&sums->kinds[TERM_PERIOD]), differs(&sums->kinds[TERM_MONTH])));
	out[FEATURE_OTHER_DAY] = differs(&sums->kinds[TERM_DAY]);
	out[FEATURE_OTHER_WAY] = goes_other_way(sums);
	out[FEATURE_COMPANY] = sums->kinds[TERM_COMPANY].is_shared ? 1 : 0;
	out[FEATURE_OTHER_COMPANY] = differs(&sums->kinds[TERM_COMPANY]);
	out[FEATURE_TEMPLATE_NAMES] =
		sixth_power(template) *
		fmaxf(fmaxf(out[FEATURE_OTHER_NAMES], out[FEATURE_OTHER_COMPANY]),
			other_subjects(sums));
	out[FEATURE_TEMPLATE_FACTS] = template * template * largest_conflict(out);
	out[FEATURE_OTHER_FORM] = sums->is_item_roundup != sums->is_story_roundup ? 1 : 0;
	out[FEATURE_SIZE] = share(logf((float)story->n_items), logf(SIZE_FULL));
	out[FEATURE_AGE] = share(log2f(1 + hours), log2f(1 + AGE_HOURS_FULL));
	out[FEATURE_ONE] = 1;
}

static const struct {
	enum feature feature;
	float least;
	unsigned bit;
} reasons[] = {
	{FEATURE_SHARED, 2 / SHARED_FULL, REASON_TERMS},
	{FEATURE_COMPANY, 1, REASON_COMPANY},
	{FEATURE_NUMBER, 0.1F, REASON_NUMBER},
	{FEATURE_PLACE, 1, REASON_PLACE},
};

/* What keeps apart two titles that are alike otherwise. */
static const struct {
	enum feature feature;
	float least;
	unsigned bit;
} vetoes[] = {
	{FEATURE_OTHER_NAMES, 0.4F, VETO_NAME},
	{FEATURE_OTHER_COMPANY, 1, VETO_COMPANY},
	{FEATURE_OTHER_NUMBER, 1, VETO_NUMBER},
	{FEATURE_OTHER_PLACE, 1, VETO_PLACE},
	{FEATURE_OTHER_PERIOD, 1, VETO_PERIOD},
	{FEATURE_OTHER_DAY, 1, VETO_PERIOD},
	{FEATURE_OTHER_WAY, 1, VETO_DIRECTION},
};

static void
explain(struct likeness *likeness, float hours)
{
	const float *features = likeness->features;
	bool is_template = features[FEATURE_TEMPLATE_NAMES] >= TEMPLATE_NAMES_VETO ||
			   features[FEATURE_TEMPLATE_FACTS] >= TEMPLATE_FACTS_VETO;

	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
		if (features[reasons[i].feature] >= reasons[i].least)
			likeness->reasons |= reasons[i].bit;
	for (size_t i = 0; is_template && i < sizeof vetoes / sizeof *vetoes; i++)
		if (features[vetoes[i].feature] >= vetoes[i].least)
			likeness->vetoes |= vetoes[i].bit;
	if (features[FEATURE_OTHER_FORM] > 0)
		likeness->vetoes |= VETO_FORM;
	if (hours <= NEAR_HOURS)
		likeness->reasons |= REASON_TIME;
}

void
likeness_measure(
	const struct fingerprint *fingerprint, const struct live_story *story, struct likeness *out)
{
	struct sums sums;
	float hours = hours_since(fingerprint, story);
	float score = 0;

	memset(&sums, 0, sizeof sums);
	memset(out, 0, sizeof *out);
	sum_up(fingerprint, story, &sums);
	fill_features(&sums, story, hours, out->features);
	for (int i = 0; i < FEATURES; i++)
		score += weights[i] * out->features[i];
	out->score = (int)lrintf(score * 1000);
	out->new_share = share(sums.new_title_weight, sums.title_weight);
	explain(out, hours);
}

void
likeness_parts(const struct likeness *likeness, int parts[LIKENESS_PARTS])
{
	for (int i = 0; i < FEATURES; i++)
		parts[i] = (int)lrintf(weights[i] * likeness->features[i] * 1000);
}

const char *
likeness_part_name(int part)
{
	return feature_names[part];
}

int
likeness_percent(int score)
{
	int percent = 50 + score / 10;

	return percent < 0 ? 0 : percent > 100 ? 100 : percent;
}
