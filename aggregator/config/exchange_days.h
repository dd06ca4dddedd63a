#ifndef AGGREGATOR_CONFIG_EXCHANGE_DAYS_H
#define AGGREGATOR_CONFIG_EXCHANGE_DAYS_H

#include <stddef.h>
#include <stdint.h>

/*
 * The days on which an exchange does not trade, or closes sooner, by the rules that it publishes; from
 * 2026 on. A holiday that is announced from year to year, or hangs on the moon, has no rule and is not
 * known: that day is a day like others.
 */
struct exchange_day {
	int64_t day;       /* since 1970-01-01, in the calendar of the exchange */
	int close_minutes; /* after midnight there; 0: closed all day */
};

/* Those of a year that fall on Monday to Friday; more than this the rules of no exchange give. */
#define EXCHANGE_DAYS_MAX 40

/* Fills `days`, closed ones first; gives how many. An exchange without rules has none. */
size_t exchange_days(
	const char *exchange, int64_t year, struct exchange_day days[EXCHANGE_DAYS_MAX]);

#endif
