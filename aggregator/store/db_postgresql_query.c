#include "aggregator/store/db_postgresql.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "aggregator/store/db_postgresql_rows.h"
#include "feeds/base/memory.h"
#include "feeds/base/utf8.h"

#define UNREAD_MAX 256   /* then their results are read: neither side's buffers fill up */
#define ROWS_A_FETCH 500 /* of a cursor */
#define NUMBER_BYTES_MAX 24
#define NAME_BYTES_MAX 24
#define STATEMENT_BYTES_MAX ((size_t)1 << 20)
#define BINARY 1

struct postgresql_query {
	struct db_query base;
	struct postgresql *db;
	char name[NAME_BYTES_MAX];
	unsigned generation;          /* of the connection for which it is prepared; 0: none yet */
	struct postgresql_rows *rows; /* NULL: each run of it is sent by itself */
	bool is_cursor;
	bool is_open;         /* the cursor is declared ... */
	bool is_held;         /* ... and outlives its transaction, */
	unsigned transaction; /* which is this one */
	bool has_begun;       /* the first row was asked for */
	struct error failure;
	PGresult *result;
	int row;
	int n;
	const char *values[PARAMETERS_MAX];
	int lengths[PARAMETERS_MAX];
	int formats[PARAMETERS_MAX];
	char numbers[PARAMETERS_MAX][NUMBER_BYTES_MAX];
	struct buf cleaned[PARAMETERS_MAX]; /* texts that the server would refuse */
};

int64_t
postgresql_number(const PGresult *result, int row, int column)
{
	const unsigned char *at = (const unsigned char *)PQgetvalue(result, row, column);
	int len = PQgetlength(result, row, column);
	uint64_t number = len > 0 && at[0] >= 0x80 ? UINT64_MAX : 0;

	for (int i = 0; i < len; i++)
		number = number << 8 | at[i];
	return (int64_t)number;
}

static bool
is_well(const PGresult *result)
{
	ExecStatusType status = PQresultStatus(result);

	return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

/* The first failure is the one that counts: what came after it in the pipeline was not run. */
static void
note_failure(struct postgresql *db, const PGresult *result)
{
	if (db->failure.status == 0 && PQresultStatus(result) != PGRES_PIPELINE_ABORTED)
		postgresql_tell(db, result, &db->failure);
}

/* The result of the next statement in the pipeline; NULL: the connection is lost. */
static PGresult *
read_result(struct postgresql *db)
{
	PGresult *result = PQgetResult(db->connection);
	PGresult *end;

	if (result == NULL || PQresultStatus(result) == PGRES_PIPELINE_SYNC)
		return result;
	end = PQgetResult(db->connection); /* NULL parts one statement from the next */
	PQclear(end);
	return result;
}

/* Reads the results of all that was sent; keeps the last one if it is wanted. */
static void
read_all(struct postgresql *db, PGresult **last)
{
	for (; db->unread > 0; db->unread--) {
		PGresult *result = read_result(db);
		bool is_last = db->unread == 1 && last != NULL;

		if (result == NULL || !is_well(result))
			note_failure(db, result);
		else
			db->changed = strtoll(PQcmdTuples(result), NULL, 10);
		if (is_last)
			*last = result;
		else
			PQclear(result);
	}
	PQclear(read_result(db)); /* the sync itself */
}

/* Sends the sync and waits for everything before it. */
static bool
wait_for(struct postgresql *db, PGresult **last)
{
	if (PQpipelineSync(db->connection) == 1)
		read_all(db, last);
	db->unread = 0;
	if (PQstatus(db->connection) != CONNECTION_OK)
		note_failure(db, NULL);
	return db->failure.status == 0;
}

void
postgresql_count_sent(struct postgresql *db, int is_sent)
{
	if (is_sent == 1)
		db->unread++;
	else
		note_failure(db, NULL);
}

void
postgresql_read_if_many(struct postgresql *db)
{
	if (db->unread >= UNREAD_MAX)
		wait_for(db, NULL);
}

bool
postgresql_sync(struct postgresql *db)
{
	return db->unread > 0 ? wait_for(db, NULL) : db->failure.status == 0;
}

/* Hands on what has failed; outside of a transaction it is over with that. */
static bool
give_failure(struct postgresql *db, struct error *err)
{
	if (err != NULL)
		*err = db->failure;
	if (!db->in_transaction)
		postgresql_recover(db);
	return false;
}

bool
postgresql_run(struct postgresql *db, const char *sql, int64_t *number, struct error *err)
{
	PGresult *result = NULL;
	bool ok;

	if (!postgresql_connected(db, err))
		return false;
	postgresql_rows_send(db);
	postgresql_count_sent(
		db, PQsendQueryParams(db->connection, sql, 0, NULL, NULL, NULL, NULL, BINARY));
	ok = wait_for(db, &result);
	if (ok && number != NULL)
		*number = PQntuples(result) > 0 ? postgresql_number(result, 0, 0) : 0;
	PQclear(result);
	return ok || give_failure(db, err);
}

void
postgresql_recover(struct postgresql *db)
{
	db->failure.status = 0;
	db->generation++;
	if (PQstatus(db->connection) != CONNECTION_OK)
		return;
	postgresql_count_sent(db, PQsendQueryParams(db->connection, "DEALLOCATE ALL", 0, NULL, NULL,
					  NULL, NULL, BINARY));
	wait_for(db, NULL);
	db->failure.status = 0; /* of a lost connection the next statement tells */
}

struct db_query *
postgresql_prepare(struct db *base, const char *sql, bool is_cursor)
{
	struct postgresql_query *query = memory_new(1, sizeof *query);

	query->db = (struct postgresql *)base;
	query->is_cursor = is_cursor;
	snprintf(query->name, sizeof query->name, "s%u", ++query->db->n_named);
	if (!is_cursor)
		query->rows = postgresql_rows_new(query->db, span_of(sql), query->db->n_named);
	for (size_t i = 0; i < PARAMETERS_MAX; i++)
		buf_init(&query->cleaned[i], BUF_UNLIMITED);
	return &query->base;
}

/* Ends what is under way; the statement stays prepared. */
static void
end(struct postgresql_query *query)
{
	struct postgresql *db = query->db;
	char sql[NAME_BYTES_MAX + 8];

	PQclear(query->result);
	query->result = NULL;
	query->row = 0;
	query->n = 0;
	query->has_begun = false;
	if (query->is_open && db->failure.status == 0 &&
		(query->is_held || query->transaction == db->n_transactions)) {
		snprintf(sql, sizeof sql, "CLOSE %s", query->name);
		postgresql_run(db, sql, NULL, NULL);
	}
	query->is_open = false;
}

void
postgresql_free_query(struct db_query *base)
{
	struct postgresql_query *query = (struct postgresql_query *)base;

	end(query);
	for (size_t i = 0; i < PARAMETERS_MAX; i++)
		buf_release(&query->cleaned[i]);
	postgresql_rows_free(query->rows);
	free(query);
}

static void
bind(struct postgresql_query *query, int at, struct span value, int format)
{
	assert(at >= 1 && at <= PARAMETERS_MAX);
	query->values[at - 1] = value.at;
	query->lengths[at - 1] = (int)value.len;
	query->formats[at - 1] = format;
	if (query->n < at)
		query->n = at;
}

void
postgresql_bind_int(struct db_query *base, int at, int64_t number)
{
	struct postgresql_query *query = (struct postgresql_query *)base;
	char *text = query->numbers[at - 1];
	int len = snprintf(text, NUMBER_BYTES_MAX, "%lld", (long long)number);

	bind(query, at, span_make(text, (size_t)len), 0);
}

/* The server takes neither NULs nor malformed UTF-8 for text. */
static struct span
clean(struct buf *cleaned, struct span text)
{
	buf_clear(cleaned);
	while (text.len > 0) {
		char encoded[UTF8_MAX_BYTES];
		uint32_t point;
		size_t len = utf8_decode(text, &point);

		point = point == 0 ? UTF8_REPLACEMENT : point;
		buf_add(cleaned, span_make(encoded, utf8_encode(point, encoded)));
		text = span_from(text, len);
	}
	return buf_span(cleaned);
}

void
postgresql_bind_text(struct db_query *base, int at, struct span text)
{
	struct postgresql_query *query = (struct postgresql_query *)base;

	if (text.at != NULL && (span_find_byte(text, '\0') < text.len || !utf8_is_valid(text)))
		text = clean(&query->cleaned[at - 1], text);
	bind(query, at, text, BINARY);
}

void
postgresql_bind_bytes(struct db_query *base, int at, struct span bytes)
{
	bind((struct postgresql_query *)base, at, bytes, BINARY);
}

static void
send(struct postgresql_query *query, const char *sql)
{
	PGconn *connection = query->db->connection;
	int is_sent = sql != NULL ? PQsendQueryParams(connection, sql, query->n, NULL,
					    query->values, query->lengths, query->formats, BINARY)
				  : PQsendQueryPrepared(connection, query->name, query->n,
					    query->values, query->lengths, query->formats, BINARY);

	postgresql_count_sent(query->db, is_sent);
	query->n = 0;
}

/* The server learns a statement at its first use. */
static void
send_prepared(struct postgresql_query *query)
{
	struct postgresql *db = query->db;

	if (query->generation != db->generation) {
		postgresql_count_sent(
			db, PQsendPrepare(db->connection, query->name, query->base.sql, 0, NULL));
		query->generation = db->generation;
	}
	send(query, NULL);
}

static bool
wait_for_query(struct postgresql_query *query)
{
	PQclear(query->result);
	query->result = NULL;
	return wait_for(query->db, &query->result) || give_failure(query->db, &query->failure);
}

static bool
is_ready(struct postgresql_query *query)
{
	if (query->db->failure.status != 0)
		query->failure = query->db->failure;
	else
		postgresql_connected(query->db, &query->failure);
	return query->failure.status == 0;
}

static void
gather(struct postgresql_query *query)
{
	const struct postgresql_values row = {
		query->values, query->lengths, query->formats, query->n};

	postgresql_rows_add(query->rows, &row);
	query->n = 0;
}

bool
postgresql_run_query(struct db_query *base, struct error *err)
{
	struct postgresql_query *query = (struct postgresql_query *)base;
	struct postgresql *db = query->db;

	if (!is_ready(query))
		return postgresql_done(base, err);
	if (query->rows != NULL && db->in_transaction) {
		gather(query);
		return true;
	}
	postgresql_rows_send(db);
	send_prepared(query);
	if (db->in_transaction && db->unread < UNREAD_MAX)
		return true;
	if (!wait_for_query(query))
		return postgresql_done(base, err);
	PQclear(query->result);
	query->result = NULL;
	return true;
}

/* Cursors outlive the statement only in a transaction, unless the server keeps their rows. */
static bool
declare(struct postgresql_query *query)
{
	struct buf sql;

	query->is_held = !query->db->in_transaction;
	query->transaction = query->db->n_transactions;

	buf_init(&sql, STATEMENT_BYTES_MAX);
	buf_format(&sql, "DECLARE %s NO SCROLL CURSOR%s FOR %s", query->name,
		query->is_held ? " WITH HOLD" : "", query->base.sql);
	send(query, buf_string(&sql));
	buf_release(&sql);
	query->is_open = wait_for_query(query);
	return query->is_open;
}

static bool
fetch(struct postgresql_query *query)
{
	char sql[NAME_BYTES_MAX + 32];

	query->row = 0;
	postgresql_rows_send(query->db);
	snprintf(sql, sizeof sql, "FETCH %d FROM %s", ROWS_A_FETCH, query->name);
	send(query, sql);
	return wait_for_query(query) && PQntuples(query->result) > 0;
}

static bool
begin(struct postgresql_query *query)
{
	query->has_begun = true;
	if (!is_ready(query))
		return false;
	postgresql_rows_send(query->db);
	if (query->is_cursor)
		return declare(query) && fetch(query);
	send_prepared(query);
	return wait_for_query(query) && PQntuples(query->result) > 0;
}

bool
postgresql_next(struct db_query *base)
{
	struct postgresql_query *query = (struct postgresql_query *)base;

	if (!query->has_begun)
		return begin(query);
	if (query->failure.status != 0 || query->result == NULL)
		return false;
	if (++query->row < PQntuples(query->result))
		return true;
	if (!query->is_cursor || PQntuples(query->result) < ROWS_A_FETCH)
		return false;
	return fetch(query);
}

bool
postgresql_done(struct db_query *base, struct error *err)
{
	struct postgresql_query *query = (struct postgresql_query *)base;
	bool ok = query->failure.status == 0;

	if (!ok && err != NULL)
		*err = query->failure;
	query->failure.status = 0;
	end(query);
	return ok;
}

int64_t
postgresql_column_int(struct db_query *base, int column)
{
	struct postgresql_query *query = (struct postgresql_query *)base;

	return postgresql_number(query->result, query->row, column);
}

bool
postgresql_column_is_null(struct db_query *base, int column)
{
	struct postgresql_query *query = (struct postgresql_query *)base;

	return PQgetisnull(query->result, query->row, column) == 1;
}

struct span
postgresql_column_span(struct db_query *base, int column)
{
	struct postgresql_query *query = (struct postgresql_query *)base;

	if (PQgetisnull(query->result, query->row, column) == 1)
		return SPAN_NONE;
	return span_make(PQgetvalue(query->result, query->row, column),
		(size_t)PQgetlength(query->result, query->row, column));
}
