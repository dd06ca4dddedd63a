#ifndef AGGREGATOR_TIMETABLE_H
#define AGGREGATOR_TIMETABLE_H

#include <stdbool.h>
#include <stdint.h>

#include "aggregator/config/config_digest.h"

struct zone;

/* When a digest is due by its schedule. Pure; moments are Unix seconds. */

#define TIMETABLE_NEVER INT64_MAX
#define TIMETABLE_LATE_SECONDS 300 /* an edition that is later was missed */

/* The first due moment after `after`; TIMETABLE_NEVER: the schedule names none. */
int64_t timetable_next(
	const struct config_schedule *schedule, const struct zone *zone, int64_t after);

/*
 * Whether an edition is due at `now`, when the last one was made at `last` (0: there is none). It is
 * when a due moment lies between them: a digest that was missed is due once, not once for each hour
 * that went by. A schedule that names no moment is due with each run; so is a digest without any
 * edition.
 */
bool timetable_is_due(
	const struct config_schedule *schedule, const struct zone *zone, int64_t last, int64_t now);

/* Whether an edition that was due at `due_at` and is made at `now` is late. */
bool timetable_is_missed(int64_t due_at, int64_t now);

/*
 * Whether `last` was told by a clock that was wrong, and has been set back since: it lies more than a
 * day ahead. A clock that is set back by less makes no hour come twice.
 */
bool timetable_is_ahead(int64_t last, int64_t now);

/*
 * A daemon has no runs: there a schedule that names no moment means each full hour. Borrows from
 * `schedule`.
 */
struct config_schedule timetable_for_daemon(const struct config_schedule *schedule);

#endif
