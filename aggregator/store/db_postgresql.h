#ifndef AGGREGATOR_STORE_DB_POSTGRESQL_H
#define AGGREGATOR_STORE_DB_POSTGRESQL_H

#include <libpq-fe.h>

#include "aggregator/store/db_driver.h"
#include "feeds/base/buf.h"

/* What the two files of the PostgreSQL driver share. */

#define PARAMETERS_MAX 32

/*
 * The connection is always in libpq's pipeline mode: statements that give no rows are sent without
 * waiting, so that a batch costs a few round trips, not one a statement. What failed meanwhile is
 * told by the next one that waits, at the latest by the commit.
 */
struct postgresql_rows;

struct postgresql {
	struct db base;
	char *conninfo; /* with the password: never told to anybody */
	PGconn *connection;
	enum db_mode mode;
	unsigned generation; /* statements prepared for another are not known any more */
	unsigned n_named;    /* statements and cursors that got a name */
	unsigned n_transactions;
	int unread;      /* statements sent whose results have not been read */
	int64_t changed; /* rows that the last statement read has changed */
	bool in_transaction;
	struct postgresql_rows *waiting; /* rows that go together: db_postgresql_rows.h */
	struct error failure; /* of what has been sent in this transaction; status 0: none */
};

/* Connects anew if the connection is lost and no transaction is open. */
bool postgresql_connected(struct postgresql *db, struct error *err);

/* Notes what the server said of a statement, in the user's words. Gives false. */
bool postgresql_tell(struct postgresql *db, const PGresult *result, struct error *err);

/* After a failure: the server forgets all statements, because nobody knows which it took in. */
void postgresql_recover(struct postgresql *db);

/* Counts a statement that was sent (libpq's 1); one that could not be is noted. */
void postgresql_count_sent(struct postgresql *db, int is_sent);

/* Reads the results of what was sent, when they are many. */
void postgresql_read_if_many(struct postgresql *db);

/* Waits for all that was sent. False: something of it failed (db->failure). */
bool postgresql_sync(struct postgresql *db);

/*
 * Sends a statement without values and waits; its first row's first column is `number` (or NULL).
 */
bool postgresql_run(struct postgresql *db, const char *sql, int64_t *number, struct error *err);

/* The number in a column, whatever its width: results are binary. */
int64_t postgresql_number(const PGresult *result, int row, int column);

struct db_query *postgresql_prepare(struct db *db, const char *sql, bool is_cursor);
void postgresql_free_query(struct db_query *query);
void postgresql_bind_int(struct db_query *query, int at, int64_t number);
void postgresql_bind_text(struct db_query *query, int at, struct span text);
void postgresql_bind_bytes(struct db_query *query, int at, struct span bytes);
bool postgresql_run_query(struct db_query *query, struct error *err);
bool postgresql_next(struct db_query *query);
bool postgresql_done(struct db_query *query, struct error *err);
int64_t postgresql_column_int(struct db_query *query, int column);
bool postgresql_column_is_null(struct db_query *query, int column);
struct span postgresql_column_span(struct db_query *query, int column);

#endif
