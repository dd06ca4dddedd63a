#ifndef AGGREGATOR_WATCH_QUERY_WORDS_H
#define AGGREGATOR_WATCH_QUERY_WORDS_H

#include "aggregator/watch/query_node.h"
#include "aggregator/watch/query_text.h"

/* The first eight bytes of a folded word, the first the lowest; a shorter word ends in zeros. */
uint64_t query_word_head(struct span word);

/* Of a folded word: how query_text finds it. */
uint64_t query_word_hash(struct span word);

/* Where a phrase stands: its words first .. last of the item, counted through title and body. */
struct query_place {
	uint32_t first;
	uint32_t last;
};

#define QUERY_NOWHERE UINT32_MAX

/*
 * The first place where the phrase stands whose first word is one of `from` to `until` (QUERY_NOWHERE:
 * to the end); first is QUERY_NOWHERE when there is none.
 */
struct query_place query_text_find(
	struct query_text *text, const struct query_phrase *phrase, uint32_t from, uint32_t until);

/* Whether both words are of the title, or both of the body. */
bool query_text_same_part(struct query_text *text, uint32_t a, uint32_t b);

/* The bytes that a place covers. */
struct query_spot query_text_spot(struct query_text *text, struct query_place place);

/* For keys of names that are compared with a test's. */
struct buf *query_text_scratch(struct query_text *text);

#endif
