#ifndef FEEDS_DATE_PARTS_H
#define FEEDS_DATE_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "feeds/base/span.h"
#include "feeds/date_civil.h"

/* Inside of date_read: what the readers of the two families find in a text. */
struct date_parts {
	struct civil
		civil;    /* in its own zone; a day up to 31, an hour up to 24, a second up to 60 */
	int zone_seconds; /* east of UTC */
	bool has_zone;
	bool has_time;
	int64_t latest; /* Unix seconds: of several readings, the first that is not later */
};

/* ISO 8601 and what is meant to be it. `text` is trimmed. */
bool date_iso_read(struct span text, struct date_parts *parts);

/*
 * All the others, part by part, in any order that makes sense: RFC 822, ctime, and what people
 * write. `text` is trimmed, and folded (fold.h) if it is not ASCII.
 */
bool date_free_read(struct span text, struct date_parts *parts);

/* The digits at the start of `text`, at most `max` of them; gives their number. */
int date_digits(struct span text, int max, int64_t *number);

/* A time of day: "9:05", "09:05:07.25", "0905", "090507", "09". Gives its length, 0 if it is none. */
size_t date_clock_read(struct span text, struct date_parts *parts);

bool date_clock_is_valid(const struct civil *civil);

/* A year of two or three digits is near us (RFC 2822, section 4.3). */
int64_t date_full_year(int64_t year, int digits);

#endif
