#ifndef AGGREGATOR_BASE_DURATION_H
#define AGGREGATOR_BASE_DURATION_H

#include <stdbool.h>
#include <stdint.h>

#include "feeds/base/compiler.h"
#include "feeds/base/span.h"

#define DURATION_EXAMPLES "a duration such as 90s, 15m, 24h or 7d"

/*
 * A whole number and its unit, without a space: s, m, h, d or w (90s, 15m, 24h, 7d, 2w), in
 * seconds. False: it is none, or longer than a thousand years. A number alone is none: nobody knows
 * what it counts.
 */
bool duration_parse(struct span text, int64_t *seconds) MUST_USE;

#endif
