#ifndef AGGREGATOR_STORY_WORTH_H
#define AGGREGATOR_STORY_WORTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What each feed is worth: how much of its news no other feed had, how often it was first, how far
 * ahead or behind it was, and how much of it the digests kept. So the owner of thousands of feeds
 * knows which ones to drop.
 */
struct worth;

/* One placed item. */
struct worth_item {
	int64_t story;
	int64_t published; /* Unix seconds; when its feed had it */
	uint32_t feed;
	bool is_kept; /* an edition has shown its story */
};

/* One feed. */
struct worth_row {
	uint32_t feed;
	size_t items;
	size_t stories;           /* that it told of */
	double unique_share;      /* of its stories: that no other feed told of */
	double first_share;       /* of those that others told too: that nobody told before it */
	double mean_lead_seconds; /* of those, against the others' earliest; negative: it lags */
	double kept_share;        /* of its items */
	size_t kept_alone;        /* stories that an edition showed and no other feed told of */
};

/* The caller owns the result. */
struct worth *worth_new(void);
void worth_free(struct worth *worth);

/* Items in any order. */
void worth_add(struct worth *worth, const struct worth_item *item);

/*
 * One row a feed, in the order of their numbers; gives how many. Borrowed until an item is added.
 */
size_t worth_rows(struct worth *worth, const struct worth_row **rows);

#endif
