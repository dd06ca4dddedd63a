#ifndef AGGREGATOR_COMMANDS_MATCH_BATCH_H
#define AGGREGATOR_COMMANDS_MATCH_BATCH_H

#include <stdbool.h>

#include "aggregator/watch/watch.h"

/*
 * Reads JSON lines {"id","title","text","url","source","feed","tickers":[..]} from stdin and writes
 * a line for each, in order, as soon as it is read: {"id","companies":[..],"topics":[..],"junk":[..]}.
 * False: a line is no such object (EX_DATAERR), or reading failed (EX_IOERR).
 */
bool match_batch(const struct watch *watch, bool has_near_misses, struct error *err) MUST_USE;

#endif
