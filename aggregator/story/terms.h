#ifndef AGGREGATOR_STORY_TERMS_H
#define AGGREGATOR_STORY_TERMS_H

#include <stddef.h>

#include "aggregator/story/fingerprint.h"

struct background;

/*
 * The weighty terms of an item, by stem: its companies, and the words, numbers and periods of
 * `title` (cleaned), of the lead of the text and of the link's path, as many of the heaviest as a
 * fingerprint holds. Gives how many.
 */
size_t terms_choose(const struct background *background, const struct story_item *item,
	struct span title, struct fingerprint_term *out);

#endif
