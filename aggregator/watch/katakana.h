#ifndef AGGREGATOR_WATCH_KATAKANA_H
#define AGGREGATOR_WATCH_KATAKANA_H

#include <stdbool.h>
#include <stddef.h>

#include "feeds/base/span.h"

/*
 * Japanese writes without gaps, but a foreign word is a run of katakana: the name of Apple that
 * begins the word for apple pie is not Apple. Whether the text at [start, end) of `plain` (reading.h)
 * is only a part of such a run.
 */
bool is_part_of_katakana(struct span plain, size_t start, size_t end);

#endif
