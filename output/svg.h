#ifndef OUTPUT_SVG_H
#define OUTPUT_SVG_H

#include "feeds/base/buf.h"
#include "output/digest.h"
#include "output/when.h"

/* Small drawings inside a page, coloured by its style sheet; each has its text alternative. */

/*
 * Stories a day of a company as a row of bars, the last one today: "Stories a day, last 30 days: 2
 * today, at most 9". Nothing when there are no numbers.
 */
void svg_add_sparkline(struct buf *out, const struct digest_company *company);

/*
 * A story's sources along the time from the first to the last: "8 sources from 08:14 to 11:02".
 * Nothing for fewer than three sources with a time, or all at once.
 */
void svg_add_timeline(struct buf *out, const struct digest_story *story, struct when today);

#endif
