#include "feeds/zone_habit.h"

void
zone_habit_note(struct zone_habit *habit, const struct date *date)
{
	if (!date->has_zone)
		return;
	if (habit->is_known && habit->zone_seconds != date->zone_seconds)
		habit->is_mixed = true;
	habit->is_known = true;
	habit->zone_seconds = date->zone_seconds;
}

bool
zone_habit_concerns(const struct date *date)
{
	return !date->has_zone && date->has_time;
}

int
zone_habit_seconds(const struct zone_habit *habit)
{
	return habit->is_known && !habit->is_mixed ? habit->zone_seconds : 0;
}
