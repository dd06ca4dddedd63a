#ifndef AGGREGATOR_WATCH_QUERY_H
#define AGGREGATOR_WATCH_QUERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aggregator/watch/query_text.h"
#include "feeds/base/buf.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "feeds/base/span.h"

/*
 * The query language: the same for topics, for `where` of digests and for `search`; its manual is
 * broadtape.yaml(5). A query is immutable: any number of threads may ask it at once.
 */
struct query;

/*
 * Reads a query. NULL: `err` (EX_CONFIG) says in which column (characters, from 1), what was found
 * and what was expected: "column 14: expected ')' for the '(' of column 3, found the end". Nothing
 * of `text` is borrowed. The caller owns the query.
 */
struct query *query_parse(struct span text, struct error *err) MUST_USE;
void query_free(struct query *query);

/*
 * The query in its canonical form: operators written out, the fewest brackets, values quoted where
 * needed. Parsed again it gives an equal query, and prints the same.
 */
void query_print(const struct query *query, struct buf *out);

#define QUERY_UNKNOWN (-1) /* for a figure of the subject that is not known: no comparison holds */

/* A company that the item is about or mentions. */
struct query_company {
	struct span id;   /* the user's or the directory's key */
	struct span name; /* company:"Samsung Electronics" */
	const struct span
		*tickers; /* company:META, company:005930.KS; of all classes, and the CIK */
	size_t n_tickers;
	bool is_watched; /* company:watched */
};

/* One item, as a query looks at it. All is borrowed for the call; what is unknown is SPAN_NONE or 0. */
struct query_subject {
	struct query_text *text; /* of title and plain text; never NULL */
	const struct query_company *companies;
	size_t n_companies;
	const struct span *topics; /* names of the topics that the item has */
	size_t n_topics;
	const struct span *tags; /* of its feed */
	size_t n_tags;
	struct span
		source; /* who published it, as a person would say: the item's own source or the feed */
	struct span feed;     /* the feed's title */
	struct span feed_url; /* and its address */
	struct span language; /* RFC 5646: en-US */
	struct span url;
	int relevance;       /* 0-100, to the company it is most relevant to; or QUERY_UNKNOWN */
	int n_sources;       /* of its story; or QUERY_UNKNOWN */
	int64_t age_seconds; /* or QUERY_UNKNOWN */
};

/* Whether the query is true of the item. */
bool query_matches(const struct query *query, const struct query_subject *subject);

/*
 * Whether the query is true of the item, and if it is, tells each stretch of title and body that made
 * it so, to mark it: in the order of the query, not of the text; a stretch may be told twice.
 */
typedef void query_spot_fn(void *context, const struct query_spot *spot);
bool query_spots(const struct query *query, const struct query_subject *subject,
	query_spot_fn *tell, void *context);

/*
 * A set of literals, of which at least one stands in the folded title or text of every item for
 * which the query is true: a matcher that found none of them need not ask. `literal` is folded
 * UTF-8, borrowed for the call; a space in it stands for any gap between two words: all of a phrase
 * is one literal, which is rarer than each of its words. It may be found inside of longer words;
 * `starts_word` says that it need not be looked for elsewhere than at the start of a word, `ends_word`
 * the same of its end, `in_title` that it counts in the title alone. False, and nothing told: there is
 * no such set (NOT, or fields alone) and the query has to be asked for every item.
 */
struct query_literal {
	struct span folded;
	bool starts_word;
	bool ends_word;
	bool in_title;
};
typedef void query_literal_fn(void *context, const struct query_literal *literal);
bool query_literals(const struct query *query, query_literal_fn *tell, void *context);

/* `field:value` in a query. */
struct query_test;

/* The field's name: "company". */
const char *query_test_field(const struct query_test *test);
/* What stands behind the colon, without quotes and star; borrowed from the query. */
struct span query_test_value(const struct query_test *test);
/* Whether the test alone is true of the item. */
bool query_test_holds(const struct query_test *test, const struct query_subject *subject);

/* Tells each test of the query, in its order, below NOT too. */
typedef void query_test_fn(void *context, const struct query_test *test);
void query_each_test(const struct query *query, query_test_fn *tell, void *context);

/* Whether it looks for words in the text: a query of fields and of titles does not need to read it. */
bool query_asks_text(const struct query *query);

/* Ages, in seconds, that have every item of which the query is true: both bounds are in. */
struct query_ages {
	int64_t least;
	int64_t most; /* INT64_MAX: any */
};
struct query_ages query_ages(const struct query *query);

enum query_dialect {
	QUERY_FTS5,    /* SQLite: "w1 w2" AND ("w3" * OR "w4") */
	QUERY_TSQUERY, /* PostgreSQL, configuration simple: ('w1' <-> 'w2') & ('w3':* | 'w4') */
};

/* How a full-text index is asked, and what it knows beside the words of query_text_index. */
struct query_index {
	enum query_dialect dialect;
	/*
	 * Appends to `words`, apart by spaces, words of the index of which one stands in every item for
	 * which the test is true; nothing when no item can be. False: the index cannot say. NULL: it
	 * cannot say it of any test.
	 */
	bool (*words_of)(void *context, const struct query_test *test, struct buf *words);
	void *context;
};

/*
 * Appends an expression for the index that is true of every item for which the query is true, and of
 * as few others as can be said: candidates for query_matches, so that a search finds what a topic
 * would have found. False, and nothing written: nothing can be said, all items are candidates.
 */
bool query_filter(const struct query *query, const struct query_index *index, struct buf *out);

#endif
