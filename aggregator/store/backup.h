#ifndef AGGREGATOR_STORE_BACKUP_H
#define AGGREGATOR_STORE_BACKUP_H

#include <stdbool.h>
#include <stddef.h>

#include "aggregator/store/store.h"

/*
 * The whole store as JSON lines: a backup, and the way from one kind of database to another. The
 * first line says what it is, {"broadtape":"store","version":1}; each line after it is one row,
 * {"table":"items","number":1,...}, with bytes in hexadecimal; the last, {"end":true,"rows":123},
 * proves that nothing is missing. The search index is not in it: it is made again.
 */

#define BACKUP_LINE_BYTES_MAX                                                                      \
	((size_t)64 << 20) /* a row with a mail of that size has other worries */

/* Takes one line, without its newline, borrowed for the call. */
typedef bool backup_line_fn(void *context, struct span line, struct error *err);

/*
 * Tells every line, as the store is at this moment; a writer may go on meanwhile. False: the store
 * cannot be read, or `write` failed.
 */
bool store_export(
	struct store *store, backup_line_fn *write, void *context, struct error *err) MUST_USE;

/* Reading such lines into a store. */
struct backup_reader;

/*
 * For an empty store, opened with STORE_IMPORT. NULL: it has something in it already
 * (EX_CANTCREAT). What an import that was cut off left behind is removed.
 */
struct backup_reader *store_import(struct store *store, struct error *err) MUST_USE;

/*
 * The next line. False: it is none of store_export's (EX_DATAERR, with its number), or not
 * written.
 */
bool backup_read_line(struct backup_reader *reader, struct span line, struct error *err) MUST_USE;

/*
 * After the last line: true, everything is stored. False: the last line is missing, or something
 * could not be written; the store is then to be imported again. Rows read so far are in `rows`.
 */
bool backup_finish(struct backup_reader *reader, long long *rows, struct error *err) MUST_USE;

/* Whether finished or not. */
void backup_reader_free(struct backup_reader *reader);

#endif
