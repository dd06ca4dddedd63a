#include "aggregator/tellings.h"

#include <stdlib.h>

#include "aggregator/base/hash.h"
#include "feeds/base/memory.h"

#define SLOTS_FIRST 1024

struct slot {
	int64_t story; /* 0: free; no story has that number */
	struct story_telling telling;
};

struct tellings {
	struct slot *slots; /* open addressing; a power of two, at most half full */
	size_t n_slots;
	size_t n;
};

struct tellings *
tellings_new(void)
{
	struct tellings *tellings = memory_new(1, sizeof *tellings);

	tellings->n_slots = SLOTS_FIRST;
	tellings->slots = memory_new(tellings->n_slots, sizeof *tellings->slots);
	return tellings;
}

void
tellings_free(struct tellings *tellings)
{
	if (tellings == NULL)
		return;
	free(tellings->slots);
	free(tellings);
}

static struct slot *
slot_of(const struct tellings *tellings, int64_t story)
{
	size_t mask = tellings->n_slots - 1;
	size_t at = (size_t)hash_pair((uint64_t)story, 0) & mask;

	while (tellings->slots[at].story != 0 && tellings->slots[at].story != story)
		at = (at + 1) & mask;
	return &tellings->slots[at];
}

static void
grow(struct tellings *tellings)
{
	struct slot *old = tellings->slots;
	size_t n_old = tellings->n_slots;

	tellings->n_slots *= 2;
	tellings->slots = memory_new(tellings->n_slots, sizeof *tellings->slots);
	for (size_t i = 0; i < n_old; i++)
		if (old[i].story != 0)
			*slot_of(tellings, old[i].story) = old[i];
	free(old);
}

void
tellings_note(struct tellings *tellings, int64_t story, int64_t edition, int64_t at)
{
	struct slot *slot;

	if (tellings->n * 2 >= tellings->n_slots)
		grow(tellings);
	slot = slot_of(tellings, story);
	tellings->n += slot->story == 0;
	*slot = (struct slot){story, {.edition = edition, .told_at = at}};
}

struct story_telling
tellings_last(const struct tellings *tellings, int64_t story)
{
	const struct slot *slot = slot_of(tellings, story);

	return slot->story == 0 ? (struct story_telling){0} : slot->telling;
}
