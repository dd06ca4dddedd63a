#ifndef FEEDS_DATE_CIVIL_H
#define FEEDS_DATE_CIVIL_H

#include <stdint.h>

#define DAY_SECONDS 86400

/* A time of day in UTC, in the Gregorian calendar for all years. */
struct civil {
	int64_t year;
	int month;   /* 1-12 */
	int day;     /* 1-31 */
	int hour;    /* 0-23 */
	int minute;  /* 0-59 */
	int second;  /* 0-59 */
	int weekday; /* 0: Sunday; civil_seconds does not read it */
};

/* Days since 1970-01-01; negative before. A month of 13 is January of the next year, and so on. */
int64_t civil_days(int64_t year, int month, int day);

/* Unix seconds of a civil time. Fields beyond their range carry over. */
int64_t civil_seconds(const struct civil *civil);

/* The civil time of Unix seconds. */
struct civil civil_of(int64_t seconds);

/* How many days the month has. */
int civil_month_days(int64_t year, int month);

#endif
