#ifndef AGGREGATOR_STORE_FEED_STORE_H
#define AGGREGATOR_STORE_FEED_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aggregator/store/store.h"
#include "feeds/base/arena.h"

/* Feeds: what the configuration asks for, and what the visits taught. */

enum feed_kind {
	FEED_URL,  /* http or https */
	FEED_PATH, /* a local file */
	FEED_EXEC, /* a program that prints a feed */
};

/* A feed as configured. */
struct feed_wish {
	enum feed_kind kind;
	struct span url;   /* or the path, or the words of the program: what the feed is known by */
	struct span title; /* the user's own; SPAN_NONE: the document's */
	struct span tags;  /* apart by spaces */
	int64_t added_at;  /* Unix seconds: now; kept if it is new */
	int64_t first_visit; /* Unix seconds: when it is due, if it is new */
};

struct feed_wishes {
	const struct feed_wish *at;
	size_t n;
	int64_t *numbers; /* gets the number of each; NULL: not wanted */
};

/*
 * Makes the wishes the feeds that are visited: new ones get a number, changed ones their new title
 * and tags; those that are not wished for any more are kept, with their items, and rest. A url that
 * comes twice is one feed. A transaction of its own, which writes only what differs.
 */
bool feeds_configure(
	struct store *store, const struct feed_wishes *wishes, struct error *err) MUST_USE;

/* What is the matter with a feed beside its errors: bits of feed_state.traits, of the last visit. */
enum feed_trait {
	FEED_NO_FEED = 1,     /* what came was no feed */
	FEED_UNDATED = 2,     /* none of its items has a date */
	FEED_PUT_OFF = 4,     /* its server, or its host's budget, had us come back later */
	FEED_CHANGES_IDS = 8, /* items that were known came with other ids */
	FEED_LOST_ITEMS = 16, /* more came and went between two visits than could be found again */
	FEED_CHANGES_LINKS = 64, /* ... and other links: what they say is all that stays */
	FEED_FILLED_ITEMS = 32,  /* items came and went between two visits; older pages had them */
};

/*
 * What a visit leaves behind: the caller gives back what it read, with what has changed. The
 * validators are one set, byte for byte as the server sent them.
 */
struct feed_state {
	struct span etag;
	struct span last_modified;
	uint64_t body_hash;
	int64_t last_visit; /* Unix seconds; 0: never */
	int64_t next_visit; /* of one that is gone: the end of the year 9999 */
	int64_t last_success;
	int64_t failing_since; /* 0: not failing */
	uint32_t failures;     /* in a row */
	bool is_gone;
	struct span last_error; /* SPAN_NONE: it went well */
	struct span moved_to;   /* where a permanent redirect led */
	struct span title;      /* as the document says */
	struct span html_url;
	struct span hints;  /* what the document asks for (ttl ...), as the caller writes it */
	struct span rhythm; /* as fetch/ writes it */
	unsigned traits;    /* enum feed_trait */
	uint32_t losses;    /* how often two visits in a row had no item in common */
	int64_t lost_at;    /* the last time; 0: never */
	int64_t same_as;    /* the feed that it has become one with, by a redirect; 0: none */
};

/* With its texts in the arena. */
struct feed_state feed_state_copy(const struct feed_state *state, struct arena *arena);

struct feed_record {
	int64_t number;
	enum feed_kind kind;
	struct span url;
	struct span configured_title;
	struct span tags;
	bool is_active; /* the configuration has it */
	int64_t added_at;
	struct feed_state state;
};

/* In a batch: the visit of a feed, beside what it brought. */
bool feed_visited(struct store *store, int64_t feed, const struct feed_state *state,
	struct error *err) MUST_USE;

/*
 * In a batch: which other feed reads `url` already, because it is its address, or because it has moved
 * there before: the two have become one. 0 in `same`: none does.
 */
bool feed_find_same(struct store *store, int64_t feed, struct span url, int64_t *same,
	struct error *err) MUST_USE;

/* A walk over feeds. Never NULL; what goes wrong is told at the end. */
struct feed_cursor;

/*
 * The active feeds whose next visit is at `now` or before, the longest due first; gone ones are
 * never due. Its cost follows the feeds that are due, not those that are not.
 */
struct feed_cursor *feeds_due(struct store *store, int64_t now);

/* The same without those that were due before `since`: for who has met them already. */
struct feed_cursor *feeds_due_since(struct store *store, int64_t since, int64_t now);

/* All, by number; those at rest too. */
struct feed_cursor *feeds_all(struct store *store);

/* The one of this number, or url. */
struct feed_cursor *feed_of_number(struct store *store, int64_t number);
struct feed_cursor *feed_of_url(struct store *store, struct span url);

/* The next feed, borrowed until the next call; NULL: no more, or a failure. */
const struct feed_record *feed_cursor_next(struct feed_cursor *cursor);

/* Frees it. False: it ended because of a failure. */
bool feed_cursor_close(struct feed_cursor *cursor, struct error *err) MUST_USE;

/*
 * Feeds that were visited more than a day after `now` were so by a clock that was wrong, and has been set
 * back since: what is due later than now is due now.
 */
bool feeds_forget_ahead(struct store *store, int64_t now, struct error *err) MUST_USE;

/* When the next active feed is due; INT64_MAX: none is. */
bool feeds_next_due(struct store *store, int64_t *at, struct error *err) MUST_USE;

/* Likewise, of those that are due after `after`. */
bool feeds_next_due_after(
	struct store *store, int64_t after, int64_t *at, struct error *err) MUST_USE;

#endif
