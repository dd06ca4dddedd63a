#include "feeds/date_finds.h"
#include "feeds/date_zone.h"

#define KOREA_SECONDS (9 * 3600)

bool
date_has_day(const struct date_finds *finds)
{
	return finds->n_numbers == (finds->month != 0 ? DATE_NUMBERS_MAX - 1 : DATE_NUMBERS_MAX);
}

static bool
is_year(const struct date_number *number)
{
	return number->digits >= 3 || number->value > 31;
}

static int64_t
year_of(const struct date_number *number)
{
	return date_full_year(number->value, number->digits);
}

/* The month has a name: a day and a year are left, or one of them. */
static bool
resolve_named(struct date_finds *finds, struct civil *civil)
{
	const struct date_number *first = &finds->numbers[0];
	const struct date_number *second = &finds->numbers[1];

	civil->month = finds->month;
	if (finds->n_numbers == 1 && is_year(first)) {
		civil->year = year_of(first);
		civil->day = 1;
		return !finds->is_strange;
	}
	if (finds->n_numbers != 2 || (is_year(first) && is_year(second)))
		return false;
	civil->year = year_of(is_year(first) ? first : second);
	civil->day = (int)(is_year(first) ? second->value : first->value);
	return true;
}

static bool
set_day(struct civil *civil, const struct date_number *year, int64_t month, int64_t day)
{
	civil->year = year_of(year);
	civil->month = (int)month;
	civil->day = (int)day;
	return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

static bool
is_weekday(const struct civil *civil, int weekday)
{
	return civil_of(civil_days(civil->year, civil->month, civil->day) * DAY_SECONDS).weekday ==
	       weekday;
}

struct reading {
	const struct date_number *year;
	int64_t month;
	int64_t day;
};

static bool
is_by(const struct civil *civil, int64_t latest)
{
	return civil_days(civil->year, civil->month, civil->day) * DAY_SECONDS <= latest;
}

/* The first that is no later than it can be; the first of all if every one is. */
static bool
choose(const struct reading *readings, size_t n, int64_t latest, struct civil *civil)
{
	for (size_t i = 0; i < n; i++)
		if (set_day(civil, readings[i].year, readings[i].month, readings[i].day) &&
			is_by(civil, latest))
			return true;
	for (size_t i = 0; i < n; i++)
		if (set_day(civil, readings[i].year, readings[i].month, readings[i].day))
			return true;
	return false;
}

/*
 * a/b/year: with slashes and blanks the month comes first, with dots and hyphens the day, unless
 * that cannot be; with slashes, a day of the week may know better. Of two digits, the year may stand
 * first too ("16/11/28"), where all else would be in the future.
 */
static bool
resolve_year_last(const struct date_finds *finds, struct civil *civil)
{
	const struct date_number *first = &finds->numbers[0];
	const struct date_number *year = &finds->numbers[2];
	int64_t a = first->value;
	int64_t b = finds->numbers[1].value;
	char separator = finds->numbers[1].before;
	bool is_month_first = separator == '/' || separator == ' ';
	bool may_be_year_first = first->digits == 2 && year->digits == 2;
	struct reading readings[] = {{year, a, b}, {year, b, a}, {first, b, year->value}};

	if (!is_month_first) {
		readings[0] = (struct reading){year, b, a};
		readings[1] = (struct reading){year, a, b};
	}
	if (separator == '/' && finds->weekday >= 0 && set_day(civil, year, b, a) &&
		is_weekday(civil, finds->weekday))
		return true;
	return choose(readings, may_be_year_first ? 3 : 2, finds->parts->latest, civil);
}

static bool
resolve_numeric(struct date_finds *finds, struct civil *civil)
{
	const struct date_number *numbers = finds->numbers;

	if (finds->n_numbers != DATE_NUMBERS_MAX)
		return finds->n_numbers == 2 && numbers[1].digits == 4 && !finds->is_strange &&
		       set_day(civil, &numbers[1], numbers[0].value, 1);
	if (is_year(&numbers[0]) ||
		(numbers[0].digits == 2 && numbers[2].digits == 2 && numbers[1].before == '-'))
		return set_day(civil, &numbers[0], numbers[1].value, numbers[2].value) ||
		       (is_year(&numbers[0]) &&
			       set_day(civil, &numbers[0], numbers[2].value, numbers[1].value));
	return resolve_year_last(finds, civil);
}

static bool
resolve_day(struct date_finds *finds)
{
	struct civil *civil = &finds->parts->civil;

	if (finds->year != 0) {
		if (finds->is_strange) /* an emperor's name makes it another year */
			return false;
		civil->year = finds->year;
		civil->month = finds->month != 0 ? finds->month : 1;
		civil->day = finds->day != 0 ? finds->day : 1;
	} else if (finds->month != 0) {
		if (!resolve_named(finds, civil))
			return false;
	} else if (!resolve_numeric(finds, civil)) {
		return false;
	}
	return civil->month >= 1 && civil->month <= 12 && civil->day >= 1 && civil->day <= 31;
}

static bool
resolve_clock(struct date_finds *finds)
{
	struct date_parts *parts = finds->parts;
	struct civil *civil = &parts->civil;

	if (!parts->has_time)
		return finds->half == 0;
	if (finds->half == 1 && civil->hour == 12)
		civil->hour = 0;
	if (finds->half == 2 && civil->hour < 12)
		civil->hour += 12;
	if (finds->zone_len > 0)
		date_zone_named(
			span_make(finds->zone, finds->zone_len), civil, &parts->zone_seconds);
	if (finds->is_korean && !parts->has_zone) {
		parts->has_zone = true;
		parts->zone_seconds = KOREA_SECONDS;
	}
	return date_clock_is_valid(civil);
}

bool
date_resolve(struct date_finds *finds)
{
	return resolve_day(finds) && resolve_clock(finds);
}
