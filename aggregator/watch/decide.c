#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "aggregator/watch/watch_parts.h"

#define ROUND_UP_COMPANIES 8 /* an item that names more is about none of them */
#define AGAIN_MAX 3          /* mentions after the first that make a company likelier */

/* Relevance, 0-100: what the item's parts are worth. */
#define RELEVANCE_MIN 1
#define RELEVANCE_MAX 100
#define RELEVANCE_ABOUT 45
#define RELEVANCE_TITLE 40
#define RELEVANCE_TITLE_FIRST 15 /* in its first third, or the only company */
#define RELEVANCE_TITLE_PAIR 8   /* elsewhere, when it names no more than two */
#define RELEVANCE_ASIDE_TITLE 20 /* all that it is worth when it is only named aside */
#define RELEVANCE_ASIDE_TEXT 8
#define RELEVANCE_LEAD 20 /* in the first sentence or so of the text */
#define RELEVANCE_EARLY 12
#define RELEVANCE_LATE 6
#define RELEVANCE_MENTION 4
#define RELEVANCE_MENTIONS_MAX 6
#define RELEVANCE_TAGGED 15
#define RELEVANCE_NEWSROOM 50 /* a company's own news is about it */
#define RELEVANCE_CROWD 6     /* less for each company beyond the second */
#define RELEVANCE_CROWD_MAX 36
#define RELEVANCE_NO_TITLE 30 /* without a title, the lead is one */
#define LEAD_BYTES 200
#define EARLY_BYTES 700

static int
at_most(size_t n, int max)
{
	return n < (size_t)max ? (int)n : max;
}

/* Points of the claim as a whole. */
static int
points_of(const struct claim *claim)
{
	int again = at_most(claim->n_good > 0 ? claim->n_good - 1 : 0, AGAIN_MAX);

	if (claim->best == INT_MIN)
		return INT_MIN;
	return claim->best + again * weights[WEIGHT_AGAIN].points;
}

static bool
is_taken(const struct claim *claim)
{
	int points = points_of(claim);

	return points != INT_MIN && points >= WEIGHT_TAKEN;
}

static int
relevance_of_title(const struct claim *claim, struct span title, size_t n_companies)
{
	if (claim->n_title == 0)
		return 0;
	if (n_companies == 1 || claim->first_title * 3 <= title.len)
		return RELEVANCE_TITLE + RELEVANCE_TITLE_FIRST;
	return RELEVANCE_TITLE + (n_companies == 2 ? RELEVANCE_TITLE_PAIR : 0);
}

/* Named, and by no more than asides. */
static bool
is_aside(const struct claim *claim)
{
	return claim->n_aside_title + claim->n_aside_text > 0 &&
	       claim->n_title + claim->n_text == 0 && !claim->is_tagged && !claim->is_newsroom;
}

static int
relevance_of_text(const struct claim *claim, struct span title)
{
	int relevance;

	if (claim->n_text == 0)
		return 0;
	relevance = claim->first < LEAD_BYTES    ? RELEVANCE_LEAD
		    : claim->first < EARLY_BYTES ? RELEVANCE_EARLY
						 : RELEVANCE_LATE;
	if (title.len == 0 && claim->first < LEAD_BYTES)
		relevance += RELEVANCE_NO_TITLE;
	return relevance + RELEVANCE_MENTION * at_most(claim->n_text, RELEVANCE_MENTIONS_MAX);
}

static int
relevance_of(const struct claim *claim, const struct watch_item *item, size_t n_companies)
{
	int crowd = n_companies > 2 ? RELEVANCE_CROWD * at_most(n_companies - 2, 100) : 0;
	int relevance = relevance_of_title(claim, item->title, n_companies) +
			relevance_of_text(claim, item->title) +
			(claim->is_tagged ? RELEVANCE_TAGGED : 0) +
			(claim->is_newsroom ? RELEVANCE_NEWSROOM : 0);

	if (is_aside(claim))
		return claim->n_aside_title > 0 ? RELEVANCE_ASIDE_TITLE : RELEVANCE_ASIDE_TEXT;
	relevance -= crowd < RELEVANCE_CROWD_MAX ? crowd : RELEVANCE_CROWD_MAX;
	if (relevance < RELEVANCE_MIN)
		return RELEVANCE_MIN;
	return relevance < RELEVANCE_MAX ? relevance : RELEVANCE_MAX;
}

static int
by_place(const void *a, const void *b)
{
	const struct evidence *first = a, *second = b;

	if (first->field != second->field)
		return first->field < second->field ? -1 : 1;
	if (first->start != second->start)
		return first->start < second->start ? -1 : 1;
	return first->kind < second->kind ? -1 : first->kind > second->kind;
}

static void
sort_evidence(const struct claim *claim)
{
	if (claim->n_evidence > 1)
		qsort(claim->evidence, claim->n_evidence, sizeof *claim->evidence, by_place);
}

static int
by_relevance(const void *a, const void *b)
{
	const struct verdict_company *first = a, *second = b;

	if (first->relevance != second->relevance)
		return first->relevance > second->relevance ? -1 : 1;
	return strcmp(first->company->id, second->company->id);
}

/* How many companies the item names, and how many of them not just aside. */
struct taken {
	size_t n, n_central;
};

static struct taken
count_taken(const struct claims *claims)
{
	struct taken taken = {0, 0};

	for (size_t i = 0; i < claims->n; i++) {
		taken.n += is_taken(&claims->at[i]);
		taken.n_central += is_taken(&claims->at[i]) && !is_aside(&claims->at[i]);
	}
	return taken;
}

static void
take(const struct watch *watch, const struct claims *claims, const struct watch_item *item,
	struct verdict *verdict, const struct taken *taken)
{
	struct verdict_company *companies = arena_array(claims->arena, taken->n, sizeof *companies);

	verdict->is_round_up = taken->n > ROUND_UP_COMPANIES;
	for (size_t i = 0; i < claims->n; i++) {
		const struct claim *claim = &claims->at[i];
		const struct subject *subject = &watch->subjects.at[claim->subject];
		struct verdict_company *company = &companies[verdict->n_companies];

		if (!is_taken(claim) || !subject->is_watched)
			continue;
		sort_evidence(claim);
		company->company = &subject->company;
		company->relevance = relevance_of(claim, item, taken->n_central);
		company->points = points_of(claim);
		company->confidence = weight_confidence(company->points);
		company->role = company->relevance >= RELEVANCE_ABOUT && !verdict->is_round_up
					? ROLE_ABOUT
					: ROLE_MENTION;
		company->evidence = claim->evidence;
		company->n_evidence = claim->n_evidence;
		verdict->n_companies++;
	}
	if (verdict->n_companies > 1)
		qsort(companies, verdict->n_companies, sizeof *companies, by_relevance);
	verdict->companies = companies;
}

static const char *
reason_of(const struct claim *claim)
{
	if (claim->is_person && claim->best_family >= WEIGHT_TAKEN)
		return "the family name of somebody whom the item names in full";
	if (claim->is_others &&
		(claim->best_word >= WEIGHT_TAKEN || claim->best_family >= WEIGHT_TAKEN))
		return "short for something else, which the item names in full";
	if (claim->best_setting >= WEIGHT_TAKEN)
		return "companies are named, and it is only said of them";
	if (claim->best_weak >= WEIGHT_TAKEN)
		return "counts only beside other evidence of the same company";
	if (claim->against != NULL)
		return claim->against;
	return "an ordinary word, and too little around it speaks for the company";
}

static void
explain_misses(const struct watch *watch, const struct claims *claims, struct verdict *verdict)
{
	struct near_miss *misses = arena_array(claims->arena, claims->n, sizeof *misses);

	for (size_t i = 0; i < claims->n; i++) {
		const struct claim *claim = &claims->at[i];
		int points = claim->best > claim->best_weak ? points_of(claim) : claim->best_weak;

		if (is_taken(claim) || !watch->subjects.at[claim->subject].is_watched)
			continue;
		sort_evidence(claim);
		misses[verdict->n_near_misses++] = (struct near_miss){
			&watch->subjects.at[claim->subject].company,
			weight_confidence(points < WEIGHT_TAKEN ? points : WEIGHT_TAKEN - 1),
			points, reason_of(claim), claim->evidence, claim->n_evidence};
	}
	verdict->near_misses = misses;
}

/* Where somebody, or something else, bears the name, the name alone is his. */
static void
settle_families(const struct claims *claims)
{
	for (size_t i = 0; i < claims->n; i++) {
		struct claim *claim = &claims->at[i];

		if (claim->is_others)
			continue;
		if (claim->best_word > claim->best)
			claim->best = claim->best_word;
		if (!claim->is_person && claim->best_family > claim->best)
			claim->best = claim->best_family;
	}
}

/* What is only said of companies is what the item is about when it names none. */
static void
settle_settings(const struct claims *claims)
{
	bool has_named = false;

	for (size_t i = 0; i < claims->n && !has_named; i++)
		has_named = claims->at[i].is_named && is_taken(&claims->at[i]);
	for (size_t i = 0; i < claims->n && !has_named; i++) {
		struct claim *claim = &claims->at[i];

		if (claim->best_setting > claim->best)
			claim->best = claim->best_setting;
	}
}

void
decide(const struct watch *watch, const struct watch_scratch *scratch,
	const struct watch_item *item, struct verdict *verdict)
{
	const struct claims *claims = &scratch->claims;
	struct taken taken;

	settle_families(claims);
	settle_settings(claims);
	taken = count_taken(claims);
	if (taken.n > 0)
		take(watch, claims, item, verdict, &taken);
	if (watch->is_explaining && claims->n > taken.n)
		explain_misses(watch, claims, verdict);
}
