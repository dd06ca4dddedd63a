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
	enum casing casing[2]; /* of title and text */
	bool is_about_business;
};

/* Weighs one mention as a name, product, person or ticker of one company. */
void weigh_name(const struct weighing *weighing, const struct target *target,
	const struct around *around, struct weighed *weighed, enum watch_field field);

/* The ticker in brackets at [start, end) of the text: "artificial intelligence (AI)" is none. */
void weigh_bracket(
	struct span text, size_t start, size_t end, unsigned rank, struct weighed *weighed);

#endif
