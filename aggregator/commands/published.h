#ifndef AGGREGATOR_COMMANDS_PUBLISHED_H
#define AGGREGATOR_COMMANDS_PUBLISHED_H

#include <jansson.h>

#include "aggregator/config/config_digest.h"
#include "aggregator/publish.h"

/* What came of a digest, as `run` and `digest` print it under --json; `edition` null: none was made. */
json_t *published_json(const struct config_digest *digest, const struct publish_report *report);

#endif
