#ifndef AGGREGATOR_COMMANDS_MATCH_REPORT_H
#define AGGREGATOR_COMMANDS_MATCH_REPORT_H

#include "aggregator/watch/watch.h"

/* Prints to stdout, for a person, what an item is about, and why; and what it is not, and why not. */
void match_report(const struct watch_item *item, const struct verdict *verdict);

#endif
