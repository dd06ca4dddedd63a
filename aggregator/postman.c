#include "aggregator/postman.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "aggregator/base/clock.h"
#include "aggregator/base/log.h"
#include "aggregator/base/patience.h"
#include "aggregator/deliver.h"
#include "aggregator/desk.h"
#include "aggregator/fetch/loop.h"
#include "aggregator/measures.h"
#include "aggregator/store/store.h"
#include "feeds/base/memory.h"

#define LOOK_MAX_MS 60000 /* between two looks at what is to be tried again */
#define LOOK_MIN_MS 1000

struct postman {
	struct postman_options options;
	char *where; /* of the store */
	struct loop_timer *timer;
	pthread_t thread;
	bool has_thread;
	atomic_bool is_ending;

	pthread_mutex_t lock; /* of all below */
	pthread_cond_t change;
	struct plan *plan;
	bool is_wanted;
	bool is_deskless;               /* nothing is noted any more */
	bool is_over;                   /* the thread has ended */
	int64_t next_at;                /* of what is to be tried again; INT64_MAX: nothing is */
	const struct delivery *to_note; /* the desk has not noted it yet; NULL: it has */
};

/* On the desk's thread. */
static bool
note_by_desk(void *context, struct store *store, struct error *err)
{
	struct postman *postman = context;

	if (!delivery_note(store, postman->to_note, err))
		return false;
	pthread_mutex_lock(&postman->lock);
	postman->to_note = NULL;
	pthread_cond_broadcast(&postman->change);
	pthread_mutex_unlock(&postman->lock);
	return true;
}

/* A desk that has ended notes nothing: then it is delivered again by the next process. */
static bool
note(void *context, const struct delivery *delivery, struct error *err)
{
	struct postman *postman = context;
	bool is_noted;

	postman->to_note = delivery;
	is_noted = desk_ask(pipeline_desk(postman->options.pipeline), note_by_desk, postman);
	pthread_mutex_lock(&postman->lock);
	while (is_noted && postman->to_note != NULL && !postman->is_deskless)
		pthread_cond_wait(&postman->change, &postman->lock);
	is_noted = postman->to_note == NULL;
	pthread_mutex_unlock(&postman->lock);
	return is_noted || error_set(err, EX_TEMPFAIL,
				   "a delivery could not be noted at the end: it is made again");
}

/* When the first of what waits is to be tried again. */
static bool
find_next(struct store *store, int64_t *next_at, struct error *err)
{
	struct delivery_list list = {.arena = arena_new()};
	bool ok = deliveries_due(store, INT64_MAX, &list, err);

	*next_at = ok && list.n > 0 ? list.at[0].next_try_at : INT64_MAX;
	arena_free(list.arena);
	return ok;
}

static void
go_round(struct postman *postman, const struct plan *plan)
{
	struct error err = {0};
	struct store *store = store_open(postman->where, STORE_READ, &err);
	struct deliver_post post = {
		.config = plan->config,
		.store = store,
		.now = clock_now(postman->options.clock),
		.note = note,
		.is_ending = &postman->is_ending,
		.context = postman,
	};
	struct publish_report report = {0};
	int64_t next_at = 0;
	bool ok = store != NULL && deliver_post_due(&post, &report, &err) &&
		  find_next(store, &next_at, &err);

	if (!ok)
		log_error(NULL, "%s", err.text);
	measure_count(postman->options.measures, MEASURE_MAILS_SENT, report.n_sent);
	measure_count(postman->options.measures, MEASURE_MAILS_WAITING, report.n_waiting);
	measure_count(postman->options.measures, MEASURE_MAILS_REFUSED, report.n_refused);
	if (report.n_sent > 0)
		log_info(NULL, "%zu mails and posts were delivered", report.n_sent);
	pthread_mutex_lock(&postman->lock);
	postman->next_at = next_at;
	pthread_mutex_unlock(&postman->lock);
	store_close(store);
}

/* Waits until there is something to do; NULL: nothing ever. The caller frees the plan. */
static struct plan *
wait_for_work(struct postman *postman)
{
	struct plan *plan = NULL;

	pthread_mutex_lock(&postman->lock);
	while (!postman->is_wanted && !atomic_load(&postman->is_ending))
		pthread_cond_wait(&postman->change, &postman->lock);
	if (!atomic_load(&postman->is_ending))
		plan = plan_keep(postman->plan);
	postman->is_wanted = false;
	pthread_mutex_unlock(&postman->lock);
	return plan;
}

/* On the loop thread: sets the timer for what is to be tried again. */
static void
on_round(void *context)
{
	struct postman *postman = context;
	int64_t now = clock_now(postman->options.clock);
	int64_t delay_ms = LOOK_MAX_MS;
	int64_t next_at;

	pthread_mutex_lock(&postman->lock);
	next_at = postman->next_at;
	pthread_mutex_unlock(&postman->lock);
	if (next_at == INT64_MAX)
		return;
	if (next_at > now && next_at - now < LOOK_MAX_MS / 1000)
		delay_ms = (next_at - now) * 1000;
	loop_timer_set(postman->timer, delay_ms > LOOK_MIN_MS ? delay_ms : LOOK_MIN_MS);
}

static void *
run_postman(void *context)
{
	struct postman *postman = context;
	struct plan *plan;

	while ((plan = wait_for_work(postman)) != NULL) {
		go_round(postman, plan);
		plan_free(plan);
		loop_post(pipeline_loop(postman->options.pipeline), on_round, postman);
	}
	pthread_mutex_lock(&postman->lock);
	postman->is_over = true;
	pthread_cond_broadcast(&postman->change);
	pthread_mutex_unlock(&postman->lock);
	return NULL;
}

static void
on_time(void *context)
{
	postman_wake(context);
}

struct postman *
postman_new(const struct postman_options *options, struct error *err)
{
	struct postman *postman = memory_new(1, sizeof *postman);
	const char *where = options->plan->config->store;
	int failure;

	postman->options = *options;
	postman->where = memory_string(where, strlen(where));
	postman->plan = plan_keep(options->plan);
	postman->next_at = INT64_MAX;
	postman->timer = loop_timer_new(pipeline_loop(options->pipeline), on_time, postman);
	pthread_mutex_init(&postman->lock, NULL);
	patience_init(&postman->change);
	failure = pthread_create(&postman->thread, NULL, run_postman, postman);
	postman->has_thread = failure == 0;
	if (postman->has_thread)
		return postman;
	error_set(err, EX_OSERR, "cannot start a thread: %s", strerror(failure));
	postman_free(postman);
	return NULL;
}

void
postman_wake(struct postman *postman)
{
	pthread_mutex_lock(&postman->lock);
	postman->is_wanted = true;
	pthread_cond_broadcast(&postman->change);
	pthread_mutex_unlock(&postman->lock);
}

void
postman_adopt(struct postman *postman, struct plan *plan)
{
	struct plan *old;

	pthread_mutex_lock(&postman->lock);
	old = postman->plan;
	postman->plan = plan_keep(plan);
	pthread_mutex_unlock(&postman->lock);
	plan_free(old);
}

/* Waits for the thread's end; true: it has ended. */
static bool
wait_for_end(struct postman *postman, int patience_ms)
{
	struct timespec end = patience_end(patience_ms);
	bool is_late = false;
	bool is_over;

	pthread_mutex_lock(&postman->lock);
	pthread_cond_broadcast(&postman->change);
	while (!postman->is_over && !is_late)
		is_late = !patience_wait(&postman->change, &postman->lock, &end);
	is_over = postman->is_over;
	pthread_mutex_unlock(&postman->lock);
	return is_over;
}

void
postman_stop(struct postman *postman, int patience_ms)
{
	atomic_store(&postman->is_ending, true);
	loop_timer_cancel(postman->timer);
	wait_for_end(postman, patience_ms);
}

bool
postman_finish(struct postman *postman, int patience_ms)
{
	pthread_mutex_lock(&postman->lock);
	postman->is_deskless = true;
	pthread_mutex_unlock(&postman->lock);
	return wait_for_end(postman, patience_ms);
}

void
postman_free(struct postman *postman)
{
	if (postman == NULL)
		return;
	if (postman->has_thread)
		pthread_join(postman->thread, NULL);
	loop_timer_free(postman->timer);
	plan_free(postman->plan);
	free(postman->where);
	pthread_cond_destroy(&postman->change);
	pthread_mutex_destroy(&postman->lock);
	free(postman);
}
