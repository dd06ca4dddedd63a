#include "aggregator/store/db.h"

#include <assert.h>
#include <stdlib.h>

#include "aggregator/store/db_driver.h"
#include "feeds/base/buf.h"
#include "feeds/base/memory.h"

#define QUERIES_CAPACITY_FIRST 256
#define SCRIPT_BYTES_MAX (1 << 20)

static const struct db_driver *const drivers[] = {&db_postgresql, &db_sqlite};

/* The one whose prefix it has; the path is for the driver without. */
static const struct db_driver *
find_driver(const char *where)
{
	const struct db_driver *found = NULL;

	for (size_t i = 0; i < sizeof drivers / sizeof *drivers; i++) {
		const char *prefix = drivers[i]->prefix;

		if (prefix != NULL && span_starts_with(span_of(where), span_of(prefix)))
			return drivers[i];
		if (prefix == NULL)
			found = drivers[i];
	}
	return found;
}

struct db *
db_open(const char *where, enum db_mode mode, struct error *err)
{
	const struct db_driver *driver = find_driver(where);
	struct db *db = driver->open(where, mode, err);

	if (db == NULL)
		return NULL;
	db->driver = driver;
	db->capacity = QUERIES_CAPACITY_FIRST;
	db->queries = memory_new(db->capacity, sizeof(struct db_query *));
	return db;
}

static void
drop(struct db_query *query)
{
	if (query == NULL)
		return;
	free(query->sql);
	query->db->driver->free_query(query);
}

void
db_close(struct db *db)
{
	if (db == NULL)
		return;
	for (size_t i = 0; i < db->capacity; i++)
		drop(db->queries[i]);
	for (size_t i = 0; i < DB_RESTING_MAX; i++)
		drop(db->resting[i]);
	free(db->queries);
	db->driver->close(db);
}

const char *
db_where(const struct db *db)
{
	return db->where;
}

/* What the driver says for the word in braces; every driver knows all of them. */
static struct span
own_word(const struct db_driver *driver, struct span word)
{
	size_t i = 0;

	while (i < DB_OWN_WORDS && !span_equal(span_of(driver->own[i].word), word))
		i++;
	assert(i < DB_OWN_WORDS);
	return span_of(driver->own[i].own);
}

/* The caller frees it. */
static char *
in_own_words(const struct db_driver *driver, const char *sql)
{
	struct span rest = span_of(sql);
	struct span part;
	struct buf own;

	buf_init(&own, SCRIPT_BYTES_MAX);
	while (span_split(&rest, '{', &part)) {
		buf_add(&own, part);
		if (rest.at != NULL && span_split(&rest, '}', &part))
			buf_add(&own, own_word(driver, part));
	}
	return buf_take_string(&own);
}

static struct db_query *
prepare(struct db *db, const char *sql, bool is_cursor)
{
	char *own = in_own_words(db->driver, sql);
	struct db_query *query = db->driver->prepare(db, own, is_cursor);

	query->db = db;
	query->constant = sql;
	query->sql = own;
	return query;
}

/* Where a cursor of that statement rests when nobody uses it. */
static struct db_query **
resting_place(struct db *db, const char *sql)
{
	return &db->resting[(uintptr_t)sql * 0x9e3779b97f4a7c15 >> 32 & (DB_RESTING_MAX - 1)];
}

struct db_query *
db_query_new(struct db *db, const char *sql)
{
	struct db_query **place = resting_place(db, sql);
	struct db_query *query = *place;

	if (query == NULL || query->constant != sql)
		return prepare(db, sql, true);
	*place = NULL;
	return query;
}

void
db_query_free(struct db_query *query)
{
	struct db_query **place;

	if (query == NULL || query->db->driver->rest == NULL) {
		drop(query);
		return;
	}
	query->bound = 0;
	query->db->driver->rest(query);
	place = resting_place(query->db, query->constant);
	drop(*place);
	*place = query;
}

/* Where the statement stands, or the free place where it belongs. */
static struct db_query **
find_place(struct db *db, const char *sql)
{
	size_t at = (size_t)((uintptr_t)sql * 0x9e3779b97f4a7c15 >> 32);

	for (;; at++) {
		struct db_query **place = &db->queries[at & (db->capacity - 1)];

		if (*place == NULL || (*place)->constant == sql)
			return place;
	}
}

static void
grow(struct db *db)
{
	struct db_query **old = db->queries;
	size_t n_old = db->capacity;

	db->capacity *= 2;
	db->queries = memory_new(db->capacity, sizeof(struct db_query *));
	for (size_t i = 0; i < n_old; i++)
		if (old[i] != NULL)
			*find_place(db, old[i]->constant) = old[i];
	free(old);
}

struct db_query *
db_query(struct db *db, const char *sql)
{
	struct db_query **place = find_place(db, sql);

	if (*place == NULL) {
		*place = prepare(db, sql, false);
		db->n_queries++;
		if (db->n_queries * 2 > db->capacity) {
			grow(db);
			place = find_place(db, sql);
		}
	}
	(*place)->bound = 0;
	return *place;
}

void
db_bind_int(struct db_query *query, int64_t number)
{
	query->db->driver->bind_int(query, ++query->bound, number);
}

void
db_bind_text(struct db_query *query, struct span text)
{
	query->db->driver->bind_text(query, ++query->bound, text);
}

void
db_bind_bytes(struct db_query *query, struct span bytes)
{
	query->db->driver->bind_bytes(query, ++query->bound, bytes);
}

bool
db_next(struct db_query *query)
{
	return query->db->driver->next(query);
}

bool
db_done(struct db_query *query, struct error *err)
{
	query->bound = 0;
	return query->db->driver->done(query, err);
}

bool
db_run(struct db_query *query, struct error *err)
{
	query->bound = 0;
	return query->db->driver->run(query, err);
}

int64_t
db_column_int(struct db_query *query, int column)
{
	return query->db->driver->column_int(query, column);
}

struct span
db_column_span(struct db_query *query, int column)
{
	return query->db->driver->column_span(query, column);
}

bool
db_column_is_null(struct db_query *query, int column)
{
	return query->db->driver->column_is_null(query, column);
}

int64_t
db_changed(const struct db *db)
{
	return db->driver->changed(db);
}

bool
db_read_int(struct db *db, const char *sql, int64_t *number, struct error *err)
{
	struct db_query *query = db_query(db, sql);

	*number = db_next(query) ? db_column_int(query, 0) : 0;
	return db_done(query, err);
}

bool
db_begin(struct db *db, enum db_safety safety, struct error *err)
{
	return db->driver->begin(db, safety, err);
}

bool
db_commit(struct db *db, struct error *err)
{
	if (db->driver->commit(db, err))
		return true;
	db_rollback(db);
	return false;
}

void
db_rollback(struct db *db)
{
	db->driver->rollback(db);
}

bool
db_schema(struct db *db, const char *sql, struct error *err)
{
	char *own = in_own_words(db->driver, sql);
	bool ok = db->driver->run_script(db, own, err);

	free(own);
	return ok;
}

bool
db_is_remote(const struct db *db)
{
	return db->driver->is_remote;
}

enum db_words
db_words(const struct db *db)
{
	return db->driver->words;
}

bool
db_version(struct db *db, int *version, struct error *err)
{
	return db->driver->version(db, version, err);
}

bool
db_set_version(struct db *db, int version, struct error *err)
{
	return db->driver->set_version(db, version, err);
}

bool
db_check(struct db *db, struct error *err)
{
	return db->driver->check(db, err);
}

bool
db_bytes(struct db *db, int64_t *bytes, struct error *err)
{
	return db->driver->bytes(db, bytes, err);
}

bool
db_is_in_place(struct db *db, struct error *err)
{
	return db->driver->is_in_place == NULL || db->driver->is_in_place(db, err);
}

bool
db_settle(struct db *db, struct error *err)
{
	return db->driver->settle(db, err);
}

bool
db_optimise(struct db *db, struct error *err)
{
	return db->driver->run_script(db, db->driver->optimise, err);
}
