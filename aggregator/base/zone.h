#ifndef AGGREGATOR_BASE_ZONE_H
#define AGGREGATOR_BASE_ZONE_H

#include <stdint.h>

#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "feeds/date_civil.h"

/* A time zone of the tz database, with its daylight-saving rules. Immutable; any thread. */
struct zone;

/*
 * `name` as in "America/New_York" or "UTC"; NULL: the machine's own. NULL is given for a name that is
 * unknown (EX_CONFIG). The caller owns the zone.
 */
struct zone *zone_new(const char *name, struct error *err) MUST_USE;
void zone_free(struct zone *zone);

/* Seconds to add to UTC to get local time, at the instant `at` (Unix seconds). */
int32_t zone_offset(const struct zone *zone, int64_t at);

/* "EST"; borrowed until the zone goes. */
const char *zone_abbreviation(const struct zone *zone, int64_t at);

/* The local time at `at`. */
struct civil zone_local(const struct zone *zone, int64_t at);

/*
 * The instant of a local time. One that the clocks jump over is taken as the first instant after the
 * jump; one that comes twice, as the first of the two.
 */
int64_t zone_instant(const struct zone *zone, const struct civil *local);

#endif
