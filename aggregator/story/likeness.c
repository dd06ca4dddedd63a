#include "aggregator/story/likeness.h"

#include <math.h>
#include <string.h>

#include "aggregator/story/overlap.h"
#include "aggregator/story/stories.h"

#define SHARED_FULL 8.0F
#define SIZE_FULL 64.0F
#define AGE_HOURS_FULL 127.0F
#define NEAR_HOURS 24.0F
#define TEMPLATE_NAMES_VETO 0.15F
#define TEMPLATE_FACTS_VETO 0.3F
#define AMOUNT_NEAR 1.1F /* rounded, or in another currency of much the same worth */
#define AMOUNT_FAR 3.0F
#define NUMBER_FULL 110.0F    /* weight of a sum of money; "3" says less */
#define CONFLICT_EVEN 20.0F   /* weight of names on either side that says little yet */
#define EVIDENCE_MUCH 400.0F  /* weight of what is shared, at which more adds little */
#define NAMES_MUCH 200.0F     /* the same of names */
#define NEW_NAMES_EVEN 100.0F /* of new ones that say little yet */
#define HERO_FULL 200.0F      /* weight of the rarest name */
#define PAIRWISE_LEAST 0.25F  /* reports that are less alike than this make no rule */
#define OWN_PART 0.9F         /* of a report's vector that its story has kept, squared */
#define CROWD_NONE 400.0F     /* so many stories live that an item is rarely alike by chance */
#define CROWD_FULL 102400.0F  /* and so many that one more tells nothing */
#define CORE_NAME_EVEN 25.6F  /* an item's part of a name's weight that says little yet */

/*
 * All weights: `first` against a story of one report, and `grown` more against one of very many. Two
 * titles are compared by what they share; a title with the sum of ten by how much of it is told, and
 * by whether another story is as near. Found by climbing on the labelled clusters in many random orders
 * together with the pairs of tests/corpus, then rounded: docs/stories.md has the figures, and says how
 * much of them holds for other stories.
 */
static const struct part {
	const char *name;
	float first, grown;
} parts[FEATURES] = {
	[FEATURE_COSINE] = {"cosine", 0.85F, 0.6F},             /* all words, weighed by rarity */
	[FEATURE_COVER] = {"cover", -0.1F, 0.4F},               /* how much of the item is told */
	[FEATURE_STORY_COVER] = {"story-cover", -0.6F, 0.6F},   /* a poor report is easily told */
	[FEATURE_SHARED] = {"shared", 0.34F, -1.2F},            /* in a grown story: chance */
	[FEATURE_LEANS] = {"leans", -0.35F, 0.0F},              /* one name is no event */
	[FEATURE_OTHER_NAMES] = {"other-names", -0.3F, 0.0F},   /* who: each title has its own */
	[FEATURE_NUMBER] = {"number", 0.75F, 0.0F},             /* how much: the same */
	[FEATURE_OTHER_NUMBER] = {"other-number", -0.2F, 0.0F}, /* tolls rise, so it says little */
	[FEATURE_NEAR_AMOUNT] = {"near-amount", 0.1F, 0.0F},   /* rounded, or in another currency */
	[FEATURE_FAR_AMOUNT] = {"far-amount", -0.1F, 0.0F},    /* another deal */
	[FEATURE_PLACE] = {"place", 0.03F, 0.0F},              /* where */
	[FEATURE_OTHER_PLACE] = {"other-place", -0.13F, 0.0F}, /* or a city and its land */
	[FEATURE_OTHER_PERIOD] = {"other-period", -0.05F, 0.0F}, /* when */
	[FEATURE_OTHER_DAY] = {"other-day", 0.0F, 0.0F},  /* counts in template-facts alone */
	[FEATURE_OTHER_WAY] = {"other-way", -0.1F, 0.0F}, /* to raise is not to cut */
	[FEATURE_COMPANY] = {"company", 0.05F, 0.0F},     /* about whom */
	[FEATURE_OTHER_COMPANY] = {"other-company", -0.15F, 0.0F},   /* about somebody else */
	[FEATURE_TEMPLATE_NAMES] = {"template-names", -2.1F, 0.0F},  /* one form, another subject */
	[FEATURE_TEMPLATE_FACTS] = {"template-facts", -1.05F, 0.0F}, /* another number, day */
	[FEATURE_OTHER_FORM] = {"other-form", -0.85F, 0.0F},         /* a round-up is no report */
	[FEATURE_SIZE] = {"size", 0.26F, 0.0F},         /* what many tell, one more will tell */
	[FEATURE_AGE] = {"age", -0.33F, 0.0F},          /* news ends */
	[FEATURE_EVIDENCE] = {"evidence", 1.25F, 0.0F}, /* all that is shared */
	[FEATURE_SHARED_NAMES] = {"shared-names", 0.2F, 0.0F}, /* the same people and things */
	[FEATURE_LOST_NAMES] = {"lost-names", -0.17F, 0.0F},   /* all reports name somebody else */
	[FEATURE_SWAPPED] = {"swapped-names", -0.3F, 0.0F},    /* and the item has others instead */
	[FEATURE_OTHER_HEROES] = {"other-heroes", -0.15F, 0.0F},
	[FEATURE_SUBJECT] = {"subject", 0.06F, 0.0F},
	[FEATURE_NEW_SUBJECT] = {"new-subject", -0.06F, 0.0F},
	[FEATURE_OTHER_SCORE] = {"other-score", -0.5F, 0.0F},     /* another game, or vote */
	[FEATURE_OTHER_DECIMAL] = {"other-decimal", -0.4F, 0.0F}, /* another earthquake */
	[FEATURE_OTHER_FILING] = {"other-filing", -2.0F, 0.0F},   /* all forms have one title */
	[FEATURE_TYPICAL] = {"typical", 0.0F, 0.2F}, /* where all reports differ, so may one more */
	[FEATURE_LENGTH] = {"length", -0.58F, 0.0F}, /* a long text shares words with anything */
	[FEATURE_AHEAD] = {"ahead", 0.0F, 0.8F},     /* no other story is nearly as alike */
	[FEATURE_CROWD] = {"crowd", -0.36F, 0.0F},   /* the most alike of many is so by chance */
	[FEATURE_ONE] = {"threshold", -0.5F, 0.0F},  /* what all need */
};

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
goes_other_way(const struct overlap *overlap)
{
	const struct agreement *up = &overlap->kinds[TERM_UP];
	const struct agreement *down = &overlap->kinds[TERM_DOWN];
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
template_likeness(const struct overlap *overlap)
{
	float here = share(
		overlap->shared_title_squares, overlap->title_squares - overlap->slot_squares);
	float there = share(overlap->story_title_shared,
		overlap->story_title_squares - overlap->story_slot_squares);

	return here * there;
}

/*
 * Names and places together: "Living in Bogota" and "Living in Santiago", of which the lists know one
 * only.
 */
static float
other_subjects(const struct overlap *overlap)
{
	float apart = fminf(overlap->names_item + overlap->places_item,
		overlap->names_story + overlap->places_story);

	return share(apart, apart + overlap->names_shared + CONFLICT_EVEN);
}

/* 0 for nothing, near 1 for what is much more than `much`. */
static float
saturated(float weight, float much)
{
	return 1 - expf(-weight / much);
}

/* The more reports agree upon a name, the more it says that an item lacks it. */
static float
lost_names(const struct overlap *overlap, const struct live_story *story)
{
	float reports = story->weighed;
	float lost = overlap->core_names - overlap->core_names_shared;

	return reports / (reports + 2) *
	       share(lost, overlap->core_names + CORE_NAME_EVEN * reports);
}

/* Who takes the place of whom: "the new coach", twice in a season. */
static float
swapped_names(const struct overlap *overlap, const struct live_story *story)
{
	float lost = overlap->core_names - overlap->core_names_shared;

	return share(overlap->new_names, overlap->new_names + NEW_NAMES_EVEN) *
	       share(lost, overlap->core_names + CORE_NAME_EVEN * (float)story->weighed);
}

static float
other_heroes(const struct overlap *overlap)
{
	if (overlap->item_top <= overlap->item_top_shared ||
		overlap->story_top <= overlap->story_top_shared)
		return 0;
	return overlap->item_top / HERO_FULL;
}

/*
 * The mean cosine between the item and a report, as a share of that between two reports. Both come from the sum
 * of all reports' vectors: its square is the sum over all pairs, each report with itself among them.
 */
static float
typical(const struct overlap *overlap, const struct live_story *story)
{
	float n = story->weighed;
	float item_norm = sqrtf(overlap->item_squares);
	float own = n * OWN_PART;
	float squares = overlap->sum_squares / (LIVE_STORY_SUM_PARTS * LIVE_STORY_SUM_PARTS);
	float pairwise;

	if (n < 2 || !(item_norm > 0))
		return 0;
	pairwise = fmaxf((squares - own) / (n * (n - 1)), PAIRWISE_LEAST);
	return share(overlap->sum_dot / (item_norm * LIVE_STORY_SUM_PARTS * n), pairwise);
}

static void
fill_names(const struct overlap *overlap, const struct live_story *story, float *out)
{
	float names_apart = fminf(overlap->names_item, overlap->names_story);

	out[FEATURE_OTHER_NAMES] =
		share(names_apart, names_apart + overlap->names_shared + CONFLICT_EVEN);
	out[FEATURE_SHARED_NAMES] = saturated(overlap->shared_name_weight, NAMES_MUCH);
	out[FEATURE_LOST_NAMES] = lost_names(overlap, story);
	out[FEATURE_SWAPPED] = swapped_names(overlap, story);
	out[FEATURE_OTHER_HEROES] = other_heroes(overlap);
	out[FEATURE_SUBJECT] =
		share(overlap->subject_shared, overlap->subject_shared + overlap->subject_new);
	out[FEATURE_NEW_SUBJECT] =
		overlap->subject_new > 0 && !(overlap->subject_shared > 0) ? 1 : 0;
}

static void
fill_features(
	const struct overlap *overlap, const struct live_story *story, float hours, float *out)
{
	float item_norm = sqrtf(overlap->item_squares);
	float template = template_likeness(overlap);
	float ratio;

	fill_names(overlap, story, out);
	out[FEATURE_COSINE] = share(overlap->dot, item_norm * story->norm);
	out[FEATURE_COVER] = share(overlap->shared_squares, overlap->item_squares);
	out[FEATURE_STORY_COVER] = share(overlap->story_shared_squares, story->norm * story->norm);
	out[FEATURE_SHARED] = share((float)overlap->n_shared, SHARED_FULL);
	out[FEATURE_LEANS] = sixteenth_power(share(overlap->most_dot, overlap->dot));
	out[FEATURE_NUMBER] = share(overlap->number_weight, NUMBER_FULL);
	out[FEATURE_OTHER_NUMBER] = differs(&overlap->kinds[TERM_NUMBER]);
	ratio = nearest_ratio(&overlap->item_amounts, &overlap->story_amounts);
	out[FEATURE_NEAR_AMOUNT] = ratio > 0 && ratio <= AMOUNT_NEAR ? 1 : 0;
	out[FEATURE_FAR_AMOUNT] = ratio >= AMOUNT_FAR ? 1 : 0;
	out[FEATURE_PLACE] = overlap->kinds[TERM_PLACE].is_shared ? 1 : 0;
	out[FEATURE_OTHER_PLACE] = differs(&overlap->kinds[TERM_PLACE]);
	out[FEATURE_OTHER_PERIOD] = fmaxf(differs(&overlap->kinds[TERM_YEAR]),
		fmaxf(differs(&overlap->kinds[TERM_PERIOD]), differs(&overlap->kinds[TERM_MONTH])));
	out[FEATURE_OTHER_DAY] = differs(&overlap->kinds[TERM_DAY]);
	out[FEATURE_OTHER_WAY] = goes_other_way(overlap);
	out[FEATURE_COMPANY] = overlap->kinds[TERM_COMPANY].is_shared ? 1 : 0;
	out[FEATURE_OTHER_COMPANY] = differs(&overlap->kinds[TERM_COMPANY]);
	out[FEATURE_TEMPLATE_NAMES] =
		sixth_power(template) *
		fmaxf(fmaxf(out[FEATURE_OTHER_NAMES], out[FEATURE_OTHER_COMPANY]),
			other_subjects(overlap));
	out[FEATURE_TEMPLATE_FACTS] = template * template * largest_conflict(out);
	out[FEATURE_OTHER_FORM] = overlap->is_item_roundup != overlap->is_story_roundup ? 1 : 0;
	out[FEATURE_SIZE] = share(logf((float)story->n_items), logf(SIZE_FULL));
	out[FEATURE_AGE] = share(log2f(1 + hours), log2f(1 + AGE_HOURS_FULL));
	out[FEATURE_EVIDENCE] = saturated(overlap->shared_weight, EVIDENCE_MUCH);
	out[FEATURE_OTHER_SCORE] = differs(&overlap->scores);
	out[FEATURE_OTHER_DECIMAL] = differs(&overlap->decimals);
	out[FEATURE_OTHER_FILING] = differs(&overlap->filings);
	out[FEATURE_TYPICAL] = typical(overlap, story);
	out[FEATURE_LENGTH] = share((float)overlap->n_item, FINGERPRINT_TERMS_MAX);
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

static float
weight_of(const struct likeness *likeness, int feature)
{
	return parts[feature].first + likeness->grown * parts[feature].grown;
}

static int
score_of(const struct likeness *likeness)
{
	float score = 0;

	for (int i = 0; i < FEATURES; i++)
		score += weight_of(likeness, i) * likeness->features[i];
	return (int)lrintf(score * 1000);
}

void
likeness_measure(
	const struct fingerprint *fingerprint, const struct live_story *story, struct likeness *out)
{
	struct overlap overlap;
	float hours = hours_since(fingerprint, story);

	memset(out, 0, sizeof *out);
	overlap_measure(fingerprint, story, &overlap);
	fill_features(&overlap, story, hours, out->features);
	out->grown = 1 - 1 / (float)(story->weighed > 0 ? story->weighed : 1);
	out->score = score_of(out);
	out->new_share = share(overlap.new_title_weight, overlap.title_weight);
	explain(out, hours);
}

void
likeness_compare(struct likeness *likeness, const struct likeness *rival, size_t n_live)
{
	float *features = likeness->features;
	float times = fmaxf((float)n_live / CROWD_NONE, 1);

	features[FEATURE_AHEAD] =
		features[FEATURE_COSINE] - (rival != NULL ? rival->features[FEATURE_COSINE] : 0);
	features[FEATURE_CROWD] = sqrtf(share(logf(times), logf(CROWD_FULL / CROWD_NONE)));
	likeness->score = score_of(likeness);
}

void
likeness_parts(const struct likeness *likeness, int out[LIKENESS_PARTS])
{
	for (int i = 0; i < FEATURES; i++)
		out[i] = (int)lrintf(weight_of(likeness, i) * likeness->features[i] * 1000);
}

const char *
likeness_part_name(int part)
{
	return parts[part].name;
}

int
likeness_percent(int score)
{
	int percent = 50 + score / 10;

	return percent < 0 ? 0 : percent > 100 ? 100 : percent;
}
