#include "aggregator/store/db_driver.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include <sqlite3.h>

#include "aggregator/store/db_sqlite_rest.h"
#include "aggregator/store/db_sqlite_words.h"
#include "aggregator/store/lock.h"
#include "feeds/base/memory.h"

#define APPLICATION_ID 0x62746170 /* "btap", in the file's header */
#define BUSY_TIMEOUT_MS 10000     /* a reader waits so long for a checkpoint or a recovery */

/* 8 KB pages hold two or three items' texts each; a writer keeps 8 MB of them, a reader 4 MB. */
#define SETTINGS                                                                                   \
	"PRAGMA page_size = 8192;"                                                                 \
	"PRAGMA temp_store = MEMORY;"                                                              \
	"PRAGMA trusted_schema = OFF;"                                                             \
	"PRAGMA synchronous = NORMAL;"
/*
 * The log is copied into the file when it has 32 MB, so that commits seldom wait for the disk; what
 * a large transaction made of it is given back.
 */
#define SETTINGS_WRITE                                                                             \
	"PRAGMA journal_mode = WAL;"                                                               \
	"PRAGMA wal_autocheckpoint = 4096;"                                                        \
	"PRAGMA journal_size_limit = 67108864;"                                                    \
	"PRAGMA cache_size = -8192;"
#define SETTINGS_READ "PRAGMA query_only = ON; PRAGMA cache_size = -4096;"

struct sqlite {
	struct db base;
	sqlite3 *handle;
	struct lock *lock; /* of a writer; or of a reader that keeps writers away */
	struct stat file;  /* as it was when it was opened */
	enum db_safety safety;
};

struct sqlite_query {
	struct db_query base;
	struct sqlite *db;
	sqlite3_stmt *statement; /* NULL: it could not be prepared */
	int status;              /* of the last step */
};

/* What SQLite says in a code, said for the user. */
static const struct {
	int code;
	int status;
	const char *text;
} troubles[] = {
	{SQLITE_FULL, EX_IOERR,
		"the disk is full; what was stored is safe, make room and run again"},
	{SQLITE_READONLY, EX_IOERR,
		"may not be written, and who reads beside a writer needs to write there too: run "
		"as the owner of its folder, or read a copy of it"},
	{SQLITE_CANTOPEN, EX_IOERR, "cannot be opened"},
	{SQLITE_PERM, EX_IOERR, "may not be opened: permission denied"},
	{SQLITE_BUSY, EX_TEMPFAIL, "is busy in another process: try again"},
	{SQLITE_LOCKED, EX_TEMPFAIL, "is busy in another process: try again"},
	{SQLITE_NOTADB, EX_DATAERR, "is no broadtape store: give another path to `store`"},
	{SQLITE_CORRUPT, EX_DATAERR,
		"is damaged: move it away and read a backup with `broadtape import`, or start "
		"anew"},
	{SQLITE_IOERR, EX_IOERR, "cannot be read or written"},
	{SQLITE_TOOBIG, EX_DATAERR, "a value is too large"},
	{SQLITE_CONSTRAINT, EX_DATAERR, "a row is there already"},
};

static bool
tell(struct error *err, sqlite3 *handle, const char *where, int code)
{
	int cause = handle != NULL ? sqlite3_system_errno(handle) : 0;
	const char *text = handle != NULL ? sqlite3_errmsg(handle) : sqlite3_errstr(code);

	if (code == SQLITE_NOMEM)
		memory_exhausted(0);
	for (size_t i = 0; i < sizeof troubles / sizeof *troubles; i++) {
		if (troubles[i].code != (code & 0xff))
			continue;
		if (cause != 0 && (code & 0xff) == SQLITE_IOERR)
			text = strerror(cause);
		return error_set(err, troubles[i].status, "store '%s': %s (%s)", where,
			troubles[i].text, text);
	}
	return error_set(err, EX_SOFTWARE, "store '%s': %s", where, text);
}

static bool
run(struct sqlite *db, const char *sql, struct error *err)
{
	int code = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);

	return code == SQLITE_OK || tell(err, db->handle, db->base.where, code);
}

/* The number that a PRAGMA or a SELECT without parameters gives. */
static bool
read_number(struct sqlite *db, const char *sql, int64_t *number, struct error *err)
{
	sqlite3_stmt *statement = NULL;
	int code = sqlite3_prepare_v2(db->handle, sql, -1, &statement, NULL);

	if (code == SQLITE_OK)
		code = sqlite3_step(statement);
	*number = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
	if (code != SQLITE_ROW && code != SQLITE_DONE)
		tell(err, db->handle, db->base.where, code);
	sqlite3_finalize(statement);
	return code == SQLITE_ROW || code == SQLITE_DONE;
}

/* Another program's database is left alone; an empty one becomes ours. */
static bool
claim(struct sqlite *db, enum db_mode mode, struct error *err)
{
	int64_t id;
	int64_t tables;
	char sql[64];

	if (!read_number(db, "PRAGMA application_id", &id, err) ||
		!read_number(db, "SELECT count(*) FROM sqlite_schema", &tables, err))
		return false;
	if (id == APPLICATION_ID)
		return true;
	if (id != 0 || tables > 0)
		return error_set(err, EX_DATAERR,
			"store '%s': is another program's SQLite database: give another path to "
			"`store`",
			db->base.where);
	if (mode == DB_READ)
		return true;
	snprintf(sql, sizeof sql, "PRAGMA application_id = %d", APPLICATION_ID);
	return run(db, sql, err);
}

static bool
note_file(struct sqlite *db, struct error *err)
{
	return stat(db->base.where, &db->file) == 0 ||
	       tell(err, NULL, db->base.where, SQLITE_CANTOPEN);
}

static int
open_handle(struct sqlite *db, enum db_mode mode)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
	char *uri;
	int code;

	if (mode == DB_WRITE)
		flags |= SQLITE_OPEN_CREATE;
	if (mode == DB_READ && db_sqlite_is_shut_out(db->base.where))
		return SQLITE_READONLY;
	if (mode == DB_WRITE || !db_sqlite_is_at_rest(db->base.where, &db->lock))
		return sqlite3_open_v2(db->base.where, &db->handle, flags, NULL);
	uri = db_sqlite_rest_uri(db->base.where);
	flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI;
	code = sqlite3_open_v2(uri, &db->handle, flags, NULL);
	free(uri);
	return code;
}

static bool
open_file(struct sqlite *db, enum db_mode mode, struct error *err)
{
	const char *where = db->base.where;
	int code;

	if (mode == DB_READ && access(where, F_OK) != 0 && errno == ENOENT)
		return error_set(err, EX_NOINPUT,
			"store '%s': there is none yet: `broadtape run` makes it", where);
	code = open_handle(db, mode);
	if (code != SQLITE_OK)
		return tell(err, db->handle, where, code);
	if (mode == DB_WRITE && sqlite3_db_readonly(db->handle, "main") == 1)
		return tell(err, NULL, where, SQLITE_READONLY);
	sqlite3_extended_result_codes(db->handle, 1);
	sqlite3_busy_timeout(db->handle, BUSY_TIMEOUT_MS);
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	return run(db, SETTINGS, err) && claim(db, mode, err) &&
	       run(db, mode == DB_WRITE ? SETTINGS_WRITE : SETTINGS_READ, err) &&
	       note_file(db, err) && db_sqlite_words(db->handle, where, err);
}

static void
close_file(struct db *base)
{
	struct sqlite *db = (struct sqlite *)base;

	sqlite3_close_v2(db->handle);
	lock_free(db->lock);
	free(db->base.where);
	free(db);
}

static struct db *
sqlite_open(const char *where, enum db_mode mode, struct error *err)
{
	struct sqlite *db = memory_new(1, sizeof *db);
	bool ok = true;

	db->base.where = memory_string(where, strlen(where));
	if (mode == DB_WRITE) {
		db->lock = lock_take(where, err);
		ok = db->lock != NULL;
	}
	if (ok && open_file(db, mode, err))
		return &db->base;
	close_file(&db->base);
	return NULL;
}

/* To SQLite $1 is a name, which is counted where it is first used; ?1 is a number. */
static char *
number_parameters(const char *sql)
{
	char *own = memory_string(sql, strlen(sql));

	for (char *at = strchr(own, '$'); at != NULL; at = strchr(at, '$'))
		*at = '?';
	return own;
}

static void
prepare(struct sqlite_query *query, const char *sql)
{
	char *own = number_parameters(sql);

	query->status = sqlite3_prepare_v3(
		query->db->handle, own, -1, SQLITE_PREPARE_PERSISTENT, &query->statement, NULL);
	free(own);
}

static struct db_query *
sqlite_prepare(struct db *db, const char *sql, bool is_cursor)
{
	struct sqlite_query *query = memory_new(1, sizeof *query);

	(void)is_cursor; /* every statement gives its rows as they are read */
	query->db = (struct sqlite *)db;
	prepare(query, sql);
	return &query->base;
}

static void
sqlite_free_query(struct db_query *base)
{
	struct sqlite_query *query = (struct sqlite_query *)base;

	sqlite3_finalize(query->statement);
	free(query);
}

static void
sqlite_rest(struct db_query *base)
{
	struct sqlite_query *query = (struct sqlite_query *)base;

	if (query->statement == NULL) { /* it could not be prepared: the trouble may have gone */
		prepare(query, base->sql);
		return;
	}
	sqlite3_reset(query->statement);
	sqlite3_clear_bindings(query->statement);
	query->status = SQLITE_OK;
}

/* A value that could not be bound ends the statement before it ran. */
static void
note_bound(struct db_query *base, int code)
{
	struct sqlite_query *query = (struct sqlite_query *)base;

	if (code != SQLITE_OK && query->status == SQLITE_OK)
		query->status = code;
}

static void
sqlite_bind_int(struct db_query *base, int at, int64_t number)
{
	note_bound(base, sqlite3_bind_int64(((struct sqlite_query *)base)->statement, at, number));
}

static void
sqlite_bind_text(struct db_query *base, int at, struct span text)
{
	note_bound(base, sqlite3_bind_text64(((struct sqlite_query *)base)->statement, at, text.at,
				 text.len, SQLITE_STATIC, SQLITE_UTF8));
}

static void
sqlite_bind_bytes(struct db_query *base, int at, struct span bytes)
{
	note_bound(base, sqlite3_bind_blob64(((struct sqlite_query *)base)->statement, at, bytes.at,
				 bytes.len, SQLITE_STATIC));
}

static bool
sqlite_next(struct db_query *base)
{
	struct sqlite_query *query = (struct sqlite_query *)base;

	if (query->status != SQLITE_OK && query->status != SQLITE_ROW)
		return false;
	query->status = sqlite3_step(query->statement);
	return query->status == SQLITE_ROW;
}

static bool
sqlite_done(struct db_query *base, struct error *err)
{
	struct sqlite_query *query = (struct sqlite_query *)base;
	int status = query->status;
	bool ok = status == SQLITE_OK || status == SQLITE_ROW || status == SQLITE_DONE;

	if (!ok)
		tell(err, query->db->handle, base->db->where, status);
	query->status = SQLITE_OK;
	if (query->statement != NULL)
		sqlite3_reset(query->statement);
	else
		prepare(query, base->sql); /* for the next use: the trouble may have gone */
	return ok;
}

static bool
sqlite_run(struct db_query *base, struct error *err)
{
	bool has_rows = sqlite_next(base);

	while (has_rows)
		has_rows = sqlite_next(base);
	return sqlite_done(base, err);
}

static int64_t
sqlite_column_int(struct db_query *base, int column)
{
	return sqlite3_column_int64(((struct sqlite_query *)base)->statement, column);
}

static struct span
sqlite_column_span(struct db_query *base, int column)
{
	sqlite3_stmt *statement = ((struct sqlite_query *)base)->statement;
	const char *at = sqlite3_column_blob(statement, column);
	size_t len = (size_t)sqlite3_column_bytes(statement, column);

	if (at == NULL && sqlite3_column_type(statement, column) != SQLITE_NULL)
		return SPAN("");
	return span_make(at, len);
}

static bool
sqlite_column_is_null(struct db_query *base, int column)
{
	return sqlite3_column_type(((struct sqlite_query *)base)->statement, column) == SQLITE_NULL;
}

static int64_t
sqlite_changed(const struct db *base)
{
	return sqlite3_changes64(((const struct sqlite *)base)->handle);
}

/* The safety of a commit can be chosen only between transactions. */
static bool
choose_safety(struct sqlite *db, enum db_safety safety, struct error *err)
{
	const char *sql = safety == DB_SAFE_FROM_POWER ? "PRAGMA synchronous = FULL"
						       : "PRAGMA synchronous = NORMAL";

	if (db->safety == safety)
		return true;
	db->safety = safety;
	return run(db, sql, err);
}

static bool
sqlite_begin(struct db *base, enum db_safety safety, struct error *err)
{
	struct sqlite *db = (struct sqlite *)base;

	if (safety == DB_SNAPSHOT)
		return run(db, "BEGIN", err);
	return choose_safety(db, safety, err) && run(db, "BEGIN IMMEDIATE", err);
}

static bool
sqlite_commit(struct db *base, struct error *err)
{
	return run((struct sqlite *)base, "COMMIT", err);
}

static void
sqlite_rollback(struct db *base)
{
	sqlite3 *handle = ((struct sqlite *)base)->handle;

	/* SQLite itself may have rolled back already, after a full disk. */
	if (sqlite3_get_autocommit(handle) == 0)
		sqlite3_exec(handle, "ROLLBACK", NULL, NULL, NULL);
}

static bool
sqlite_run_script(struct db *base, const char *sql, struct error *err)
{
	return run((struct sqlite *)base, sql, err);
}

static bool
sqlite_version(struct db *base, int *version, struct error *err)
{
	int64_t number;
	bool ok = read_number((struct sqlite *)base, "PRAGMA user_version", &number, err);

	*version = (int)number;
	return ok;
}

static bool
sqlite_set_version(struct db *base, int version, struct error *err)
{
	char sql[64];

	snprintf(sql, sizeof sql, "PRAGMA user_version = %d", version);
	return run((struct sqlite *)base, sql, err);
}

static bool
sqlite_check(struct db *base, struct error *err)
{
	struct db_query *query = db_query(base, "PRAGMA integrity_check(1)");
	bool ok = true;

	if (db_next(query)) {
		struct span found = db_column_span(query, 0);

		if (!span_equal(found, SPAN("ok")))
			ok = error_set(err, EX_DATAERR, "store '%s': is damaged: %.*s", base->where,
				SPAN_ARGS(found));
	}
	return db_done(query, ok ? err : NULL) && ok;
}

static bool
sqlite_bytes(struct db *base, int64_t *bytes, struct error *err)
{
	return db_read_int(base,
		"SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()", bytes,
		err);
}

/* What cannot be looked at now may be there again soon: only what is surely another file counts. */
static bool
sqlite_is_in_place(struct db *base, struct error *err)
{
	const struct stat *opened = &((struct sqlite *)base)->file;
	struct stat now;
	bool is_there = stat(base->where, &now) == 0;

	if (is_there ? now.st_ino == opened->st_ino && now.st_dev == opened->st_dev
		     : errno != ENOENT && errno != ENOTDIR)
		return true;
	return error_set(err, EX_NOINPUT,
		"store '%s': its file was %s while broadtape wrote to it: put it back from a "
		"backup, or leave it, and start broadtape again",
		base->where, is_there ? "replaced by another" : "removed");
}

static bool
sqlite_settle(struct db *base, struct error *err)
{
	struct sqlite *db = (struct sqlite *)base;
	int code =
		sqlite3_wal_checkpoint_v2(db->handle, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);

	return code == SQLITE_OK || tell(err, db->handle, base->where, code);
}

const struct db_driver db_sqlite = {
	.open = sqlite_open,
	.close = close_file,
	.prepare = sqlite_prepare,
	.free_query = sqlite_free_query,
	.rest = sqlite_rest,
	.bind_int = sqlite_bind_int,
	.bind_text = sqlite_bind_text,
	.bind_bytes = sqlite_bind_bytes,
	.run = sqlite_run,
	.next = sqlite_next,
	.done = sqlite_done,
	.column_int = sqlite_column_int,
	.column_span = sqlite_column_span,
	.column_is_null = sqlite_column_is_null,
	.changed = sqlite_changed,
	.begin = sqlite_begin,
	.commit = sqlite_commit,
	.rollback = sqlite_rollback,
	.run_script = sqlite_run_script,
	.version = sqlite_version,
	.set_version = sqlite_set_version,
	.check = sqlite_check,
	.bytes = sqlite_bytes,
	.settle = sqlite_settle,
	.is_in_place = sqlite_is_in_place,
	.optimise = "PRAGMA analysis_limit = 1000; PRAGMA optimize",
	.words = DB_WORDS_FTS5,
	.own = {{"key", "INTEGER PRIMARY KEY"}, {"bytes", "BLOB"}, {"clustered", "WITHOUT ROWID"},
		{"search", "CREATE VIRTUAL TABLE search USING"
			   " fts5(words, content='', columnsize=0, tokenize='words')"},
		{"add words", "INSERT INTO search (rowid, words) VALUES ($1, $2)"},
		/* FTS5 keeps no copy of the text: it must be told what the item said. */
		{"remove words",
			"INSERT INTO search (search, rowid, words) VALUES ('delete', $1, $2)"},
		{"match words", "w.words MATCH $1"}, {"rows", ""}},
};
