#ifndef AGGREGATOR_WATCH_LITERAL_EDGES_H
#define AGGREGATOR_WATCH_LITERAL_EDGES_H

#include <stdbool.h>

#include "feeds/base/span.h"

/* At which ends a literal must meet the edge of a word. */
struct literal_edges {
	bool starts_word, ends_word;
};

/*
 * Both, but where a script writes without gaps, or (at the end) lets particles stick to a name, as
 * Hangul does.
 */
struct literal_edges literal_edges(struct span plain);

#endif
