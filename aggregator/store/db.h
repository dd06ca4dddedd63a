#ifndef AGGREGATOR_STORE_DB_H
#define AGGREGATOR_STORE_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "feeds/base/span.h"

/*
 * A database, as thin as can be: statements with values bound, rows out. The SQL given to it is
 * what SQLite and PostgreSQL both speak: parameters are $1, $2, ..., integers are 64 bits wide,
 * ON CONFLICT is the upsert. What they do not share has its own function here, or a word in braces:
 *
 *     {key}        the type of a table's own number
 *     {bytes}      the type of bytes
 *     {clustered}  behind a table that is kept in the order of its primary key
 *     {search}     makes the search index, a table `search` (rowid, words)
 *     {add words}, {remove words}  entry $1 with the words $2 (db_words)
 *     {rows}       begins an upsert that may go with others: no two of a transaction have one key
 *     {match words}  whether the words of `w`, the search index, match the expression $1
 *
 * One connection, one thread at a time.
 */
struct db;
struct db_query;

enum db_mode {
	DB_READ,  /* another process may write meanwhile; fails where there is no database yet */
	DB_WRITE, /* the only writer: made if missing, locked against a second one */
};

/*
 * Opens the database at `where`: a file's path, or postgresql://user@host/database. NULL: `err`
 * names it and says what to do. EX_TEMPFAIL: somebody else writes. The caller closes it.
 */
struct db *db_open(const char *where, enum db_mode mode, struct error *err) MUST_USE;
void db_close(struct db *db);

/* As given to db_open; lives as long as the db. */
const char *db_where(const struct db *db);

/*
 * The statement `sql`, ready for its values. Never NULL: what was wrong with it is told by db_run
 * or db_done. It is prepared once and kept; `sql` is a constant, known again by its address. The
 * same statement cannot be used twice at once (db_query_new is for that).
 */
struct db_query *db_query(struct db *db, const char *sql);

/* The same, of its own: for cursors that live for long. The caller frees it. */
struct db_query *db_query_new(struct db *db, const char *sql);
void db_query_free(struct db_query *query);

/*
 * The next parameter, from $1 on. Bytes are borrowed until db_run or db_done has returned.
 * SPAN_NONE is NULL. Text is UTF-8; what is not, or has NULs, goes as bytes.
 */
void db_bind_int(struct db_query *query, int64_t number);
void db_bind_text(struct db_query *query, struct span text);
void db_bind_bytes(struct db_query *query, struct span bytes);

/* Runs a statement that gives no rows, and makes it ready for the next use. */
bool db_run(struct db_query *query, struct error *err) MUST_USE;

/* The next row; false: no more, or a failure, which db_done tells. */
bool db_next(struct db_query *query) MUST_USE;

/* Ends a statement, after its last row or before, and makes it ready for the next use. */
bool db_done(struct db_query *query, struct error *err) MUST_USE;

/*
 * Columns of the row, from 0; borrowed until the next db_next or db_done. NULL is 0 or SPAN_NONE.
 */
int64_t db_column_int(struct db_query *query, int column);
struct span db_column_span(struct db_query *query, int column);
bool db_column_is_null(struct db_query *query, int column);

/* How many rows the last db_run inserted, updated or deleted. */
int64_t db_changed(const struct db *db);

/* Whether an answer takes a way to a server and back: better not to ask for each row. */
bool db_is_remote(const struct db *db);

/* One row with one number (0 if there is no row or NULL): "SELECT max(number) FROM items". */
bool db_read_int(struct db *db, const char *sql, int64_t *number, struct error *err) MUST_USE;

/*
 * What a commit outlives. A batch that a power cut takes back was committed together with its
 * feed's validators, so that the next visit brings it again; a ledger has no second source.
 */
enum db_safety {
	DB_SAFE_FROM_KILL,  /* the end of the process, however it comes; no wait for the disk */
	DB_SAFE_FROM_POWER, /* and the loss of power */
	DB_SNAPSHOT,        /* nothing is written: what is read is of one moment */
};
bool db_begin(struct db *db, enum db_safety safety, struct error *err) MUST_USE;
/* False: nothing of the transaction has happened; it is rolled back. */
bool db_commit(struct db *db, struct error *err) MUST_USE;
void db_rollback(struct db *db);

/* Statements without values, apart by ';': tables and indices. */
bool db_schema(struct db *db, const char *sql, struct error *err) MUST_USE;

/* The schema's version, 0 in an empty database. */
bool db_version(struct db *db, int *version, struct error *err) MUST_USE;
bool db_set_version(struct db *db, int version, struct error *err) MUST_USE;

/* Reads all of it; false: damaged, and how. */
bool db_check(struct db *db, struct error *err) MUST_USE;

/* How the search index wants its words and expressions to be written. */
enum db_words {
	DB_WORDS_FTS5,     /* SQLite: words apart by spaces */
	DB_WORDS_TSVECTOR, /* PostgreSQL: word:1 other:2 */
};
enum db_words db_words(const struct db *db);

/* Bytes that the database takes. */
bool db_bytes(struct db *db, int64_t *bytes, struct error *err) MUST_USE;

/*
 * Whether what is written to is still what stands where it was opened. False (EX_NOINPUT): a file
 * that was removed or replaced meanwhile; what is written goes nowhere.
 */
bool db_is_in_place(struct db *db, struct error *err) MUST_USE;

/* An idle moment: what was put off to keep commits quick is done now. */
bool db_settle(struct db *db, struct error *err) MUST_USE;

/* Brings up to date what the planner of queries knows. */
bool db_optimise(struct db *db, struct error *err) MUST_USE;

#endif
