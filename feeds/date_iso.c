#include <string.h>

#include "feeds/base/ascii.h"
#include "feeds/date_parts.h"
#include "feeds/date_zone.h"

#define YEAR_DIGITS 4
#define WEEKS_MAX 53
#define YEAR_DAYS_MAX 366

/* A text that is read from front to back. */
struct reader {
	struct span rest;
	struct date_parts *parts;
};

static char
next(const struct reader *reader)
{
	return reader->rest.len > 0 ? reader->rest.at[0] : '\0';
}

static bool
skip(struct reader *reader, char byte)
{
	if (next(reader) != byte || reader->rest.len == 0)
		return false;
	reader->rest = span_from(reader->rest, 1);
	return true;
}

static int
read_digits(struct reader *reader, int max, int64_t *number)
{
	int n = date_digits(reader->rest, max, number);

	reader->rest = span_from(reader->rest, (size_t)n);
	return n;
}

static bool
set_month_day(struct civil *civil, int64_t month, int64_t day)
{
	civil->month = (int)month;
	civil->day = (int)day;
	return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

static bool
set_year_day(struct civil *civil, int64_t day)
{
	civil->month = 1;
	civil->day = (int)day;
	return day >= 1 && day <= YEAR_DAYS_MAX;
}

/* ISO 8601, 4.1.4: week 1 holds January 4th, and weeks begin on Monday. */
static bool
set_week(struct civil *civil, int64_t week, int64_t weekday)
{
	int64_t fourth = civil_days(civil->year, 1, 4);
	int from_monday = (civil_of(fourth * DAY_SECONDS).weekday + 6) % 7;

	civil->month = 1;
	civil->day = 4 - from_monday + (int)((week - 1) * 7 + weekday - 1);
	return week >= 1 && week <= WEEKS_MAX && weekday >= 1 && weekday <= 7;
}

/* Behind 'W'. */
static bool
read_week(struct reader *reader)
{
	int64_t week = 0;
	int64_t weekday = 1;

	if (read_digits(reader, 2, &week) != 2)
		return false;
	skip(reader, '-');
	read_digits(reader, 1, &weekday);
	return set_week(&reader->parts->civil, week, weekday);
}

/* Behind "2003-" or "2003/": a month, a month and a day, or the day of the year. */
static bool
read_rest_of_day(struct reader *reader, char separator)
{
	struct civil *civil = &reader->parts->civil;
	int64_t month = 0;
	int64_t day = 1;
	int digits;

	if (skip(reader, 'W'))
		return read_week(reader);
	digits = read_digits(reader, 3, &month);
	if (digits == 0)
		return false;
	if (!skip(reader, separator))
		return digits == 3 ? set_year_day(civil, month) : set_month_day(civil, month, 1);
	return read_digits(reader, 2, &day) > 0 && set_month_day(civil, month, day);
}

/* Digits alone: each number of them means something else. */
static bool
read_basic(struct reader *reader, int64_t number, int digits)
{
	struct civil *civil = &reader->parts->civil;

	switch (digits) {
	case 5: /* 03335 */
	case 7: /* 2003335 */
		civil->year = date_full_year(number / 1000, digits - 3);
		return set_year_day(civil, number % 1000);
	case 6: /* 031231 */
	case 8: /* 20031231 */
		civil->year = date_full_year(number / 10000, digits - 4);
		return set_month_day(civil, number / 100 % 100, number % 100);
	case 12: /* 200312311014 */
		number *= 100;
		/* fall through */
	case 14: /* 20031231101455 */
		civil->year = number / 10000000000;
		civil->hour = (int)(number / 10000 % 100);
		civil->minute = (int)(number / 100 % 100);
		civil->second = (int)(number % 100);
		reader->parts->has_time = true;
		return set_month_day(civil, number / 100000000 % 100, number / 1000000 % 100);
	default:
		return false;
	}
}

static bool
read_day(struct reader *reader)
{
	struct civil *civil = &reader->parts->civil;
	int64_t number = 0;
	int digits = read_digits(reader, 14, &number);
	char separator = next(reader);

	*civil = (struct civil){.year = number, .month = 1, .day = 1};
	if (digits == YEAR_DIGITS && skip(reader, 'W'))
		return read_week(reader);
	if (digits == YEAR_DIGITS && (separator == '-' || separator == '/' || separator == '.'))
		return skip(reader, separator) && read_rest_of_day(reader, separator);
	if (digits == 2 && skip(reader, '-')) {
		civil->year = date_full_year(number, digits);
		/* "07-01" may be a day of July: two digits need both others, or a day of the year */
		return (span_find_byte(span_head(reader->rest, 3), '-') < 3 ||
			       (reader->rest.len == 3 && ascii_is_digit(reader->rest.at[2]))) &&
		       read_rest_of_day(reader, '-');
	}
	return digits == YEAR_DIGITS || read_basic(reader, number, digits);
}

static void
skip_blanks(struct reader *reader)
{
	while (reader->rest.len > 0 && (ascii_is_space(next(reader)) || next(reader) == ','))
		skip(reader, next(reader));
}

static bool
read_zone(struct reader *reader)
{
	struct date_parts *parts = reader->parts;
	size_t len;

	skip_blanks(reader);
	if (reader->rest.len == 0)
		return true;
	len = date_zone_offset(reader->rest, &parts->zone_seconds);
	if (len == 0 && date_zone_named(reader->rest, &parts->civil, &parts->zone_seconds))
		len = reader->rest.len;
	parts->has_zone = len > 0;
	reader->rest = span_from(reader->rest, len);
	return len > 0 && (reader->rest.len == 0 || span_equal_nocase(reader->rest, SPAN("Z")));
}

/* "-0312" and "-03-12": a year of two digits and a month, as older editions of ISO 8601 had it. */
static bool
read_short_month(struct span text, struct civil *civil)
{
	int64_t number = 0;
	int digits = date_digits(span_from(text, 1), 5, &number);
	int64_t month = number % 100;

	if (text.len == 6 && digits == 2 && text.at[3] == '-') {
		number *= 100;
		digits = 2 + date_digits(span_from(text, 4), 2, &month);
	} else if (text.len != 5) {
		return false;
	}
	civil->year = date_full_year(number / 100, 2);
	return digits == 4 && set_month_day(civil, month, 1);
}

bool
date_iso_read(struct span text, struct date_parts *parts)
{
	struct reader reader = {.rest = text, .parts = parts};
	size_t len;

	*parts = (struct date_parts){.latest = parts->latest};
	if (next(&reader) == '-')
		return read_short_month(text, &parts->civil);
	if (!ascii_is_digit(next(&reader)) || !read_day(&reader))
		return false;
	if (reader.rest.len == 0)
		return date_clock_is_valid(&parts->civil);
	if (!skip(&reader, 'T') && !skip(&reader, 't') && !ascii_is_space(next(&reader)) &&
		!parts->has_time)
		return read_zone(&reader) && parts->has_zone;
	skip_blanks(&reader);
	if (!parts->has_time) {
		len = date_clock_read(reader.rest, parts);
		if (len == 0)
			return false;
		reader.rest = span_from(reader.rest, len);
	}
	return read_zone(&reader);
}
