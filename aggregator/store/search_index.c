#include "aggregator/store/search_store.h"

#include <assert.h>

#include "aggregator/store/search_words.h"
#include "aggregator/store/store_private.h"

/* Brings the search index up to what is stored. */

static const char select_pending[] = "SELECT i.number, i.feed, i.title, b.text, i.marks"
				     " FROM items i JOIN bodies b ON b.item = i.number"
				     " WHERE i.number > $1 ORDER BY i.number LIMIT $2";
static const char select_stale[] =
	"SELECT i.number, i.feed, s.title, s.text, s.marks, i.title, b.text, i.marks FROM stale s"
	" JOIN items i ON i.number = s.item JOIN bodies b ON b.item = s.item"
	" ORDER BY s.item LIMIT $1";
static const char delete_stale[] = "DELETE FROM stale WHERE item <= $1";
static const char count_left[] = "SELECT (SELECT count(*) FROM items WHERE number > $1)"
				 " + (SELECT count(*) FROM stale)";

/* Number and feed stand first; title, text and marks from column `at` on. */
static struct search_entry
read_entry(struct db_query *row, int at)
{
	return (struct search_entry){
		.item = db_column_int(row, 0),
		.feed = db_column_int(row, 1),
		.title = db_column_span(row, at),
		.text = db_column_span(row, at + 1),
		.marks = db_column_span(row, at + 2),
	};
}

static bool
index_new(struct store *store, struct search_words *search, int64_t limit, struct error *err)
{
	struct db_query *query = db_query(store->db, select_pending);
	bool ok = true;

	db_bind_int(query, store->numbers.indexed);
	db_bind_int(query, limit);
	while (ok && db_next(query)) {
		const struct search_entry entry = read_entry(query, 2);

		ok = search_words_add(search, &entry, err);
		store->numbers.indexed = entry.item;
	}
	return db_done(query, ok ? err : NULL) && ok &&
	       store_note(store, STORE_NOTE_INDEXED, store->numbers.indexed, err);
}

static bool
index_changed(struct store *store, struct search_words *search, int64_t limit, struct error *err)
{
	struct db_query *query = db_query(store->db, select_stale);
	int64_t last = 0;
	bool ok = true;

	db_bind_int(query, limit);
	while (ok && db_next(query)) {
		const struct search_entry old = read_entry(query, 2);
		const struct search_entry new = read_entry(query, 5);

		ok = search_words_remove(search, &old, err) && search_words_add(search, &new, err);
		last = new.item;
	}
	if (!db_done(query, ok ? err : NULL) || !ok)
		return false;
	query = db_query(store->db, delete_stale);
	db_bind_int(query, last);
	return db_run(query, err);
}

static bool
read_left(struct store *store, int64_t *left, struct error *err)
{
	struct db_query *query = db_query(store->db, count_left);

	db_bind_int(query, store->numbers.indexed);
	*left = db_next(query) ? db_column_int(query, 0) : 0;
	return db_done(query, err);
}

static bool
index_some(struct store *store, int64_t limit, int64_t *left, struct error *err)
{
	struct search_words search;
	bool ok;

	search_words_init(&search, store->db);
	ok = index_new(store, &search, limit, err) && index_changed(store, &search, limit, err) &&
	     read_left(store, left, err);
	search_words_release(&search);
	return ok;
}

bool
search_index_pending(struct store *store, int64_t limit, int64_t *left, struct error *err)
{
	int64_t indexed = store->numbers.indexed;

	assert(!store->in_batch);
	*left = 0;
	if (!db_begin(store->db, DB_SAFE_FROM_KILL, err))
		return false;
	if (!index_some(store, limit, left, err))
		db_rollback(store->db);
	else if (db_commit(store->db, err)) {
		store->written.indexed = store->numbers.indexed;
		return true;
	}
	store->numbers.indexed = indexed;
	return false;
}
