#include "aggregator/pipeline.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "aggregator/base/clock.h"
#include "aggregator/base/log.h"
#include "aggregator/base/queue.h"
#include "aggregator/batch.h"
#include "aggregator/body_reader.h"
#include "aggregator/fetch/fetch.h"
#include "aggregator/fetch/loop.h"
#include "aggregator/plan.h"
#include "aggregator/store/store.h"
#include "aggregator/visits.h"
#include "aggregator/writer.h"
#include "feeds/base/memory.h"

#define BODIES_MAX 32 /* under way between the loop and the store, before transfers pause */
#define BODIES_FEW 12 /* so few again: they go on */
#define WORKERS_MAX 64
#define PROGRESS_EVERY_MS 100

struct pipeline {
	struct plan *plan;
	struct store *store;
	const struct pipeline_options *options;
	struct loop *loop;
	struct fetch *fetch;
	struct visits *visits;
	struct loop_timer *progress_timer;

	struct queue *bodies;  /* loop -> workers */
	struct queue *batches; /* workers, and the loop where there is no body, -> writer */
	uint64_t arrived;      /* bodies so far: the next one's sequence */
	atomic_size_t under_way;
	atomic_bool is_held; /* the loop thread has paused the transfers */

	size_t n_workers;
	pthread_t workers[WORKERS_MAX];
	pthread_t writer_thread;
	struct body_reader *reader; /* of the loop thread, where there are no workers */
	struct writer *writer;
	struct batch **waiting; /* batches that came before their turn, by sequence */
	size_t waiting_size;
	uint64_t written; /* the sequence whose turn it is */

	pthread_mutex_t lock; /* of the two below */
	struct pipeline_counts committed;
	struct error error; /* the writer's; status 0: none */
};

/* --- the writer's side --- */

static void
publish_counts(struct pipeline *pipeline)
{
	pthread_mutex_lock(&pipeline->lock);
	writer_take_counts(pipeline->writer, &pipeline->committed);
	pthread_mutex_unlock(&pipeline->lock);
}

static void
fail(struct pipeline *pipeline, const struct error *err)
{
	pthread_mutex_lock(&pipeline->lock);
	if (pipeline->error.status == 0)
		pipeline->error = *err;
	pthread_mutex_unlock(&pipeline->lock);
	loop_stop(pipeline->loop);
}

static bool
has_failed(struct pipeline *pipeline)
{
	bool failed;

	pthread_mutex_lock(&pipeline->lock);
	failed = pipeline->error.status != 0;
	pthread_mutex_unlock(&pipeline->lock);
	return failed;
}

static void
on_room_again(void *context)
{
	struct pipeline *pipeline = context;

	if (atomic_exchange(&pipeline->is_held, false))
		fetch_resume(pipeline->fetch);
}

/* After a failure batches are only dropped, so that everything comes to its end. */
static void
write_one(struct pipeline *pipeline, struct batch *batch)
{
	struct error err = {0};

	if (!has_failed(pipeline) && !writer_write(pipeline->writer, batch, &err))
		fail(pipeline, &err);
	batch_free(batch);
	publish_counts(pipeline);
	if (atomic_fetch_sub(&pipeline->under_way, 1) - 1 <= BODIES_FEW &&
		atomic_load(&pipeline->is_held))
		loop_post(pipeline->loop, on_room_again, pipeline);
}

static void
commit(struct pipeline *pipeline)
{
	struct error err = {0};

	if (!has_failed(pipeline) && !writer_commit(pipeline->writer, &err))
		fail(pipeline, &err);
	publish_counts(pipeline);
}

/* Writes the batch, and those behind it that waited for it. */
static void
write_in_turn(struct pipeline *pipeline, struct batch *batch)
{
	size_t size = pipeline->waiting_size;

	pipeline->waiting[batch->sequence % size] = batch;
	while ((batch = pipeline->waiting[pipeline->written % size]) != NULL) {
		pipeline->waiting[pipeline->written++ % size] = NULL;
		write_one(pipeline, batch);
	}
}

static void *
run_writer(void *context)
{
	struct pipeline *pipeline = context;
	struct batch *batch;

	for (;;) {
		batch = queue_try_take(pipeline->batches);
		if (batch == NULL) {
			commit(pipeline); /* nothing to do: make what there is last */
			batch = queue_take(pipeline->batches);
		}
		if (batch == NULL)
			return NULL;
		write_in_turn(pipeline, batch);
	}
}

/* --- the workers' side --- */

/* A worker asks the store what is known over a connection of its own, and the writer is not in its way. */
static void *
run_worker(void *context)
{
	struct pipeline *pipeline = context;
	struct error err = {0};
	struct store *store = store_open(pipeline->plan->config->store, STORE_READ, &err);
	struct body_reader *reader = store != NULL ? body_reader_new(pipeline->plan, store) : NULL;
	struct batch *batch;

	if (reader == NULL)
		fail(pipeline, &err);
	while ((batch = queue_take(pipeline->bodies)) != NULL) {
		if (reader != NULL)
			body_reader_read(reader, batch);
		queue_put(pipeline->batches, batch);
	}
	body_reader_free(reader);
	store_close(store);
	return NULL;
}

/* --- the loop thread's side --- */

static void
on_result(void *context, struct visit_result *result)
{
	struct pipeline *pipeline = context;
	const struct feed_plan *feed = visits_feed(pipeline->visits, result->feed_id);
	struct batch *batch = batch_new(pipeline->arrived++, feed, result);
	size_t under_way = atomic_fetch_add(&pipeline->under_way, 1) + 1;

	if (pipeline->n_workers == 0) {
		body_reader_read(pipeline->reader, batch);
		write_one(pipeline, batch);
		return;
	}
	/* what has no body to read goes straight to the writer, who keeps the order */
	queue_put(result->outcome == OUTCOME_FRESH ? pipeline->bodies : pipeline->batches, batch);
	if (under_way < BODIES_MAX || atomic_exchange(&pipeline->is_held, true))
		return;
	fetch_pause(pipeline->fetch);
	if (atomic_load(&pipeline->under_way) <= BODIES_FEW)
		on_room_again(pipeline); /* all was written before is_held was seen */
}

static void
count(struct pipeline *pipeline, struct pipeline_counts *counts)
{
	pthread_mutex_lock(&pipeline->lock);
	*counts = pipeline->committed;
	pthread_mutex_unlock(&pipeline->lock);
	counts->feeds = visits_count(pipeline->visits);
}

static void
on_progress_time(void *context)
{
	struct pipeline *pipeline = context;
	struct pipeline_counts counts;

	count(pipeline, &counts);
	pipeline->options->on_progress(
		pipeline->options->progress_context, &counts, pipeline->options->clock);
	loop_timer_set(pipeline->progress_timer, PROGRESS_EVERY_MS);
}

static void
on_stop_signal(void *context)
{
	struct pipeline *pipeline = context;

	log_warning(NULL, "stopping: what has arrived is stored, the rest stays due");
	fetch_drop_waiting(pipeline->fetch);
	loop_stop(pipeline->loop);
}

static size_t
choose_workers(int wanted)
{
	long cores;

	if (wanted >= 0)
		return wanted < WORKERS_MAX ? (size_t)wanted : WORKERS_MAX;
	cores = sysconf(_SC_NPROCESSORS_ONLN);
	if (cores < 1)
		return 1;
	return cores < WORKERS_MAX ? (size_t)cores : WORKERS_MAX;
}

static bool
start_thread(pthread_t *thread, void *(*run)(void *), struct pipeline *pipeline, struct error *err)
{
	int failure = pthread_create(thread, NULL, run, pipeline);

	return failure == 0 ||
	       error_set(err, EX_OSERR, "cannot start a thread: %s", strerror(failure));
}

/* A thread that could not be started is one fewer; only the first of a kind is needed. */
static bool
start_threads(struct pipeline *pipeline, struct error *err)
{
	size_t wanted = choose_workers(pipeline->options->workers);

	if (wanted == 0) {
		pipeline->reader = body_reader_new(pipeline->plan, pipeline->store);
		return true;
	}
	if (!start_thread(&pipeline->writer_thread, run_writer, pipeline, err))
		return false;
	while (pipeline->n_workers < wanted &&
		start_thread(&pipeline->workers[pipeline->n_workers], run_worker, pipeline, err))
		pipeline->n_workers++;
	if (pipeline->n_workers > 0)
		return true;
	queue_close(pipeline->batches);
	pthread_join(pipeline->writer_thread, NULL);
	return false;
}

static void
finish_threads(struct pipeline *pipeline)
{
	if (pipeline->n_workers == 0) {
		commit(pipeline);
		return;
	}
	queue_close(pipeline->bodies);
	for (size_t i = 0; i < pipeline->n_workers; i++)
		pthread_join(pipeline->workers[i], NULL);
	queue_close(pipeline->batches);
	pthread_join(pipeline->writer_thread, NULL);
}

static bool
open_rooms(struct pipeline *pipeline, struct error *err)
{
	const struct pipeline_options *options = pipeline->options;
	struct fetch_settings settings = visits_settings(pipeline->plan->config);

	pipeline->loop = loop_new(err);
	if (pipeline->loop == NULL)
		return false;
	pipeline->fetch = fetch_new(pipeline->loop, &settings, options->clock, err);
	if (pipeline->fetch == NULL)
		return false;
	pipeline->visits = visits_new(pipeline->plan, pipeline->store, options, err);
	if (pipeline->visits == NULL)
		return false;
	pipeline->writer = writer_new(pipeline->plan, pipeline->store, options->clock, err);
	if (pipeline->writer == NULL)
		return false;
	pipeline->waiting_size = settings.concurrency + BODIES_MAX;
	pipeline->waiting = memory_new(pipeline->waiting_size, sizeof *pipeline->waiting);
	pipeline->bodies = queue_new(pipeline->waiting_size);
	pipeline->batches = queue_new(pipeline->waiting_size);
	return true;
}

static void
watch_over(struct pipeline *pipeline)
{
	loop_on_signal(pipeline->loop, SIGINT, on_stop_signal, pipeline);
	loop_on_signal(pipeline->loop, SIGTERM, on_stop_signal, pipeline);
	fetch_on_result(pipeline->fetch, on_result, pipeline);
	if (pipeline->options->on_progress == NULL)
		return;
	pipeline->progress_timer = loop_timer_new(pipeline->loop, on_progress_time, pipeline);
	loop_timer_set(pipeline->progress_timer, PROGRESS_EVERY_MS);
}

static void
release(struct pipeline *pipeline)
{
	queue_free(pipeline->batches);
	queue_free(pipeline->bodies);
	free(pipeline->waiting);
	body_reader_free(pipeline->reader);
	writer_free(pipeline->writer);
	loop_timer_free(pipeline->progress_timer);
	visits_free(pipeline->visits);
	fetch_free(pipeline->fetch);
	loop_free(pipeline->loop);
	pthread_mutex_destroy(&pipeline->lock);
}

bool
pipeline_refresh(struct plan *plan, struct store *store, const struct pipeline_options *options,
	struct pipeline_counts *counts, struct error *err)
{
	struct pipeline pipeline = {.plan = plan, .store = store, .options = options};
	bool ok = false;

	pthread_mutex_init(&pipeline.lock, NULL);
	if (!open_rooms(&pipeline, err) || !start_threads(&pipeline, err))
		goto out;
	watch_over(&pipeline);
	visits_add_all(pipeline.visits, pipeline.fetch);
	fetch_run(pipeline.fetch);
	finish_threads(&pipeline);
	count(&pipeline, counts);
	ok = pipeline.error.status == 0;
	if (!ok)
		*err = pipeline.error;
	else
		ok = store_settle(store, err);
out:
	release(&pipeline);
	return ok;
}
