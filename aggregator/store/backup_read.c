#include "aggregator/store/backup.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include <jansson.h>

#include "aggregator/store/backup_table.h"
#include "aggregator/store/store_private.h"
#include "feeds/base/arena.h"
#include "feeds/base/ascii.h"
#include "feeds/base/memory.h"

/*
 * So many rows are one transaction: the log stays small, and a note tells that it was not the
 * end.
 */
#define ROWS_A_TRANSACTION 10000

static const char count_rows[] =
	"SELECT (SELECT count(*) FROM feeds) + (SELECT count(*) FROM known)"
	" + (SELECT count(*) FROM items) + (SELECT count(*) FROM editions)";
/* Of the tables that a backup does not have. */
static const char clear_stale[] = "DELETE FROM stale";

struct backup_reader {
	struct store *store;
	struct arena *arena; /* of the row's bytes */
	long long lines;
	long long rows;
	bool has_head;
	bool has_end;
	bool in_transaction;
};

static bool
begin(struct backup_reader *reader, struct error *err)
{
	if (reader->in_transaction)
		return true;
	reader->in_transaction = db_begin(reader->store->db, DB_SAFE_FROM_KILL, err);
	return reader->in_transaction;
}

static bool
commit(struct backup_reader *reader, struct error *err)
{
	reader->in_transaction = false;
	return db_commit(reader->store->db, err);
}

/* In a transaction: nothing is left, but that an import has begun. */
static bool
clear_tables(struct backup_reader *reader, struct error *err)
{
	struct db *db = reader->store->db;

	for (size_t i = 0; i < backup_n_tables; i++)
		if (!db_run(db_query(db, backup_tables[i].clear), err))
			return false;
	return db_run(db_query(db, clear_stale), err) &&
	       store_note(reader->store, STORE_NOTE_IMPORTING, 1, err);
}

static bool
start(struct backup_reader *reader, struct error *err)
{
	struct db *db = reader->store->db;
	int64_t is_importing;
	int64_t rows;

	if (!store_noted(reader->store, STORE_NOTE_IMPORTING, &is_importing, err) ||
		!db_read_int(db, count_rows, &rows, err))
		return false;
	if (rows > 0 && is_importing == 0)
		return error_set(err, EX_CANTCREAT,
			"store '%s': has something in it already: import into a new one",
			db_where(db));
	return begin(reader, err) && clear_tables(reader, err) && commit(reader, err);
}

struct backup_reader *
store_import(struct store *store, struct error *err)
{
	struct backup_reader *reader = memory_new(1, sizeof *reader);

	reader->store = store;
	reader->arena = arena_new();
	if (start(reader, err))
		return reader;
	backup_reader_free(reader);
	return NULL;
}

void
backup_reader_free(struct backup_reader *reader)
{
	if (reader == NULL)
		return;
	if (reader->in_transaction)
		db_rollback(reader->store->db);
	arena_free(reader->arena);
	free(reader);
}

static bool
read_bytes(struct arena *arena, const json_t *value, struct span *bytes)
{
	const char *digits = json_string_value(value);
	size_t len = json_string_length(value);
	char *at = arena_bytes(arena, len / 2 + 1);

	for (size_t i = 0; i + 1 < len; i += 2) {
		int high = ascii_hex(digits[i]);
		int low = ascii_hex(digits[i + 1]);

		if (high < 0 || low < 0)
			return false;
		at[i / 2] = (char)(high << 4 | low);
	}
	*bytes = span_make(at, len / 2);
	return len % 2 == 0;
}

/* False: the value is of another type than the column. */
static bool
bind_value(struct backup_reader *reader, struct db_query *query, enum column_type type,
	const json_t *value)
{
	struct span bytes = SPAN_NONE;
	bool is_number = type != COLUMN_TEXT && type != COLUMN_BYTES && type != COLUMN_BYTES_ADDED;

	if (value == NULL && type == COLUMN_NUMBER_ADDED) {
		db_bind_int(query, 0);
		return true;
	}
	if (is_number && json_is_integer(value)) {
		db_bind_int(query, json_integer_value(value));
		return true;
	}
	if (value == NULL && type == COLUMN_BYTES_ADDED) {
		db_bind_text(query, SPAN_NONE);
		return true;
	}
	if (json_is_null(value) && (!is_number || type == COLUMN_NUMBER_OR_NULL)) {
		db_bind_text(query, SPAN_NONE);
		return true;
	}
	if (is_number || !json_is_string(value))
		return false;
	if (type == COLUMN_TEXT) {
		db_bind_text(query, span_make(json_string_value(value), json_string_length(value)));
		return true;
	}
	if (!read_bytes(reader->arena, value, &bytes))
		return false;
	db_bind_bytes(query, bytes);
	return true;
}

static bool
read_row(struct backup_reader *reader, const struct backup_table *table, const json_t *line,
	struct error *err)
{
	struct db_query *query = db_query(reader->store->db, table->insert);

	for (const struct backup_column *column = table->columns; column->name != NULL; column++) {
		const json_t *value = json_object_get(line, column->name);

		if (!bind_value(reader, query, column->type, value))
			return error_set(err, EX_DATAERR, "%s.%s: %s", table->name, column->name,
				value == NULL ? "is missing" : "is of another type");
	}
	reader->rows++;
	return db_run(query, err);
}

static bool
read_head(struct backup_reader *reader, const json_t *line, struct error *err)
{
	const char *what = json_string_value(json_object_get(line, "broadtape"));
	json_int_t version = json_integer_value(json_object_get(line, "version"));

	if (what == NULL || strcmp(what, "store") != 0)
		return error_set(err, EX_DATAERR,
			"is no backup of a store: expected {\"broadtape\":\"store\"}");
	if (version < 1 || version > BACKUP_VERSION)
		return error_set(err, EX_DATAERR,
			"is from a newer broadtape (version %lld, this program knows %d): upgrade "
			"broadtape",
			(long long)version, BACKUP_VERSION);
	reader->has_head = true;
	return true;
}

static bool
read_end(struct backup_reader *reader, const json_t *line, struct error *err)
{
	long long rows = json_integer_value(json_object_get(line, "rows"));

	if (rows != reader->rows)
		return error_set(
			err, EX_DATAERR, "tells of %lld rows, found %lld", rows, reader->rows);
	reader->has_end = true;
	return true;
}

static bool
read_object(struct backup_reader *reader, const json_t *line, struct error *err)
{
	const json_t *name = json_object_get(line, "table");
	const struct backup_table *table;

	if (!reader->has_head)
		return read_head(reader, line, err);
	if (reader->has_end)
		return error_set(err, EX_DATAERR, "stands behind the end");
	if (json_object_get(line, "end") != NULL)
		return read_end(reader, line, err);
	table = backup_find_table(span_of(json_string_value(name)));
	if (table == NULL)
		return error_set(err, EX_DATAERR, "expected the name of a table, found '%s'",
			json_is_string(name) ? json_string_value(name) : "none");
	if (!begin(reader, err) || !read_row(reader, table, line, err))
		return false;
	arena_clear(reader->arena);
	return reader->rows % ROWS_A_TRANSACTION != 0 || commit(reader, err);
}

bool
backup_read_line(struct backup_reader *reader, struct span line, struct error *err)
{
	json_error_t trouble;
	json_t *object;
	bool ok;

	reader->lines++;
	if (line.len > BACKUP_LINE_BYTES_MAX)
		return error_set(err, EX_DATAERR, "line %lld: is too long", reader->lines);
	object = json_loadb(line.at != NULL ? line.at : "", line.len, JSON_ALLOW_NUL, &trouble);
	if (object == NULL)
		return error_set(
			err, EX_DATAERR, "line %lld: is no JSON: %s", reader->lines, trouble.text);
	ok = read_object(reader, object, err) || error_in(err, "line %lld", reader->lines);
	json_decref(object);
	return ok;
}

bool
backup_finish(struct backup_reader *reader, long long *rows, struct error *err)
{
	*rows = reader->rows;
	if (!reader->has_end)
		return error_set(err, EX_DATAERR,
			"line %lld: the backup ends before its last line: it is not whole",
			reader->lines + 1);
	return begin(reader, err) && store_note(reader->store, STORE_NOTE_IMPORTING, 0, err) &&
	       commit(reader, err) && store_reload(reader->store, err);
}
