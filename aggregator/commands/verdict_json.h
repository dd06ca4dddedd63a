#ifndef AGGREGATOR_COMMANDS_VERDICT_JSON_H
#define AGGREGATOR_COMMANDS_VERDICT_JSON_H

#include <jansson.h>
#include <stdbool.h>

#include "aggregator/watch/watch.h"

/*
 * A verdict as one JSON object: "companies", "topics", "junk", "round_up", and with
 * `has_near_misses` "near_misses" too. Offsets are bytes of the field's UTF-8. The caller owns it.
 */
json_t *verdict_json(const struct verdict *verdict, bool has_near_misses);

#endif
