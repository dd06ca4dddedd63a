#include "aggregator/push.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "aggregator/base/clock.h"
#include "aggregator/base/entropy.h"
#include "aggregator/base/log.h"
#include "aggregator/batch.h"
#include "aggregator/desk.h"
#include "aggregator/fetch/fetch.h"
#include "aggregator/fetch/loop.h"
#include "aggregator/plan.h"
#include "aggregator/push_private.h"
#include "aggregator/store/subscription_store.h"
#include "aggregator/visits.h"
#include "feeds/base/memory.h"

#define TICK_MS 1000
#define REQUESTS_A_TICK 4  /* to hubs */
#define REVIEW_SECONDS 600 /* whether each feed is wanted still */
#define FORM_BYTES_MAX 16384
#define PUSHED_LATE 900 /* seconds: what is older at a visit should have been pushed */
#define SUBSCRIPTIONS_MAX 100000

/* --- the table --- */

struct subscribed *
push_find_feed(struct push *push, int64_t feed)
{
	for (size_t i = 0; i < push->n; i++)
		if (push->at[i]->websub.feed == feed)
			return push->at[i];
	return NULL;
}

struct subscribed *
push_find_token(struct push *push, struct span token)
{
	for (size_t i = 0; i < push->n; i++)
		if (span_equal(span_of(push->at[i]->websub.token), token))
			return push->at[i];
	return NULL;
}

static void
add(struct push *push, const struct websub *websub)
{
	struct subscribed *subscribed = memory_new(1, sizeof *subscribed);

	subscribed->websub = *websub;
	push->at = memory_room(push->at, push->n, &push->capacity, sizeof(struct subscribed *));
	push->at[push->n++] = subscribed;
}

static void
drop(struct push *push, struct subscribed *subscribed)
{
	for (size_t i = 0; i < push->n; i++)
		if (push->at[i] == subscribed)
			push->at[i] = push->at[--push->n];
	free(subscribed);
}

/* --- what is kept --- */

struct keeping {
	struct websub websub;
};

static struct subscription_record
record_of(const struct websub *websub)
{
	return (struct subscription_record){
		.feed = websub->feed,
		.hub = span_of(websub->hub),
		.topic = span_of(websub->topic),
		.token = span_of(websub->token),
		.secret = span_of(websub->secret),
		.state = (int)websub->state,
		.lease_until = websub->lease_until,
		.next_try = websub->next_try,
		.failures = websub->failures,
		.pushes = websub->pushes,
		.pushed_at = websub->pushed_at,
		.missed = websub->missed,
		.last_error = websub->error[0] != '\0' ? span_of(websub->error) : SPAN_NONE,
	};
}

/* On the desk's thread. */
static bool
write_kept(struct store *store, const struct keeping *keeping, struct error *err)
{
	struct subscription_record record = record_of(&keeping->websub);

	if (!store_batch_begin(store, keeping->websub.pushed_at, err))
		return false;
	if (keeping->websub.state == WEBSUB_OVER ? subscription_drop(store, record.feed, err)
						 : subscription_save(store, &record, err))
		return store_batch_commit(store, err);
	store_batch_abandon(store);
	return false;
}

static bool
keep_errand(void *context, struct store *store, struct error *err)
{
	if (!write_kept(store, context, err))
		return false; /* it is run again */
	free(context);
	return true;
}

void
push_keep(struct push *push, struct subscribed *subscribed)
{
	struct keeping *keeping = memory_new(1, sizeof *keeping);

	keeping->websub = subscribed->websub;
	if (!desk_ask(pipeline_desk(push->options.pipeline), keep_errand, keeping))
		free(keeping);
	if (subscribed->websub.state == WEBSUB_OVER && !subscribed->is_asking)
		drop(push, subscribed);
}

/* --- what hubs are asked --- */

static void
on_answer(void *context, struct visit_result *result)
{
	struct push *push = context;
	struct subscribed *subscribed = push_find_feed(push, -result->feed_id);
	char about[64];
	struct log log = {about};

	if (subscribed == NULL)
		goto out;
	snprintf(about, sizeof about, "feed=%lld", (long long)subscribed->websub.feed);
	subscribed->is_asking = false;
	if (!subscribed->has_moved)
		websub_note_answer(&subscribed->websub, result->http_status,
			result->text[0] != '\0' ? result->text : "the hub does not answer",
			push->options.clock);
	subscribed->has_moved = false;
	log_debug(&log, "hub %s answers %d: %s", subscribed->websub.hub, result->http_status,
		websub_state_name(subscribed->websub.state));
	push_keep(push, subscribed);
out:
	visit_result_free(result);
}

static void
ask_hub(struct push *push, struct subscribed *subscribed)
{
	struct visit_request request = {
		.feed_id = -subscribed->websub.feed,
		.kind = SOURCE_URL,
		.location = span_of(subscribed->websub.hub),
	};
	struct buf form;

	buf_init(&form, FORM_BYTES_MAX);
	websub_add_request(&subscribed->websub, push->callback_base, &form);
	request.form = buf_span(&form);
	subscribed->is_asking = true;
	fetch_add(pipeline_fetch(push->options.pipeline), &request);
	buf_release(&form);
}

static void
ask_hubs(struct push *push, int64_t now)
{
	size_t n_asked = 0;

	for (size_t i = 0; i < push->n && n_asked < REQUESTS_A_TICK; i++) {
		struct subscribed *subscribed = push->at[i];

		if (subscribed->is_asking || !websub_is_due(&subscribed->websub, now))
			continue;
		ask_hub(push, subscribed);
		n_asked++;
	}
}

/* --- what visits tell --- */

/* A visit's word on the hub of its feed, on its way from the desk's thread. */
struct told {
	struct push *push;
	int64_t feed;
	size_t n_missed;
	struct websub_offer offer; /* empty: it names no hub any more */
	bool is_fresh;             /* it had a document, which would have named one */
	char text[];               /* of both URLs */
};

static void
take_offer(struct push *push, const struct told *told, struct subscribed *old)
{
	struct websub websub;

	if (old != NULL && websub_is_of(&old->websub, &told->offer) &&
		old->websub.state != WEBSUB_LEAVING)
		return;
	if (push->n >= SUBSCRIPTIONS_MAX ||
		!websub_init(&websub, told->feed, &told->offer, push->options.entropy))
		return;
	websub_mark_address(&websub, push->callback_base);
	if (old != NULL) {
		old->websub = websub;
	} else {
		add(push, &websub);
		old = push->at[push->n - 1];
	}
	push_keep(push, old);
}

static void
on_told(void *context)
{
	struct told *told = context;
	struct push *push = told->push;
	struct subscribed *subscribed = push_find_feed(push, told->feed);
	int64_t now = clock_now(push->options.clock);
	uint32_t missed = subscribed != NULL ? subscribed->websub.missed : 0;

	if (!push->is_loaded || push->callback_base == NULL)
		goto out; /* the next visit says it again */
	if (subscribed != NULL)
		websub_note_visit(&subscribed->websub, told->n_missed, now);
	if (told->offer.hub.len > 0) {
		take_offer(push, told, subscribed);
	} else if (subscribed != NULL && told->is_fresh) {
		websub_leave(&subscribed->websub, now);
		push_keep(push, subscribed);
		goto out;
	}
	if (subscribed != NULL && subscribed->websub.missed != missed)
		push_keep(push, subscribed);
out:
	free(told);
}

/* New items that were there for so long that the hub should have brought them. */
static size_t
count_missed(const struct batch *batch)
{
	int64_t late = batch->result->finished_at - PUSHED_LATE;
	size_t n = 0;

	if (batch->feed_plan->state.last_success == 0)
		return 0;
	for (size_t i = 0; i < batch->n_items; i++)
		n += batch->items[i].record.number == 0 &&
		     batch->items[i].record.published_at != ITEM_TIME_NONE &&
		     batch->items[i].record.published_at > batch->feed_plan->state.last_success &&
		     batch->items[i].record.published_at < late;
	return n;
}

static struct span
copy_to(char **at, struct span text)
{
	struct span copy = {*at, text.len};

	if (text.len > 0)
		memcpy(*at, text.at, text.len);
	*at += text.len;
	return copy;
}

/* On the desk's thread. */
static void
on_written(void *context, const struct batch *batch)
{
	struct push *push = context;
	const struct visit_result *result = batch->result;
	struct websub_offer document = {SPAN_NONE, SPAN_NONE};
	struct websub_offer offer;
	struct told *told;
	char *at;

	if (batch->page != 0 || batch->feed_plan->source->kind == CONFIG_FEED_PATH ||
		batch->feed_plan->source->kind == CONFIG_FEED_EXEC ||
		(result->outcome != OUTCOME_FRESH && result->outcome != OUTCOME_UNCHANGED) ||
		batch->error.status != 0)
		return;
	if (batch->feed != NULL)
		document = (struct websub_offer){batch->feed->hub, batch->feed->self};
	if (!websub_find_offer(
		    span_of(result->link), &document, span_of(result->final_url), &offer))
		offer = (struct websub_offer){SPAN_NONE, SPAN_NONE};
	told = memory_new(1, sizeof *told + offer.hub.len + offer.topic.len);
	*told = (struct told){.push = push,
		.feed = batch->feed_plan->number,
		.n_missed = count_missed(batch),
		.is_fresh = batch->feed != NULL};
	at = told->text;
	told->offer.hub = copy_to(&at, offer.hub);
	told->offer.topic = copy_to(&at, offer.topic);
	loop_post(pipeline_loop(push->options.pipeline), on_told, told);
}

/* --- what the store knows, and which feeds are wanted --- */

struct review {
	struct push *push;
	bool loads;
	struct websub *at; /* what is stored; or only feeds, to be looked at */
	bool *is_unwanted;
	size_t n;
	size_t capacity;
};

static void
free_review(struct review *review)
{
	free(review->at);
	free(review->is_unwanted);
	free(review);
}

static void
take_text(char *to, size_t size, struct span text)
{
	snprintf(to, size, "%.*s", SPAN_ARGS(text));
}

static void
load_one(void *context, const struct subscription_record *record)
{
	struct review *review = context;
	struct websub *websub;

	review->at = memory_room(review->at, review->n, &review->capacity, sizeof *review->at);
	websub = &review->at[review->n++];
	*websub = (struct websub){
		.feed = record->feed,
		.state = (enum websub_state)record->state,
		.lease_until = record->lease_until,
		.next_try = record->next_try,
		.failures = record->failures,
		.pushes = record->pushes,
		.pushed_at = record->pushed_at,
		.missed = record->missed,
	};
	take_text(websub->hub, sizeof websub->hub, record->hub);
	take_text(websub->topic, sizeof websub->topic, record->topic);
	take_text(websub->token, sizeof websub->token, record->token);
	take_text(websub->secret, sizeof websub->secret, record->secret);
	take_text(websub->error, sizeof websub->error, record->last_error);
}

static bool
is_at_home(const struct push *push, const struct subscribed *subscribed)
{
	return push->callback_base != NULL &&
	       websub_is_at(&subscribed->websub, push->callback_base);
}

/* Backwards: one that is over goes, and another takes its place. */
static void
move_all(struct push *push)
{
	for (size_t i = push->n; i-- > 0;) {
		struct subscribed *subscribed = push->at[i];

		if (is_at_home(push, subscribed))
			continue;
		websub_move(
			&subscribed->websub, push->callback_base, clock_now(push->options.clock));
		subscribed->has_moved = subscribed->is_asking;
		push_keep(push, subscribed);
	}
}

static void
on_reviewed(void *context)
{
	struct review *review = context;
	struct push *push = review->push;
	int64_t now = clock_now(push->options.clock);

	for (size_t i = 0; i < review->n; i++) {
		struct subscribed *subscribed;

		if (review->loads)
			add(push, &review->at[i]);
		subscribed = push_find_feed(push, review->at[i].feed);
		if (!review->is_unwanted[i] || subscribed == NULL ||
			subscribed->websub.state == WEBSUB_LEAVING)
			continue;
		websub_leave(&subscribed->websub, now);
		push_keep(push, subscribed);
	}
	push->is_loaded = true;
	push->reviewed_at = now;
	if (review->loads)
		move_all(push);
	free_review(review);
}

/* On the desk's thread. */
static bool
review_errand(void *context, struct store *store, struct error *err)
{
	struct review *review = context;
	const struct roster *roster = lookout_roster(review->push->options.lookout);

	if (review->loads) {
		review->n = 0;
		if (!subscriptions_each(store, load_one, review, err))
			return false;
	}
	review->is_unwanted =
		memory_resize(review->is_unwanted, review->n + 1, sizeof *review->is_unwanted);
	for (size_t i = 0; i < review->n; i++)
		review->is_unwanted[i] = roster_find(roster, review->at[i].feed) == NULL;
	loop_post(pipeline_loop(review->push->options.pipeline), on_reviewed, review);
	return true;
}

static void
review(struct push *push)
{
	struct review *review = memory_new(1, sizeof *review);

	review->push = push;
	review->loads = !push->is_loaded;
	push->reviewed_at = clock_now(push->options.clock);
	for (size_t i = 0; i < push->n; i++) {
		review->at =
			memory_room(review->at, review->n, &review->capacity, sizeof *review->at);
		review->at[review->n++].feed = push->at[i]->websub.feed;
	}
	if (!desk_ask(pipeline_desk(push->options.pipeline), review_errand, review))
		free_review(review);
}

static void
on_tick(void *context)
{
	struct push *push = context;
	int64_t now = clock_now(push->options.clock);

	if (push->is_loaded) {
		ask_hubs(push, now);
		push_hand_on(push);
		if (now - push->reviewed_at >= REVIEW_SECONDS)
			review(push);
	}
	loop_timer_set(push->tick, TICK_MS);
}

/* --- its life --- */

struct push *
push_new(const struct push_options *options)
{
	struct push *push = memory_new(1, sizeof *push);

	push->options = *options;
	push->tick = loop_timer_new(pipeline_loop(options->pipeline), on_tick, push);
	pthread_mutex_init(&push->lock, NULL);
	pipeline_on_written(options->pipeline, on_written, push);
	pipeline_on_answer(options->pipeline, on_answer, push);
	return push;
}

void
push_set_address(struct push *push, const char *callback_base)
{
	if (span_equal(span_of(callback_base), span_of(push->callback_base)))
		return;
	free(push->callback_base);
	push->callback_base =
		callback_base != NULL ? memory_string(callback_base, strlen(callback_base)) : NULL;
	if (push->is_loaded)
		move_all(push);
}

void
push_start(struct push *push)
{
	review(push);
	loop_timer_set(push->tick, TICK_MS);
}

void
push_free(struct push *push)
{
	if (push == NULL)
		return;
	push_stop(push);
	push_drop_waiting(push);
	for (size_t i = 0; i < push->n; i++)
		free(push->at[i]);
	loop_timer_free(push->tick);
	pthread_mutex_destroy(&push->lock);
	free(push->at);
	free(push->callback_base);
	free(push);
}
