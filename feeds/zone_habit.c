#include "feeds/zone_habit.h"

static void
note_zone(struct zone_habit *habit, int zone_seconds)
{
	if (habit->is_known && habit->zone_seconds != zone_seconds)
		habit->is_mixed = true;
	habit->is_known = true;
	habit->zone_seconds = zone_seconds;
}

void
zone_habit_note(struct zone_habit *habit, const struct date *date, struct floating_time where,
	struct arena *arena)
{
	if (date->has_zone) {
		note_zone(habit, date->zone_seconds);
		return;
	}
	if (!date->has_time)
		return; /* a day is a day */
	where.at = date->at;
	habit->floating = arena_room(arena, habit->floating, habit->n_floating, &habit->capacity,
		sizeof *habit->floating);
	habit->floating[habit->n_floating++] = where;
}

static int64_t *
slot_of(const struct floating_time *time, struct feed *feed)
{
	if (time->item == ZONE_HABIT_FEED)
		return &feed->updated;
	return time->is_update ? &feed->items[time->item].updated
			       : &feed->items[time->item].published;
}

void
zone_habit_apply(const struct zone_habit *habit, struct feed *feed)
{
	if (!habit->is_known || habit->is_mixed)
		return;
	for (size_t i = 0; i < habit->n_floating; i++) {
		int64_t *slot = slot_of(&habit->floating[i], feed);

		/* Another element may have set it since. */
		if (*slot == habit->floating[i].at)
			*slot -= habit->zone_seconds;
	}
}
