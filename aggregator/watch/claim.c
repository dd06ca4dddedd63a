#include "aggregator/watch/claim.h"

#include <limits.h>

void
weighed_add(struct weighed *weighed, enum weight weight)
{
	if (weighed->n == WEIGHED_ROWS_MAX)
		return;
	weighed->rows[weighed->n++] = weight;
	weighed->points += weights[weight].points;
}

void
claims_begin(struct claims *claims, struct arena *arena)
{
	*claims = (struct claims){arena, NULL, 0, 0};
}

struct claim *
claims_find(const struct claims *claims, uint32_t subject)
{
	for (size_t i = 0; i < claims->n; i++) {
		if (claims->at[i].subject == subject)
			return &claims->at[i];
	}
	return NULL;
}

struct claim *
claims_of(struct claims *claims, uint32_t subject)
{
	struct claim *claim = claims_find(claims, subject);

	if (claim != NULL)
		return claim;
	claims->at = arena_room(
		claims->arena, claims->at, claims->n, &claims->capacity, sizeof *claims->at);
	claim = &claims->at[claims->n++];
	*claim = (struct claim){.subject = subject,
		.best = INT_MIN,
		.best_weak = INT_MIN,
		.best_setting = INT_MIN,
		.best_family = INT_MIN,
		.best_word = INT_MIN,
		.first = SIZE_MAX,
		.first_title = SIZE_MAX};
	return claim;
}

static void
count(struct claim *claim, const struct mention_place *place, bool is_aside)
{
	claim->n_good++;
	if (is_aside) {
		claim->n_aside_title += place->field == FIELD_TITLE;
		claim->n_aside_text += place->field == FIELD_TEXT;
	} else if (place->field == FIELD_TITLE) {
		claim->n_title++;
		if (place->start < claim->first_title)
			claim->first_title = place->start;
	} else if (place->field == FIELD_TEXT) {
		claim->n_text++;
		if (place->start < claim->first)
			claim->first = place->start;
	} else if (place->field == FIELD_TICKERS) {
		claim->is_tagged = true;
	} else {
		claim->is_newsroom = true;
	}
}

/* The note of the row that weighs most against the mention. */
static const char *
heaviest_against(const struct weighed *weighed)
{
	const char *note = NULL;
	int points = 0;

	for (size_t i = 0; i < weighed->n; i++) {
		const struct weight_row *row = &weights[weighed->rows[i]];

		if (row->points < points) {
			points = row->points;
			note = row->note;
		}
	}
	return note;
}

/* "David Ferguson", "Mr Ferguson". */
static bool
names_person(const struct weighed *weighed)
{
	if (weighed->n > 0 && (weights[weighed->rows[0]].kind == EVIDENCE_PERSON ||
				      weights[weighed->rows[0]].kind == EVIDENCE_PRODUCT))
		return false; /* "Will Musk", "New Copilot" */
	for (size_t i = 0; i < weighed->n; i++) {
		if (weighed->rows[i] == WEIGHT_FIRST_NAME || weighed->rows[i] == WEIGHT_TITLE)
			return true;
	}
	return false;
}

static void
raise(struct claim *claim, const struct weighed *weighed)
{
	int *best = weighed->needs_other  ? &claim->best_weak
		    : weighed->is_setting ? &claim->best_setting
		    : weighed->is_family  ? &claim->best_family
		    : weighed->is_word    ? &claim->best_word
					  : &claim->best;

	if (weighed->points <= *best)
		return;
	*best = weighed->points;
	claim->against = heaviest_against(weighed);
}

void
claim_add(struct claim *claim, struct arena *arena, const struct weighed *weighed,
	const struct mention_place *place)
{
	raise(claim, weighed);
	claim->is_named |= !weighed->is_general;
	claim->is_person |= weighed->is_person || names_person(weighed);
	if (weighed->points > 0)
		count(claim, place, weighed->is_aside);
	for (size_t i = 0; i < weighed->n; i++) {
		const struct weight_row *row = &weights[weighed->rows[i]];

		claim->evidence = arena_room(arena, claim->evidence, claim->n_evidence,
			&claim->evidence_capacity, sizeof *claim->evidence);
		claim->evidence[claim->n_evidence++] = (struct evidence){row->kind, place->field,
			place->text, place->start, place->end, row->points, row->note};
	}
}
