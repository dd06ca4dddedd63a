#ifndef AGGREGATOR_STORE_ITEM_STORE_H
#define AGGREGATOR_STORE_ITEM_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aggregator/store/store.h"
#include "feeds/base/arena.h"

/*
 * Items: what the feeds brought, each once, with what was found in it and the story it belongs
 * to.
 */

#define ITEM_TIME_NONE INT64_MIN

/* What is longer is cut, at a character's start. */
#define ITEM_TEXT_BYTES_MAX ((size_t)64 << 10)
#define ITEM_LINE_BYTES_MAX ((size_t)4 << 10) /* title, url, author ... */

/* One company in an item. */
struct item_company {
	struct span id;       /* of the directory or the user's own: any stable text */
	uint8_t relevance;    /* 0-100 */
	uint8_t confidence;   /* 0-100 */
	uint8_t role;         /* as watch/ has it */
	struct span evidence; /* why, as the caller writes it; at most MARKS_EVIDENCE_BYTES_MAX */
};

struct item_topic {
	struct span name;
	struct span evidence;
};

/* Which story, and why: the numbers are story/'s. `story` 0: none. */
struct item_place {
	int64_t story;     /* at most store_next_story, which makes a new one */
	int64_t continues; /* of a new story: the older one that it follows, or 0; not read back */
	int relation;
	int score;
	unsigned reasons;
	int64_t like_item; /* the copy's original, or 0 */
	bool is_recycled;
	struct span why; /* story/'s note; a part of the body */
};

/*
 * One item. To write one: everything but `number` and `first_seen_at`. Of one that was read, the
 * spans and arrays are borrowed until the cursor moves, or live in the arena that was given. What
 * is not known is SPAN_NONE, 0, or ITEM_TIME_NONE.
 */
struct item_record {
	int64_t number;
	int64_t feed;
	uint64_t identity;  /* hash of what the feed knows the item by; not read back */
	uint64_t content;   /* hash of what it says: another one means changed; not read back */
	uint64_t canonical; /* story/'s key of the link */
	int64_t first_seen_at;
	int64_t published_at;
	int64_t updated_at;
	struct span url;
	struct span title;
	struct span author;
	struct span source; /* who published it, if the feed is another's */
	struct span language;
	struct span tickers; /* the feed's own, apart by spaces */
	const struct item_company
		*companies; /* the most relevant first; at most MARKS_COMPANIES_MAX */
	size_t n_companies;
	const struct item_topic *topics;
	size_t n_topics;
	struct item_place place;
	/* The body: read only where asked for. */
	struct span id;         /* the feed's (guid) */
	struct span categories; /* apart by newlines */
	struct span summary;
	struct span text;        /* plain */
	struct span fingerprint; /* story/'s, for restoring it */
};

/* A look-up: `identity` goes in, the rest comes out. */
struct item_known {
	uint64_t identity;
	uint64_t content; /* as stored */
	int64_t item;     /* 0: the feed has no such item yet */
};

/*
 * Which items of one feed are stored already, and with which content: for equal content there is
 * nothing to match and nothing to write. Sees what the open batch has written.
 */
bool items_known(struct store *store, int64_t feed, struct item_known *known, size_t n,
	struct error *err) MUST_USE;

/*
 * In a batch, before the items of one feed are added: which of them will be. It is no promise, and
 * only for speed: a server is asked for all at once, not for each. `wanted` is scratch.
 */
bool items_expect(struct store *store, int64_t feed, struct item_known *wanted, size_t n,
	struct error *err) MUST_USE;

/*
 * In a batch: a new item, which gets the number store_next_item. Its first_seen_at is the batch's
 * moment, and its story has one more item. `number` 0: the feed has an item of this identity
 * already, and nothing was written.
 */
bool item_add(struct store *store, const struct item_record *item, int64_t *number,
	struct error *err) MUST_USE;

/*
 * In a batch: item->number has changed; what it said before becomes a version. Its feed, identity,
 * first_seen_at and place stay.
 */
bool item_change(struct store *store, const struct item_record *item, struct error *err) MUST_USE;

/* One item with its body, copied into the arena; NULL in `item`: there is none. */
bool item_read(struct store *store, int64_t number, struct arena *arena,
	const struct item_record **item, struct error *err) MUST_USE;

/* What an item said before, each version, the oldest first; in the arena. */
struct item_version {
	int64_t changed_at; /* when the next one replaced it */
	struct span title;
	struct span text;
};
struct item_version_list {
	struct arena *arena; /* set by the caller; has the texts */
	struct item_version *at;
	size_t n;
};
bool item_versions(struct store *store, int64_t number, struct item_version_list *list,
	struct error *err) MUST_USE;

/*
 * A walk over items; any number at once. It sees the store as it was at its first item; what the
 * same store object writes meanwhile it may see or not. Never NULL; what goes wrong is told at
 * the end.
 */
struct item_cursor;

enum item_parts {
	ITEM_HEAD,  /* without the body */
	ITEM_WHOLE, /* with it */
};

/*
 * The items first seen in [from, to), in that order: a digest's window. Its cost follows the
 * items in it, not those in the store.
 */
struct item_cursor *items_between(
	struct store *store, int64_t from, int64_t to, enum item_parts parts);

/*
 * What story/ needs to live again: number, feed, place, times and fingerprint of the items first
 * seen from `since` on, in the order in which they were placed.
 */
struct item_cursor *items_live(struct store *store, int64_t since);

/* The items of a story, the oldest first. */
struct item_cursor *items_of_story(struct store *store, int64_t story, enum item_parts parts);

/* The next item, borrowed until the next call; NULL: no more, or a failure. */
const struct item_record *item_cursor_next(struct item_cursor *cursor);

/* Frees it. False: it ended because of a failure. */
bool item_cursor_close(struct item_cursor *cursor, struct error *err) MUST_USE;

#endif
