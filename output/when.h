#ifndef OUTPUT_WHEN_H
#define OUTPUT_WHEN_H

#include <stdbool.h>
#include <stdint.h>

#include "feeds/base/buf.h"

/*
 * A moment as a reader's wall shows it: Unix seconds, and the zone's offset east of UTC in seconds.
 * The years 1 to 9999 can be written; what lies outside is the nearest of them.
 */
struct when {
	int year;
	int month;   /* 1-12 */
	int day;     /* 1-31 */
	int weekday; /* 0 is Sunday */
	int hour;
	int minute;
	int second;
	int32_t offset_seconds;
};

struct when when_of(int64_t at, int32_t offset_seconds);

bool when_is_same_day(struct when a, struct when b);

/* "2026-11-23T12:00:00Z", "2026-11-23T07:00:00-05:00" (RFC 3339). */
void when_add_rfc3339(struct buf *out, struct when when);

/* "Mon, 23 Nov 2026 07:00:00 -0500" (RFC 5322, section 3.3). */
void when_add_rfc5322(struct buf *out, struct when when);

/* "Monday 23 November 2026" */
void when_add_day(struct buf *out, struct when when);

/* "23 November" */
void when_add_day_short(struct buf *out, struct when when);

/* "November 2026" */
void when_add_month(struct buf *out, struct when when);

/* "07:00" */
void when_add_clock(struct buf *out, struct when when);

/* "07:00" on the day of `today`, else "22 Nov 07:00", in another year "22 Nov 2025". */
void when_add_relative(struct buf *out, struct when when, struct when today);

#endif
