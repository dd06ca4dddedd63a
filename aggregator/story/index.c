#include "aggregator/story/index.h"

#include <stdlib.h>
#include <string.h>

#include "feeds/base/memory.h"

#define SIZE_FIRST 1024
#define INLINE 2 /* most stems stand for one or two stories */

/* The stories of one stem: the oldest first, until the list is full; then a ring. */
struct list {
	uint32_t stem; /* 0: free */
	uint8_t n;
	uint8_t capacity; /* 0: inside */
	uint8_t next;     /* in a full list: where the next one goes */
	union {
		uint32_t inside[INLINE];
		uint32_t *outside;
	} slots;
};

struct index {
	struct list *lists;
	size_t size; /* a power of two */
	size_t used;
	size_t entries;
	size_t outside; /* places allocated outside */
};

struct index *
index_new(void)
{
	struct index *index = memory_new(1, sizeof *index);

	index->size = SIZE_FIRST;
	index->lists = memory_new(index->size, sizeof *index->lists);
	return index;
}

void
index_free(struct index *index)
{
	if (index == NULL)
		return;
	for (size_t i = 0; i < index->size; i++)
		if (index->lists[i].capacity > 0)
			free(index->lists[i].slots.outside);
	free(index->lists);
	free(index);
}

static size_t
place_of(const struct index *index, uint32_t stem)
{
	return (stem * 0x9e3779b97f4a7c15ULL >> 24) & (index->size - 1);
}

static struct list *
find(const struct index *index, uint32_t stem)
{
	size_t at = place_of(index, stem);

	while (index->lists[at].stem != 0 && index->lists[at].stem != stem)
		at = (at + 1) & (index->size - 1);
	return &index->lists[at];
}

static void
grow(struct index *index)
{
	struct list *old = index->lists;
	size_t old_size = index->size;

	index->size *= 2;
	index->lists = memory_new(index->size, sizeof *index->lists);
	for (size_t i = 0; i < old_size; i++)
		if (old[i].stem != 0)
			*find(index, old[i].stem) = old[i];
	free(old);
}

static uint32_t *
slots_of(struct list *list)
{
	return list->capacity > 0 ? list->slots.outside : list->slots.inside;
}

/* Room for one more entry, if there may be one. */
static void
make_room(struct index *index, struct list *list)
{
	uint8_t capacity = list->capacity > 0 ? list->capacity : INLINE;
	uint32_t *outside;

	if (list->n < capacity || capacity == INDEX_LIST_MAX)
		return;
	outside = memory_resize(NULL, (size_t)capacity * 2, sizeof *outside);
	memcpy(outside, slots_of(list), list->n * sizeof *outside);
	if (list->capacity > 0)
		free(list->slots.outside);
	index->outside += (size_t)capacity * 2 - list->capacity;
	list->slots.outside = outside;
	list->capacity = (uint8_t)(capacity * 2);
}

void
index_put(struct index *index, uint32_t stem, uint32_t slot)
{
	struct list *list;
	uint32_t *slots;

	if (index->used >= index->size / 4 * 3)
		grow(index);
	list = find(index, stem);
	index->used += list->stem == 0;
	list->stem = stem;
	slots = slots_of(list);
	for (size_t i = 0; i < list->n; i++)
		if (slots[i] == slot)
			return;
	make_room(index, list);
	slots = slots_of(list);
	if (list->n < INDEX_LIST_MAX) {
		slots[list->n++] = slot;
		index->entries++;
	} else {
		slots[list->next] = slot;
		list->next = (uint8_t)((list->next + 1) % INDEX_LIST_MAX);
	}
}

void
index_prepare(const struct index *index, uint32_t stem)
{
	__builtin_prefetch(&index->lists[place_of(index, stem)]);
}

size_t
index_find(const struct index *index, uint32_t stem, const uint32_t **slots)
{
	struct list *list = find(index, stem);

	*slots = slots_of(list);
	return list->n;
}

size_t
index_entries(const struct index *index)
{
	return index->entries;
}

size_t
index_bytes(const struct index *index)
{
	return sizeof *index + index->size * sizeof *index->lists +
	       index->outside * sizeof(uint32_t);
}
