#ifndef AGGREGATOR_WRITER_H
#define AGGREGATOR_WRITER_H

#include <stdbool.h>
#include <stdint.h>

#include "aggregator/batch.h"
#include "aggregator/pipeline.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"

/*
 * The one who writes: owns the store's open batch and the live stories. Decides each new item's story
 * in the order of arrival, notes each visit, and commits in batches. For one thread.
 */
struct writer;

/*
 * Brings the live stories back from the store. `store` and `clock` are borrowed. NULL: the store
 * could not be read, and `err` says why.
 */
struct writer *writer_new(
	struct store *store, const struct clock *clock, struct error *err) MUST_USE;

/* Gives up what is not committed. */
void writer_free(struct writer *writer);

/*
 * Writes one batch into the open transaction, and commits when that has become large. False: what was
 * written since the last commit is not stored, and this writer is of no use any more.
 */
MUST_USE bool writer_write(struct writer *writer, const struct batch *batch, struct error *err);

/* Whether something was written and is not committed. */
bool writer_is_open(const struct writer *writer);

/* Commits what is open; nothing open is fine. */
MUST_USE bool writer_commit(struct writer *writer, struct error *err);

/* Adds what has been committed since the last call to `counts`; `feeds` is left as it is. */
void writer_take_counts(struct writer *writer, struct pipeline_counts *counts);

#endif
