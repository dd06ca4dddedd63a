#include "aggregator/commands/moment.h"

#include <sysexits.h>

#include "aggregator/base/duration.h"
#include "aggregator/base/zone.h"
#include "feeds/date.h"

#define DAYS_A_WEEK 7

static const char *const weekdays[DAYS_A_WEEK] = {
	"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"};

/* How many days before today the word means; -1: it is none of these. */
static int
days_ago(struct span word, int today)
{
	if (span_equal_nocase(word, SPAN("today")))
		return 0;
	if (span_equal_nocase(word, SPAN("yesterday")))
		return 1;
	for (int i = 0; i < DAYS_A_WEEK; i++)
		if (span_equal_nocase(word, span_of(weekdays[i])))
			return (today - i + DAYS_A_WEEK) % DAYS_A_WEEK;
	return -1;
}

/* The start of a day, in the user's own zone: who says "today" does not mean UTC's. */
static bool
read_word(struct span word, int64_t now, int64_t *moment)
{
	struct error ignored;
	struct zone *zone = zone_new(NULL, &ignored);
	struct civil local;
	int ago = -1;

	if (zone != NULL) {
		local = zone_local(zone, now);
		ago = days_ago(word, local.weekday);
	}
	if (ago >= 0) {
		struct civil start = {local.year, local.month, local.day - ago, 0, 0, 0, 0};

		*moment = zone_instant(zone, &start); /* a day before the first is carried over */
	}
	zone_free(zone);
	return ago >= 0;
}

bool
moment_read(const char *option, const char *text, int64_t now, int64_t *moment, struct error *err)
{
	struct span span = span_of(text);
	int64_t seconds;

	if (duration_parse(span, &seconds)) {
		*moment = now - seconds;
		return true;
	}
	if (read_word(span, now, moment))
		return true;
	*moment = date_parse(span);
	return *moment != TIME_NONE ||
	       error_set(err, EX_USAGE,
		       "%s: expected a date (2026-06-04), a time "
		       "(2026-06-04T07:00:00Z), so long ago "
		       "(24h, 7d), today, yesterday or a weekday, found '%s'",
		       option, text);
}
