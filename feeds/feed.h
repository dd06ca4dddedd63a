#ifndef FEEDS_FEED_H
#define FEEDS_FEED_H

#include <stddef.h>
#include <stdint.h>

#include "feeds/base/arena.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "feeds/base/span.h"
#include "feeds/date.h"

/*
 * What a feed document says, whatever its format: plain values, all in one arena, gone with it. A
 * span with `at` == NULL is absent, a time of TIME_NONE likewise, a list that is empty is NULL and 0.
 */

enum feed_format {
	FEED_RSS_090,
	FEED_RSS_091,
	FEED_RSS_092,
	FEED_RSS_093,
	FEED_RSS_094,
	FEED_RSS_10,
	FEED_RSS_20,
	FEED_ATOM_03,
	FEED_ATOM_10,
	FEED_JSON_1,
	FEED_JSON_11,
	FEED_CDF,
	FEED_SITEMAP_NEWS,
};

/* How a run of markup is to be read. */
enum markup_kind {
	MARKUP_TEXT, /* literal characters, nothing to decode */
	MARKUP_HTML, /* HTML source, as raw as it came; XHTML was written out as HTML */
};

/* What somebody else wrote, before any cleaning: give it to html_clean (feeds/html_clean.h). */
struct markup {
	struct span source; /* absent: there is none */
	struct span base;   /* the URL that relative links in it stand against; may be absent */
	enum markup_kind kind;
};

struct author {
	struct span name;
	struct span email;
	struct span url;
};

struct category {
	struct span term;
	struct span scheme;
	struct span label;
};

#define LENGTH_NONE (-1)
struct enclosure {
	struct span url; /* absolute, where a base was known; never absent */
	struct span type;
	int64_t length; /* bytes, or LENGTH_NONE */
};

/* The feed that an aggregated item was taken from. */
struct item_source {
	struct span title;
	struct span url;
};

struct item {
	struct span id;             /* guid, atom:id, rdf:about, JSON id, as the feed has it */
	struct span url;            /* of the page; absolute, where a base was known */
	struct span title;          /* plain text, one line */
	struct markup title_markup; /* absent: the title was plain text */
	struct markup summary;      /* RSS description, Atom summary, JSON summary */
	struct markup
		content; /* content:encoded, Atom content, JSON content_html or content_text */
	struct span summary_text; /* plain text, paragraphs parted by an empty line */
	struct span content_text;
	int64_t published; /* Unix seconds, or TIME_NONE */
	int64_t updated;
	struct author *authors;
	size_t n_authors;
	struct category *categories;
	size_t n_categories;
	struct enclosure *enclosures;
	size_t n_enclosures;
	struct span *tickers; /* "NASDAQ:META", as the feed itself says: each once */
	size_t n_tickers;
	struct span language; /* as declared: "en-US"; without any, "en" by the text */
	struct item_source source;
	struct span comments; /* the URL of a page of comments */
	struct span image;
	int line; /* of the document, where the item begins; 0: the format has no lines */
};

/* What was repaired, dropped or cut, and where. */
struct feed_warning {
	const char *code; /* a word that stays the same: "undefined-entity" */
	int line;         /* 0: about the whole document */
	struct span message;
};

#define TTL_NONE (-1)
struct feed {
	enum feed_format format;
	struct span encoding; /* what was in fact decoded, lower case */
	struct span title;    /* plain text */
	struct span link;     /* the page that the feed is about */
	struct span self;     /* the feed's own URL, as it says */
	struct span hub;      /* WebSub */
	struct span language;
	struct span description; /* plain text */
	struct span rights;
	struct span id;
	int64_t updated;
	struct author *authors;
	size_t n_authors;
	struct category *categories;
	size_t n_categories;
	int64_t ttl_seconds;           /* RSS ttl; TTL_NONE */
	int64_t update_period_seconds; /* sy:updatePeriod / sy:updateFrequency; TTL_NONE */
	int64_t update_base;           /* sy:updateBase, from which periods count; TIME_NONE */
	uint32_t skip_hours;           /* bit 0: the hour from 00:00 GMT ... bit 23 */
	uint8_t skip_days;             /* bit 0: Sunday ... bit 6: Saturday */
	struct span next_page;         /* link rel="next", JSON next_url */
	struct span prev_archive;      /* RFC 5005 */
	struct span generator;
	struct span image;
	struct span *sitemaps;  /* the sitemaps that a sitemap index lists */
	int64_t *sitemap_times; /* when each was changed; TIME_NONE: not said */
	size_t n_sitemaps;
	struct feed_warning *warnings;
	size_t n_warnings;
	struct packed_item **items; /* what feed_item reads */
	size_t n_items;
};

/* One of the items, from 0, in the order of the document; what it points to is the arena's. */
struct item feed_item(const struct feed *feed, size_t number);

/* What is known beside the bytes; what is not known is SPAN_NONE. */
struct feed_hints {
	struct span base_url;     /* where the document came from, after redirects */
	struct span content_type; /* HTTP's header: "text/xml; charset=utf-8" */
	int64_t seen_at;          /* when it was there, Unix seconds; 0: not known */
};

/*
 * Reads a document of any format. Broken ones give what can be got from them, with warnings; NULL:
 * this is no feed, and `err` says in one line what it is (EX_DATAERR). `hints` may be NULL. The feed
 * is in `arena`, and nothing of it borrows from `bytes`. Takes linear time on every input. May be
 * called by many threads at once, each with its own arena.
 */
struct feed *feed_parse(struct span bytes, const struct feed_hints *hints, struct arena *arena,
	struct error *err) MUST_USE;

/* The same for bytes that come in pieces; how they are cut changes nothing. */
struct feed_parser;
struct feed_parser *feed_parser_new(const struct feed_hints *hints, struct arena *arena);
void feed_parser_add(struct feed_parser *parser, struct span piece);
/* The end: gives what feed_parse gives, and frees the parser. */
struct feed *feed_parser_end(struct feed_parser *parser, struct error *err) MUST_USE;
/* Gone without a result; NULL is fine. */
void feed_parser_free(struct feed_parser *parser);

/* "rss2.0", "atom1.0", "sitemap-news": the contract's names. */
const char *feed_format_name(enum feed_format format);

#endif
