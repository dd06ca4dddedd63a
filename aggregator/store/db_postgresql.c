#include "aggregator/store/db_postgresql.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "aggregator/base/log.h"
#include "aggregator/store/db_postgresql_rows.h"
#include "feeds/base/memory.h"

#define CONNECT_SECONDS "10"
#define LOCK_CLASS "1651794288" /* "btap" */
#define LOCK_NOT_AVAILABLE "55P03"
#define NAME_BYTES_MAX 64 /* what the server keeps of an application's name */

/*
 * Nearly all is asked by keys. Plans are made once, while tables are small: with the usual cost of a
 * page out of order the server then chose to read all of `known` for each new feed.
 */
#define SETTINGS "SET client_min_messages = warning; SET random_page_cost = 1.1;"
/*
 * Texts are packed by the server as they come: the old way takes a third of its time. Servers of
 * before version 14, and those that were built without it, keep the old way.
 */
#define PACKING                                                                                    \
	"SELECT set_config('default_toast_compression', 'lz4', false) FROM pg_settings"            \
	" WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals)"
/*
 * One writer a schema, by a lock that the server takes back when it has noticed the end of the
 * connection: a moment after a writer that was killed.
 */
static const char settings_write[] = SETTINGS "SET lock_timeout = '3s';" PACKING;
static const char settings_read[] = SETTINGS "SET default_transaction_read_only = on";
static const char take_lock[] =
	"SELECT pg_advisory_lock(" LOCK_CLASS ", hashtext(current_schema()))";
static const char name_holder[] =
	"SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid"
	" WHERE l.locktype = 'advisory' AND l.classid = " LOCK_CLASS
	" AND l.objid = (hashtext(current_schema())::bigint & 4294967295)::oid AND l.granted"
	" AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())";
static const char has_meta[] = "SELECT (to_regclass('meta') IS NOT NULL)::int";
static const char read_version[] = "SELECT value FROM meta WHERE name = 'store.version'";
static const char read_bytes[] =
	"SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class"
	" WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace";

/* What the server says in an SQLSTATE, by its beginning, said for the user. */
static const struct {
	const char *state;
	int status;
	const char *text;
} troubles[] = {
	{"53100", EX_IOERR, "the server's disk is full; what was stored is safe"},
	{"53", EX_TEMPFAIL, "the server has no room: try again"},
	{"57P03", EX_TEMPFAIL, "the server is starting or stopping: try again"},
	{"25006", EX_IOERR, "may not be written"},
	{"28", EX_CONFIG, "the server does not let this user in"},
	{"3D000", EX_CONFIG, "there is no such database: make it with createdb"},
	{"42501", EX_CONFIG, "this user may not do that"},
	{"23", EX_DATAERR, "a row is there already"},
	{"XX001", EX_DATAERR, "is damaged"},
	{"XX002", EX_DATAERR, "is damaged"},
};

static bool
tell_state(struct postgresql *db, const char *state, const char *text, struct error *err)
{
	int len = (int)strcspn(text, "\n");

	for (size_t i = 0; i < sizeof troubles / sizeof *troubles; i++)
		if (strncmp(state, troubles[i].state, strlen(troubles[i].state)) == 0)
			return error_set(err, troubles[i].status, "store '%s': %s (%.*s)",
				db->base.where, troubles[i].text, len, text);
	return error_set(err, EX_UNAVAILABLE, "store '%s': %.*s", db->base.where, len, text);
}

bool
postgresql_tell(struct postgresql *db, const PGresult *result, struct error *err)
{
	const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	const char *text = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);

	if (PQstatus(db->connection) != CONNECTION_OK)
		return error_set(err, EX_UNAVAILABLE,
			"store '%s': the connection to the server is lost: try again",
			db->base.where);
	return tell_state(db, state != NULL ? state : "",
		text != NULL ? text : PQerrorMessage(db->connection), err);
}

/* "postgresql://user:secret@host/db" without the secret. */
static char *
without_password(const char *where)
{
	struct span rest = span_from(span_of(where), strlen("postgresql://"));
	struct span user = span_head(rest, span_find_byte(rest, '@'));
	struct buf shown;

	buf_init(&shown, BUF_UNLIMITED);
	buf_add_text(&shown, "postgresql://");
	if (user.len < rest.len)
		buf_add(&shown, span_head(user, span_find_byte(user, ':')));
	buf_add(&shown, user.len < rest.len ? span_from(rest, user.len) : rest);
	buf_cut(&shown, span_find(buf_span(&shown), SPAN("?")));
	return buf_take_string(&shown);
}

static bool
tell_holder(struct postgresql *db, struct error *err)
{
	PGresult *result = PQexecParams(db->connection, name_holder, 0, NULL, NULL, NULL, NULL, 1);
	const char *holder = PQntuples(result) > 0 ? PQgetvalue(result, 0, 0) : "elsewhere";

	error_set(err, EX_TEMPFAIL,
		"store '%s': another broadtape (%s) is writing to it: wait for it, or stop it",
		db->base.where, holder);
	PQclear(result);
	return false;
}

/* Before pipeline mode: each new connection is set up the same way. */
static bool
lock_writer(struct postgresql *db, struct error *err)
{
	PGresult *result = PQexecParams(db->connection, take_lock, 0, NULL, NULL, NULL, NULL, 1);
	const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	bool ok = PQresultStatus(result) == PGRES_TUPLES_OK;

	if (!ok && state != NULL && strcmp(state, LOCK_NOT_AVAILABLE) == 0)
		tell_holder(db, err);
	else if (!ok)
		postgresql_tell(db, result, err);
	PQclear(result);
	return ok;
}

/* What the server says beside its answers; libpq would print it. */
static void
on_notice(void *context, const char *text)
{
	const struct postgresql *db = context;

	log_debug(NULL, "store '%s': %.*s", db->base.where, (int)strcspn(text, "\n"), text);
}

static bool
set_up(struct postgresql *db, struct error *err)
{
	PGresult *result;
	bool ok;

	if (PQstatus(db->connection) != CONNECTION_OK)
		return error_set(err, EX_UNAVAILABLE,
			"store '%s': the server cannot be reached: %.*s", db->base.where,
			(int)strcspn(PQerrorMessage(db->connection), "\n"),
			PQerrorMessage(db->connection));
	PQsetNoticeProcessor(db->connection, on_notice, db);
	result = PQexec(db->connection, db->mode == DB_READ ? settings_read : settings_write);
	ok = PQresultStatus(result) == PGRES_COMMAND_OK ||
	     PQresultStatus(result) == PGRES_TUPLES_OK || postgresql_tell(db, result, err);
	PQclear(result);
	if (!ok || (db->mode == DB_WRITE && !lock_writer(db, err)))
		return false;
	db->generation++;
	db->unread = 0;
	return PQenterPipelineMode(db->connection) == 1;
}

bool
postgresql_connected(struct postgresql *db, struct error *err)
{
	if (PQstatus(db->connection) == CONNECTION_OK)
		return true;
	if (db->in_transaction)
		return error_set(err, EX_UNAVAILABLE,
			"store '%s': the connection to the server is lost: try again",
			db->base.where);
	PQreset(db->connection);
	return set_up(db, err);
}

static void
close_connection(struct db *base)
{
	struct postgresql *db = (struct postgresql *)base;

	PQfinish(db->connection);
	free(db->conninfo);
	free(db->base.where);
	free(db);
}

static PGconn *
connect_as(const char *conninfo)
{
	char host[NAME_BYTES_MAX] = "";
	char name[NAME_BYTES_MAX * 2];
	const char *const keys[] = {
		"dbname", "application_name", "connect_timeout", "client_encoding", NULL};
	const char *const values[] = {conninfo, name, CONNECT_SECONDS, "UTF8", NULL};

	gethostname(host, sizeof host - 1);
	snprintf(name, sizeof name, "broadtape %ld on %.30s", (long)getpid(), host);
	return PQconnectdbParams(keys, values, 1);
}

static struct db *
open_connection(const char *where, enum db_mode mode, struct error *err)
{
	struct postgresql *db = memory_new(1, sizeof *db);

	db->conninfo = memory_string(where, strlen(where));
	db->base.where = without_password(where);
	db->mode = mode;
	db->connection = connect_as(where);
	if (set_up(db, err))
		return &db->base;
	close_connection(&db->base);
	return NULL;
}

static int64_t
changed(const struct db *base)
{
	/* What was sent has to be read first; a failure of it stays noted. */
	struct postgresql *db = (struct postgresql *)(uintptr_t)base;

	postgresql_rows_send(db);
	return postgresql_sync(db) ? db->changed : 0;
}

static bool
begin(struct db *base, enum db_safety safety, struct error *err)
{
	struct postgresql *db = (struct postgresql *)base;
	const char *sql =
		safety == DB_SNAPSHOT ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN";

	/* Every commit waits for the server's disk: the server may die while we live on. */
	if (!postgresql_connected(db, err) || !postgresql_run(db, sql, NULL, err))
		return false;
	db->in_transaction = true;
	db->n_transactions++;
	return true;
}

static bool
commit(struct db *base, struct error *err)
{
	struct postgresql *db = (struct postgresql *)base;

	if (!postgresql_run(db, "COMMIT", NULL, err))
		return false;
	db->in_transaction = false;
	return true;
}

static void
rollback(struct db *base)
{
	struct postgresql *db = (struct postgresql *)base;

	db->in_transaction = false;
	postgresql_rows_forget(db);
	postgresql_sync(db);
	db->failure.status = 0;
	if (PQstatus(db->connection) != CONNECTION_OK)
		return;
	postgresql_run(db, "ROLLBACK", NULL, NULL);
	postgresql_recover(db);
}

/* In pipeline mode a script is sent statement by statement. */
static bool
run_script(struct db *base, const char *sql, struct error *err)
{
	struct span rest = span_of(sql);
	struct span part;
	bool ok = true;

	while (ok && span_split(&rest, ';', &part)) {
		char *statement = memory_string(part.at, part.len);

		ok = span_trim(part).len == 0 ||
		     postgresql_run((struct postgresql *)base, statement, NULL, err);
		free(statement);
	}
	return ok;
}

static bool
version(struct db *base, int *number, struct error *err)
{
	struct postgresql *db = (struct postgresql *)base;
	int64_t value = 0;

	*number = 0;
	if (!postgresql_run(db, has_meta, &value, err))
		return false;
	if (value == 0)
		return true;
	if (!postgresql_run(db, read_version, &value, err))
		return false;
	*number = (int)value;
	return true;
}

static bool
set_version(struct db *base, int number, struct error *err)
{
	char sql[200];

	snprintf(sql, sizeof sql,
		"INSERT INTO meta (name, value) VALUES ('store.version', %d)"
		" ON CONFLICT (name) DO UPDATE SET value = excluded.value",
		number);
	return postgresql_run((struct postgresql *)base, sql, NULL, err);
}

/* The server checks its pages as it reads them, if it was set up to. */
static bool
check(struct db *base, struct error *err)
{
	int64_t number;

	return postgresql_run((struct postgresql *)base,
		"SELECT count(*) FROM items JOIN bodies ON item = number", &number, err);
}

static bool
bytes(struct db *base, int64_t *number, struct error *err)
{
	return postgresql_run((struct postgresql *)base, read_bytes, number, err);
}

/* The server does its own housekeeping. */
static bool
settle(struct db *base, struct error *err)
{
	(void)base;
	(void)err;
	return true;
}

const struct db_driver db_postgresql = {
	.prefix = "postgresql://",
	.open = open_connection,
	.close = close_connection,
	.prepare = postgresql_prepare,
	.free_query = postgresql_free_query,
	.bind_int = postgresql_bind_int,
	.bind_text = postgresql_bind_text,
	.bind_bytes = postgresql_bind_bytes,
	.run = postgresql_run_query,
	.next = postgresql_next,
	.done = postgresql_done,
	.column_int = postgresql_column_int,
	.column_span = postgresql_column_span,
	.column_is_null = postgresql_column_is_null,
	.changed = changed,
	.begin = begin,
	.commit = commit,
	.rollback = rollback,
	.run_script = run_script,
	.version = version,
	.set_version = set_version,
	.check = check,
	.bytes = bytes,
	.settle = settle,
	.optimise = "ANALYZE",
	.words = DB_WORDS_TSVECTOR,
	.own = {{"key", "BIGINT PRIMARY KEY"}, {"bytes", "BYTEA"}, {"clustered", ""},
		{"search", "CREATE TABLE search (rowid BIGINT PRIMARY KEY, words TSVECTOR);"
			   "CREATE INDEX search_words ON search USING GIN (words)"},
		{"add words", "INSERT INTO search (rowid, words) VALUES ($1, $2::text::tsvector)"},
		{"remove words", "DELETE FROM search WHERE rowid = $1 AND $2::text IS NOT NULL"},
		{"match words", "w.words @@ $1::text::tsquery"}, {"rows", POSTGRESQL_ROWS}},
	.is_remote = true,
};
