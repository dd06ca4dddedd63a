#ifndef AGGREGATOR_STORE_EXPECTED_H
#define AGGREGATOR_STORE_EXPECTED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Items of one feed of which it is known that the store has none yet: they are written without being
 * asked for one by one, which on a server costs a way there and back for each.
 */
struct expected {
	uint64_t *identities; /* sorted; taken ones are left out by `is_taken` */
	bool *is_taken;
	size_t n;
	size_t capacity;
	int64_t feed;
};

void expected_init(struct expected *expected);
void expected_release(struct expected *expected);

/* None, of this feed; then those that are new, in any order; then expected_sort. */
void expected_begin(struct expected *expected, int64_t feed);
void expected_add(struct expected *expected, uint64_t identity);
void expected_sort(struct expected *expected);

/* Whether the item is one of them; it is none any more then. */
bool expected_take(struct expected *expected, int64_t feed, uint64_t identity);

#endif
