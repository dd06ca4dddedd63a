#include "aggregator/story/worth.h"

#include <stdlib.h>

#include "feeds/base/memory.h"

/* The items, then the rows that were made of them. */
struct worth {
	struct worth_item *items;
	size_t n_items, capacity;
	struct worth_row *rows;
	size_t n_rows, rows_capacity;
};

/* What one feed has of one story: a run of the sorted items. */
struct share {
	uint32_t feed;
	int64_t first;
};

struct worth *
worth_new(void)
{
	return memory_new(1, sizeof(struct worth));
}

void
worth_free(struct worth *worth)
{
	if (worth == NULL)
		return;
	free(worth->items);
	free(worth->rows);
	free(worth);
}

void
worth_add(struct worth *worth, const struct worth_item *item)
{
	worth->items =
		memory_room(worth->items, worth->n_items, &worth->capacity, sizeof *worth->items);
	worth->items[worth->n_items++] = *item;
}

static int
by_story_and_feed(const void *a, const void *b)
{
	const struct worth_item *first = a;
	const struct worth_item *second = b;

	if (first->story != second->story)
		return first->story < second->story ? -1 : 1;
	if (first->feed != second->feed)
		return first->feed < second->feed ? -1 : 1;
	return first->published < second->published ? -1 : first->published > second->published;
}

static int
by_feed(const void *a, const void *b)
{
	const struct worth_item *first = a;
	const struct worth_item *second = b;

	return first->feed < second->feed ? -1 : first->feed > second->feed;
}

/* An empty row for each feed, in order. */
static void
begin_rows(struct worth *worth)
{
	qsort(worth->items, worth->n_items, sizeof *worth->items, by_feed);
	worth->n_rows = 0;
	for (size_t i = 0; i < worth->n_items; i++) {
		if (i > 0 && worth->items[i].feed == worth->items[i - 1].feed)
			continue;
		worth->rows = memory_room(
			worth->rows, worth->n_rows, &worth->rows_capacity, sizeof *worth->rows);
		worth->rows[worth->n_rows++] = (struct worth_row){.feed = worth->items[i].feed};
	}
}

static struct worth_row *
row_of(struct worth *worth, uint32_t feed)
{
	size_t low = 0;
	size_t high = worth->n_rows;

	while (low + 1 < high) {
		size_t middle = low + (high - low) / 2;

		if (worth->rows[middle].feed <= feed)
			low = middle;
		else
			high = middle;
	}
	return &worth->rows[low];
}

/* The earliest and the second earliest feed of a story that several told. */
struct race {
	struct share winner, second;
};

static void
enter_race(struct race *race, size_t n_before, struct share share)
{
	if (n_before == 0 || share.first < race->winner.first) {
		race->second = race->winner;
		race->winner = share;
	} else if (n_before == 1 || share.first < race->second.first) {
		race->second = share;
	}
}

/*
 * A feed's part in a story: sums for now, made shares of at the end. Of several that were first at
 * the same time each one was.
 */
static void
count_share(struct worth *worth, const struct race *race, size_t n_feeds, struct share share)
{
	struct worth_row *row = row_of(worth, share.feed);
	bool is_winner = n_feeds > 1 && share.feed == race->winner.feed;
	int64_t others = is_winner ? race->second.first : race->winner.first;

	row->stories++;
	row->unique_share += n_feeds == 1;
	row->first_share += n_feeds > 1 && share.first == race->winner.first;
	if (n_feeds > 1)
		row->mean_lead_seconds += (double)others - (double)share.first;
}

/* The items of one story stand by feed and time: the first of each feed counts. */
static void
count_story(struct worth *worth, const struct worth_item *items, size_t n)
{
	struct race race = {.winner = {0, 0}};
	size_t n_feeds = 0;

	for (size_t i = 0; i < n; i++)
		if (i == 0 || items[i].feed != items[i - 1].feed)
			enter_race(&race, n_feeds++,
				(struct share){items[i].feed, items[i].published});
	if (n_feeds == 1 && items[0].is_kept)
		row_of(worth, items[0].feed)->kept_alone++;
	for (size_t i = 0; i < n; i++) {
		struct worth_row *row = row_of(worth, items[i].feed);

		row->items++;
		row->kept_share += items[i].is_kept;
		if (i == 0 || items[i].feed != items[i - 1].feed)
			count_share(worth, &race, n_feeds,
				(struct share){items[i].feed, items[i].published});
	}
}

static void
make_shares(struct worth_row *row)
{
	double told_by_others = (double)row->stories - row->unique_share;

	row->kept_share /= (double)row->items;
	row->unique_share /= (double)row->stories;
	row->first_share /= told_by_others > 0 ? told_by_others : 1;
	row->mean_lead_seconds /= told_by_others > 0 ? told_by_others : 1;
}

size_t
worth_rows(struct worth *worth, const struct worth_row **rows)
{
	size_t start = 0;

	*rows = worth->rows;
	if (worth->n_items == 0) /* qsort(3) wants an array even for none */
		return 0;
	begin_rows(worth);
	qsort(worth->items, worth->n_items, sizeof *worth->items, by_story_and_feed);
	for (size_t i = 1; i <= worth->n_items; i++) {
		if (i < worth->n_items && worth->items[i].story == worth->items[start].story)
			continue;
		count_story(worth, worth->items + start, i - start);
		start = i;
	}
	for (size_t i = 0; i < worth->n_rows; i++)
		make_shares(&worth->rows[i]);
	*rows = worth->rows;
	return worth->n_rows;
}
