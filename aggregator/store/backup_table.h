#ifndef AGGREGATOR_STORE_BACKUP_TABLE_H
#define AGGREGATOR_STORE_BACKUP_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "feeds/base/span.h"

/* What a backup has of each table: every column, in the order of the statements below. */

#define BACKUP_VERSION 1
#define BACKUP_COLUMNS_MAX 32

enum column_type {
	COLUMN_NUMBER,
	COLUMN_NUMBER_OR_NULL,
	COLUMN_NUMBER_ADDED, /* not in the backups of older programs: 0 there */
	COLUMN_TEXT,         /* or null */
	COLUMN_BYTES,        /* or null */
	COLUMN_BYTES_ADDED,  /* not in the backups of older programs: null there */
};

struct backup_column {
	const char *name;
	enum column_type type;
};

struct backup_table {
	const char *name;
	const char *select; /* all rows, in the order of their key */
	const char *insert;
	const char *clear;
	struct backup_column columns[BACKUP_COLUMNS_MAX]; /* up to the one without a name */
};

/* In the order in which they are written. */
extern const struct backup_table backup_tables[];
extern const size_t backup_n_tables;

/* The table of this name, or NULL. */
const struct backup_table *backup_find_table(struct span name);

#endif
