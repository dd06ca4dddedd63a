#ifndef AGGREGATOR_COMMANDS_PUSH_PRINT_H
#define AGGREGATOR_COMMANDS_PUSH_PRINT_H

#include <jansson.h>

#include "aggregator/push_report.h"

/* Subscriptions to hubs, as `status` and `feeds` tell of them. */

/* How many feeds are pushed, and each hub that fails; nothing if no feed has a hub. */
void push_print(const struct push_reports *push);
json_t *push_json(const struct push_reports *push);

/* A feed's own line, below others; nothing for NULL. */
void push_print_feed(const struct push_report *push);
/* "push" of a feed's object: null for NULL. */
void push_set_feed(json_t *object, const struct push_report *push);

#endif
