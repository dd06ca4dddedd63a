#include "feeds/date_civil.h"

#include <stdbool.h>

#define EPOCH_DAYS 719468 /* from 0000-03-01 to 1970-01-01 */
#define ERA_YEARS 400
#define ERA_DAYS 146097 /* in 400 years the calendar repeats */

static int64_t
divide_down(int64_t number, int64_t by)
{
	return number / by - (number % by < 0);
}

/* Years are counted from March on, so that a leap day is a year's last. */
int64_t
civil_days(int64_t year, int month, int day)
{
	int64_t months = (int64_t)month - 3;
	int64_t era, year_of_era, day_of_year;

	year += divide_down(months, 12);
	months -= divide_down(months, 12) * 12;
	era = divide_down(year, ERA_YEARS);
	year_of_era = year - era * ERA_YEARS;
	day_of_year = (153 * months + 2) / 5 + day - 1;
	return era * ERA_DAYS + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 +
	       day_of_year - EPOCH_DAYS;
}

int64_t
civil_seconds(const struct civil *civil)
{
	return civil_days(civil->year, civil->month, civil->day) * DAY_SECONDS +
	       (int64_t)civil->hour * 3600 + (int64_t)civil->minute * 60 + civil->second;
}

static void
set_day(struct civil *civil, int64_t days)
{
	int64_t era = divide_down(days + EPOCH_DAYS, ERA_DAYS);
	int64_t day = days + EPOCH_DAYS - era * ERA_DAYS;
	int64_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
	int64_t day_of_year = day - (365 * year + year / 4 - year / 100);
	int64_t month = (5 * day_of_year + 2) / 153; /* 0: March */

	civil->day = (int)(day_of_year - (153 * month + 2) / 5 + 1);
	civil->month = (int)(month < 10 ? month + 3 : month - 9);
	civil->year = year + era * ERA_YEARS + (civil->month <= 2);
	civil->weekday = (int)(days + 4 - divide_down(days + 4, 7) * 7);
}

struct civil
civil_of(int64_t seconds)
{
	struct civil civil = {0};
	int64_t days = divide_down(seconds, DAY_SECONDS);
	int rest = (int)(seconds - days * DAY_SECONDS);

	set_day(&civil, days);
	civil.hour = rest / 3600;
	civil.minute = rest / 60 % 60;
	civil.second = rest % 60;
	return civil;
}

int
civil_month_days(int64_t year, int month)
{
	return (int)(civil_days(year, month + 1, 1) - civil_days(year, month, 1));
}
