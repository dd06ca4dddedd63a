#ifndef AGGREGATOR_WATCH_WEIGH_H
#define AGGREGATOR_WATCH_WEIGH_H

#include <stdbool.h>

#include "aggregator/watch/around.h"
#include "aggregator/watch/claim.h"
#include "aggregator/watch/lexicon.h"
#include "aggregator/watch/words.h"

/* What is known of the item while its mentions are weighed. */
struct weighing {
	const struct words_known *words;
	const struct reading *reading;
	/* found out when a mention asks for it: most items have none that does */
	enum casing casing[2]; /* of title and text */
	bool has_casing[2];
	bool is_about_business, is_about_sport;
	bool has_matter; /* the two above are known */
};

void weighing_begin(
	struct weighing *weighing, const struct words_known *words, const struct reading *reading);

/* Weighs one mention as a name, product, person or ticker of one company. */
void weigh_name(struct weighing *weighing, const struct target *target, const struct around *around,
	struct weighed *weighed, enum watch_field field);

/* Whether it counts only with a capital: written as a word it is worth less than nothing. */
bool weigh_needs_capital(const struct target *target);

/* The ticker in brackets at [start, end) of the text: "artificial intelligence (AI)" is none. */
void weigh_bracket(
	struct span text, size_t start, size_t end, unsigned rank, struct weighed *weighed);

#endif
