#ifndef AGGREGATOR_STORE_DB_DRIVER_H
#define AGGREGATOR_STORE_DB_DRIVER_H

#include "aggregator/store/db.h"

/* What a kind of database brings: one file and one row in db.c's table. */
struct db_driver {
	const char *prefix; /* of `where`: "postgresql://"; NULL: a path */
	struct db *(*open)(const char *where, enum db_mode mode, struct error *err);
	void (*close)(struct db *db);
	struct db_query *(*prepare)(struct db *db, const char *sql);
	void (*free_query)(struct db_query *query);
	void (*bind_int)(struct db_query *query, int at, int64_t number);
	void (*bind_real)(struct db_query *query, int at, double number);
	void (*bind_text)(struct db_query *query, int at, struct span text);
	void (*bind_bytes)(struct db_query *query, int at, struct span bytes);
	bool (*next)(struct db_query *query);
	bool (*done)(struct db_query *query, struct error *err);
	int64_t (*column_int)(struct db_query *query, int column);
	double (*column_real)(struct db_query *query, int column);
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
	const char *key;       /* {key} */
	const char *byte_type; /* {bytes} */
	const char *clustered; /* {clustered} */
	const char *search;    /* {search} */
};

extern const struct db_driver db_sqlite;

/* The start of every driver's db. */
struct db {
	const struct db_driver *driver;
	char *where;               /* set by the driver's open, freed by its close */
	struct db_query **queries; /* by address of their SQL; open addressing, power of two */
	size_t n_queries;
	size_t capacity;
};

/* The start of every driver's query. */
struct db_query {
	struct db *db;
	const char *sql;
	int bound; /* parameters so far */
};

#endif
