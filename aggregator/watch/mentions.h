#ifndef AGGREGATOR_WATCH_MENTIONS_H
#define AGGREGATOR_WATCH_MENTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aggregator/watch/lexicon.h"

/* A literal found in the plain text, without its edges: [start, end). */
struct mention {
	uint32_t start, end;
	uint32_t literal;
	bool is_hidden; /* a longer name covers it */
};

struct mentions {
	struct mention *at;
	size_t n;
	size_t capacity;
};

void mentions_release(struct mentions *mentions);
void mentions_clear(struct mentions *mentions);
void mentions_add(struct mentions *mentions, const struct mention *mention);

/*
 * Puts them in the order of the text, and hides each that overlaps a longer one: "HDFC Bank" is not
 * "HDFC". Of two equally long that overlap, the first stays.
 */
void mentions_settle(struct mentions *mentions);

#endif
