#ifndef AGGREGATOR_PIPELINE_H
#define AGGREGATOR_PIPELINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feeds/base/compiler.h"
#include "feeds/base/error.h"

struct batch;
struct clock;
struct measures;
struct desk;
struct fetch;
struct loop;
struct plan;
struct store;
struct visit_result;
struct visits;

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
	bool keeps_trying;     /* when the store fails: for a daemon, with 1 worker or more */
	bool ignores_schedule; /* feeds that are not due too */
	bool ignores_validators;
	const char *const *only; /* these feeds alone, due or not; NULL: all */
	size_t n_only;
	struct measures *measures;         /* what is counted on the way; NULL: nothing */
	pipeline_progress_fn *on_progress; /* may be NULL */
	void *progress_context;
};

/*
 * The pipeline itself. It carries every visit that is started on its fetcher (visits.h) to the store,
 * for as long as it lives. `options` is borrowed; `store` is too, but a pipeline that keeps trying takes
 * it over. NULL: `err` says why, and the store stays the caller's.
 */
struct pipeline;
struct pipeline *pipeline_new(struct plan *plan, struct store *store,
	const struct pipeline_options *options, struct error *err) MUST_USE;
void pipeline_free(struct pipeline *pipeline);

/* Starts the threads. The loop is the caller's to run. */
MUST_USE bool pipeline_start(struct pipeline *pipeline, struct store *store, struct error *err);

/*
 * Waits, the loop being at rest, until all that has arrived is written, and starts what it asks for
 * beside (backfill.h): true, and the loop is to be run again. For one cycle; a daemon's loop does it.
 */
bool pipeline_follow_up(struct pipeline *pipeline);

/* From now on visits that come back without having been made are only dropped: their feeds stay due. */
void pipeline_stop_visits(struct pipeline *pipeline);

/* After the loop: reads and stores what has arrived, and ends the threads. False: not all is stored. */
MUST_USE bool pipeline_finish(struct pipeline *pipeline, struct error *err);

/* Takes over what a new plan says of fetching; on the loop thread. */
void pipeline_adopt(struct pipeline *pipeline, struct plan *plan);

/* Told of every batch that was stored, on the desk's thread; borrowed for the call. */
typedef void pipeline_written_fn(void *context, const struct batch *batch);
void pipeline_on_written(struct pipeline *pipeline, pipeline_written_fn *on_written, void *context);

/* Gets the results whose feed_id is negative: those of visits that no feed is behind. */
typedef void pipeline_answer_fn(void *context, struct visit_result *result);
void pipeline_on_answer(struct pipeline *pipeline, pipeline_answer_fn *on_answer, void *context);

/*
 * A document that came by itself, of a feed that is under way (visits_pick_pushed): as if it had been
 * fetched. Only while there is room; on the loop thread.
 */
void pipeline_take(struct pipeline *pipeline, struct visit_result *result);
bool pipeline_has_room(const struct pipeline *pipeline);

/* Its parts; borrowed. */
struct loop *pipeline_loop(const struct pipeline *pipeline);
struct fetch *pipeline_fetch(const struct pipeline *pipeline);
struct visits *pipeline_visits(const struct pipeline *pipeline);
struct desk *pipeline_desk(const struct pipeline *pipeline);

/*
 * One cycle over the feeds of the plan (refresh.c). Everything that is counted as stored in `counts` is
 * committed when it returns. False: the cycle could not be done (the store, an operand that names no
 * feed), and `err` says why; a feed that fails is no such thing, it is counted and logged. SIGINT and
 * SIGTERM end it early and in order.
 */
MUST_USE bool pipeline_refresh(struct plan *plan, struct store *store,
	const struct pipeline_options *options, struct pipeline_counts *counts, struct error *err);

#endif
