#ifndef FEEDS_EXCHANGE_H
#define FEEDS_EXCHANGE_H

#include <stdbool.h>
#include <stddef.h>

#include "feeds/base/span.h"

/* Stock exchanges as feeds and wires spell them. */

#define EXCHANGE_BYTES_MAX 32

/*
 * The exchange's usual name in capitals: "NASDAQ" for "NasdaqGS" or "Nasdaq Global Market". One that
 * is not known keeps its letters and digits, in `room` of EXCHANGE_BYTES_MAX bytes; borrowed until
 * that goes.
 */
struct span exchange_name(struct span spelling, char *room);

/* Whether it is the spelling of an exchange at all. */
bool exchange_is_known(struct span spelling);

#endif
