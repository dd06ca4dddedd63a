#ifndef AGGREGATOR_STORY_TOKENISED_H
#define AGGREGATOR_STORY_TOKENISED_H

#include "feeds/base/span.h"

/*
 * Numbers that a tokeniser took apart, as their writer had them: "4. 6", "120, 000", "20 - 13" and "8 - year"
 * without their blanks. Some outlets and most corpora send texts that went through one; what ends a
 * sentence with a number of three digits or more stays apart. Gives `text` itself where nothing is to join,
 * or else a text in `room`, which holds text.len bytes.
 */
struct span tokenised_join(struct span text, char *room);

#endif
