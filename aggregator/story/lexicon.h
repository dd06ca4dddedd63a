#ifndef AGGREGATOR_STORY_LEXICON_H
#define AGGREGATOR_STORY_LEXICON_H

#include <stddef.h>

#include "aggregator/story/fingerprint.h"

/* Words that mean the same in every item: months, places, directions. */
struct lexicon_list {
	enum term_kind kind;
	const char *means; /* all the words mean this one thing; NULL: each means itself */
	const char *words; /* folded, a blank between each two */
};

/* All of them; lives for ever. */
const struct lexicon_list *lexicon_lists(size_t *n);

/* Words that are used for one another; lives for ever. Where a word stands in both, the other counts. */
const struct lexicon_list *lexicon_synonyms(size_t *n);

/* Words that say nothing alone: articles, prepositions, pronouns; as in `words`. */
const char *lexicon_stop_words(void);

#endif
