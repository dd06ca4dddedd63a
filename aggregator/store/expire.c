#include "aggregator/store/store.h"

#include <assert.h>

#include "aggregator/store/search_words.h"
#include "aggregator/store/store_private.h"

/*
 * Retention. What a feed's items are known by stays: many feeds list their items for years, and an
 * item that was removed here must not come back as news.
 */

static const char select_old[] =
	"SELECT i.number, i.feed, i.story,"
	" CASE WHEN s.item IS NULL THEN i.title ELSE s.title END,"
	" CASE WHEN s.item IS NULL THEN b.text ELSE s.text END,"
	" CASE WHEN s.item IS NULL THEN i.marks ELSE s.marks END"
	" FROM items i JOIN bodies b ON b.item = i.number LEFT JOIN stale s ON s.item = i.number"
	" WHERE i.first_seen < $1 ORDER BY i.first_seen, i.number LIMIT $2";
static const char leave_story[] = "UPDATE stories SET items = items - 1 WHERE number = $1";
static const char end_story[] = "DELETE FROM stories WHERE number = $1 AND items <= 0";
static const char *const deletions[] = {
	"DELETE FROM stale WHERE item = $1",
	"DELETE FROM versions WHERE item = $1",
	"DELETE FROM bodies WHERE item = $1",
	"DELETE FROM items WHERE number = $1",
};

static bool
run_with(struct store *store, const char *sql, int64_t number, struct error *err)
{
	struct db_query *query = db_query(store->db, sql);

	db_bind_int(query, number);
	return db_run(query, err);
}

static bool
remove_item(struct store *store, int64_t item, int64_t story, struct error *err)
{
	for (size_t i = 0; i < sizeof deletions / sizeof *deletions; i++)
		if (!run_with(store, deletions[i], item, err))
			return false;
	return run_with(store, leave_story, story, err) && run_with(store, end_story, story, err);
}

/* The rows are read by a statement of its own: it is open while they are deleted. */
static bool
remove_old(struct store *store, struct search_words *search, struct db_query *query,
	int64_t *removed, struct error *err)
{
	bool ok = true;

	while (ok && db_next(query)) {
		const struct search_entry entry = {.item = db_column_int(query, 0),
			.feed = db_column_int(query, 1),
			.title = db_column_span(query, 3),
			.text = db_column_span(query, 4),
			.marks = db_column_span(query, 5)};

		if (entry.item <= store->numbers.indexed)
			ok = search_words_remove(search, &entry, err);
		ok = ok && remove_item(store, entry.item, db_column_int(query, 2), err);
		*removed += ok;
	}
	return db_done(query, ok ? err : NULL) && ok;
}

bool
store_expire(struct store *store, int64_t until, int64_t limit, int64_t *removed, struct error *err)
{
	struct search_words search;
	struct db_query *query = db_query(store->db, select_old);
	bool ok;

	assert(!store->in_batch);
	*removed = 0;
	if (!db_begin(store->db, DB_SAFE_FROM_KILL, err))
		return false;
	search_words_init(&search, store->db);
	db_bind_int(query, until);
	db_bind_int(query, limit);
	ok = remove_old(store, &search, query, removed, err);
	search_words_release(&search);
	if (ok)
		return db_commit(store->db, err);
	db_rollback(store->db);
	return false;
}
