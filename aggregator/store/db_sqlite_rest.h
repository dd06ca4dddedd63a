#ifndef AGGREGATOR_STORE_DB_SQLITE_REST_H
#define AGGREGATOR_STORE_DB_SQLITE_REST_H

#include <stdbool.h>

struct lock;

/*
 * A store in a folder that we may not write to: another user's, a snapshot, a read-only medium. To read
 * beside a writer, SQLite wants to make an index of the writer's log there, and cannot. Where there is
 * no log and no writer, and none may begin, the file alone is the store, and is read as what never
 * changes (https://www.sqlite.org/uri.html, `immutable`).
 */

/*
 * True: that is so, and stays so while `*lock` is held; NULL: there is no lock file, and so no writer
 * that could use the folder. The caller frees it (lock_free).
 */
bool db_sqlite_is_at_rest(const char *where, struct lock **lock);

/* Whether a log stands there without its index: then it cannot be read by who may not make one. */
bool db_sqlite_is_shut_out(const char *where);

/* The URI by which such a file is opened; to be freed. */
char *db_sqlite_rest_uri(const char *where);

#endif
