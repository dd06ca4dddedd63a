#ifndef AGGREGATOR_PIPELINE_H
#define AGGREGATOR_PIPELINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feeds/base/compiler.h"
#include "feeds/base/error.h"

struct clock;
struct plan;
struct store;

/*
 * The way of an item: feeds that are due are fetched, what is new in them is tagged, put into
 * stories, and stored.
 *
 * Three kinds of threads, joined by bounded queues. The loop thread (the caller's) does sockets and
 * timers. Workers read bodies: each sees one body at a time, and nothing that another can change.
 * One writer owns the store and the live stories; it takes the batches in the order in which their
 * bodies arrived, so that the number of workers changes nothing. When the bodies under way reach
 * their cap, transfers are paused: memory is bounded whatever the number of feeds.
 */

/* How far a refresh is. */
struct pipeline_counts {
	size_t feeds; /* to visit */
	size_t done;  /* visited, and stored */
	size_t fresh; /* had a new body */
	size_t unchanged;
	size_t later;
	size_t failed; /* could not be fetched, or were no feed */
	size_t gone;
	size_t items_read;
	size_t items_new;
	size_t items_changed;
	size_t items_tagged; /* of the new ones: about or mentioning a watched company */
	size_t stories_new;
	size_t copies; /* items that were copies of others */
	size_t joined; /* items that joined a story with words of their own */
	int64_t body_bytes;
	int64_t wire_bytes;
};

/* Called on the loop thread, at most a few times a second. */
typedef void pipeline_progress_fn(
	void *context, const struct pipeline_counts *counts, const struct clock *clock);

#define PIPELINE_WORKERS_AUTO (-1)

struct pipeline_options {
	const struct clock *clock;
	int workers;           /* 0: all on the loop thread; PIPELINE_WORKERS_AUTO: one a core */
	bool ignores_schedule; /* feeds that are not due too */
	bool ignores_validators;
	const char *const *only; /* these feeds alone, due or not; NULL: all */
	size_t n_only;
	pipeline_progress_fn *on_progress; /* may be NULL */
	void *progress_context;
};

/*
 * One cycle over the feeds of the plan. Everything that is counted as stored in `counts` is
 * committed when it returns. False: the cycle could not be done (the store, an operand that names no
 * feed), and `err` says why; a feed that fails is no such thing, it is counted and logged. SIGINT and
 * SIGTERM end it early and in order.
 */
MUST_USE bool pipeline_refresh(struct plan *plan, struct store *store,
	const struct pipeline_options *options, struct pipeline_counts *counts, struct error *err);

#endif
