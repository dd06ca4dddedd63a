#ifndef AGGREGATOR_WATCH_DATAFILE_H
#define AGGREGATOR_WATCH_DATAFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "feeds/base/buf.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "feeds/base/span.h"

#define DATAFILE_BYTES_MAX ((size_t)64 << 20)

/* Reads the whole file `folder`/`name` into `bytes`, which must be empty. */
bool datafile_read(
	const char *folder, const char *name, struct buf *bytes, struct error *err) MUST_USE;

/* A table in a text file: a line of column names, then a line a row, cells parted by tabs. */
struct datafile {
	const char *path; /* for messages */
	char *rest;       /* what is still to be read; cells are cut out of it in place */
	char *end;
	size_t n_columns;
	size_t line;
};

/*
 * Begins to read the table in `bytes`, which lives as long as what is read from it, and is written
 * to: every cell gets a NUL behind it. Fails if the columns are not those of `header`.
 */
bool datafile_begin(struct datafile *file, const char *path, struct buf *bytes, const char *header,
	struct error *err) MUST_USE;

enum datafile_outcome { DATAFILE_ROW, DATAFILE_END, DATAFILE_BROKEN };

/* The next row into `cells` (room for as many as the header has). */
enum datafile_outcome datafile_row(struct datafile *file, struct span *cells, struct error *err);

#endif
