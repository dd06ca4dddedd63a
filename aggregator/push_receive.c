#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "aggregator/base/clock.h"
#include "aggregator/base/log.h"
#include "aggregator/desk.h"
#include "aggregator/fetch/loop.h"
#include "aggregator/measures.h"
#include "aggregator/push_private.h"
#include "aggregator/visits.h"
#include "feeds/base/memory.h"

#define WAITING_MAX 64 /* documents; more are the hub's to send again */

/* What hubs send: questions by GET, documents by POST. */

static void
answer(struct exchange *exchange, int status)
{
	exchange_set_status(exchange, status);
	exchange_set_type(exchange, "text/plain; charset=utf-8");
	exchange_finish(exchange);
}

/* --- questions --- */

static void
answer_question(struct push *push, struct subscribed *subscribed, struct exchange *exchange)
{
	struct websub_question question = {
		.mode = exchange_parameter(exchange, "hub.mode"),
		.topic = exchange_parameter(exchange, "hub.topic"),
		.challenge = exchange_parameter(exchange, "hub.challenge"),
		.lease_seconds = exchange_parameter(exchange, "hub.lease_seconds"),
		.reason = exchange_parameter(exchange, "hub.reason"),
	};

	if (!websub_verify(&subscribed->websub, &question, push->options.clock)) {
		answer(exchange, 404);
		return;
	}
	buf_add(exchange_body(exchange), question.challenge);
	answer(exchange, 200);
	push_keep(push, subscribed);
}

/* --- documents --- */

static char *
copy_of(struct span text)
{
	return text.len > 0 ? memory_string(text.at, text.len) : NULL;
}

static struct visit_result *
result_of(struct push *push, const struct websub *websub, struct exchange *exchange)
{
	struct span body = exchange_request(exchange)->body;
	struct visit_result *result = memory_new(1, sizeof *result);

	result->feed_id = websub->feed;
	result->outcome = OUTCOME_FRESH;
	result->http_status = 200;
	buf_init(&result->body, BUF_UNLIMITED);
	buf_add(&result->body, body);
	result->content_type = copy_of(exchange_header(exchange, "Content-Type"));
	result->final_url = memory_string(websub->topic, strlen(websub->topic));
	result->freshness_seconds = FRESHNESS_UNKNOWN;
	result->retry_after_seconds = RETRY_AFTER_NONE;
	result->started_at = result->finished_at = clock_now(push->options.clock);
	result->wire_bytes = (int64_t)body.len;
	return result;
}

static void
join_waiting(struct push *push, struct visit_result *result)
{
	struct pushed **last = &push->first;
	struct pushed *pushed = memory_new(1, sizeof *pushed);

	pushed->result = result;
	while (*last != NULL)
		last = &(*last)->next;
	*last = pushed;
	push->n_waiting++;
}

/*
 * The hub need not know whether we believed it (REC, section 8): what has no signature of ours is taken
 * with thanks, and thrown away.
 */
static void
take_document(struct push *push, struct subscribed *subscribed, struct exchange *exchange)
{
	struct websub *websub = &subscribed->websub;
	struct span signature = exchange_header(exchange, "X-Hub-Signature");

	if (websub->state == WEBSUB_LEAVING || websub->state == WEBSUB_REFUSED) {
		answer(exchange, 410);
		return;
	}
	if (!websub_is_signed(websub, signature, exchange_request(exchange)->body)) {
		log_warning(NULL, "feed=%lld: a push without the right signature was thrown away",
			(long long)websub->feed);
		measure_count(push->options.measures, MEASURE_PUSHES_REFUSED, 1);
		answer(exchange, 202);
		return;
	}
	if (push->n_waiting >= WAITING_MAX) {
		answer(exchange, 503);
		return;
	}
	join_waiting(push, result_of(push, websub, exchange));
	websub_note_push(websub, clock_now(push->options.clock));
	measure_count(push->options.measures, MEASURE_PUSHES, 1);
	answer(exchange, 202);
	push_keep(push, subscribed);
	push_hand_on(push);
}

static struct visit_result *
leave_waiting(struct push *push)
{
	struct pushed *first = push->first;
	struct visit_result *result = first->result;

	push->first = first->next;
	push->n_waiting--;
	free(first);
	return result;
}

static void
on_picked(void *context)
{
	struct push *push = context;
	struct visit_result *result;

	push->is_picking = false;
	if (push->first == NULL)
		return;
	switch (push->pick) {
	case PICK_BUSY: /* behind the others; the next tick tries again */
		join_waiting(push, leave_waiting(push));
		return;
	case PICK_READY:
		pipeline_take(push->options.pipeline, leave_waiting(push));
		break;
	case PICK_UNWANTED:
		result = leave_waiting(push);
		visit_result_free(result);
		break;
	}
	push_hand_on(push);
}

/* On the desk's thread. */
static bool
pick_errand(void *context, struct store *store, struct error *err)
{
	struct push *push = context;
	int64_t feed = push->first->result->feed_id; /* it stays the first while is_picking */
	const struct roster *roster = lookout_roster(push->options.lookout);
	struct visits *visits = pipeline_visits(push->options.pipeline);

	push->pick = PICK_UNWANTED;
	if (roster_find(roster, feed) != NULL) {
		if (!visits_pick_pushed(visits, roster, store, &feed, err))
			return false;
		push->pick = feed != 0 ? PICK_READY : PICK_BUSY;
	}
	loop_post(pipeline_loop(push->options.pipeline), on_picked, push);
	return true;
}

void
push_hand_on(struct push *push)
{
	if (push->first == NULL || push->is_picking || !pipeline_has_room(push->options.pipeline))
		return;
	push->is_picking = desk_ask(pipeline_desk(push->options.pipeline), pick_errand, push);
}

void
push_drop_waiting(struct push *push)
{
	while (push->first != NULL)
		visit_result_free(leave_waiting(push));
}

/* --- the way from the server's thread --- */

static void
receive(struct push *push, struct exchange *exchange)
{
	const struct request *request = exchange_request(exchange);
	struct subscribed *subscribed = push_find_token(push, request->rest);

	if (!push->is_loaded)
		answer(exchange, 503);
	else if (subscribed == NULL)
		answer(exchange, request->method == HTTP_POST ? 410 : 404);
	else if (request->method == HTTP_POST)
		take_document(push, subscribed, exchange);
	else
		answer_question(push, subscribed, exchange);
}

static struct caller *
take_callers(struct push *push, bool is_last)
{
	struct caller *callers;

	pthread_mutex_lock(&push->lock);
	callers = push->callers;
	push->callers = NULL;
	push->is_stopped = push->is_stopped || is_last;
	pthread_mutex_unlock(&push->lock);
	return callers;
}

static void
on_callers(void *context)
{
	struct push *push = context;
	struct caller *callers = take_callers(push, false);

	while (callers != NULL) {
		struct caller *next = callers->next;

		receive(push, callers->exchange);
		free(callers);
		callers = next;
	}
}

void
push_take(void *context, struct exchange *exchange)
{
	struct push *push = context;
	struct caller *caller = memory_new(1, sizeof *caller);
	bool is_stopped;

	*caller = (struct caller){.push = push, .exchange = exchange};
	pthread_mutex_lock(&push->lock);
	is_stopped = push->is_stopped;
	if (!is_stopped) {
		caller->next = push->callers;
		push->callers = caller;
		loop_post(pipeline_loop(push->options.pipeline), on_callers, push);
	}
	pthread_mutex_unlock(&push->lock);
	if (is_stopped) {
		free(caller);
		answer(exchange, 503);
	}
}

void
push_stop(struct push *push)
{
	struct caller *callers;

	if (push == NULL)
		return;
	loop_timer_cancel(push->tick);
	callers = take_callers(push, true);
	while (callers != NULL) {
		struct caller *next = callers->next;

		answer(callers->exchange, 503);
		free(callers);
		callers = next;
	}
}
