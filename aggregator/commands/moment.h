#ifndef AGGREGATOR_COMMANDS_MOMENT_H
#define AGGREGATOR_COMMANDS_MOMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "feeds/base/compiler.h"
#include "feeds/base/error.h"

/*
 * A moment as a user types it: a date (2026-06-04: its start in UTC), a time
 * (2026-06-04T07:00:00-04:00), so long before `now` (24h, 7d), or the start of today, yesterday or of
 * the last monday ... in the machine's own zone. Unix seconds. False: `err`
 * (EX_USAGE) names the option and what was expected.
 */
MUST_USE bool moment_read(
	const char *option, const char *text, int64_t now, int64_t *moment, struct error *err);

#endif
