#include "aggregator/config/exchange_days.h"

#include <stdbool.h>
#include <string.h>

#include "aggregator/config/exchange_rules.h"
#include "feeds/date_civil.h"

#define EPOCH_WEEKDAY 4 /* 1 January 1970 was a Thursday */

static int
weekday_of(int64_t day)
{
	return (int)(((day + EPOCH_WEEKDAY) % 7 + 7) % 7);
}

static bool
is_weekend(int64_t day)
{
	return weekday_of(day) == SUNDAY || weekday_of(day) == SATURDAY;
}

/* Easter Sunday of the Gregorian calendar (Meeus, Jones, Butcher). */
static int64_t
easter(int64_t year)
{
	int64_t a = year % 19, b = year / 100, c = year % 100;
	int64_t h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
	int64_t l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
	int64_t m = (a + 11 * h + 22 * l) / 451;
	int64_t n = h + l - 7 * m + 114;

	return civil_days(year, (int)(n / 31), (int)(n % 31) + 1);
}

/* The days of Japan's equinoxes, 1980 to 2099 (Koyomi Benri-cho), as the Official Gazette gives them. */
static int64_t
japans_equinox(int64_t year, int month)
{
	double first = month == 3 ? 20.8431 : 23.2488;
	int64_t years = year - 1980;

	return civil_days(year, month, (int)(first + 0.242194 * (double)years) - (int)(years / 4));
}

static int64_t
on_or_after(int64_t day, int weekday)
{
	return day + (weekday - weekday_of(day) + 7) % 7;
}

#define NO_DAY INT64_MIN

/* Where a rule points to in a year, before it is moved. */
static int64_t
find_day(const struct exchange_rule *rule, int64_t year)
{
	switch (rule->kind) {
	case RULE_DATE:
		return civil_days(year, rule->month, rule->day);
	case RULE_WEEKDAY:
		return on_or_after(civil_days(year, rule->month, rule->day), rule->weekday) +
		       rule->plus;
	case RULE_LAST_WEEKDAY:
		return on_or_after(civil_days(year, rule->month + 1, 1) - 7, rule->weekday);
	case RULE_EASTER:
		return easter(year) + rule->plus;
	case RULE_EQUINOX:
		return japans_equinox(year, rule->month);
	case RULE_BRIDGE: /* Act on National Holidays, article 3 (3): between two of them */
		return weekday_of(japans_equinox(year, rule->month)) == WEDNESDAY
			       ? japans_equinox(year, rule->month) - 1
			       : NO_DAY;
	}
	return NO_DAY;
}

struct listing {
	struct exchange_day *days;
	size_t n;
};

static bool
is_listed(const struct listing *listing, int64_t day)
{
	for (size_t i = 0; i < listing->n; i++)
		if (listing->days[i].day == day)
			return true;
	return false;
}

static void
add(struct listing *listing, int64_t day, int close_minutes)
{
	if (day != NO_DAY && !is_weekend(day) && !is_listed(listing, day) &&
		listing->n < EXCHANGE_DAYS_MAX)
		listing->days[listing->n++] = (struct exchange_day){day, close_minutes};
}

static int64_t
next_free(const struct listing *listing, int64_t day)
{
	do
		day++;
	while (is_weekend(day) || is_listed(listing, day));
	return day;
}

/* The day in whose place another is free; NO_DAY: none is. */
static int64_t
move(const struct listing *listing, const struct exchange_rule *rule, int64_t day)
{
	bool is_saturday = weekday_of(day) == SATURDAY;

	if (!is_weekend(day))
		return NO_DAY;
	switch (rule->move) {
	case MOVE_NOWHERE:
		return NO_DAY;
	case MOVE_ON:
		return next_free(listing, day);
	case MOVE_SUNDAY_ON:
		return is_saturday ? NO_DAY : next_free(listing, day);
	case MOVE_NEAREST:
		return is_saturday ? day - 1 : day + 1;
	case MOVE_BACK:
		return is_saturday ? day - 1 : day - 2;
	}
	return NO_DAY;
}

/* Those that stand where they fall come first: what is moved finds the next day that is free. */
static void
list_days(struct listing *listing, const struct exchange_rules *rules, int64_t year, bool is_closed)
{
	for (const struct exchange_rule *rule = rules->at; rule->month != 0; rule++)
		if ((rule->close_minutes == 0) == is_closed)
			add(listing, find_day(rule, year), rule->close_minutes);
	for (const struct exchange_rule *rule = rules->at; rule->month != 0; rule++)
		if ((rule->close_minutes == 0) == is_closed && find_day(rule, year) != NO_DAY)
			add(listing, move(listing, rule, find_day(rule, year)),
				rule->close_minutes);
}

/* A New Year's Day on a Saturday may be kept on the last day of the year before. */
static void
add_next_new_year(struct listing *listing, const struct exchange_rules *rules, int64_t year)
{
	for (const struct exchange_rule *rule = rules->at; rule->month != 0; rule++) {
		int64_t day = find_day(rule, year + 1);

		if (rule->move == MOVE_NEAREST && day == civil_days(year + 1, 1, 1) &&
			weekday_of(day) == SATURDAY)
			add(listing, day - 1, rule->close_minutes);
	}
}

size_t
exchange_days(const char *exchange, int64_t year, struct exchange_day days[EXCHANGE_DAYS_MAX])
{
	struct listing listing = {days, 0};

	for (const struct exchange_rules *rules = exchange_rules; rules->exchange != NULL; rules++)
		if (exchange != NULL && strcmp(rules->exchange, exchange) == 0) {
			list_days(&listing, rules, year, true);
			add_next_new_year(&listing, rules, year);
			list_days(&listing, rules, year, false);
		}
	return listing.n;
}
