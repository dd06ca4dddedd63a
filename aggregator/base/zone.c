#include "aggregator/base/zone.h"

#include <glib.h>
#include <sysexits.h>

/* A struct zone is a GTimeZone; nobody outside knows. */

struct zone *
zone_new(const char *name, struct error *err)
{
	GTimeZone *zone = name != NULL ? g_time_zone_new_identifier(name) : g_time_zone_new_local();

	if (zone == NULL)
		error_set(err, EX_CONFIG,
			"expected a time zone such as Europe/Berlin, America/New_York or UTC, "
			"found '%s'",
			name);
	return (struct zone *)zone;
}

void
zone_free(struct zone *zone)
{
	if (zone != NULL)
		g_time_zone_unref((GTimeZone *)zone);
}

/* GLib asks for a pointer that it does not write to. */
static GTimeZone *
glib(const struct zone *zone)
{
	return (GTimeZone *)(uintptr_t)zone;
}

static gint
interval_at(const struct zone *zone, int64_t at)
{
	return g_time_zone_find_interval(glib(zone), G_TIME_TYPE_UNIVERSAL, at);
}

int32_t
zone_offset(const struct zone *zone, int64_t at)
{
	return g_time_zone_get_offset(glib(zone), interval_at(zone, at));
}

const char *
zone_abbreviation(const struct zone *zone, int64_t at)
{
	return g_time_zone_get_abbreviation(glib(zone), interval_at(zone, at));
}

struct civil
zone_local(const struct zone *zone, int64_t at)
{
	return civil_of(at + zone_offset(zone, at));
}

int64_t
zone_instant(const struct zone *zone, const struct civil *local)
{
	int64_t wanted = civil_seconds(local);
	int32_t before = zone_offset(zone, wanted - DAY_SECONDS);
	int32_t after = zone_offset(zone, wanted + DAY_SECONDS);
	int64_t early = wanted - (before > after ? before : after);
	int64_t late = wanted - (before > after ? after : before);
	int64_t low = early;
	int64_t high = late;

	if (early + zone_offset(zone, early) == wanted)
		return early;
	if (late + zone_offset(zone, late) == wanted)
		return late;
	while (high - low > 1) { /* in the gap: the instant of the jump lies between the two */
		int64_t middle = low + (high - low) / 2;

		if (zone_offset(zone, middle) == zone_offset(zone, late))
			high = middle;
		else
			low = middle;
	}
	return high;
}
