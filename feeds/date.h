#ifndef FEEDS_DATE_H
#define FEEDS_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "feeds/base/span.h"

#define TIME_NONE INT64_MIN /* no time */

/* A date as it was read. */
struct date {
	int64_t at;       /* Unix seconds; a missing zone was taken as UTC */
	int zone_seconds; /* east of UTC */
	bool has_zone;    /* false: a feed's own habit may shift it */
	bool has_time;    /* false: a day alone, and `at` is its first second */
};

/*
 * Reads a date in any of the forms that feeds hold: RFC 822 and 2822 with their abuses, RFC 3339,
 * ISO 8601 and W3CDTF with reductions (years, months, weeks, days of the year) and fractions (cut
 * off), ctime, MS SQL, Unix seconds and milliseconds, the names of months, days and zones in the
 * languages of date_names.c, years of two digits (RFC 2822, 4.3), 24:00, leap seconds (read as the
 * second after). Never asks the locale. False: it holds no date, and `*date` is not touched.
 */
bool date_read(struct span text, struct date *date);

/*
 * The same, for a text that was there at `latest` (Unix seconds): where the order of day, month and
 * year is open ("16/11/28", "05/11/26"), the first usual one that lies not beyond it counts.
 */
bool date_read_by(struct span text, int64_t latest, struct date *date);

/* The same: Unix seconds, or TIME_NONE. */
int64_t date_parse(struct span text);

#define DATE_TEXT_SIZE 40

/* "2024-01-31T23:59:60Z", with a NUL; years 0 to 9999, others are cut to these. */
void date_format_rfc3339(int64_t at, char out[DATE_TEXT_SIZE]);

/* "Wed, 31 Jan 2024 23:59:59 GMT", with a NUL (RFC 9110's form, which RFC 822 allows). */
void date_format_rfc822(int64_t at, char out[DATE_TEXT_SIZE]);

#endif
