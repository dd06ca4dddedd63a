#ifndef AGGREGATOR_STORY_KINSHIP_H
#define AGGREGATOR_STORY_KINSHIP_H

#include <stdbool.h>

#include "aggregator/story/live_story.h"

/*
 * Whether two stories are one, when an item has come that would fit into both. A story of one report
 * was mostly begun for want of words, and little more is asked; two that have grown beside each other
 * are mostly two events of one kind.
 */
bool kinship_is_proved(const struct live_story *a, const struct live_story *b);

#endif
