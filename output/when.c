#include "output/when.h"

#include "feeds/date_civil.h"

#define YEAR_ONE (-INT64_C(62135596800))    /* 0001-01-01T00:00:00Z */
#define YEAR_9999_END INT64_C(253402300799) /* 9999-12-31T23:59:59Z */
#define OFFSET_MAX (18 * 3600)              /* no zone ever was further from UTC */

static const char *const weekdays[] = {
	"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
static const char *const months[] = {"January", "February", "March", "April", "May", "June", "July",
	"August", "September", "October", "November", "December"};

static int64_t
clamp(int64_t value, int64_t low, int64_t high)
{
	return value < low ? low : value > high ? high : value;
}

struct when
when_of(int64_t at, int32_t offset_seconds)
{
	int32_t offset = (int32_t)clamp(offset_seconds, -OFFSET_MAX, OFFSET_MAX);
	struct civil civil = civil_of(
		clamp(clamp(at, YEAR_ONE, YEAR_9999_END) + offset, YEAR_ONE, YEAR_9999_END));

	return (struct when){.year = (int)civil.year,
		.month = civil.month,
		.day = civil.day,
		.weekday = civil.weekday,
		.hour = civil.hour,
		.minute = civil.minute,
		.second = civil.second,
		.offset_seconds = offset};
}

bool
when_is_same_day(struct when a, struct when b)
{
	return a.year == b.year && a.month == b.month && a.day == b.day;
}

static void
add_offset(struct buf *out, int32_t offset_seconds, const char *between)
{
	int minutes = (offset_seconds < 0 ? -offset_seconds : offset_seconds) / 60;

	buf_format(out, "%c%02d%s%02d", offset_seconds < 0 ? '-' : '+', minutes / 60, between,
		minutes % 60);
}

void
when_add_rfc3339(struct buf *out, struct when when)
{
	buf_format(out, "%04d-%02d-%02dT%02d:%02d:%02d", when.year, when.month, when.day, when.hour,
		when.minute, when.second);
	if (when.offset_seconds == 0)
		buf_add_byte(out, 'Z');
	else
		add_offset(out, when.offset_seconds, ":");
}

void
when_add_rfc5322(struct buf *out, struct when when)
{
	buf_format(out, "%.3s, %d %.3s %04d %02d:%02d:%02d ", weekdays[when.weekday], when.day,
		months[when.month - 1], when.year, when.hour, when.minute, when.second);
	add_offset(out, when.offset_seconds, "");
}

void
when_add_day(struct buf *out, struct when when)
{
	buf_format(out, "%s %d %s %d", weekdays[when.weekday], when.day, months[when.month - 1],
		when.year);
}

void
when_add_day_short(struct buf *out, struct when when)
{
	buf_format(out, "%d %s", when.day, months[when.month - 1]);
}

void
when_add_month(struct buf *out, struct when when)
{
	buf_format(out, "%s %d", months[when.month - 1], when.year);
}

void
when_add_clock(struct buf *out, struct when when)
{
	buf_format(out, "%02d:%02d", when.hour, when.minute);
}

void
when_add_relative(struct buf *out, struct when when, struct when today)
{
	if (!when_is_same_day(when, today))
		buf_format(out, "%d %.3s ", when.day, months[when.month - 1]);
	if (when.year != today.year)
		buf_format(out, "%d", when.year);
	else
		when_add_clock(out, when);
}
