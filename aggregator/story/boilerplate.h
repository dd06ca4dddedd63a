#ifndef AGGREGATOR_STORY_BOILERPLATE_H
#define AGGREGATOR_STORY_BOILERPLATE_H

#include <stdbool.h>

#include "feeds/base/span.h"

/*
 * Whether a sentence tells of the outlet and not of the news: disclaimers, subscriptions, sharing,
 * "The post X appeared first on Y", credits, safe-harbour clauses.
 */
bool boilerplate_is(struct span sentence);

/*
 * The text behind a dateline ("NEW YORK, May 12 (Reuters) - ", "/PRNewswire/ -- "); the text itself
 * if there is none. Part of `text`.
 */
struct span boilerplate_skip_dateline(struct span text);

/* The quick half of that: by how the sentence begins. */
bool boilerplate_starts(struct span sentence);

#endif
