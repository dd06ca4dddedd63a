#ifndef FEEDS_JSON_FEED_H
#define FEEDS_JSON_FEED_H

#include "feeds/reader.h"

/*
 * Reads a JSON Feed (jsonfeed.org, versions 1 and 1.1) into the reader's feed. `text` is UTF-8.
 * False: it is none, and `err` says why.
 */
bool json_feed_read(struct reader *reader, struct span text, struct error *err) MUST_USE;

#endif
