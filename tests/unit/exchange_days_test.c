#include "tests/unit/test.h"

#include <stdio.h>

#include "aggregator/config/config_market.h"
#include "aggregator/config/exchange_days.h"
#include "feeds/base/buf.h"
#include "feeds/date.h"
#include "feeds/date_civil.h"

/* Worked out by hand on a calendar; behind an @ the minutes after midnight of an early close. */
static const struct row {
	const char *exchange;
	int year;
	const char *days;
} rows[] = {
	{"NYSE", 2026,
		"01-01 01-19 02-16 04-03 05-25 06-19 07-03 09-07 11-26 11-27@780 12-24@780 12-25"},
	{"NASDAQ", 2027, "01-01 01-18 02-15 03-26 05-31 06-18 07-05 09-06 11-25 11-26@780 12-24"},
	{"NYSE", 2028, "01-17 02-21 04-14 05-29 06-19 07-03@780 07-04 09-04 11-23 11-24@780 12-25"},
	{"TSX", 2026, "01-01 02-16 04-03 05-18 07-01 08-03 09-07 10-12 12-24@780 12-25 12-28"},
	{"TSX", 2027, "01-01 02-15 03-26 05-24 07-01 08-02 09-06 10-11 12-24@780 12-27 12-28"},
	{"LSE", 2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-24@750 12-25 12-28 12-31@750"},
	{"LSE", 2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-24@750 12-27 12-28 12-31@750"},
	{"LSE", 2028, "01-03 04-14 04-17 05-01 05-29 08-28 12-22@750 12-25 12-26 12-29@750"},
	{"LSE", 2033, "01-03 04-15 04-18 05-02 05-30 08-29 12-23@750 12-26 12-27 12-30@750"},
	{"Xetra", 2026, "01-01 04-03 04-06 05-01 12-24 12-25 12-30@840 12-31"},
	{"Xetra", 2028, "04-14 04-17 05-01 12-25 12-26 12-29@840"},
	{"Euronext", 2026, "01-01 04-03 04-06 05-01 12-24@845 12-25 12-31@845"},
	{"BME", 2026, "01-01 04-03 04-06 05-01 12-24@840 12-25 12-31@840"},
	{"SIX", 2026, "01-01 01-02 04-03 04-06 05-01 05-14 05-25 12-24 12-25 12-31"},
	{"OMX", 2026,
		"01-01 01-05@780 01-06 04-02@780 04-03 04-06 04-30@780 05-01 05-14 06-19 "
		"10-30@780 12-24 12-25 12-31"},
	/* 22 September between two holidays; 6 May for the 3rd, a Sunday */
	{"TSE", 2026,
		"01-01 01-02 01-12 02-11 02-23 03-20 04-29 05-04 05-05 05-06 07-20 08-11 09-21 "
		"09-22 09-23 10-12 11-03 11-23 12-31"},
	{"TSE", 2027,
		"01-01 01-11 02-11 02-23 03-22 04-29 05-03 05-04 05-05 07-19 08-11 09-20 09-23 "
		"10-11 11-03 11-23 12-31"},
	{"HKEX", 2026, "01-01 04-03 04-06 05-01 07-01 10-01 12-24@720 12-25 12-31@720"},
	{"HKEX", 2027, "01-01 03-26 03-29 07-01 10-01 12-24@720 12-27 12-31@720"},
	{"KRX", 2026, "01-01 03-02 05-01 05-05 08-17 10-05 10-09 12-25 12-31"},
	{"TWSE", 2027, "01-01 03-01 10-11 12-31"},
	{"BSE", 2026, "01-26 04-03 04-14 05-01 10-02 12-25"},
	{"SGX", 2026, "01-01 04-03 05-01 08-10 12-24@720 12-25 12-31@720"},
	{"ASX", 2026, "01-01 01-26 04-03 04-06 06-08 12-24@850 12-25 12-28 12-31@850"},
	{"ASX", 2027, "01-01 01-26 03-26 03-29 06-14 12-24@850 12-27 12-28 12-31@850"},
	{NULL, 2026, ""},
	{"no such one", 2026, ""},
};

static const struct exchange_day *
find(const struct exchange_day *days, size_t n, int64_t day)
{
	for (size_t i = 0; i < n; i++)
		if (days[i].day == day)
			return &days[i];
	return NULL;
}

static void
write_day(struct buf *text, const struct exchange_day *day)
{
	char date[DATE_TEXT_SIZE];

	date_format_rfc3339(day->day * DAY_SECONDS, date);
	buf_format(text, "%s%.5s", text->len > 0 ? " " : "", date + sizeof "2026");
	if (day->close_minutes > 0)
		buf_format(text, "@%d", day->close_minutes);
}

static void
holidays_are_those_that_exchanges_published(void **state)
{
	struct exchange_day days[EXCHANGE_DAYS_MAX];
	struct buf text;

	(void)state;
	buf_init(&text, BUF_UNLIMITED);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		size_t n = exchange_days(rows[i].exchange, rows[i].year, days);

		buf_clear(&text);
		for (int64_t day = civil_days(rows[i].year, 1, 1);
			day < civil_days(rows[i].year + 1, 1, 1); day++)
			if (find(days, n, day) != NULL)
				write_day(&text, find(days, n, day));
		if (!span_equal(buf_span(&text), span_of(rows[i].days)))
			fail_msg("%s %d:\n got %s\nwant %s", rows[i].exchange, rows[i].year,
				buf_string(&text), rows[i].days);
	}
	buf_release(&text);
}

static void
each_known_exchange_has_few_odd_days_none_twice_none_on_a_weekend(void **state)
{
	struct exchange_day days[EXCHANGE_DAYS_MAX];

	(void)state;
	for (size_t i = 0; i < config_n_exchanges; i++)
		for (int year = 2026; year < 2100; year++) {
			size_t n = exchange_days(config_exchanges[i].name, year, days);

			assert_in_range(n, 1, 25);
			for (size_t k = 0; k < n; k++) {
				int weekday = civil_of(days[k].day * DAY_SECONDS).weekday;

				assert_in_range(weekday, 1, 5);
				assert_ptr_equal(find(days, n, days[k].day), &days[k]);
				assert_true(
					days[k].close_minutes == 0 ||
					(days[k].close_minutes > config_exchanges[i].open_minutes &&
						days[k].close_minutes <
							config_exchanges[i].close_minutes));
			}
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(holidays_are_those_that_exchanges_published),
		cmocka_unit_test(each_known_exchange_has_few_odd_days_none_twice_none_on_a_weekend),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
