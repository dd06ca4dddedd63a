#ifndef AGGREGATOR_DESK_H
#define AGGREGATOR_DESK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aggregator/batch.h"
#include "aggregator/pipeline.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"

struct store;

/*
 * The desk of the one who writes: batches are put on it in any order and written in the order of
 * arrival, errands that need the store are run between them. With a thread of its own (desk_start), or
 * on the caller's.
 *
 * A store that fails ends a desk that gives up: what comes later is dropped. One that keeps trying
 * holds what is not committed, opens the store again with growing pauses, brings the live stories back,
 * and writes it again: nothing that arrived is lost, only late. But where the store's file was removed
 * or replaced, it gives up too: what stands there now knows other feeds by the same numbers.
 */
struct desk;

/* All are called on the desk's thread. */
struct desk_listener {
	void (*on_done)(void *context, const struct batch *batch); /* stored, or dropped */
	/* The store fails; `is_final`: the desk has given up, and drops what comes. */
	void (*on_trouble)(void *context, const struct error *err, bool is_final);
	void (*on_relief)(void *context); /* it works again */
	void *context;
};

struct desk_options {
	struct store *store;       /* borrowed; a desk that keeps trying takes it over */
	const char *where;         /* to open it again: the desk keeps trying; NULL: it gives up */
	const struct clock *clock; /* borrowed */
	size_t capacity;           /* batches under way at most */
	struct desk_listener listener;
	struct measures *measures; /* NULL: nothing is counted */
};

/* NULL: the store could not be read, and `err` says why; it stays the caller's. */
struct desk *desk_new(const struct desk_options *options, struct error *err) MUST_USE;
void desk_free(struct desk *desk);

/* Gives the desk its thread. */
MUST_USE bool desk_start(struct desk *desk, struct error *err);

/*
 * Writes what is there, commits, and ends the thread. A store in trouble gets one more try. False: not
 * all is stored, and `err` says why.
 */
MUST_USE bool desk_finish(struct desk *desk, struct error *err);

/* Puts a batch down: any thread, or without a thread the desk's own, which writes it at once. */
void desk_put(struct desk *desk, struct batch *batch);

/*
 * An errand: runs on the desk's thread with nothing open. False means that the store failed: a desk
 * that keeps trying runs it again when the store works.
 */
typedef bool desk_errand_fn(void *context, struct store *store, struct error *err);

/*
 * Asks for an errand, from any thread; few wait at a time, and one more blocks. False: the desk has
 * ended, or will not come to it; one that has to know asks for the trouble, too.
 */
bool desk_ask(struct desk *desk, desk_errand_fn *run, void *context);

/* What has been committed so far; any thread. */
void desk_counts(struct desk *desk, struct pipeline_counts *counts);

/* Why the store fails now; status 0: it does not. Any thread. */
void desk_trouble(struct desk *desk, struct error *trouble);

/* Turns of the thread so far: it lives while they grow. Any thread. */
uint64_t desk_turns(struct desk *desk);

#endif
