#include "aggregator/timetable.h"

#include "aggregator/base/zone.h"

#define DAYS_AHEAD 8 /* a week, and the rest of today */
#define UNSCHEDULED_SECONDS 3600
#define EVEN_STEP_SECONDS 3600 /* so short ones keep their distance, longer ones their hours */

/* civil.weekday counts from Sunday, the configuration's bits from Monday. */
static bool
is_wanted_day(const struct config_schedule *schedule, const struct civil *day)
{
	unsigned from_monday = (unsigned)(day->weekday + 6) % 7;

	return (schedule->days >> from_monday & 1) != 0;
}

/* The first of the day's hours that is after `after`. */
static int64_t
first_of_day(const struct config_schedule *schedule, const struct zone *zone,
	const struct civil *day, int64_t after)
{
	for (size_t i = 0; i < schedule->n_at; i++) {
		struct civil local = {.year = day->year,
			.month = day->month,
			.day = day->day,
			.hour = schedule->at_minutes[i] / 60,
			.minute = schedule->at_minutes[i] % 60};
		int64_t at = zone_instant(zone, &local);

		if (at > after)
			return at;
	}
	return TIMETABLE_NEVER;
}

static int64_t
next_hour(const struct config_schedule *schedule, const struct zone *zone, int64_t after)
{
	struct civil today = zone_local(zone, after);
	int64_t days = civil_days(today.year, today.month, today.day);

	for (int64_t ahead = 0; ahead < DAYS_AHEAD; ahead++) {
		struct civil day = civil_of((days + ahead) * DAY_SECONDS);
		int64_t at;

		if (!is_wanted_day(schedule, &day))
			continue;
		at = first_of_day(schedule, zone, &day, after);
		if (at != TIMETABLE_NEVER)
			return at;
	}
	return TIMETABLE_NEVER;
}

static int64_t
midnight_of(const struct zone *zone, int64_t day)
{
	struct civil local = civil_of(day * DAY_SECONDS);

	return zone_instant(zone, &local);
}

/* Up to an hour: the same distance all day, also where an hour comes twice. */
static int64_t
even_step(const struct config_schedule *schedule, int64_t start, int64_t after)
{
	int64_t step = schedule->every_seconds;

	return after < start ? start : start + ((after - start) / step + 1) * step;
}

/* Longer: the same hours each day, so that none is an hour beside midnight when clocks change. */
static int64_t
hour_step(
	const struct config_schedule *schedule, const struct zone *zone, int64_t day, int64_t after)
{
	for (int64_t seconds = 0; seconds < DAY_SECONDS; seconds += schedule->every_seconds) {
		struct civil local = civil_of(day * DAY_SECONDS + seconds);
		int64_t at = zone_instant(zone, &local);

		if (at > after)
			return at;
	}
	return TIMETABLE_NEVER;
}

/*
 * `every` counts from local midnight, so that 15m means :00, :15, :30 and :45. Days are counted by the
 * calendar: some have 23 hours, some 25.
 */
static int64_t
next_every(const struct config_schedule *schedule, const struct zone *zone, int64_t after)
{
	struct civil today = zone_local(zone, after);
	int64_t days = civil_days(today.year, today.month, today.day);
	bool is_even = schedule->every_seconds <= EVEN_STEP_SECONDS;

	for (int64_t day = days; day < days + DAYS_AHEAD; day++) {
		struct civil civil = civil_of(day * DAY_SECONDS);
		int64_t at = is_even ? even_step(schedule, midnight_of(zone, day), after)
				     : hour_step(schedule, zone, day, after);

		if (is_wanted_day(schedule, &civil) && at < midnight_of(zone, day + 1))
			return at;
	}
	return TIMETABLE_NEVER;
}

int64_t
timetable_next(const struct config_schedule *schedule, const struct zone *zone, int64_t after)
{
	int64_t hour = TIMETABLE_NEVER;
	int64_t every = TIMETABLE_NEVER;

	if (schedule->n_at > 0)
		hour = next_hour(schedule, zone, after);
	if (schedule->every_seconds > 0)
		every = next_every(schedule, zone, after);
	return hour < every ? hour : every;
}

bool
timetable_is_due(
	const struct config_schedule *schedule, const struct zone *zone, int64_t last, int64_t now)
{
	if (last == 0 || (schedule->n_at == 0 && schedule->every_seconds == 0))
		return true;
	return timetable_next(schedule, zone, last) <= now;
}

bool
timetable_is_missed(int64_t due_at, int64_t now)
{
	return now - due_at > TIMETABLE_LATE_SECONDS;
}

bool
timetable_is_ahead(int64_t last, int64_t now)
{
	return last - now > DAY_SECONDS;
}

struct config_schedule
timetable_for_daemon(const struct config_schedule *schedule)
{
	struct config_schedule own = *schedule;

	if (own.n_at == 0 && own.every_seconds == 0)
		own.every_seconds = UNSCHEDULED_SECONDS;
	return own;
}
