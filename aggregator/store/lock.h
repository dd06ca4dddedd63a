#ifndef AGGREGATOR_STORE_LOCK_H
#define AGGREGATOR_STORE_LOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "feeds/base/compiler.h"
#include "feeds/base/error.h"

/*
 * The right to write a store: one process has it, by an flock(2) on the file PATH-lock, which
 * holds its number for those who come second. The kernel takes it back however the process ends.
 * (Not on the store itself: closing that file would drop SQLite's own locks.)
 */
struct lock;

/* Waits for a second at most. NULL: another process has it (EX_TEMPFAIL), or the file cannot be made; `err` says which. */
struct lock *lock_take(const char *path, struct error *err) MUST_USE;

/*
 * For one who only reads: no process gets the right to write until `*lock` is given back. True with a
 * lock of NULL: there is no lock file. False: a process has the right, or the file cannot be read.
 */
bool lock_keep_writers_away(const char *path, struct lock **lock);

/* The number of the process that writes to the store at PATH now; 0: none does. */
int64_t lock_holder(const char *path);

/* Gives it back. The file stays: who removes it could remove another's. */
void lock_free(struct lock *lock);

#endif
