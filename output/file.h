#ifndef OUTPUT_FILE_H
#define OUTPUT_FILE_H

#include <stdbool.h>

#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "feeds/base/span.h"

/*
 * A file that is whole or not there: written beside its place, synced, then renamed over it, and the
 * folder synced (rename(2) is atomic, fsync(2) makes it last). Whoever reads meanwhile has the old
 * one. err says what and where: "cannot write 'public/index.html': no space left on device".
 */
struct file;

/* Begins `path`, making the folders above it. NULL: err says why. */
MUST_USE struct file *file_begin(const char *path, struct error *err);

/* The same, written at `beside` (in the same file system) until it is whole: a maildir's tmp. */
MUST_USE struct file *file_begin_beside(const char *path, const char *beside, struct error *err);

/* Adds bytes; false: the disk is full, or worse. */
MUST_USE bool file_write(struct file *file, struct span bytes, struct error *err);

/* Makes it the file at its path. After that file_free only frees. */
MUST_USE bool file_commit(struct file *file, struct error *err);

/*
 * file_commit in its steps, for who has many files: no more bytes (false: they did not all reach the
 * system); on the disk; at its path; and then the folder of each path on the disk.
 */
MUST_USE bool file_close(struct file *file, struct error *err);
MUST_USE bool file_sync(const struct file *file, struct error *err);
MUST_USE bool file_rename(struct file *file, struct error *err);
MUST_USE bool file_sync_folder(const char *path, struct error *err);

/* Removes from the folder of `path` what processes that are no more left half written beside its files. */
void file_sweep_folder(const char *path);

/* Where it is to be; borrowed until file_free. */
const char *file_path(const struct file *file);

/* Whether the file at `path` holds exactly `bytes`. */
bool file_holds(const char *path, struct span bytes);

/* What was not committed is removed. */
void file_free(struct file *file);

/* The three in one: `bytes` become the file at `path`. */
MUST_USE bool file_replace(const char *path, struct span bytes, struct error *err);

/*
 * The same, but a file that holds these bytes already is left alone, with its time stamp. `*changed`
 * (may be NULL) says whether it was written.
 */
MUST_USE bool file_update(const char *path, struct span bytes, bool *changed, struct error *err);

#endif
