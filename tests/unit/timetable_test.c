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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_zone_that_does_not_exist_is_refused),
		cmocka_unit_test(a_local_time_has_one_instant_over_clock_changes),
		cmocka_unit_test(the_next_edition_keeps_its_local_hour),
		cmocka_unit_test(a_missed_digest_is_due_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
