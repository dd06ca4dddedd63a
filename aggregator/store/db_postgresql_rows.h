#ifndef AGGREGATOR_STORE_DB_POSTGRESQL_ROWS_H
#define AGGREGATOR_STORE_DB_POSTGRESQL_ROWS_H

#include "aggregator/store/db_postgresql.h"

/* Rows that wait to go to the server together: many of one INSERT in one statement. */

/* Begins an upsert of which no two waiting rows have the same key. */
#define POSTGRESQL_ROWS "/*rows*/"

/*
 * For the statement `sql`, which outlives it. NULL: its rows cannot wait. `number` is its own.
 */
struct postgresql_rows *postgresql_rows_new(
	struct postgresql *db, struct span sql, unsigned number);
void postgresql_rows_free(struct postgresql_rows *rows);

/* The values of one row, as libpq takes them; numbers are text. */
struct postgresql_values {
	const char *const *values;
	const int *lengths;
	const int *formats;
	int n;
};

/* Copies a row; it is sent when there are enough, or before the next other statement. */
void postgresql_rows_add(struct postgresql_rows *rows, const struct postgresql_values *row);

/* Sends all rows that wait, in the order in which their statements came. */
void postgresql_rows_send(struct postgresql *db);

/* After a rollback: they are not sent. */
void postgresql_rows_forget(struct postgresql *db);

#endif
