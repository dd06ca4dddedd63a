#ifndef OUTPUT_DIGEST_H
#define OUTPUT_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feeds/base/arena.h"
#include "feeds/base/span.h"
#include "feeds/date.h"

/*
 * One edition of one digest, ready to be rendered: plain values, told once, in the order in which a
 * reader meets them. Every text and array lies in the digest's arena. Texts are plain (no tag, no
 * entity) and are not trusted: each writer escapes for where it writes. SPAN_NONE: not known.
 * Times are Unix seconds, TIME_NONE (feeds/date.h) where not known.
 */

/* `len` bytes from byte `at` on; marks of one text are in order and do not overlap. */
struct digest_mark {
	size_t at;
	size_t len;
};

/* A plain text, and the matched words in it. */
struct digest_text {
	struct span text;
	const struct digest_mark *marks;
	size_t n_marks;
};

enum digest_role {
	DIGEST_ROLE_ABOUT,
	DIGEST_ROLE_MENTION,
};

/* How new a story is to a company. */
struct digest_novelty {
	int score;            /* 0-100; 100: nothing like it is known of the company */
	bool has_alike;       /* a story like it was told of the company before: */
	int days_since_alike; /* how long ago */
	uint64_t alike_story; /* its number */
};

struct digest_company {
	struct span id;     /* "meta", of the directory or the user's own */
	struct span name;   /* "Meta Platforms" */
	struct span ticker; /* "META"; SPAN_NONE for a company without */
	enum digest_role role;
	int relevance; /* 0-100 */
	bool has_page; /* the site tells of it (output/subject.h): its name leads there */
	const uint32_t
		*daily; /* stories a day, oldest first, the last is the edition's day; NULL: none */
	size_t n_daily;
	const struct digest_novelty *novelty; /* NULL: nobody asked, or nothing is known */
};

enum digest_relation {
	DIGEST_SOURCE_FIRST,  /* who told it first */
	DIGEST_SOURCE_COPY,   /* the same text */
	DIGEST_SOURCE_SAME,   /* the same story in other words */
	DIGEST_SOURCE_FOLLOW, /* tells what happened next */
};

struct digest_source {
	struct span title;    /* of the feed: "Reuters" */
	struct span feed_url; /* its document */
	struct span home_url; /* its site */
	struct span headline;
	struct span url; /* of the item */
	int64_t published;
	enum digest_relation relation;
};

/* Why a story stands in this edition. */
enum digest_news {
	DIGEST_NEWS_FIRST,     /* no edition told it before */
	DIGEST_NEWS_UPDATED,   /* new sources, or numbers that changed */
	DIGEST_NEWS_CORRECTED, /* a source took something back */
	DIGEST_NEWS_DENIED,    /* somebody denies it */
};

struct digest_story {
	uint64_t number; /* the store's: "broadtape story 42" */
	struct span id;  /* tag: URI (RFC 4151), the same in every edition */
	unsigned rank;   /* 1 is the edition's first */
	struct digest_text headline;
	struct span url; /* where the headline leads: the first source's item */
	struct span language;
	const struct digest_text *sentences; /* the summary, one to three, whole */
	size_t n_sentences;
	int64_t published; /* by the first source */
	int64_t updated;   /* the last time that a source joined or changed; >= published */
	enum digest_news news;
	struct span what_is_new;                /* one line; SPAN_NONE on the first telling */
	bool is_roundup;                        /* one page about many companies */
	const struct digest_company *companies; /* `about` first, then by relevance */
	size_t n_companies;
	const struct span *topics;
	size_t n_topics;
	const struct digest_source *sources; /* in order of publication */
	size_t n_sources;
};

struct digest_group {
	struct span title; /* "Meta Platforms", "capex", "Other"; SPAN_NONE when grouped by none */
	struct span key;   /* company id, topic or source; SPAN_NONE for the rest */
	const struct digest_company *company; /* grouped by company; else NULL */
	const struct digest_story *stories;
	size_t n_stories;
};

enum digest_grouping {
	DIGEST_GROUP_NONE,
	DIGEST_GROUP_COMPANY,
	DIGEST_GROUP_TOPIC,
	DIGEST_GROUP_SOURCE,
};

/* A company told of more, or less, than is its custom. */
struct digest_attention {
	struct digest_company company;
	unsigned stories;     /* in this window */
	double stories_usual; /* its mean for as long a window, over its last 100 days */
};

/* What was left out, and why: {412, "below min_relevance 40"}. */
struct digest_dropped {
	unsigned stories;
	struct span reason;
};

/* A feed that needs a person. */
struct digest_sick_feed {
	struct span title;
	struct span url;
	struct span trouble; /* "404 since 3 days" */
};

struct digest_overview {
	unsigned items_read;                   /* new in the window */
	unsigned stories;                      /* that they made, before anything was dropped */
	unsigned feeds;                        /* read */
	const struct digest_story *const *top; /* the first three at most, also in their groups */
	size_t n_top;
	const struct digest_attention *attention;
	size_t n_attention;
	const struct digest_dropped *dropped;
	size_t n_dropped;
	const struct digest_sick_feed *sick;
	size_t n_sick;
};

/* An edition as another page names it: enough for its address and its date. */
struct digest_edition {
	uint64_t number; /* from 1, in its digest; 0: there is none */
	int64_t created_at;
	int32_t utc_offset_seconds; /* of the digest's zone at created_at */
};

struct digest {
	struct arena *arena; /* owns all that is below */
	struct span name;    /* "morning": also in file names, so [a-z0-9_-]+ */
	struct span title;
	struct span description;
	struct span language; /* BCP 47; "en" if absent */
	struct span feed_id;  /* tag: URI of the digest, the same for ever */
	struct span id;       /* tag: URI of this edition */
	struct digest_edition edition;
	struct digest_edition previous; /* the edition before; number 0: this is the first */
	struct span zone_name;          /* "EST": said behind the first time of a page */
	int64_t window_from;
	int64_t window_to;
	enum digest_grouping grouping;
	struct span html_path; /* under the site, "morning/"; SPAN_NONE: not made */
	struct span atom_path; /* "morning.atom" */
	struct span json_path; /* "morning.json" */
	struct span notice; /* what a reader must know of this edition, a sentence; or SPAN_NONE */
	struct digest_overview overview;
	const struct digest_group *groups;
	size_t n_groups;
	const struct digest_story
		*earlier;    /* of the editions before, newest first: the feeds tell */
	size_t n_earlier;    /* them too, so that a rare visitor misses none */
	bool tells_editions; /* an entry of its feeds is an edition, not a story: this one, and */
	const struct digest *past; /* those before, newest first, with their names and stories */
	size_t n_past;
};

/* Empty, with an arena of its own; digest_free takes both. */
struct digest *digest_new(void);
void digest_free(struct digest *digest);

/* How many stories it has; one that stands in two groups counts once. */
size_t digest_story_count(const struct digest *digest);

/* How often a story stands in a group: one in two groups counts twice. */
size_t digest_telling_count(const struct digest *digest);

/* When something in it changed last: the latest `updated` of its stories, or created_at. */
int64_t digest_updated(const struct digest *digest);

/* When the story changed last, or if that is not known was published, or stands here first. */
int64_t digest_story_updated(const struct digest *digest, const struct digest_story *story);

/* Whether it is so long that a reader is helped by overview.top before it: six stories or more. */
bool digest_wants_top(const struct digest *digest);

/* The headline of the first of overview.top, or of the first story; SPAN_NONE when it is empty. */
struct span digest_top_headline(const struct digest *digest);

/*
 * A text with the marks of `words` already cut to it: copies `text` and those of the `n` marks that
 * lie wholly inside it, sorted and merged where they overlap, into the digest's arena. For callers
 * whose evidence may be unordered.
 */
struct digest_text digest_text_make(
	struct digest *digest, struct span text, const struct digest_mark *marks, size_t n);

#endif
