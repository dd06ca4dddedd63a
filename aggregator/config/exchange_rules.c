#include "aggregator/config/exchange_rules.h"

#include <stddef.h>

#define ON(m, d, move_)                                                                            \
	{                                                                                          \
		.kind = RULE_DATE, .month = (m), .day = (d), .move = (move_)                       \
	}
#define NTH(m, n, w)                                                                               \
	{                                                                                          \
		.kind = RULE_WEEKDAY, .month = (m), .day = ((n)-1) * 7 + 1, .weekday = (w)         \
	}
#define FROM(m, d, w)                                                                              \
	{                                                                                          \
		.kind = RULE_WEEKDAY, .month = (m), .day = (d), .weekday = (w)                     \
	}
#define LAST(m, w)                                                                                 \
	{                                                                                          \
		.kind = RULE_LAST_WEEKDAY, .month = (m), .weekday = (w)                            \
	}
#define EASTER(n)                                                                                  \
	{                                                                                          \
		.kind = RULE_EASTER, .month = 1, .plus = (n)                                       \
	}
#define GOOD_FRIDAY EASTER(-2)
#define EASTER_MONDAY EASTER(1)
#define ASCENSION EASTER(39)
#define WHIT_MONDAY EASTER(50)
#define AT(hour, minute) ((hour)*60 + (minute))
#define UNTIL(m, d, move_, minutes)                                                                \
	{                                                                                          \
		.kind = RULE_DATE, .month = (m), .day = (d), .move = (move_),                      \
		.close_minutes = (minutes)                                                         \
	}
#define END                                                                                        \
	{                                                                                          \
		.month = 0                                                                         \
	}

/*
 * NYSE Rule 7.2 and "Holidays and trading hours" (nyse.com), the same for Nasdaq: a holiday on a
 * Saturday is kept on Friday, but for New Year's Day, whose Friday ends a year. Early closes fall away
 * where the day is a holiday itself.
 */
static const struct exchange_rule new_york[] = {
	ON(1, 1, MOVE_SUNDAY_ON),
	NTH(1, 3, MONDAY), /* Martin Luther King */
	NTH(2, 3, MONDAY), /* Washington */
	GOOD_FRIDAY,
	LAST(5, MONDAY), /* Memorial */
	ON(6, 19, MOVE_NEAREST),
	ON(7, 4, MOVE_NEAREST),
	NTH(9, 1, MONDAY),    /* Labor */
	NTH(11, 4, THURSDAY), /* Thanksgiving */
	ON(12, 25, MOVE_NEAREST),
	UNTIL(7, 3, MOVE_NOWHERE, AT(13, 0)),
	{.kind = RULE_WEEKDAY,
		.month = 11,
		.day = 22,
		.weekday = THURSDAY,
		.plus = 1,
		.close_minutes = AT(13, 0)},
	UNTIL(12, 24, MOVE_NOWHERE, AT(13, 0)),
	END,
};

/* TSX, "Market hours and holidays" (tsx.com). */
static const struct exchange_rule toronto[] = {
	ON(1, 1, MOVE_ON),
	NTH(2, 3, MONDAY), /* Family */
	GOOD_FRIDAY,
	FROM(5, 18, MONDAY), /* Victoria: before the 25th */
	ON(7, 1, MOVE_ON),
	NTH(8, 1, MONDAY),  /* Civic */
	NTH(9, 1, MONDAY),  /* Labour */
	NTH(10, 2, MONDAY), /* Thanksgiving */
	ON(12, 25, MOVE_ON),
	ON(12, 26, MOVE_ON),
	UNTIL(12, 24, MOVE_NOWHERE, AT(13, 0)),
	END,
};

/* "Business days" (londonstockexchange.com): the bank holidays of England; half days before two of them. */
static const struct exchange_rule london[] = {
	ON(1, 1, MOVE_ON),
	GOOD_FRIDAY,
	EASTER_MONDAY,
	NTH(5, 1, MONDAY),
	LAST(5, MONDAY),
	LAST(8, MONDAY),
	ON(12, 25, MOVE_ON),
	ON(12, 26, MOVE_ON),
	UNTIL(12, 24, MOVE_BACK, AT(12, 30)),
	UNTIL(12, 31, MOVE_BACK, AT(12, 30)),
	END,
};

/* "Trading calendar" (xetra.com): Whit Monday and 3 October are days of trade since 2022. */
static const struct exchange_rule frankfurt[] = {
	ON(1, 1, MOVE_NOWHERE),
	GOOD_FRIDAY,
	EASTER_MONDAY,
	ON(5, 1, MOVE_NOWHERE),
	ON(12, 24, MOVE_NOWHERE),
	ON(12, 25, MOVE_NOWHERE),
	ON(12, 26, MOVE_NOWHERE),
	ON(12, 31, MOVE_NOWHERE),
	UNTIL(12, 30, MOVE_BACK, AT(14, 0)),
	END,
};

/* "Trading hours and holidays" (euronext.com). */
static const struct exchange_rule euronext[] = {
	ON(1, 1, MOVE_NOWHERE),
	GOOD_FRIDAY,
	EASTER_MONDAY,
	ON(5, 1, MOVE_NOWHERE),
	ON(12, 25, MOVE_NOWHERE),
	ON(12, 26, MOVE_NOWHERE),
	UNTIL(12, 24, MOVE_NOWHERE, AT(14, 5)),
	UNTIL(12, 31, MOVE_NOWHERE, AT(14, 5)),
	END,
};

/* "Trading days" (bolsasymercados.es). */
static const struct exchange_rule madrid[] = {
	ON(1, 1, MOVE_NOWHERE),
	GOOD_FRIDAY,
	EASTER_MONDAY,
	ON(5, 1, MOVE_NOWHERE),
	ON(12, 25, MOVE_NOWHERE),
	ON(12, 26, MOVE_NOWHERE),
	UNTIL(12, 24, MOVE_NOWHERE, AT(14, 0)),
	UNTIL(12, 31, MOVE_NOWHERE, AT(14, 0)),
	END,
};

/* "Trading calendar" (six-group.com). */
static const struct exchange_rule zurich[] = {
	ON(1, 1, MOVE_NOWHERE),
	ON(1, 2, MOVE_NOWHERE),
	GOOD_FRIDAY,
	EASTER_MONDAY,
	ON(5, 1, MOVE_NOWHERE),
	ASCENSION,
	WHIT_MONDAY,
	ON(8, 1, MOVE_NOWHERE),
	ON(12, 24, MOVE_NOWHERE),
	ON(12, 25, MOVE_NOWHERE),
	ON(12, 26, MOVE_NOWHERE),
	ON(12, 31, MOVE_NOWHERE),
	END,
};

/* "Trading hours" (nasdaq.com/european-market-activity), Stockholm; half days until 13:00. */
static const struct exchange_rule stockholm[] = {
	ON(1, 1, MOVE_NOWHERE),
	ON(1, 6, MOVE_NOWHERE),
	GOOD_FRIDAY,
	EASTER_MONDAY,
	ON(5, 1, MOVE_NOWHERE),
	ASCENSION,
	ON(6, 6, MOVE_NOWHERE),
	FROM(6, 19, FRIDAY), /* Midsummer Eve */
	ON(12, 24, MOVE_NOWHERE),
	ON(12, 25, MOVE_NOWHERE),
	ON(12, 26, MOVE_NOWHERE),
	ON(12, 31, MOVE_NOWHERE),
	UNTIL(1, 5, MOVE_NOWHERE, AT(13, 0)),
	{.kind = RULE_EASTER, .month = 1, .plus = -3, .close_minutes = AT(13, 0)},
	UNTIL(4, 30, MOVE_NOWHERE, AT(13, 0)),
	{.kind = RULE_WEEKDAY,
		.month = 10,
		.day = 30,
		.weekday = FRIDAY,
		.close_minutes = AT(13, 0)}, /* before All Saints' Day */
	END,
};

/* "Market holidays" (jpx.co.jp): the Act on National Holidays, and the days around New Year. */
static const struct exchange_rule tokyo[] = {
	ON(1, 1, MOVE_NOWHERE), /* its substitute would be the 2nd */
	ON(1, 2, MOVE_NOWHERE),
	ON(1, 3, MOVE_NOWHERE),
	NTH(1, 2, MONDAY), /* Coming of Age */
	ON(2, 11, MOVE_SUNDAY_ON),
	ON(2, 23, MOVE_SUNDAY_ON),
	{.kind = RULE_EQUINOX, .month = 3, .move = MOVE_SUNDAY_ON},
	ON(4, 29, MOVE_SUNDAY_ON),
	ON(5, 3, MOVE_SUNDAY_ON),
	ON(5, 4, MOVE_SUNDAY_ON),
	ON(5, 5, MOVE_SUNDAY_ON),
	NTH(7, 3, MONDAY), /* Marine */
	ON(8, 11, MOVE_SUNDAY_ON),
	NTH(9, 3, MONDAY), /* Respect for the Aged */
	{.kind = RULE_BRIDGE, .month = 9},
	{.kind = RULE_EQUINOX, .month = 9, .move = MOVE_SUNDAY_ON},
	NTH(10, 2, MONDAY), /* Sports */
	ON(11, 3, MOVE_SUNDAY_ON),
	ON(11, 23, MOVE_SUNDAY_ON),
	ON(12, 31, MOVE_NOWHERE),
	END,
};

/* General Holidays Ordinance, chapter 149; not those of the moon. Half days (hkex.com.hk). */
static const struct exchange_rule hong_kong[] = {
	ON(1, 1, MOVE_SUNDAY_ON),
	GOOD_FRIDAY,
	EASTER_MONDAY,
	ON(5, 1, MOVE_SUNDAY_ON),
	ON(7, 1, MOVE_SUNDAY_ON),
	ON(10, 1, MOVE_SUNDAY_ON),
	ON(12, 25, MOVE_SUNDAY_ON),
	ON(12, 26, MOVE_SUNDAY_ON),
	UNTIL(12, 24, MOVE_NOWHERE, AT(12, 0)),
	UNTIL(12, 31, MOVE_NOWHERE, AT(12, 0)),
	END,
};

/* State Council, "Measures on holidays for national festivals" of 2024; not those of the moon. */
static const struct exchange_rule shanghai[] = {
	ON(1, 1, MOVE_NOWHERE),
	ON(5, 1, MOVE_NOWHERE),
	ON(5, 2, MOVE_NOWHERE),
	ON(10, 1, MOVE_NOWHERE),
	ON(10, 2, MOVE_NOWHERE),
	ON(10, 3, MOVE_NOWHERE),
	END,
};

/* "Trading hours and holidays" (global.krx.co.kr); not those of the moon. */
static const struct exchange_rule seoul[] = {
	ON(1, 1, MOVE_NOWHERE),
	ON(3, 1, MOVE_ON),
	ON(5, 1, MOVE_NOWHERE),
	ON(5, 5, MOVE_ON),
	ON(6, 6, MOVE_NOWHERE),
	ON(8, 15, MOVE_ON),
	ON(10, 3, MOVE_ON),
	ON(10, 9, MOVE_ON),
	ON(12, 25, MOVE_ON),
	ON(12, 31, MOVE_BACK),
	END,
};

/* "Holiday schedule" (twse.com.tw); not those of the moon, nor those of the law of 2025. */
static const struct exchange_rule taipei[] = {
	ON(1, 1, MOVE_NEAREST),
	ON(2, 28, MOVE_NEAREST),
	ON(5, 1, MOVE_NOWHERE),
	ON(10, 10, MOVE_NEAREST),
	END,
};

/* "Trading holidays" (nseindia.com, bseindia.com): those of one date alone. */
static const struct exchange_rule mumbai[] = {
	ON(1, 26, MOVE_NOWHERE),
	GOOD_FRIDAY,
	ON(4, 14, MOVE_NOWHERE),
	ON(5, 1, MOVE_NOWHERE),
	ON(8, 15, MOVE_NOWHERE),
	ON(10, 2, MOVE_NOWHERE),
	ON(12, 25, MOVE_NOWHERE),
	END,
};

/* Holidays Act 1998; not those of the moon. Half days (sgx.com). */
static const struct exchange_rule singapore[] = {
	ON(1, 1, MOVE_SUNDAY_ON),
	GOOD_FRIDAY,
	ON(5, 1, MOVE_SUNDAY_ON),
	ON(8, 9, MOVE_SUNDAY_ON),
	ON(12, 25, MOVE_SUNDAY_ON),
	UNTIL(12, 24, MOVE_NOWHERE, AT(12, 0)),
	UNTIL(12, 31, MOVE_NOWHERE, AT(12, 0)),
	END,
};

/* "Trading calendar" (asx.com.au): the last day before Christmas, and of the year, end at 14:10. */
static const struct exchange_rule sydney[] = {
	ON(1, 1, MOVE_ON),
	ON(1, 26, MOVE_ON),
	GOOD_FRIDAY,
	EASTER_MONDAY,
	ON(4, 25, MOVE_NOWHERE),
	NTH(6, 2, MONDAY), /* the King's birthday */
	ON(12, 25, MOVE_ON),
	ON(12, 26, MOVE_ON),
	UNTIL(12, 24, MOVE_BACK, AT(14, 10)),
	UNTIL(12, 31, MOVE_BACK, AT(14, 10)),
	END,
};

const struct exchange_rules exchange_rules[] = {
	{"NYSE", new_york},
	{"NASDAQ", new_york},
	{"TSX", toronto},
	{"LSE", london},
	{"Xetra", frankfurt},
	{"Euronext", euronext},
	{"BME", madrid},
	{"SIX", zurich},
	{"OMX", stockholm},
	{"TSE", tokyo},
	{"HKEX", hong_kong},
	{"SSE", shanghai},
	{"SZSE", shanghai},
	{"KRX", seoul},
	{"TWSE", taipei},
	{"NSE", mumbai},
	{"BSE", mumbai},
	{"SGX", singapore},
	{"ASX", sydney},
	{NULL, NULL},
};
