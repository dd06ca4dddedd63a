#include "aggregator/watch/name_part.h"

bool
is_name_part(const struct words_known *words, struct span word)
{
	return word.len > 0 && !words_is(words, word, WORD_FUNCTION) &&
	       !words_is(words, word, WORD_NOUN) && !words_is(words, word, WORD_VERB) &&
	       !words_is(words, word, WORD_PRICE_VERB);
}

bool
is_rare_name_part(const struct words_known *words, struct span word)
{
	return word.len > 1 && is_name_part(words, word) && words_is_rare(words, word) &&
	       !words_is(words, word, WORD_ACRONYM);
}
