#include "aggregator/watch/lookup.h"

#include <stdlib.h>

#include "aggregator/base/hash.h"
#include "feeds/base/memory.h"

#define CAPACITY_MIN 64

struct lookup_slot {
	struct span key; /* SPAN_NONE: free */
	uint32_t hash;
	uint32_t number;
};

void
lookup_init(struct lookup *lookup)
{
	*lookup = (struct lookup){NULL, 0, 0};
}

void
lookup_release(struct lookup *lookup)
{
	free(lookup->slots);
	lookup_init(lookup);
}

/* The slot of the key, or the free one where it belongs. */
static struct lookup_slot *
slot_of(const struct lookup *lookup, struct span key, uint32_t hash)
{
	size_t mask = lookup->capacity - 1;
	size_t at = hash & mask;

	while (lookup->slots[at].key.at != NULL) {
		struct lookup_slot *slot = &lookup->slots[at];

		if (slot->hash == hash && span_equal(slot->key, key))
			return slot;
		at = (at + 1) & mask;
	}
	return &lookup->slots[at];
}

static void
grow(struct lookup *lookup, size_t capacity)
{
	struct lookup larger = {
		memory_new(capacity, sizeof(struct lookup_slot)), lookup->n, capacity};

	for (size_t i = 0; i < lookup->capacity; i++) {
		const struct lookup_slot *old = &lookup->slots[i];

		if (old->key.at != NULL)
			*slot_of(&larger, old->key, old->hash) = *old;
	}
	free(lookup->slots);
	*lookup = larger;
}

void
lookup_reserve(struct lookup *lookup, size_t n)
{
	size_t capacity = lookup->capacity == 0 ? CAPACITY_MIN : lookup->capacity;

	while (capacity < n * 2)
		capacity *= 2;
	if (capacity > lookup->capacity)
		grow(lookup, capacity);
}

static struct lookup_slot *
add(struct lookup *lookup, struct span key, uint32_t number)
{
	uint32_t hash = (uint32_t)hash_span(key);
	struct lookup_slot *slot;

	lookup_reserve(lookup, lookup->n + 1);
	slot = slot_of(lookup, key, hash);
	if (slot->key.at == NULL) {
		*slot = (struct lookup_slot){key, hash, number};
		lookup->n++;
	}
	return slot;
}

uint32_t
lookup_add(struct lookup *lookup, struct span key, uint32_t number)
{
	return add(lookup, key, number)->number;
}

void
lookup_set(struct lookup *lookup, struct span key, uint32_t number)
{
	add(lookup, key, number)->number = number;
}

uint32_t
lookup_find(const struct lookup *lookup, struct span key)
{
	const struct lookup_slot *slot;

	if (lookup->n == 0 || key.at == NULL)
		return LOOKUP_NONE;
	slot = slot_of(lookup, key, (uint32_t)hash_span(key));
	return slot->key.at == NULL ? LOOKUP_NONE : slot->number;
}
