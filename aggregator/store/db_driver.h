#ifndef AGGREGATOR_STORE_DB_DRIVER_H
#define AGGREGATOR_STORE_DB_DRIVER_H

#include "aggregator/store/db.h"

#define DB_OWN_WORDS 8

/* What stands in braces, and what a driver puts there. */
struct db_word {
	const char *word;
	const char *own;
};

/* What a kind of database brings: one file and one row in db.c's table. */
struct db_driver {
	const char *prefix; /* of `where`: "postgresql://"; NULL: a path */
	struct db *(*open)(const char *where, enum db_mode mode, struct error *err);
	void (*close)(struct db *db);
	/*
	 * `sql` is in the driver's own words. `is_cursor`: its rows may be many, and come slowly.
	 */
	struct db_query *(*prepare)(struct db *db, const char *sql, bool is_cursor);
	void (*free_query)(struct db_query *query);
	void (*bind_int)(struct db_query *query, int at, int64_t number);
	void (*bind_text)(struct db_query *query, int at, struct span text);
	void (*bind_bytes)(struct db_query *query, int at, struct span bytes);
	bool (*run)(struct db_query *query, struct error *err);
	bool (*next)(struct db_query *query);
	bool (*done)(struct db_query *query, struct error *err);
	/* Makes a cursor that is done with ready for its next use; NULL: it is freed instead. */
	void (*rest)(struct db_query *query);
	int64_t (*column_int)(struct db_query *query, int column);
	struct span (*column_span)(struct db_query *query, int column);
	bool (*column_is_null)(struct db_query *query, int column);
	int64_t (*changed)(const struct db *db);
	bool (*begin)(struct db *db, enum db_safety safety, struct error *err);
	bool (*commit)(struct db *db, struct error *err);
	void (*rollback)(struct db *db);
	bool (*run_script)(struct db *db, const char *sql, struct error *err);
	bool (*version)(struct db *db, int *version, struct error *err);
	bool (*set_version)(struct db *db, int version, struct error *err);
	bool (*check)(struct db *db, struct error *err);
	bool (*bytes)(struct db *db, int64_t *bytes, struct error *err);
	bool (*settle)(struct db *db, struct error *err);
	bool (*is_in_place)(struct db *db, struct error *err); /* NULL: it always is */
	const char *optimise;                                  /* a script */
	enum db_words words;
	bool is_remote;
	struct db_word own[DB_OWN_WORDS]; /* for the words in braces */
};

extern const struct db_driver db_sqlite;
extern const struct db_driver db_postgresql;

#define DB_RESTING_MAX 16 /* a power of two */

/* The start of every driver's db. */
struct db {
	const struct db_driver *driver;
	char *where;               /* set by the driver's open, freed by its close */
	struct db_query **queries; /* by address of their SQL; open addressing, power of two */
	size_t n_queries;
	size_t capacity;
	struct db_query
		*resting[DB_RESTING_MAX]; /* cursors that are free, by address of their SQL */
};

/* The start of every driver's query. */
struct db_query {
	struct db *db;
	const char *constant; /* the statement as db_query was given it */
	char *sql;            /* in the driver's own words */
	int bound;            /* parameters so far */
};

#endif
