#ifndef AGGREGATOR_WATCH_NAME_PART_H
#define AGGREGATOR_WATCH_NAME_PART_H

#include <stdbool.h>

#include "aggregator/watch/words.h"
#include "feeds/base/span.h"

/* Whether the capital word beside a name tells of a longer name, and not of what the company does. */
bool is_name_part(const struct words_known *words, struct span word);

/* Likewise, for a word in no dictionary: at a sentence's start, too, it is a name and no verb. */
bool is_rare_name_part(const struct words_known *words, struct span word);

#endif
