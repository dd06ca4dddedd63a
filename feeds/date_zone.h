#ifndef FEEDS_DATE_ZONE_H
#define FEEDS_DATE_ZONE_H

#include <stdbool.h>
#include <stddef.h>

#include "feeds/base/span.h"
#include "feeds/date_civil.h"

/*
 * An offset at the start of `text`: a sign, then "1", "01", "0130", "130" or "1:30". More
 * than a day is believed, because other readers believe it. Gives its length and seconds east of UTC; 0: it is none.
 */
size_t date_zone_offset(struct span text, int *seconds);

/*
 * A zone by its name: GMT, EST, CEST, "et", Europe/Berlin, in any case of letters. Names that mean
 * winter and summer (ET, the cities) are read for the local time `local`. False: nobody knows it.
 */
bool date_zone_named(struct span name, const struct civil *local, int *seconds);

#endif
