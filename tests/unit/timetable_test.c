#include "tests/unit/test.h"

#include "aggregator/base/zone.h"
#include "aggregator/timetable.h"
#include "feeds/date.h"

static struct zone *
zone_named(const char *name)
{
	struct error err = {0};
	struct zone *zone = zone_new(name, &err);

	if (zone == NULL)
		fail_msg("%s", err.text);
	return zone;
}

static void
a_zone_that_does_not_exist_is_refused(void **state)
{
	struct error err = {0};

	(void)state;
	assert_null(zone_new("Mars/Olympus", &err));
	assert_string_equal(err.text, "expected a time zone such as Europe/Berlin, "
				      "America/New_York or UTC, found 'Mars/Olympus'");
}

static void
a_local_time_has_one_instant_over_clock_changes(void **state)
{
	/* New York: 2026-03-08 02:00 EST jumps to 03:00 EDT; 2026-11-01 02:00 EDT falls to 01:00 EST. */
	static const struct {
		int month, day, hour, minute;
		const char *want;
	} cases[] = {
		{1, 15, 7, 0, "2026-01-15T12:00:00Z"},
		{7, 15, 7, 0, "2026-07-15T11:00:00Z"},
		{3, 8, 1, 59, "2026-03-08T06:59:00Z"},
		{3, 8, 2, 30, "2026-03-08T07:00:00Z"}, /* jumped over: the first instant after */
		{3, 8, 3, 0, "2026-03-08T07:00:00Z"},
		{11, 1, 1, 30, "2026-11-01T05:30:00Z"}, /* comes twice: the first */
		{11, 1, 2, 0, "2026-11-01T07:00:00Z"},
	};
	struct zone *zone = zone_named("America/New_York");

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct civil local = {.year = 2026,
			.month = cases[i].month,
			.day = cases[i].day,
			.hour = cases[i].hour,
			.minute = cases[i].minute};
		char got[DATE_TEXT_SIZE];

		date_format_rfc3339(zone_instant(zone, &local), got);
		assert_string_equal(got, cases[i].want);
	}
	zone_free(zone);
}

static const int seven[] = {420};
static const int twice[] = {420, 1020};
static const int in_the_gap[] = {150};

struct next_case {
	struct config_schedule schedule;
	const char *zone;
	const char *after;
	const char *want; /* NULL: never */
};

#define WEEKDAYS 0x1fU

static const struct next_case next_cases[] = {
	{{seven, 1, WEEKDAYS, NULL, 0}, "America/New_York", "2026-11-20T12:00:00Z",
		"2026-11-23T12:00:00Z"},
	{{seven, 1, WEEKDAYS, NULL, 0}, "America/New_York", "2026-11-20T11:59:59Z",
		"2026-11-20T12:00:00Z"},
	{{twice, 2, CONFIG_EVERY_DAY, NULL, 0}, "UTC", "2026-11-20T07:00:00Z",
		"2026-11-20T17:00:00Z"},
	{{twice, 2, CONFIG_EVERY_DAY, NULL, 0}, "UTC", "2026-11-20T17:00:00Z",
		"2026-11-21T07:00:00Z"},
	{{seven, 1, 1U << 6, NULL, 0}, "UTC", "2026-11-22T07:00:00Z",
		"2026-11-29T07:00:00Z"}, /* Sundays */
	{{in_the_gap, 1, CONFIG_EVERY_DAY, NULL, 0}, "America/New_York", "2026-03-08T05:00:00Z",
		"2026-03-08T07:00:00Z"},
	{{in_the_gap, 1, CONFIG_EVERY_DAY, NULL, 0}, "America/New_York", "2026-03-08T07:00:00Z",
		"2026-03-09T06:30:00Z"},
	{{NULL, 0, CONFIG_EVERY_DAY, NULL, 900}, "UTC", "2026-11-20T10:07:00Z",
		"2026-11-20T10:15:00Z"},
	{{NULL, 0, CONFIG_EVERY_DAY, NULL, 900}, "UTC", "2026-11-20T10:15:00Z",
		"2026-11-20T10:30:00Z"},
	{{NULL, 0, WEEKDAYS, NULL, 3600}, "UTC", "2026-11-20T23:30:00Z", "2026-11-23T00:00:00Z"},
	{{NULL, 0, CONFIG_EVERY_DAY, NULL, 0}, "UTC", "2026-11-20T23:30:00Z", NULL},
};

static void
the_next_edition_keeps_its_local_hour(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof next_cases / sizeof *next_cases; i++) {
		const struct next_case *row = &next_cases[i];
		struct zone *zone = zone_named(row->zone);
		int64_t next =
			timetable_next(&row->schedule, zone, date_parse(span_of(row->after)));
		char got[DATE_TEXT_SIZE] = "";

		if (next != TIMETABLE_NEVER)
			date_format_rfc3339(next, got);
		if (strcmp(got, row->want != NULL ? row->want : "") != 0)
			fail_msg("case %zu, after %s: got %s, want %s", i, row->after, got,
				row->want);
		zone_free(zone);
	}
}

static void
a_missed_digest_is_due_once(void **state)
{
	struct config_schedule schedule = {seven, 1, CONFIG_EVERY_DAY, NULL, 0};
	struct config_schedule always = {NULL, 0, CONFIG_EVERY_DAY, NULL, 0};
	struct zone *zone = zone_named("UTC");
	int64_t monday = date_parse(SPAN("2026-11-16T07:00:10Z"));
	int64_t friday = date_parse(SPAN("2026-11-20T09:00:00Z"));

	(void)state;
	assert_true(timetable_is_due(&schedule, zone, monday, friday));
	assert_false(timetable_is_due(&schedule, zone, friday, friday + 60));
	assert_true(timetable_is_due(&schedule, zone, friday, friday + DAY_SECONDS));
	assert_true(timetable_is_due(&schedule, zone, 0, friday));
	assert_true(timetable_is_due(&always, zone, friday, friday + 1));
	zone_free(zone);
}

/* --- a whole year, quarter by quarter, in zones whose clocks change in every way there is --- */

#define YEAR_BEGIN INT64_C(1767225600) /* 2026-01-01T00:00:00Z */
#define YEAR_END (YEAR_BEGIN + 366 * DAY_SECONDS)
#define STEP 900 /* all clocks change at a quarter */

static const char *const zones[] = {
	"UTC", "America/New_York", /* an hour at 02:00 */
	"Europe/London",           /* at 01:00 */
	"Europe/Berlin",           /* at 02:00 */
	"Australia/Sydney",        /* in the southern summer */
	"Australia/Lord_Howe",     /* half an hour */
	"America/Santiago",        /* at midnight: a day begins at 01:00 */
	"Africa/Cairo",            /* likewise */
	"Asia/Kolkata",            /* never, and half an hour beside the others */
};

/* One hour of a schedule, as a walk over the year sees it. */
struct seen {
	int minute;   /* wanted, of the day */
	int64_t day;  /* of the last edition */
	int64_t last; /* UTC */
};

/* The first quarter of a wanted day that is, or is past, the hour: when it has come, it has come. */
static bool
has_come(struct seen *seen, const struct civil *local, int64_t at)
{
	int64_t day = civil_days(local->year, local->month, local->day);

	if (day == seen->day || local->hour * 60 + local->minute < seen->minute)
		return false;
	seen->day = day;
	seen->last = at;
	return true;
}

static void
walk_a_year(const char *name, int minute, unsigned days)
{
	struct config_schedule schedule = {&minute, 1, days, NULL, 0};
	struct zone *zone = zone_named(name);
	struct civil start = zone_local(zone, YEAR_BEGIN);
	struct seen seen = {minute, civil_days(start.year, start.month, start.day), 0};
	int64_t next = timetable_next(&schedule, zone, YEAR_BEGIN + DAY_SECONDS);
	size_t made = 0;

	for (int64_t at = YEAR_BEGIN; at < YEAR_END; at += STEP) {
		struct civil local = zone_local(zone, at);
		bool is_wanted = (days >> ((local.weekday + 6) % 7) & 1) != 0;

		if (!has_come(&seen, &local, at) || !is_wanted || at <= YEAR_BEGIN + DAY_SECONDS)
			continue;
		if (next != at)
			fail_msg(
				"%s, %02d:%02d: the schedule says %lld, the clock on the wall %lld",
				name, minute / 60, minute % 60, (long long)next, (long long)at);
		next = timetable_next(&schedule, zone, next);
		made++;
	}
	assert_true(made > 200);
	zone_free(zone);
}

static void
over_a_year_an_hour_comes_once_a_day_in_every_zone(void **state)
{
	static const int minutes[] = {0, 30, 90, 150, 165, 420, 1425};

	(void)state;
	for (size_t z = 0; z < sizeof zones / sizeof *zones; z++)
		for (size_t m = 0; m < sizeof minutes / sizeof *minutes; m++)
			walk_a_year(zones[z], minutes[m], m % 2 == 0 ? CONFIG_EVERY_DAY : WEEKDAYS);
}

/* Counted from local midnight; a day of 23 or 25 hours has fewer or more. */
static void
over_a_year_a_quarter_of_an_hour_is_one(void **state)
{
	struct config_schedule schedule = {NULL, 0, CONFIG_EVERY_DAY, NULL, 900};

	(void)state;
	for (size_t z = 0; z < sizeof zones / sizeof *zones; z++) {
		struct zone *zone = zone_named(zones[z]);
		int64_t at = timetable_next(&schedule, zone, YEAR_BEGIN);

		while (at < YEAR_END) {
			int64_t next = timetable_next(&schedule, zone, at);

			if (next - at != 900)
				fail_msg("%s: %lld is followed by %lld", zones[z], (long long)at,
					(long long)next);
			assert_int_equal(zone_local(zone, at).minute % 15, 0);
			at = next;
		}
		zone_free(zone);
	}
}

/* As if each of its hours stood in `at`. */
static void
over_a_year_what_is_longer_than_an_hour_keeps_its_hours(void **state)
{
	static const int hours[] = {2, 5, 6, 12, 24};

	(void)state;
	for (size_t z = 0; z < sizeof zones / sizeof *zones; z++)
		for (size_t h = 0; h < sizeof hours / sizeof *hours; h++) {
			struct config_schedule every = {
				NULL, 0, CONFIG_EVERY_DAY, NULL, hours[h] * INT64_C(3600)};
			int minutes[12];
			struct config_schedule at = {minutes, 0, CONFIG_EVERY_DAY, NULL, 0};
			struct zone *zone = zone_named(zones[z]);
			int64_t moment = YEAR_BEGIN;

			for (int hour = 0; hour < 24; hour += hours[h])
				minutes[at.n_at++] = hour * 60;
			while (moment < YEAR_END) {
				int64_t want = timetable_next(&at, zone, moment);

				moment = timetable_next(&every, zone, moment);
				if (moment != want)
					fail_msg("%s, every %d hours: %lld instead of %lld",
						zones[z], hours[h], (long long)moment,
						(long long)want);
			}
			zone_free(zone);
		}
}

static void
late_is_what_was_missed_by_minutes(void **state)
{
	(void)state;
	assert_false(timetable_is_missed(1000, 1000));
	assert_false(timetable_is_missed(1000, 1000 + TIMETABLE_LATE_SECONDS));
	assert_true(timetable_is_missed(1000, 1001 + TIMETABLE_LATE_SECONDS));
}

static void
what_a_wrong_clock_noted_is_known_once_it_is_set_back(void **state)
{
	(void)state;
	assert_false(timetable_is_ahead(1000, 2000));
	assert_false(timetable_is_ahead(2000, 1000)); /* by minutes: its hour does not come twice */
	assert_false(timetable_is_ahead(1000 + DAY_SECONDS, 1000));
	assert_true(timetable_is_ahead(1001 + DAY_SECONDS, 1000));
	assert_false(timetable_is_ahead(0, 1000)); /* no edition yet */
}

static void
a_daemon_makes_what_has_no_schedule_each_hour(void **state)
{
	struct config_schedule none = {NULL, 0, CONFIG_EVERY_DAY, NULL, 0};
	struct config_schedule quarter = {NULL, 0, CONFIG_EVERY_DAY, NULL, 900};

	(void)state;
	assert_int_equal(timetable_for_daemon(&none).every_seconds, 3600);
	assert_int_equal(timetable_for_daemon(&quarter).every_seconds, 900);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_zone_that_does_not_exist_is_refused),
		cmocka_unit_test(a_local_time_has_one_instant_over_clock_changes),
		cmocka_unit_test(the_next_edition_keeps_its_local_hour),
		cmocka_unit_test(a_missed_digest_is_due_once),
		cmocka_unit_test(over_a_year_an_hour_comes_once_a_day_in_every_zone),
		cmocka_unit_test(over_a_year_a_quarter_of_an_hour_is_one),
		cmocka_unit_test(over_a_year_what_is_longer_than_an_hour_keeps_its_hours),
		cmocka_unit_test(late_is_what_was_missed_by_minutes),
		cmocka_unit_test(what_a_wrong_clock_noted_is_known_once_it_is_set_back),
		cmocka_unit_test(a_daemon_makes_what_has_no_schedule_each_hour),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
