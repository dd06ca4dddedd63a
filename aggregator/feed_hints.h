#ifndef AGGREGATOR_FEED_HINTS_H
#define AGGREGATOR_FEED_HINTS_H

#include "aggregator/fetch/schedule.h"
#include "feeds/base/buf.h"
#include "feeds/feed.h"

/* What a document asks of its readers (ttl, sy:*, skipHours, skipDays), kept between visits. */

/* Out of a document. */
struct schedule_hints feed_hints_of(const struct feed *feed);

/* The stored form, "ttl=900 skip-hours=3f skip-days=41"; nothing at all for no hints. */
void feed_hints_write(const struct schedule_hints *hints, struct buf *out);

/* The stored form back; what is unknown in it is passed over. */
struct schedule_hints feed_hints_read(struct span stored);

#endif
