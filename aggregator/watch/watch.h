#ifndef AGGREGATOR_WATCH_WATCH_H
#define AGGREGATOR_WATCH_WATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aggregator/watch/company.h"
#include "aggregator/watch/company_keys.h"
#include "aggregator/watch/watchlist.h"
#include "feeds/base/arena.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "feeds/base/span.h"

/*
 * What the user cares about, compiled: the directory of companies, the user's own companies and
 * topics, and one matcher for all their words. Items go in; which companies and topics they are
 * about, how much, and why, comes out.
 *
 *     struct watch *watch = watch_new(&options, err);          once, immutable, for all threads
 *     struct watch_scratch *scratch = watch_scratch_new(watch); one a thread
 *     watch_read(watch, scratch, &item, arena, &verdict);       for each item
 */
struct watch;
struct watch_scratch;

struct watch_options {
	const struct watchlist *wishes; /* needed only during watch_new; NULL: {directory: all} */
	const char *data_dir;           /* of companies.tsv ...; NULL: of datadir() */
	bool is_explaining;             /* verdicts carry near misses too */
};

/*
 * Compiles the wishes, in less than a tenth of a second. NULL: the data files are missing or broken
 * (EX_DATAERR, EX_NOINPUT), or a query is wrong (EX_CONFIG); `err` says where.
 */
struct watch *watch_new(const struct watch_options *options, struct error *err) MUST_USE;
void watch_free(struct watch *watch);

/* Memory for watch_read, for one thread at a time; must go before its watch. */
struct watch_scratch *watch_scratch_new(const struct watch *watch);
void watch_scratch_free(struct watch_scratch *scratch);

/* The company of this id, watched or not, or NULL. Borrowed from the watch. */
const struct company *watch_company(const struct watch *watch, struct span id);

/* By what else a query may mean the company: company_keys.h. */
size_t watch_company_keys(const struct watch *watch, const struct company *company,
	struct span keys[COMPANY_KEYS_MAX]);

/* Whether the wishes name the company of this id: by itself, or by {directory: all}. */
bool watch_is_watched(const struct watch *watch, struct span id);

/* One item, as far as matching needs it. Spans are borrowed during watch_read; any may be absent. */
struct watch_item {
	struct span title;  /* plain text */
	struct span text;   /* plain text: content, else summary */
	struct span url;    /* of the item */
	struct span source; /* publisher's name: "Reuters"; its mentions are a signature, no news */
	struct span feed_title;     /* likewise */
	struct span feed_url;       /* whether it is a company's own newsroom */
	struct span language;       /* BCP 47 */
	const struct span *tickers; /* from the feed itself: "NASDAQ:META", "META" */
	size_t n_tickers;
	const struct span *categories;
	size_t n_categories;
	int64_t published; /* Unix seconds; 0: not known */
};

/* Where in the item something stands. */
enum watch_field {
	FIELD_TITLE,
	FIELD_TEXT,
	FIELD_TICKERS, /* item.tickers[start], whole */
	FIELD_URL,
	FIELD_FEED_URL,
};
const char *watch_field_name(
	enum watch_field field); /* "title", "text", "tickers", "url", "feed_url" */

enum evidence_kind {
	EVIDENCE_FEED_TICKER,   /* the feed itself says so */
	EVIDENCE_CIK,           /* the SEC's number in a filing's title or text */
	EVIDENCE_LISTED_TICKER, /* with its exchange: NASDAQ: META, <META.O> */
	EVIDENCE_CASHTAG,       /* $META */
	EVIDENCE_PAREN_TICKER,  /* (META) */
	EVIDENCE_TICKER,        /* META */
	EVIDENCE_LEGAL_NAME,    /* Meta Platforms, Inc. */
	EVIDENCE_NAME,          /* distinctive: Microsoft, Meta Platforms */
	EVIDENCE_ORDINARY_NAME, /* a word that is other things too: Apple, Target */
	EVIDENCE_FORMER_NAME,   /* Facebook, when it was the company's */
	EVIDENCE_PRODUCT,       /* iPhone, and brands and subsidiaries */
	EVIDENCE_PERSON,        /* Mark Zuckerberg */
	EVIDENCE_NEWSROOM,      /* the feed is the company's own */
	EVIDENCE_CONTEXT, /* the words around a mention speak for the company: "shares", "said" */
	EVIDENCE_COUNTER, /* they speak against it: "price target"; weight below 0 */
};
const char *evidence_kind_name(enum evidence_kind kind); /* "listed ticker", "cashtag" ... */

/* One reason. Offsets are bytes of the field, end exclusive. */
struct evidence {
	enum evidence_kind kind;
	enum watch_field field;
	struct span text; /* as it stands there; borrowed from the item */
	size_t start, end;
	int weight; /* points, see weights.h */
	const char
		*note; /* what the rule is, in words; NULL when the kind says it all. Constant. */
};

enum role {
	ROLE_ABOUT,   /* the item is about the company */
	ROLE_MENTION, /* the item names it */
};
const char *role_name(enum role role); /* "about", "mention" */

struct verdict_company {
	const struct company *company; /* borrowed from the watch */
	int relevance;                 /* 0-100: how much of the item is about it */
	double confidence;             /* 0-1: that it is this company */
	int points;                    /* what the evidence comes to, see weights.h */
	enum role role;
	const struct evidence *evidence; /* in the order of the text: title first */
	size_t n_evidence;
};

/* Only when explaining: something looked like the company, and was judged not to be it. */
struct near_miss {
	const struct company *company;
	double confidence;
	int points;
	const char *reason; /* "an ordinary word, and nothing speaks for the company" */
	const struct evidence *evidence;
	size_t n_evidence;
};

struct topic_span {
	enum watch_field field;
	size_t start, end;
};

struct verdict_topic {
	const char *name; /* borrowed from the watch */
	const struct topic_span *spans;
	size_t n_spans;
};

/* Everything in it lives in the arena given to watch_read, or in the watch. */
struct verdict {
	const struct verdict_company *companies; /* the most relevant first, then by id */
	size_t n_companies;
	const struct verdict_topic *topics; /* in the order of the configuration */
	size_t n_topics;
	const char *const
		*junk; /* "class-action", "market-size" ...: kinds that few want to read */
	size_t n_junk;
	bool is_round_up; /* names more companies than one item can be about */
	const struct near_miss *near_misses;
	size_t n_near_misses;
};

/*
 * Reads one item. Always succeeds: text that is too long is read up to WATCH_TEXT_BYTES_MAX,
 * malformed UTF-8 counts as U+FFFD. The same item always gives the same verdict.
 */
#define WATCH_TEXT_BYTES_MAX ((size_t)1 << 20)
void watch_read(const struct watch *watch, struct watch_scratch *scratch,
	const struct watch_item *item, struct arena *arena, struct verdict *verdict);

#endif
