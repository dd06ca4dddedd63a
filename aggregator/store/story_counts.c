#include "aggregator/store/story_counts.h"

#include <stdlib.h>
#include <string.h>

#include "aggregator/base/hash.h"
#include "feeds/base/memory.h"

#define PLACES_FIRST 1024

static const char count_in_story[] =
	"{rows}INSERT INTO stories (number, first_item, created, updated, items, continues,"
	" merged_into) VALUES ($1, $2, $3, $3, $4, $5, 0) ON CONFLICT (number) DO UPDATE"
	" SET updated = excluded.updated, items = stories.items + excluded.items";

struct count {
	int64_t story;
	int64_t first_item;
	int64_t continues;
	int64_t items;
};

struct story_counts {
	struct count *counts; /* in the order in which their stories were first met */
	size_t n;
	size_t capacity;
	uint32_t *places; /* by hash of the story: index + 1; open addressing, a power of two */
	size_t n_places;
};

struct story_counts *
story_counts_new(void)
{
	struct story_counts *counts = memory_new(1, sizeof *counts);

	counts->n_places = PLACES_FIRST;
	counts->places = memory_new(counts->n_places, sizeof *counts->places);
	return counts;
}

void
story_counts_free(struct story_counts *counts)
{
	if (counts == NULL)
		return;
	free(counts->counts);
	free(counts->places);
	free(counts);
}

static uint32_t *
find_place(struct story_counts *counts, int64_t story)
{
	for (size_t at = (size_t)hash_pair((uint64_t)story, 0);; at++) {
		uint32_t *place = &counts->places[at & (counts->n_places - 1)];

		if (*place == 0 || counts->counts[*place - 1].story == story)
			return place;
	}
}

static void
grow_places(struct story_counts *counts)
{
	counts->n_places *= 2;
	free(counts->places);
	counts->places = memory_new(counts->n_places, sizeof *counts->places);
	for (size_t i = 0; i < counts->n; i++)
		*find_place(counts, counts->counts[i].story) = (uint32_t)(i + 1);
}

void
story_counts_add(struct story_counts *counts, int64_t story, int64_t item, int64_t continues)
{
	uint32_t *place = find_place(counts, story);

	if (*place != 0) {
		counts->counts[*place - 1].items++;
		return;
	}
	counts->counts =
		memory_room(counts->counts, counts->n, &counts->capacity, sizeof *counts->counts);
	counts->counts[counts->n++] = (struct count){story, item, continues, 1};
	*place = (uint32_t)counts->n;
	if (counts->n * 2 > counts->n_places)
		grow_places(counts);
}

bool
story_counts_write(struct story_counts *counts, struct db *db, int64_t at, struct error *err)
{
	for (size_t i = 0; i < counts->n; i++) {
		const struct count *count = &counts->counts[i];
		struct db_query *query = db_query(db, count_in_story);

		db_bind_int(query, count->story);
		db_bind_int(query, count->first_item);
		db_bind_int(query, at);
		db_bind_int(query, count->items);
		db_bind_int(query, count->continues);
		if (!db_run(query, err))
			return false;
	}
	story_counts_clear(counts);
	return true;
}

void
story_counts_clear(struct story_counts *counts)
{
	if (counts->n > 0)
		memset(counts->places, 0, counts->n_places * sizeof *counts->places);
	counts->n = 0;
}
