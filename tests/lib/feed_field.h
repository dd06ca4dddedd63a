#ifndef TESTS_LIB_FEED_FIELD_H
#define TESTS_LIB_FEED_FIELD_H

#include "feeds/feed.h"

/*
 * A field by name, for tables of tests: "title" of the feed, "item.url" of its first item,
 * "item.author.name" of that one's first author, "item.category.term", "item.enclosure.url",
 * "item.ticker". Times are RFC 3339, numbers decimal, warnings are "warning" (the first's code).
 * NULL: absent. Borrowed until the next call.
 */
const char *feed_field(const struct feed *feed, const char *name);

#endif
