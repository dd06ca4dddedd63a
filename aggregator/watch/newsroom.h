#ifndef AGGREGATOR_WATCH_NEWSROOM_H
#define AGGREGATOR_WATCH_NEWSROOM_H

#include "aggregator/watch/directory.h"
#include "aggregator/watch/lexicon.h"
#include "aggregator/watch/words.h"
#include "feeds/base/span.h"

/*
 * The company whose own newsroom, investors' pages or blog the address is of: NVIDIA's of
 * "https://nvidianews.nvidia.com/..." and "https://www.nvidia.com/en-us/newsroom/". The name before
 * ".com" must be one that stands for one well-known company, and no publisher's; LEXICON_END: none.
 */
uint32_t newsroom_subject(
	const struct lexicon *lexicon, const struct words_known *words, struct span url);

#endif
