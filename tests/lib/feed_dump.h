#ifndef TESTS_LIB_FEED_DUMP_H
#define TESTS_LIB_FEED_DUMP_H

#include "feeds/base/buf.h"
#include "feeds/feed.h"

/* All that a feed holds, as text: two feeds are the same if their dumps are. */
void feed_dump(const struct feed *feed, struct buf *out);

/* Whether every text in it is well-formed UTF-8, and every list as long as it says. */
bool feed_is_sound(const struct feed *feed);

#endif
