#ifndef AGGREGATOR_STORY_HEADLINE_H
#define AGGREGATOR_STORY_HEADLINE_H

#include <stddef.h>

#include "aggregator/story/member.h"

/*
 * Which member's title stands over the story: the original reporter's, informative, not shouting,
 * not a riddle. Gives an index below `n` (n > 0); ties go to the earlier one.
 */
size_t headline_choose(const struct story_member *members, size_t n);

/*
 * The title without the outlet's name behind it (" - Reuters", " | CNBC") and without a label in
 * front ("UPDATE 2-", "BREAKING:"). `source` may be empty: then only known outlets go. Part of
 * `title`.
 */
struct span headline_clean(struct span title, struct span source);

#endif
