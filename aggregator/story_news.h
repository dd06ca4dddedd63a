#ifndef AGGREGATOR_STORY_NEWS_H
#define AGGREGATOR_STORY_NEWS_H

#include "aggregator/chosen_story.h"

/*
 * What is new in a story since an edition told it: sets told->news and told->what_is_new, such as
 * "2 new reports since the last edition; figures: $4.5 billion; names: Brussels". Nothing is said of
 * a story that is told for the first time.
 */
void story_news_tell(const struct edition_bench *bench, const struct chosen_story *story,
	struct digest_story *told);

#endif
