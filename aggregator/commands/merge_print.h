#ifndef AGGREGATOR_COMMANDS_MERGE_PRINT_H
#define AGGREGATOR_COMMANDS_MERGE_PRINT_H

#include <jansson.h>

#include "aggregator/story/stories.h"
#include "feeds/base/span.h"

/* {"id","story","relation","score"} and the reasons, on one line of stdout; `id` as it was given. */
void merge_print_json(const json_t *id, const struct placement *placement);

/* What was decided about an item and why, for a reader. */
void merge_print_text(int64_t item, struct span title, const struct placement *placement);

#endif
