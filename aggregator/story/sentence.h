#ifndef AGGREGATOR_STORY_SENTENCE_H
#define AGGREGATOR_STORY_SENTENCE_H

#include <stdbool.h>

#include "feeds/base/span.h"

/*
 * Takes the next sentence off `rest` into `sentence`, trimmed; false when none is left. A sentence
 * ends at . ! ? or their wide forms, with closing quotes, before white space and what may start
 * another; not behind an abbreviation (Inc., U.S., Mr.), an initial, within a number, or while a bracket
 * or quotation is open. A line end
 * always ends one: headings have no full stop.
 */
bool sentence_next(struct span *rest, struct span *sentence);

/* Whether it ends as a sentence does, and is not cut: a full stop, not "..." or "[...]", no bracket left open. */
bool sentence_is_whole(struct span sentence);

#endif
