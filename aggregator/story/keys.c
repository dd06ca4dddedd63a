#include "aggregator/story/keys.h"

#include <stdlib.h>

#include "feeds/base/memory.h"

#define SIZE_FIRST 1024
#define FULL_PERCENT 85 /* a third of an item's memory is here */

struct place {
	uint32_t check; /* half of the key; 0: free */
	uint32_t sequence;
};

struct keys {
	struct place *places;
	size_t size;
	size_t used; /* not free, fresh or stale */
};

static uint32_t
check_of(uint64_t key)
{
	uint32_t check = (uint32_t)(key >> 32);

	return check != 0 ? check : 1;
}

/* The hash as a part of the whole, so that the table may be of any size. */
static struct place *
find(const struct keys *keys, uint32_t check)
{
	uint64_t part = check * 0x9e3779b97f4a7c15ULL >> 32;
	size_t at = (size_t)(part * keys->size >> 32);

	while (keys->places[at].check != 0 && keys->places[at].check != check)
		at = at + 1 < keys->size ? at + 1 : 0;
	return &keys->places[at];
}

struct keys *
keys_new(void)
{
	struct keys *keys = memory_new(1, sizeof *keys);

	keys->size = SIZE_FIRST;
	keys->places = memory_new(keys->size, sizeof *keys->places);
	return keys;
}

void
keys_free(struct keys *keys)
{
	if (keys == NULL)
		return;
	free(keys->places);
	free(keys);
}

/* Without what is stale; by a quarter larger if more than half is fresh: doubling wastes most of it. */
static void
rebuild(struct keys *keys, uint32_t oldest)
{
	struct place *old = keys->places;
	size_t old_size = keys->size;
	size_t fresh = 0;

	for (size_t i = 0; i < old_size; i++)
		fresh += old[i].check != 0 && old[i].sequence >= oldest;
	if (fresh > keys->size / 2)
		keys->size += keys->size / 4;
	keys->places = memory_new(keys->size, sizeof *keys->places);
	keys->used = fresh;
	for (size_t i = 0; i < old_size; i++)
		if (old[i].check != 0 && old[i].sequence >= oldest)
			*find(keys, old[i].check) = old[i];
	free(old);
}

void
keys_put(struct keys *keys, uint64_t key, uint32_t sequence, uint32_t oldest)
{
	uint32_t check = check_of(key);
	struct place *place;

	if (keys->used >= keys->size / 100 * FULL_PERCENT)
		rebuild(keys, oldest);
	place = find(keys, check);
	keys->used += place->check == 0;
	*place = (struct place){check, sequence};
}

bool
keys_find(const struct keys *keys, uint64_t key, uint32_t oldest, uint32_t *sequence)
{
	const struct place *place = find(keys, check_of(key));

	*sequence = place->sequence;
	return place->check != 0 && place->sequence >= oldest;
}

size_t
keys_bytes(const struct keys *keys)
{
	return sizeof *keys + keys->size * sizeof *keys->places;
}
