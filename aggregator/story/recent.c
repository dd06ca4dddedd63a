#include "aggregator/story/recent.h"

#include <stdlib.h>
#include <string.h>

#include "aggregator/story/keys.h"
#include "feeds/base/memory.h"

#define CAPACITY_FIRST 64

struct recent {
	struct keys *keys;
	struct recent_item *items; /* those from sequence `first` on */
	size_t n_items, capacity;
	uint32_t first;
	uint32_t oldest; /* sequence of the oldest that is not forgotten */
};

struct recent *
recent_new(void)
{
	struct recent *recent = memory_new(1, sizeof *recent);

	recent->keys = keys_new();
	return recent;
}

void
recent_free(struct recent *recent)
{
	if (recent == NULL)
		return;
	keys_free(recent->keys);
	free(recent->items);
	free(recent);
}

/* 0: the item has none. */
static uint64_t
key_of(const struct fingerprint *fingerprint, enum recent_key key)
{
	switch (key) {
	case RECENT_ID:
		return fingerprint->id;
	case RECENT_LINK:
		return fingerprint->link;
	case RECENT_TEXT:
		return fingerprint->text;
	case RECENT_TITLE:
		return fingerprint->title;
	case RECENT_KEYS:
		break;
	}
	return 0;
}

static uint16_t
tag_of(uint64_t key)
{
	return (uint16_t)((key & 0xffff) | (key != 0));
}

static const struct recent_item *
item_at(const struct recent *recent, uint32_t sequence)
{
	return &recent->items[sequence - recent->first];
}

/* Slots of sketches are compared by their low halves: a chance of 1 in 256 a slot to err. */
static int
likeness(const uint8_t *a, const uint16_t *b)
{
	int same = 0;

	for (int i = 0; i < SKETCH_SLOTS; i++)
		same += a[i] == (uint8_t)b[i];
	return same * 100 / SKETCH_SLOTS;
}

void
recent_add(struct recent *recent, const struct recent_item *item,
	const struct fingerprint *fingerprint)
{
	uint32_t sequence = recent->first + (uint32_t)recent->n_items;
	struct recent_item *added;

	if (recent->n_items == recent->capacity) { /* by a quarter: doubling wastes half of it */
		recent->capacity += recent->capacity / 4 + CAPACITY_FIRST;
		recent->items =
			memory_resize(recent->items, recent->capacity, sizeof *recent->items);
	}
	added = &recent->items[recent->n_items++];
	*added = *item;
	added->feed = fingerprint->feed;
	added->has_sketch = fingerprint->has_sketch;
	for (int i = 0; i < SKETCH_SLOTS; i++)
		added->sketch[i] = (uint8_t)fingerprint->sketch[i];
	for (int i = 0; i < RECENT_KEYS; i++) {
		uint64_t key = key_of(fingerprint, (enum recent_key)i);

		added->tags[i] = tag_of(key);
		if (key != 0)
			keys_put(recent->keys, key, sequence, recent->oldest);
	}
	for (int band = 0; fingerprint->has_sketch && band < SKETCH_BANDS; band++)
		keys_put(recent->keys, sketch_band(fingerprint->sketch, band), sequence,
			recent->oldest);
}

/* Moves the rest down when half of it is gone. */
static void
close_gap(struct recent *recent)
{
	size_t gone = recent->oldest - recent->first;

	if (gone <= recent->n_items / 2)
		return;
	recent->n_items -= gone;
	memmove(recent->items, recent->items + gone, recent->n_items * sizeof *recent->items);
	recent->first = recent->oldest;
}

bool
recent_forget(struct recent *recent, uint32_t arrived, uint32_t *slot)
{
	if (recent_count(recent) == 0 || item_at(recent, recent->oldest)->arrived >= arrived) {
		close_gap(recent);
		return false;
	}
	*slot = item_at(recent, recent->oldest)->slot;
	recent->oldest++;
	return true;
}

bool
recent_has_same(
	const struct recent_item *item, const struct fingerprint *fingerprint, enum recent_key key)
{
	uint64_t wanted = key_of(fingerprint, key);

	return wanted != 0 && item->tags[key] == tag_of(wanted);
}

const struct recent_item *
recent_find(const struct recent *recent, const struct fingerprint *fingerprint, enum recent_key key)
{
	uint64_t wanted = key_of(fingerprint, key);
	uint32_t sequence;

	if (wanted == 0 || !keys_find(recent->keys, wanted, recent->oldest, &sequence) ||
		!recent_has_same(item_at(recent, sequence), fingerprint, key))
		return NULL;
	return item_at(recent, sequence);
}

const struct recent_item *
recent_find_near(const struct recent *recent, const struct fingerprint *fingerprint, int *percent)
{
	const struct recent_item *best = NULL;

	*percent = 0;
	for (int band = 0; fingerprint->has_sketch && band < SKETCH_BANDS; band++) {
		uint64_t key = sketch_band(fingerprint->sketch, band);
		uint32_t sequence;
		int alike;

		if (!keys_find(recent->keys, key, recent->oldest, &sequence))
			continue;
		alike = recent_text_likeness(item_at(recent, sequence), fingerprint);
		if (alike > *percent) {
			*percent = alike;
			best = item_at(recent, sequence);
		}
	}
	return best;
}

int
recent_text_likeness(const struct recent_item *item, const struct fingerprint *fingerprint)
{
	if (!item->has_sketch || !fingerprint->has_sketch)
		return -1;
	return likeness(item->sketch, fingerprint->sketch);
}

size_t
recent_count(const struct recent *recent)
{
	return recent->n_items - (recent->oldest - recent->first);
}

size_t
recent_bytes(const struct recent *recent)
{
	return sizeof *recent + keys_bytes(recent->keys) + recent->capacity * sizeof *recent->items;
}
