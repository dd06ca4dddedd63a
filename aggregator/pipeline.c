#include "aggregator/pipeline.h"

#include <pthread.h>
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
#include "aggregator/desk.h"
#include "aggregator/fetch/fetch.h"
#include "aggregator/fetch/loop.h"
#include "aggregator/follow_ups.h"
#include "aggregator/measures.h"
#include "aggregator/plan.h"
#include "aggregator/store/host_store.h"
#include "aggregator/store/store.h"
#include "aggregator/visits.h"
#include "feeds/base/memory.h"

#define BODIES_MAX 32 /* under way between the loop and the store, before transfers pause */
#define BODIES_FEW 12 /* so few again: they go on */
#define WORKERS_MAX 64

struct pipeline {
	struct plan *plan; /* whose settings the fetcher has */
	char *where;       /* of the store */
	const struct pipeline_options *options;
	struct loop *loop;
	struct fetch *fetch;
	struct visits *visits;
	struct desk *desk;
	struct follow_ups *follow_ups;
	pipeline_written_fn *on_written; /* NULL: nobody listens */
	void *written_context;
	pipeline_answer_fn *on_answer;
	void *answer_context;

	struct queue *bodies; /* loop -> workers */
	uint64_t arrived;     /* bodies so far: the next one's sequence */
	atomic_size_t under_way;
	pthread_mutex_t resting;
	pthread_cond_t rested;   /* one fewer is under way */
	atomic_bool is_held;     /* the loop thread has paused the transfers */
	atomic_bool has_trouble; /* the store fails: nobody resumes them */
	atomic_uint reliefs;     /* times that it works again: what was connected before is not */
	bool is_stopping;

	size_t n_workers;
	pthread_t workers[WORKERS_MAX];
	struct body_reader *reader; /* of the loop thread, where there are no workers */
};

/* --- the desk's side --- */

static void
on_room_again(void *context)
{
	struct pipeline *pipeline = context;

	if (!atomic_load(&pipeline->has_trouble) && atomic_exchange(&pipeline->is_held, false))
		fetch_resume(pipeline->fetch);
}

static void
on_follow_ups(void *context)
{
	struct pipeline *pipeline = context;

	follow_ups_start(
		pipeline->follow_ups, pipeline->visits, pipeline->fetch, pipeline->is_stopping);
}

static void
on_done(void *context, const struct batch *batch)
{
	struct pipeline *pipeline = context;

	measure_change(pipeline->options->measures, MEASURE_TO_WRITE, -1);
	if (pipeline->on_written != NULL)
		pipeline->on_written(pipeline->written_context, batch);
	if (follow_ups_take(pipeline->follow_ups, pipeline->visits, batch))
		loop_post(pipeline->loop, on_follow_ups, pipeline);
	else
		visits_done(pipeline->visits, batch->feed_plan->number);
	if (atomic_fetch_sub(&pipeline->under_way, 1) - 1 <= BODIES_FEW &&
		atomic_load(&pipeline->is_held))
		loop_post(pipeline->loop, on_room_again, pipeline);
	pthread_mutex_lock(&pipeline->resting);
	pthread_cond_signal(&pipeline->rested);
	pthread_mutex_unlock(&pipeline->resting);
}

static void
on_held(void *context)
{
	struct pipeline *pipeline = context;

	if (atomic_load(&pipeline->has_trouble) && !atomic_exchange(&pipeline->is_held, true))
		fetch_pause(pipeline->fetch);
}

static void
on_trouble(void *context, const struct error *err, bool is_final)
{
	struct pipeline *pipeline = context;

	(void)err;
	atomic_store(&pipeline->has_trouble, true);
	if (is_final)
		loop_stop(pipeline->loop);
	else
		loop_post(pipeline->loop, on_held, pipeline);
}

static void
on_relief(void *context)
{
	struct pipeline *pipeline = context;

	atomic_fetch_add(&pipeline->reliefs, 1);
	atomic_store(&pipeline->has_trouble, false);
	loop_post(pipeline->loop, on_room_again, pipeline);
}

/* --- the workers' side --- */

/* A worker asks the store what is known over a connection of its own, and the writer is not in its way. */
struct worker {
	struct store *store;
	struct body_reader *reader; /* NULL: the store could not be opened */
	unsigned reliefs;           /* of the pipeline, when it was */
	struct error err;
};

/* A worker that cannot ask the store says so in its batch; the desk knows what to do about it. */
static void
read_body(const struct pipeline *pipeline, const struct worker *worker, struct batch *batch)
{
	const struct clock *clock = pipeline->options->clock;
	int64_t began_ms = clock_monotonic_ms(clock);

	if (worker->reader != NULL)
		body_reader_read(worker->reader, batch);
	else
		batch->trouble = worker->err;
	measure_observe(pipeline->options->measures, MEASURE_PARSE_SECONDS,
		(double)(clock_monotonic_ms(clock) - began_ms) / 1e3);
}

static void
worker_open(struct worker *worker, const struct pipeline *pipeline)
{
	worker->reliefs = atomic_load(&pipeline->reliefs);
	worker->store = store_open(pipeline->where, STORE_READ, &worker->err);
	worker->reader = worker->store != NULL ? body_reader_new(worker->store) : NULL;
}

static void
worker_close(struct worker *worker)
{
	body_reader_free(worker->reader);
	store_close(worker->store);
	*worker = (struct worker){.store = NULL};
}

static void *
run_worker(void *context)
{
	struct pipeline *pipeline = context;
	struct worker worker = {.store = NULL};
	struct batch *batch;

	worker_open(&worker, pipeline);
	while ((batch = queue_take(pipeline->bodies)) != NULL) {
		if (worker.reliefs != atomic_load(&pipeline->reliefs))
			worker_close(&worker);
		if (worker.reader == NULL)
			worker_open(&worker, pipeline);
		read_body(pipeline, &worker, batch);
		if (batch->trouble.status != 0)
			worker_close(&worker); /* the next one gets a new connection */
		desk_put(pipeline->desk, batch);
	}
	worker_close(&worker);
	return NULL;
}

/* --- the loop thread's side --- */

static void
pause_when_full(struct pipeline *pipeline, size_t under_way)
{
	if (under_way < BODIES_MAX || atomic_exchange(&pipeline->is_held, true))
		return;
	fetch_pause(pipeline->fetch);
	if (atomic_load(&pipeline->under_way) <= BODIES_FEW)
		on_room_again(pipeline); /* all was written before is_held was seen */
}

static void
on_result(void *context, struct visit_result *result)
{
	struct pipeline *pipeline = context;
	const struct feed_plan *feed = visits_find(pipeline->visits, result->feed_id);
	struct visit_page page;
	struct batch *batch;
	size_t under_way;

	if (pipeline->is_stopping && result->outcome == OUTCOME_LATER) { /* it stays due */
		visits_done(pipeline->visits, result->feed_id);
		visit_result_free(result);
		return;
	}
	measures_visit(pipeline->options->measures, result);
	batch = batch_new(pipeline->arrived++, feed, result);
	page = visits_page(pipeline->visits, result->feed_id);
	batch->page = page.number;
	batch->known_below = page.known_below;
	under_way = atomic_fetch_add(&pipeline->under_way, 1) + 1;
	measure_change(pipeline->options->measures, MEASURE_TO_WRITE, 1);
	if (pipeline->n_workers == 0) {
		body_reader_read(pipeline->reader, batch);
		desk_put(pipeline->desk, batch);
		return;
	}
	/* what has no body to read goes straight to the desk, which keeps the order */
	if (result->outcome == OUTCOME_FRESH)
		queue_put(pipeline->bodies, batch);
	else
		desk_put(pipeline->desk, batch);
	pause_when_full(pipeline, under_way);
}

static void
on_any_result(void *context, struct visit_result *result)
{
	struct pipeline *pipeline = context;

	if (result->feed_id >= 0)
		on_result(pipeline, result);
	else if (pipeline->on_answer != NULL)
		pipeline->on_answer(pipeline->answer_context, result);
	else
		visit_result_free(result);
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

/* A worker that could not be started is one fewer; only the first is needed. */
static bool
start_workers(struct pipeline *pipeline, size_t wanted, struct error *err)
{
	int failure = 0;

	while (pipeline->n_workers < wanted && failure == 0) {
		failure = pthread_create(
			&pipeline->workers[pipeline->n_workers], NULL, run_worker, pipeline);
		pipeline->n_workers += failure == 0;
	}
	return pipeline->n_workers > 0 ||
	       error_set(err, EX_OSERR, "cannot start a thread: %s", strerror(failure));
}

static bool
open_desk(struct pipeline *pipeline, struct store *store, size_t capacity, struct error *err)
{
	struct desk_options options = {
		.store = store,
		.where = pipeline->options->keeps_trying ? pipeline->where : NULL,
		.clock = pipeline->options->clock,
		.capacity = capacity,
		.listener = {on_done, on_trouble, on_relief, pipeline},
		.measures = pipeline->options->measures,
	};

	pipeline->desk = desk_new(&options, err);
	return pipeline->desk != NULL;
}

static struct fetch_settings
settings_of(const struct plan *plan)
{
	struct fetch_settings settings = round_settings(plan->config);

	settings.profiles = plan->profiles;
	return settings;
}

static void
on_hold(void *context, struct span name, int64_t until)
{
	fetch_hold_host(context, name, until);
}

/* Hosts that asked an earlier run to leave them alone still are. */
static bool
hold_hosts(struct pipeline *pipeline, struct store *store, struct error *err)
{
	int64_t now = clock_now(pipeline->options->clock);

	return host_holds(store, now, on_hold, pipeline->fetch, err);
}

static bool
open_rooms(struct pipeline *pipeline, struct store *store, struct error *err)
{
	struct fetch_settings settings = settings_of(pipeline->plan);
	size_t capacity = settings.concurrency + BODIES_MAX;

	pipeline->visits = visits_new();
	pipeline->bodies = queue_new(capacity);
	pipeline->loop = loop_new(err);
	if (pipeline->loop == NULL)
		return false;
	loop_set_pace(pipeline->loop, pipeline->options->clock->pace);
	pipeline->fetch = fetch_new(pipeline->loop, &settings, pipeline->options->clock, err);
	if (pipeline->fetch == NULL || !hold_hosts(pipeline, store, err) ||
		!open_desk(pipeline, store, capacity, err))
		return false;
	fetch_on_result(pipeline->fetch, on_any_result, pipeline);
	return true;
}

struct pipeline *
pipeline_new(struct plan *plan, struct store *store, const struct pipeline_options *options,
	struct error *err)
{
	struct pipeline *pipeline = memory_new(1, sizeof *pipeline);

	pipeline->plan = plan_keep(plan);
	pipeline->where = memory_string(plan->config->store, strlen(plan->config->store));
	pipeline->options = options;
	pipeline->follow_ups = follow_ups_new();
	pthread_mutex_init(&pipeline->resting, NULL);
	pthread_cond_init(&pipeline->rested, NULL);
	if (open_rooms(pipeline, store, err))
		return pipeline;
	pipeline_free(pipeline);
	return NULL;
}

void
pipeline_free(struct pipeline *pipeline)
{
	if (pipeline == NULL)
		return;
	desk_free(pipeline->desk);
	queue_free(pipeline->bodies);
	body_reader_free(pipeline->reader);
	fetch_free(pipeline->fetch);
	follow_ups_free(pipeline->follow_ups);
	visits_free(pipeline->visits);
	pthread_cond_destroy(&pipeline->rested);
	pthread_mutex_destroy(&pipeline->resting);
	loop_free(pipeline->loop);
	plan_free(pipeline->plan);
	free(pipeline->where);
	free(pipeline);
}

void
pipeline_on_written(struct pipeline *pipeline, pipeline_written_fn *on_written, void *context)
{
	pipeline->on_written = on_written;
	pipeline->written_context = context;
}

void
pipeline_on_answer(struct pipeline *pipeline, pipeline_answer_fn *on_answer, void *context)
{
	pipeline->on_answer = on_answer;
	pipeline->answer_context = context;
}

void
pipeline_take(struct pipeline *pipeline, struct visit_result *result)
{
	on_result(pipeline, result);
}

bool
pipeline_has_room(const struct pipeline *pipeline)
{
	return !pipeline->is_stopping && atomic_load(&pipeline->under_way) < BODIES_MAX;
}

struct loop *
pipeline_loop(const struct pipeline *pipeline)
{
	return pipeline->loop;
}

struct fetch *
pipeline_fetch(const struct pipeline *pipeline)
{
	return pipeline->fetch;
}

struct visits *
pipeline_visits(const struct pipeline *pipeline)
{
	return pipeline->visits;
}

struct desk *
pipeline_desk(const struct pipeline *pipeline)
{
	return pipeline->desk;
}

bool
pipeline_start(struct pipeline *pipeline, struct store *store, struct error *err)
{
	size_t wanted = choose_workers(pipeline->options->workers);

	if (wanted == 0) {
		pipeline->reader = body_reader_new(store);
		return true;
	}
	return desk_start(pipeline->desk, err) && start_workers(pipeline, wanted, err);
}

bool
pipeline_follow_up(struct pipeline *pipeline)
{
	struct fetch_progress progress;

	pthread_mutex_lock(&pipeline->resting);
	while (atomic_load(&pipeline->under_way) > 0)
		pthread_cond_wait(&pipeline->rested, &pipeline->resting);
	pthread_mutex_unlock(&pipeline->resting);
	follow_ups_start(
		pipeline->follow_ups, pipeline->visits, pipeline->fetch, pipeline->is_stopping);
	progress = fetch_progress(pipeline->fetch); /* some were started in the loop's last turn */
	return progress.added > progress.done;
}

bool
pipeline_finish(struct pipeline *pipeline, struct error *err)
{
	queue_close(pipeline->bodies);
	for (size_t i = 0; i < pipeline->n_workers; i++)
		pthread_join(pipeline->workers[i], NULL);
	pipeline->n_workers = 0;
	return desk_finish(pipeline->desk, err);
}

void
pipeline_stop_visits(struct pipeline *pipeline)
{
	pipeline->is_stopping = true;
	fetch_drop_waiting(pipeline->fetch);
}

void
pipeline_adopt(struct pipeline *pipeline, struct plan *plan)
{
	struct fetch_settings settings = settings_of(plan);

	fetch_configure(pipeline->fetch, &settings);
	plan_keep(plan);
	plan_free(pipeline->plan);
	pipeline->plan = plan;
}
