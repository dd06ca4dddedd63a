#ifndef AGGREGATOR_WATCH_LOOKUP_H
#define AGGREGATOR_WATCH_LOOKUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feeds/base/span.h"

/*
 * A hash table from words to numbers. Keys are borrowed: their bytes must outlive the table. Once
 * filled, any number of threads may ask it.
 */
struct lookup {
	struct lookup_slot *slots;
	size_t n;
	size_t capacity; /* a power of two, or 0 */
};

#define LOOKUP_NONE UINT32_MAX

void lookup_init(struct lookup *lookup);
void lookup_release(struct lookup *lookup);

/* Room for `n` keys without growing. */
void lookup_reserve(struct lookup *lookup, size_t n);

/* The number of a key; a new key gets `number`. Gives the number that stands after that. */
uint32_t lookup_add(struct lookup *lookup, struct span key, uint32_t number);

/* Like lookup_add, but an old number is replaced. */
void lookup_set(struct lookup *lookup, struct span key, uint32_t number);

/* LOOKUP_NONE: no such key. */
uint32_t lookup_find(const struct lookup *lookup, struct span key);

#endif
