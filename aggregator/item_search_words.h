#ifndef AGGREGATOR_ITEM_SEARCH_WORDS_H
#define AGGREGATOR_ITEM_SEARCH_WORDS_H

#include "aggregator/item_search.h"
#include "aggregator/item_subject.h"
#include "aggregator/watch/query.h"
#include "feeds/base/buf.h"

/*
 * What the search index can say of a field: which of its words stand for the companies, topics or
 * feeds that `company:META`, `topic:capex`, `feed:sec.gov` or `tag:wire` mean today.
 */
struct item_search_words {
	const struct item_search_place *place;
	struct item_subject *subject;
};

/* A `words_of` of struct query_index; `context` is the struct above. */
bool item_search_words_of(void *context, const struct query_test *test, struct buf *words);

#endif
