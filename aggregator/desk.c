#include "aggregator/desk.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "aggregator/base/log.h"
#include "aggregator/base/patience.h"
#include "aggregator/base/queue.h"
#include "aggregator/measures.h"
#include "aggregator/plan.h"
#include "aggregator/store/store.h"
#include "aggregator/writer.h"
#include "feeds/base/memory.h"

#define ERRANDS_MAX 32
#define PAUSE_FIRST_SECONDS 1 /* before a store in trouble is tried again; doubles */
#define PAUSE_MAX_SECONDS 30

/* What lies in the queue: a batch, or an errand. */
struct slip {
	struct batch *batch; /* NULL: an errand */
	desk_errand_fn *run;
	void *context;
};

struct desk {
	struct desk_options options;
	struct store *store;
	char *where; /* of the store, to open it again; NULL: gives up */
	struct writer *writer;
	struct queue *slips;
	pthread_t thread;
	bool has_thread;

	struct batch **waiting; /* batches that came before their turn, by sequence */
	uint64_t written;       /* the sequence whose turn it is */
	struct batch **held;    /* written and not committed, in order */
	size_t n_held;
	size_t held_capacity;

	atomic_uint_fast64_t turns;
	pthread_mutex_t lock; /* of all below */
	pthread_cond_t ending;
	bool is_ending;
	struct pipeline_counts committed;
	struct error trouble; /* status 0: none */
};

static bool
is_in_trouble(struct desk *desk)
{
	struct error trouble;

	desk_trouble(desk, &trouble);
	return trouble.status != 0;
}

static void
set_trouble(struct desk *desk, const struct error *trouble)
{
	pthread_mutex_lock(&desk->lock);
	desk->trouble = *trouble;
	pthread_mutex_unlock(&desk->lock);
}

static void
publish_counts(struct desk *desk)
{
	struct pipeline_counts before;

	pthread_mutex_lock(&desk->lock);
	before = desk->committed;
	writer_take_counts(desk->writer, &desk->committed);
	measures_stored(desk->options.measures, &before, &desk->committed);
	pthread_mutex_unlock(&desk->lock);
}

static void
let_go(struct desk *desk, struct batch *batch)
{
	desk->options.listener.on_done(desk->options.listener.context, batch);
	batch_free(batch);
}

/* What is committed need not be held. */
static void
release_held(struct desk *desk)
{
	publish_counts(desk);
	for (size_t i = 0; i < desk->n_held; i++)
		let_go(desk, desk->held[i]);
	desk->n_held = 0;
}

/* Sleeps for a second; true: the desk is ending. */
static bool
sleep_a_second(struct desk *desk)
{
	struct timespec end = patience_end(1000);
	bool is_over = false;
	bool is_ending;

	atomic_fetch_add(&desk->turns, 1);
	pthread_mutex_lock(&desk->lock);
	while (!desk->is_ending && !is_over)
		is_over = !patience_wait(&desk->ending, &desk->lock, &end);
	is_ending = desk->is_ending;
	pthread_mutex_unlock(&desk->lock);
	return is_ending;
}

static bool
pause_before_retry(struct desk *desk, int seconds)
{
	while (seconds-- > 0)
		if (sleep_a_second(desk))
			return true;
	return false;
}

/* A commit whose answer was lost has stored its items: they are known now. */
static bool
drop_stored(struct desk *desk, struct batch *batch, struct error *err)
{
	struct item_known *known = arena_array(batch->arena, batch->n_items, sizeof *known);
	size_t kept = 0;

	for (size_t i = 0; i < batch->n_items; i++)
		known[i].identity = batch->items[i].record.identity;
	if (!items_known(desk->store, batch->feed_plan->number, known, batch->n_items, err))
		return false;
	for (size_t i = 0; i < batch->n_items; i++)
		if (batch->items[i].record.number != 0 || known[i].item == 0)
			batch->items[kept++] = batch->items[i];
	batch->n_items = kept;
	return true;
}

/*
 * A batch that could not be looked up, matched or written is no fault of its feed: that comes again
 * later, with the validators that it had.
 */
static void
put_off(struct batch *batch, const struct error *why)
{
	struct visit_result *result = batch->result;

	log_error(NULL, "%s; the feed is visited again later", why->text);
	result->outcome = OUTCOME_LATER;
	snprintf(
		result->text, sizeof result->text, "%.*s", (int)sizeof result->text - 1, why->text);
	batch->trouble = (struct error){0};
	batch->feed = NULL;
	batch->n_items = 0;
}

/* Each in a transaction of its own, so that one which cannot be stored keeps no other. */
static bool
write_held(struct desk *desk, struct error *err)
{
	while (desk->n_held > 0) {
		struct batch *first = desk->held[0];

		if (!drop_stored(desk, first, err) || !writer_write(desk->writer, first, err) ||
			!writer_commit(desk->writer, err)) {
			if (err->status == EX_DATAERR && first->n_items > 0)
				put_off(first, err);
			return false;
		}
		memmove(desk->held, desk->held + 1, --desk->n_held * sizeof *desk->held);
		publish_counts(desk);
		let_go(desk, first);
	}
	return true;
}

/* The store anew, the live stories out of it, and what was not committed once more. */
static bool
begin_anew(struct desk *desk, struct error *err)
{
	writer_free(desk->writer);
	desk->writer = NULL;
	store_close(desk->store);
	desk->store = store_open(desk->where, STORE_WRITE, err);
	if (desk->store == NULL)
		return false;
	desk->writer = writer_new(desk->store, desk->options.clock, err);
	return desk->writer != NULL && write_held(desk, err);
}

/* False: the desk is ending, and the last try failed too. */
static bool
recover(struct desk *desk, struct error *trouble)
{
	int seconds = PAUSE_FIRST_SECONDS;
	bool is_last = false;

	set_trouble(desk, trouble);
	log_error(NULL, "%s; fetching waits, and it is tried again", trouble->text);
	desk->options.listener.on_trouble(desk->options.listener.context, trouble, false);
	while (!is_last) {
		is_last = pause_before_retry(desk, seconds);
		if (begin_anew(desk, trouble)) {
			set_trouble(desk, &(struct error){0});
			log_warning(NULL, "the store works again; nothing was lost");
			desk->options.listener.on_relief(desk->options.listener.context);
			return true;
		}
		set_trouble(desk, trouble);
		seconds = seconds * 2 < PAUSE_MAX_SECONDS ? seconds * 2 : PAUSE_MAX_SECONDS;
	}
	return false;
}

static void
give_up(struct desk *desk, const struct error *trouble)
{
	set_trouble(desk, trouble);
	desk->options.listener.on_trouble(desk->options.listener.context, trouble, true);
	for (size_t i = 0; i < desk->n_held; i++)
		let_go(desk, desk->held[i]);
	desk->n_held = 0;
}

/* True: go on, everything so far is stored. */
static bool
survive(struct desk *desk, struct error *trouble)
{
	if (is_in_trouble(desk))
		return false;
	if (desk->where != NULL && store_is_in_place(desk->store, trouble))
		return recover(desk, trouble);
	give_up(desk, trouble);
	return false;
}

static void
commit(struct desk *desk)
{
	struct error err = {0};

	if (is_in_trouble(desk))
		return;
	if (!store_is_in_place(desk->store, &err))
		give_up(desk, &err);
	else if (writer_commit(desk->writer, &err) || survive(desk, &err))
		release_held(desk);
}

static void
hold(struct desk *desk, struct batch *batch)
{
	desk->held =
		memory_room(desk->held, desk->n_held, &desk->held_capacity, sizeof *desk->held);
	desk->held[desk->n_held++] = batch;
}

/* After a failure for good batches are only dropped, so that everything comes to its end. */
static void
write_one(struct desk *desk, struct batch *batch)
{
	struct error err = {0};

	if (is_in_trouble(desk)) {
		let_go(desk, batch);
		return;
	}
	if (desk->where != NULL && batch->trouble.status != 0)
		put_off(batch, &batch->trouble);
	hold(desk, batch);
	if (!writer_write(desk->writer, batch, &err) && !survive(desk, &err))
		return;
	if (desk->where == NULL || !writer_is_open(desk->writer))
		release_held(desk);
}

/* Writes the batch, and those behind it that waited for it. */
static void
write_in_turn(struct desk *desk, struct batch *batch)
{
	size_t size = desk->options.capacity;

	desk->waiting[batch->sequence % size] = batch;
	while ((batch = desk->waiting[desk->written % size]) != NULL) {
		desk->waiting[desk->written++ % size] = NULL;
		write_one(desk, batch);
	}
}

static void
run_errand(struct desk *desk, const struct slip *slip)
{
	struct error err = {0};

	commit(desk);
	while (!is_in_trouble(desk) && !slip->run(slip->context, desk->store, &err))
		if (!survive(desk, &err))
			return;
}

static void
take_slip(struct desk *desk, struct slip *slip)
{
	if (slip->batch != NULL)
		write_in_turn(desk, slip->batch);
	else
		run_errand(desk, slip);
	free(slip);
}

static void *
run_desk(void *context)
{
	struct desk *desk = context;
	struct slip *slip;

	for (;;) {
		slip = queue_try_take(desk->slips);
		if (slip == NULL) {
			commit(desk); /* nothing to do: make what there is last */
			slip = queue_take(desk->slips);
		}
		if (slip == NULL)
			return NULL;
		atomic_fetch_add(&desk->turns, 1);
		take_slip(desk, slip);
	}
}

struct desk *
desk_new(const struct desk_options *options, struct error *err)
{
	struct desk *desk = memory_new(1, sizeof *desk);

	desk->options = *options;
	desk->store = options->store;
	if (options->where != NULL)
		desk->where = memory_string(options->where, strlen(options->where));
	pthread_mutex_init(&desk->lock, NULL);
	patience_init(&desk->ending);
	desk->slips = queue_new(options->capacity + ERRANDS_MAX);
	desk->waiting = memory_new(options->capacity, sizeof *desk->waiting);
	desk->writer = writer_new(desk->store, options->clock, err);
	if (desk->writer != NULL)
		return desk;
	desk->store = NULL; /* it stays the caller's */
	desk_free(desk);
	return NULL;
}

void
desk_free(struct desk *desk)
{
	if (desk == NULL)
		return;
	for (size_t i = 0; i < desk->n_held; i++)
		batch_free(desk->held[i]);
	writer_free(desk->writer);
	if (desk->where != NULL)
		store_close(desk->store);
	free(desk->where);
	free(desk->held);
	free(desk->waiting);
	queue_free(desk->slips);
	pthread_cond_destroy(&desk->ending);
	pthread_mutex_destroy(&desk->lock);
	free(desk);
}

bool
desk_start(struct desk *desk, struct error *err)
{
	int failure = pthread_create(&desk->thread, NULL, run_desk, desk);

	desk->has_thread = failure == 0;
	return desk->has_thread ||
	       error_set(err, EX_OSERR, "cannot start a thread: %s", strerror(failure));
}

bool
desk_finish(struct desk *desk, struct error *err)
{
	struct error trouble;

	pthread_mutex_lock(&desk->lock);
	desk->is_ending = true;
	pthread_cond_signal(&desk->ending);
	pthread_mutex_unlock(&desk->lock);
	if (desk->has_thread) {
		queue_close(desk->slips);
		pthread_join(desk->thread, NULL);
		desk->has_thread = false;
	} else {
		commit(desk);
	}
	desk_trouble(desk, &trouble);
	if (trouble.status != 0)
		*err = trouble;
	return trouble.status == 0;
}

void
desk_put(struct desk *desk, struct batch *batch)
{
	struct slip *slip;

	if (!desk->has_thread) {
		write_in_turn(desk, batch);
		return;
	}
	slip = memory_new(1, sizeof *slip);
	slip->batch = batch;
	queue_put(desk->slips, slip);
}

bool
desk_ask(struct desk *desk, desk_errand_fn *run, void *context)
{
	struct slip *slip = memory_new(1, sizeof *slip);
	bool is_asked;

	*slip = (struct slip){NULL, run, context};
	is_asked = queue_offer(desk->slips, slip);
	if (!is_asked)
		free(slip);
	return is_asked;
}

void
desk_counts(struct desk *desk, struct pipeline_counts *counts)
{
	pthread_mutex_lock(&desk->lock);
	*counts = desk->committed;
	pthread_mutex_unlock(&desk->lock);
}

void
desk_trouble(struct desk *desk, struct error *trouble)
{
	pthread_mutex_lock(&desk->lock);
	*trouble = desk->trouble;
	pthread_mutex_unlock(&desk->lock);
}

uint64_t
desk_turns(struct desk *desk)
{
	return atomic_load(&desk->turns);
}
