#ifndef AGGREGATOR_WATCH_ASIDE_H
#define AGGREGATOR_WATCH_ASIDE_H

#include "aggregator/watch/around.h"
#include "aggregator/watch/weights.h"

/*
 * A company that is named without the item being about it: the platform on which something was said,
 * the shop outside which something happened, the house whose analysts judge another company. It
 * counts as a mention of little relevance, whatever else is said of it.
 */

/*
 * What a mention is aside, by the row of the table that says so; N_WEIGHTS: it is not. `start` is the
 * mention's first byte in the reading's plain text.
 */
enum weight aside_of(const struct words_known *words, const struct reading *reading,
	enum watch_field field, const struct around *around, size_t start);

/* Likewise, of a platform's name; WEIGHT_BUTTON: the label of a button, which names nobody. */
enum weight aside_of_platform(const struct words_known *words, const struct around *around);

#endif
