#ifndef AGGREGATOR_STORE_STORE_H
#define AGGREGATOR_STORE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "feeds/base/span.h"

/*
 * Everything that must survive: feeds, items, stories, editions, and the search index. What can
 * be asked of each noun stands in a header of its own (feed_store.h, item_store.h, story_store.h,
 * edition_store.h, search_store.h). One store object serves one thread at a time; a second thread
 * opens its own with STORE_READ, and neither waits for the other.
 *
 * What is stored: a thing counts as stored, and may be announced, when the commit of its batch
 * has returned true. From then on it survives kill -9 and a full disk. A power cut may take back
 * the last batches (whole ones, never parts): their feeds' validators go with them, so the next
 * visit brings the items again. The ledger of editions waits for the disk and survives a power
 * cut too.
 */
struct store;

enum store_mode {
	STORE_READ,   /* beside a writer, or alone; fails (EX_NOINPUT) if there is no store yet */
	STORE_WRITE,  /* the only writer; makes the store if need be, and migrates an older one */
	STORE_IMPORT, /* as STORE_WRITE, for store_import: even after one that was cut off */
};

/*
 * Opens the store at `where`: a file's path. NULL, and `err` names the store and says what to do:
 * another process writes to it (EX_TEMPFAIL), an import into it was cut off, it is from a newer
 * version (EX_CONFIG), damaged or no store (EX_DATAERR), or it cannot be read or written
 * (EX_IOERR, EX_CANTCREAT). The caller closes it.
 */
struct store *store_open(const char *where, enum store_mode mode, struct error *err) MUST_USE;

/* Where it is, to be shown: without a password. Lives as long as the store. */
const char *store_where(const struct store *store);

/* Gives up an open batch. NULL is fine. */
void store_close(struct store *store);

/*
 * A batch: all that one or more visits brought, written by the calls marked "in a batch" of the
 * other headers, in one transaction. `now` (Unix seconds) is the moment when its items were first
 * seen. Batches do not nest. After any failure inside it, abandon it: nothing of it has happened.
 */
bool store_batch_begin(struct store *store, int64_t now, struct error *err) MUST_USE;
/* True: stored. False: nothing of the batch is, and the batch is over. */
bool store_batch_commit(struct store *store, struct error *err) MUST_USE;
void store_batch_abandon(struct store *store);

/* The number that the next new item, or story, gets: the highest ever given, plus 1. */
int64_t store_next_item(const struct store *store);
int64_t store_next_story(const struct store *store);

/* What there is, for `status`. */
struct store_counts {
	int64_t feeds; /* that the configuration has */
	int64_t items;
	int64_t stories;
	int64_t editions;
	int64_t unsent;    /* deliveries that are still to be made */
	int64_t unindexed; /* items that a search does not find yet */
	int64_t newest_at; /* when the newest item was first seen; 0: no item */
	int64_t bytes;     /* on the disk */
};
bool store_count(struct store *store, struct store_counts *counts, struct error *err) MUST_USE;

/* When the item that was seen last was first seen, Unix seconds; 0: no item. Costs one look at an index. */
bool store_newest_at(struct store *store, int64_t *at, struct error *err) MUST_USE;

/* A number kept under a name ("last-cycle-at"), 0 if none is. */
bool store_note(struct store *store, const char *name, int64_t value, struct error *err) MUST_USE;
bool store_noted(struct store *store, const char *name, int64_t *value, struct error *err) MUST_USE;

/*
 * Retention: removes items first seen before `until`, at most `limit` of them in one transaction
 * of its own, with what belongs to them alone. `removed` is how many went; fewer than `limit`: no
 * more are left. Stories go with their last item; editions stay.
 */
bool store_expire(struct store *store, int64_t until, int64_t limit, int64_t *removed,
	struct error *err) MUST_USE;

/* Reads the whole store; false: it is damaged, and how. */
bool store_check(struct store *store, struct error *err) MUST_USE;

/*
 * Whether its file still stands where it was opened: one stat(2). False (EX_NOINPUT): it was removed
 * or replaced, and what is written from now on is lost with it; `err` says what to do.
 */
bool store_is_in_place(struct store *store, struct error *err) MUST_USE;

/* The end of a cycle: does what was put off to keep commits quick. */
bool store_settle(struct store *store, struct error *err) MUST_USE;

/* Once a day: what the database knows of its tables, to plan its queries by, is brought up to date. */
bool store_optimise(struct store *store, struct error *err) MUST_USE;

#endif
