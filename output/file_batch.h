#ifndef OUTPUT_FILE_BATCH_H
#define OUTPUT_FILE_BATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "feeds/base/span.h"

/*
 * Many files that appear together: all are written beside their places, brought to the disk at once,
 * then renamed one after the other. A failure before the first rename leaves every old file.
 */
struct file_batch;

struct file_batch *file_batch_new(void);

/* What was not committed is removed. */
void file_batch_free(struct file_batch *batch);

/* `bytes` are to become the file at `path`; a file that holds them already is left alone. */
MUST_USE bool file_batch_add(
	struct file_batch *batch, const char *path, struct span bytes, struct error *err);

MUST_USE bool file_batch_commit(struct file_batch *batch, struct error *err);

/* How many files are to change, or were changed by the last commit. */
size_t file_batch_count(const struct file_batch *batch);

#endif
