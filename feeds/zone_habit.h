#ifndef FEEDS_ZONE_HABIT_H
#define FEEDS_ZONE_HABIT_H

#include <stdbool.h>

#include "feeds/date.h"

/*
 * The zone in which a feed writes: that of all its dates that say one, if they agree. Its times
 * without a zone are meant in it. Zeroed: no date was seen yet.
 */
struct zone_habit {
	int zone_seconds;
	bool is_known;
	bool is_mixed;
};

/* Notes a date that became one of the feed's or of an item's. */
void zone_habit_note(struct zone_habit *habit, const struct date *date);

/* Whether a time floats: it waits for the habit. A day without a time is a day. */
bool zone_habit_concerns(const struct date *date);

/* What is to be taken off the times that float: 0 without a habit, they stay in UTC. */
int zone_habit_seconds(const struct zone_habit *habit);

#endif
