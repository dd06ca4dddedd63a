#ifndef AGGREGATOR_COMMANDS_FEED_JSON_H
#define AGGREGATOR_COMMANDS_FEED_JSON_H

#include <stdio.h>

#include "feeds/feed.h"

/*
 * A feed as one JSON document, as `broadtape parse` prints it (docs/design.md, section 6): every key
 * is there, what is absent is null or []. Markup is cleaned here. One item is in memory at a time.
 */
void feed_json_print(const struct feed *feed, FILE *out);

#endif
