#ifndef AGGREGATOR_STORY_OVERLAP_H
#define AGGREGATOR_STORY_OVERLAP_H

#include <stdbool.h>
#include <stddef.h>

#include "aggregator/story/fingerprint.h"
#include "aggregator/story/live_story.h"

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

/* What an item and a story share, and what one of them has alone: sums over the terms of both. */
struct overlap {
	float dot, most_dot; /* of all that is shared, and of the one term that gives most */
	float item_squares, shared_squares;
	float title_squares, shared_title_squares;
	float title_weight, new_title_weight;
	float slot_squares; /* of the title: what a template leaves open, and differs here */
	float story_title_squares, story_title_shared, story_slot_squares; /* the same there */
	float story_shared_squares;
	float names_shared;                      /* of the item's names, by weight */
	float names_item, names_story;           /* in the title of one, and nowhere in the other */
	float places_item, places_story;         /* the same of places */
	float shared_weight, shared_name_weight; /* of the item's terms, plainly added */
	float core_names, core_names_shared;     /* of the story, by weight */
	float new_names;                         /* of the item alone, wherever it has them */
	float subject_new, subject_shared;       /* of the title's first name, by weight */
	float item_top, item_top_shared; /* the weightiest name of the title; and of those shared */
	float story_top, story_top_shared; /* the same of the story, by its sum */
	float sum_dot,
		sum_squares; /* of the sums themselves, in which each report counts as much */
	unsigned n_shared, n_item;
	float number_weight; /* of the weightiest number that is shared */
	struct amounts item_amounts, story_amounts;
	bool is_item_roundup, is_story_roundup;
	struct agreement kinds[TERM_KINDS];
	struct agreement scores, decimals, filings; /* anywhere in the item; in the story's core */
};

void overlap_measure(
	const struct fingerprint *fingerprint, const struct live_story *story, struct overlap *out);

#endif
