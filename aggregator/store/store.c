#include "aggregator/store/store.h"

#include <assert.h>
#include <stdlib.h>
#include <sysexits.h>

#include "aggregator/store/marks.h"
#include "aggregator/store/schema.h"
#include "aggregator/store/store_private.h"
#include "feeds/base/memory.h"

#define NUMBER_MAX ((int64_t)1 << 53)

static const char read_note[] = "SELECT value FROM meta WHERE name = $1";
static const char write_note[] = "INSERT INTO meta (name, value) VALUES ($1, $2)"
				 " ON CONFLICT (name) DO UPDATE SET value = excluded.value";
static const char read_newest[] = "SELECT max(first_seen) FROM items";

static const char count_feeds[] = "SELECT count(*) FROM feeds WHERE is_active = 1";
static const char count_items[] = "SELECT count(*) FROM items";
static const char count_stories[] = "SELECT count(*) FROM stories WHERE merged_into = 0";
static const char count_editions[] = "SELECT count(*) FROM editions";
static const char count_unsent[] = "SELECT count(*) FROM deliveries WHERE state = 0";
static const char count_stale[] = "SELECT count(*) FROM stale";
static const char count_unindexed[] = "SELECT count(*) FROM items WHERE number > $1";

bool
store_note(struct store *store, const char *name, int64_t value, struct error *err)
{
	struct db_query *query = db_query(store->db, write_note);

	db_bind_text(query, span_of(name));
	db_bind_int(query, value);
	return db_run(query, err);
}

bool
store_noted(struct store *store, const char *name, int64_t *value, struct error *err)
{
	struct db_query *query = db_query(store->db, read_note);

	db_bind_text(query, span_of(name));
	*value = db_next(query) ? db_column_int(query, 0) : 0;
	return db_done(query, err);
}

/* A backup may hold any number; those that are counted on stay far from the ends. */
static int64_t
clamp(int64_t number, int64_t min)
{
	if (number < min)
		return min;
	return number < NUMBER_MAX ? number : NUMBER_MAX;
}

bool
store_reload(struct store *store, struct error *err)
{
	struct store_numbers *numbers = &store->numbers;

	names_forget(store->companies);
	names_forget(store->topics);
	days_clear(store->days);
	if (!store_noted(store, STORE_NOTE_ITEM, &numbers->last_item, err) ||
		!store_noted(store, STORE_NOTE_STORY, &numbers->last_story, err) ||
		!store_noted(store, STORE_NOTE_SLACK, &numbers->slack, err) ||
		!store_noted(store, STORE_NOTE_INDEXED, &numbers->indexed, err) ||
		!db_read_int(store->db, read_newest, &numbers->newest_at, err))
		return false;
	numbers->last_item = clamp(numbers->last_item, 0);
	numbers->last_story = clamp(numbers->last_story, 0);
	numbers->slack = clamp(numbers->slack, 0);
	numbers->newest_at = clamp(numbers->newest_at, -NUMBER_MAX);
	store->written = *numbers;
	return true;
}

/* Half a backup is not taken for a store. */
static bool
expect_whole(struct store *store, struct error *err)
{
	int64_t is_importing;

	if (!store_noted(store, STORE_NOTE_IMPORTING, &is_importing, err))
		return false;
	return is_importing == 0 || error_set(err, EX_DATAERR,
					    "store '%s': an import into it was cut off: run "
					    "`broadtape import` again, or "
					    "remove the file",
					    db_where(store->db));
}

static bool
prepare_tables(struct store *store, enum store_mode mode, struct error *err)
{
	bool ok =
		mode == STORE_READ ? schema_expect(store->db, err) : schema_migrate(store->db, err);

	if (!ok || (mode != STORE_IMPORT && !expect_whole(store, err)))
		return false;
	store->companies = names_new(store->db, NAMES_COMPANIES);
	store->topics = names_new(store->db, NAMES_TOPICS);
	store->days = days_new();
	store->story_counts = story_counts_new();
	return store_reload(store, err);
}

struct store *
store_open(const char *where, enum store_mode mode, struct error *err)
{
	struct store *store = memory_new(1, sizeof *store);

	buf_init(&store->marks, MARKS_BYTES_MAX);
	expected_init(&store->expected);
	store->db = db_open(where, mode == STORE_READ ? DB_READ : DB_WRITE, err);
	if (store->db != NULL && prepare_tables(store, mode, err))
		return store;
	store_close(store);
	return NULL;
}

const char *
store_where(const struct store *store)
{
	return db_where(store->db);
}

void
store_close(struct store *store)
{
	if (store == NULL)
		return;
	if (store->in_batch)
		db_rollback(store->db);
	names_free(store->companies);
	names_free(store->topics);
	days_free(store->days);
	story_counts_free(store->story_counts);
	expected_release(&store->expected);
	buf_release(&store->marks);
	db_close(store->db);
	free(store);
}

bool
store_batch_begin(struct store *store, int64_t now, struct error *err)
{
	assert(!store->in_batch);
	if (!db_begin(store->db, DB_SAFE_FROM_KILL, err))
		return false;
	store->in_batch = true;
	store->batch_at = now;
	expected_release(&store->expected);
	return true;
}

static bool
write_if_new(
	struct store *store, const char *name, int64_t number, int64_t written, struct error *err)
{
	return number == written || store_note(store, name, number, err);
}

static bool
write_numbers(struct store *store, struct error *err)
{
	const struct store_numbers *now = &store->numbers;
	const struct store_numbers *old = &store->written;

	return write_if_new(store, STORE_NOTE_ITEM, now->last_item, old->last_item, err) &&
	       write_if_new(store, STORE_NOTE_STORY, now->last_story, old->last_story, err) &&
	       write_if_new(store, STORE_NOTE_SLACK, now->slack, old->slack, err);
}

bool
store_batch_commit(struct store *store, struct error *err)
{
	assert(store->in_batch);
	if (!write_numbers(store, err) || !days_write(store->days, store->db, err) ||
		!story_counts_write(store->story_counts, store->db, store->batch_at, err) ||
		!db_commit(store->db, err)) {
		store_batch_abandon(store);
		return false;
	}
	store->in_batch = false;
	store->written = store->numbers;
	return true;
}

void
store_batch_abandon(struct store *store)
{
	if (!store->in_batch)
		return;
	db_rollback(store->db);
	store->in_batch = false;
	store->numbers = store->written;
	names_forget(store->companies);
	names_forget(store->topics);
	days_clear(store->days);
	story_counts_clear(store->story_counts);
}

int64_t
store_next_item(const struct store *store)
{
	return store->numbers.last_item + 1;
}

int64_t
store_next_story(const struct store *store)
{
	return store->numbers.last_story + 1;
}

static bool
count_waiting(struct store *store, int64_t *n, struct error *err)
{
	struct db_query *query = db_query(store->db, count_unindexed);
	int64_t stale;

	db_bind_int(query, store->numbers.indexed);
	*n = db_next(query) ? db_column_int(query, 0) : 0;
	if (!db_done(query, err) || !db_read_int(store->db, count_stale, &stale, err))
		return false;
	*n += stale;
	return true;
}

bool
store_newest_at(struct store *store, int64_t *at, struct error *err)
{
	bool ok = db_read_int(store->db, read_newest, at, err);

	*at = clamp(*at, 0);
	return ok;
}

bool
store_count(struct store *store, struct store_counts *counts, struct error *err)
{
	const struct {
		const char *sql;
		int64_t *number;
	} figures[] = {
		{count_feeds, &counts->feeds},
		{count_items, &counts->items},
		{count_stories, &counts->stories},
		{count_editions, &counts->editions},
		{count_unsent, &counts->unsent},
		{read_newest, &counts->newest_at},
	};

	for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
		if (!db_read_int(store->db, figures[i].sql, figures[i].number, err))
			return false;
	return count_waiting(store, &counts->unindexed, err) &&
	       db_bytes(store->db, &counts->bytes, err);
}

bool
store_check(struct store *store, struct error *err)
{
	return db_check(store->db, err);
}

bool
store_is_in_place(struct store *store, struct error *err)
{
	return db_is_in_place(store->db, err);
}

bool
store_settle(struct store *store, struct error *err)
{
	return db_settle(store->db, err);
}

bool
store_optimise(struct store *store, struct error *err)
{
	return db_optimise(store->db, err);
}
