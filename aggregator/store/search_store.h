#ifndef AGGREGATOR_STORE_SEARCH_STORE_H
#define AGGREGATOR_STORE_SEARCH_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "aggregator/store/item_store.h"
#include "aggregator/store/store.h"

/*
 * Full-text search over titles and texts, cut into folded words by feeds/fold.h, as the query
 * language cuts them. Items are indexed after they are stored, in their order, so that a refresh
 * does not wait for it: bring the index up to date when the cycle is done, and before a search.
 */

/*
 * Indexes up to `limit` items that are not yet, and re-indexes as many that were changed, in one
 * transaction of its own. `left`: items still to do. Needs STORE_WRITE, and no open batch.
 */
bool search_index_pending(
	struct store *store, int64_t limit, int64_t *left, struct error *err) MUST_USE;

struct search_wish {
	struct span
		filter; /* words: what watch/'s query_filter says in search_dialect; or SPAN_NONE */
	struct span company; /* only items that have this company; or SPAN_NONE */
	struct span topic;   /* only items that have this topic; or SPAN_NONE */
	int64_t feed;        /* only items of this feed; or 0 */
	int64_t since;       /* first seen from here on; INT64_MIN: no bound */
	int64_t until;       /* and before; INT64_MAX: no bound */
	int64_t before;      /* only items of a lower number, to go on where a page ended; 0: all */
};

/*
 * The items that may match, the newest (highest number) first, with bodies; the caller asks the
 * query itself, and stops when it has enough. What is not indexed yet is given unfiltered, so
 * that nothing is missed.
 */
struct item_cursor *search_open(struct store *store, const struct search_wish *wish);

/*
 * What the index knows of an item beside its words: a word each for its feed, companies and topics,
 * to be used in a filter. search_names tells the id and the word of each company, or topic, that
 * items have or had; both borrowed for the call.
 */
enum search_kind { SEARCH_COMPANIES, SEARCH_TOPICS };
typedef void search_name_fn(void *context, struct span id, struct span word);
bool search_names(struct store *store, enum search_kind kind, search_name_fn *tell, void *context,
	struct error *err) MUST_USE;
#define SEARCH_WORD_MAX 32
void search_feed_word(int64_t feed, char word[SEARCH_WORD_MAX]);

enum search_dialect { SEARCH_FTS5, SEARCH_TSQUERY };
enum search_dialect search_dialect(const struct store *store);

#endif
