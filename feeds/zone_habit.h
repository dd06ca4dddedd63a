#ifndef FEEDS_ZONE_HABIT_H
#define FEEDS_ZONE_HABIT_H

#include "feeds/base/arena.h"
#include "feeds/date.h"
#include "feeds/feed.h"

/* A time that was read without a zone. */
struct floating_time {
	size_t item; /* its number in the feed, or ZONE_HABIT_FEED */
	bool is_update;
	int64_t at;
};

#define ZONE_HABIT_FEED ((size_t)-1)

/*
 * The zone in which a feed writes: that of all its dates that say one, if they agree. Zeroed: no
 * date was seen yet.
 */
struct zone_habit {
	int zone_seconds;
	bool is_known;
	bool is_mixed;
	struct floating_time *floating;
	size_t n_floating;
	size_t capacity;
};

/* Notes a date that became `published` or `updated` of the item, or `updated` of the feed. */
void zone_habit_note(struct zone_habit *habit, const struct date *date, struct floating_time where,
	struct arena *arena);

/* Moves the times without a zone into the feed's zone; without a habit they stay in UTC. */
void zone_habit_apply(const struct zone_habit *habit, struct feed *feed);

#endif
