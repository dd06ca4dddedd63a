#include "aggregator/fetch/fetch.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "aggregator/base/clock.h"
#include "aggregator/base/hash.h"
#include "aggregator/fetch/answer.h"
#include "aggregator/fetch/file.h"
#include "aggregator/fetch/hosts.h"
#include "aggregator/fetch/loop.h"
#include "aggregator/fetch/program.h"
#include "aggregator/fetch/reader.h"
#include "aggregator/fetch/redirect.h"
#include "aggregator/fetch/request.h"
#include "aggregator/fetch/transfer.h"
#include "feeds/base/memory.h"

#define HOLD_UNASKED_SECONDS 300 /* a 429 without Retry-After */

/* What is on this machine has budgets too; no host's name has a space. */
#define FILES SPAN("local files")
#define FILES_AT_ONCE 16
#define PROGRAMS SPAN("local programs")
#define PROGRAMS_AT_ONCE 8

enum visit_state {
	VISIT_WAITING,  /* for its host's budget */
	VISIT_FETCHING, /* a transfer runs */
	VISIT_DONE,     /* its result is handed out at the end of the turn */
};

/* A visit under way. */
struct visit {
	struct ticket ticket; /* first: a ticket is its visit */
	struct fetch *fetch;
	enum visit_state state;
	struct visit_request *request;
	struct redirect_chain chain; /* SOURCE_URL */
	struct transfer *transfer;   /* one of these two while FETCHING; neither for a file */
	struct program *program;
	struct visit_result *result;
	struct visit *next; /* in the list of those that fetch, or are done */
	struct visit *prev;
};

struct fetch {
	struct loop *loop;
	struct fetch_settings settings;
	const struct clock *clock;
	struct hosts *hosts;
	struct reader *reader;   /* of files */
	struct loop_timer *turn; /* starts what may start, hands out what is done */
	fetch_result_fn *on_result;
	void *result_context;
	fetch_hold_fn *on_hold;
	void *hold_context;
	struct transfer **spare; /* transfers kept for the next use */
	size_t n_spare;
	size_t spare_capacity;
	struct visit fetching; /* heads of lists */
	struct visit done;
	bool is_paused;
	bool ends_when_idle;
	int64_t paused_at_ms;
	struct fetch_progress progress;
};

static void
list_join(struct visit *head, struct visit *visit)
{
	visit->next = head;
	visit->prev = head->prev;
	head->prev->next = visit;
	head->prev = visit;
}

static void
list_leave(struct visit *visit)
{
	visit->prev->next = visit->next;
	visit->next->prev = visit->prev;
}

static int64_t
now_ms(const struct fetch *fetch)
{
	return clock_monotonic_ms(fetch->clock);
}

static void
free_visit(struct visit *visit)
{
	visit_result_free(visit->result);
	redirect_release(&visit->chain);
	program_free(visit->program);
	free(visit->request);
	free(visit);
}

static struct visit_result *
result_new(const struct fetch *fetch, const struct visit_request *request)
{
	struct visit_result *result = memory_new(1, sizeof *result);

	result->feed_id = request->feed_id;
	result->freshness_seconds = FRESHNESS_UNKNOWN;
	result->retry_after_seconds = RETRY_AFTER_NONE;
	result->started_at = clock_now(fetch->clock);
	answer_keep_validators(result, &request->validators);
	return result;
}

static struct visit *
visit_new(struct fetch *fetch, const struct visit_request *request)
{
	struct visit *visit = memory_new(1, sizeof *visit);

	visit->fetch = fetch;
	visit->request = request_copy(request);
	visit->result = result_new(fetch, visit->request);
	return visit;
}

/* The visit is over: its result goes out at the end of the turn, never from inside fetch_add. */
static void
finish(struct visit *visit)
{
	struct fetch *fetch = visit->fetch;

	visit->state = VISIT_DONE;
	visit->result->finished_at = clock_now(fetch->clock);
	list_join(&fetch->done, visit);
	loop_timer_set(fetch->turn, 0);
}

static void
count_result(struct fetch_progress *progress, const struct visit_result *result)
{
	progress->done++;
	progress->fresh += result->outcome == OUTCOME_FRESH;
	progress->unchanged += result->outcome == OUTCOME_UNCHANGED;
	progress->later += result->outcome == OUTCOME_LATER;
	progress->gone += result->outcome == OUTCOME_GONE;
	progress->failed += result->outcome == OUTCOME_FAILED;
	progress->wire_bytes += result->wire_bytes;
	progress->body_bytes += (int64_t)result->body.len;
}

static void
hand_out(struct fetch *fetch)
{
	while (fetch->done.next != &fetch->done) {
		struct visit *visit = fetch->done.next;
		struct visit_result *result = visit->result;

		list_leave(visit);
		visit->result = NULL;
		free_visit(visit);
		count_result(&fetch->progress, result);
		if (fetch->on_result != NULL)
			fetch->on_result(fetch->result_context, result);
		else
			visit_result_free(result);
	}
}

/* Whose budget a visit comes out of. */
static struct span
budget_name(const struct visit *visit)
{
	switch (visit->request->kind) {
	case SOURCE_URL:
		return span_of(visit->chain.now.host);
	case SOURCE_PATH:
		return FILES;
	case SOURCE_EXEC:
		return PROGRAMS;
	}
	return SPAN_NONE;
}

static void
wait_for_host(struct visit *visit)
{
	struct fetch *fetch = visit->fetch;
	struct host *host = hosts_find(fetch->hosts, budget_name(visit));

	visit->state = VISIT_WAITING;
	fetch->progress.waiting++;
	if (visit->chain.hops > 0)
		hosts_wait_first(fetch->hosts, host, &visit->ticket);
	else
		hosts_wait(fetch->hosts, host, &visit->ticket);
}

static void
hold_host(struct visit *visit)
{
	struct fetch *fetch = visit->fetch;
	int64_t seconds = visit->result->retry_after_seconds;

	if (seconds == RETRY_AFTER_NONE)
		seconds = HOLD_UNASKED_SECONDS;
	hosts_hold(fetch->hosts, visit->ticket.host, now_ms(fetch) + seconds * 1000);
	if (fetch->on_hold != NULL)
		fetch->on_hold(fetch->hold_context, host_name(visit->ticket.host),
			clock_now(fetch->clock) + seconds);
}

/* What leads to no living feed is not worth remembering. */
static void
end_http_visit(struct visit *visit, struct transfer *transfer)
{
	struct visit_result *result = visit->result;

	if (result->outcome == OUTCOME_FRESH)
		result->body = transfer_take_body(transfer);
	if (result->outcome == OUTCOME_FRESH || result->outcome == OUTCOME_UNCHANGED)
		result->moved_to = redirect_take_moved_to(&visit->chain);
	result->final_url = memory_string(visit->chain.now.text, strlen(visit->chain.now.text));
	result->redirects = visit->chain.hops;
	if (result->outcome == OUTCOME_LATER)
		hold_host(visit);
	finish(visit);
}

static void
judge_response(struct visit *visit, struct transfer *transfer)
{
	const struct response *response = transfer_response(transfer);
	struct span location = head_value(&response->head, HEAD_LOCATION);
	struct visit_result *result = visit->result;
	struct error err = {0};

	if (response->failure != FAILURE_NONE || location.len == 0 ||
		!redirect_is_status(response->head.status)) {
		answer_judge(result, response, &visit->request->validators,
			clock_now(visit->fetch->clock));
		end_http_visit(visit, transfer);
	} else if (redirect_follow(&visit->chain, response->head.status, location, &err)) {
		wait_for_host(visit);
	} else {
		answer_fail(result, FAILURE_REDIRECT, "%s", err.text);
		end_http_visit(visit, transfer);
	}
}

static void
give_back_transfer(struct fetch *fetch, struct transfer *transfer)
{
	fetch->spare = memory_room(
		fetch->spare, fetch->n_spare, &fetch->spare_capacity, sizeof(struct transfer *));
	fetch->spare[fetch->n_spare++] = transfer;
}

static struct transfer *
take_transfer(struct fetch *fetch)
{
	if (fetch->n_spare > 0)
		return fetch->spare[--fetch->n_spare];
	return transfer_new(&fetch->settings, &fetch->is_paused);
}

/* The visit gives its place at its host, and among those that run, to another. */
static void
leave_place(struct visit *visit)
{
	struct fetch *fetch = visit->fetch;

	list_leave(visit);
	fetch->progress.running--;
	hosts_done(fetch->hosts, visit->ticket.host);
	loop_timer_set(fetch->turn, 0);
}

static void
on_transfer_done(void *context, struct transfer *transfer)
{
	struct visit *visit = context;
	struct fetch *fetch = visit->fetch;
	const struct response *response = transfer_response(transfer);

	leave_place(visit);
	visit->transfer = NULL;
	visit->result->http_status = response->head.status;
	visit->result->wire_bytes += response->wire_bytes;
	visit->result->times = response->times;
	judge_response(visit, transfer);
	give_back_transfer(fetch, transfer);
}

static void
start_transfer(struct visit *visit)
{
	const struct visit_request *request = visit->request;
	struct transfer_request hop = {
		.url = visit->chain.now.text,
		.etag = request->validators.etag,
		.last_modified = request->validators.last_modified,
		.wants_delta = request->wants_delta,
	};

	if (redirect_is_home(&visit->chain)) {
		hop.headers = request->headers;
		hop.n_headers = request->n_headers;
		hop.user = request_string(request->user);
		hop.password = request_string(request->password);
	}
	visit->transfer = take_transfer(visit->fetch);
	transfer_prepare(visit->transfer, &hop, on_transfer_done, visit);
	loop_start_transfer(visit->fetch->loop, visit->transfer);
}

/* On the reader's thread: the result and the request are its own until on_file_read. */
static void
read_file(void *context)
{
	struct visit *visit = context;

	file_visit(visit->result, visit->request, visit->fetch->settings.body_bytes_max);
}

static void
on_file_read(void *context)
{
	struct visit *visit = context;

	leave_place(visit);
	finish(visit);
}

static void
start_file(struct visit *visit)
{
	if (reader_run(visit->fetch->reader, read_file, on_file_read, visit))
		return;
	answer_fail(visit->result, FAILURE_FILE, "there can be no thread that reads files");
	on_file_read(visit);
}

static void
on_program_done(void *context, struct program *program)
{
	struct visit *visit = context;
	struct visit_result *result = visit->result;
	const struct program_end *end = program_end(program);

	result->exit_status = end->exit_status;
	if (end->failure != FAILURE_NONE) {
		answer_fail(result, end->failure, "%s", end->text);
	} else {
		result->body_hash = hash_span(buf_span(&end->output));
		result->outcome = OUTCOME_UNCHANGED;
		if (result->body_hash != visit->request->validators.body_hash) {
			result->outcome = OUTCOME_FRESH;
			result->body = program_take_output(program);
		}
	}
	leave_place(visit);
	finish(visit);
}

static void
start_program(struct visit *visit)
{
	const struct fetch_settings *settings = &visit->fetch->settings;
	struct program_limits limits = {settings->timeout_ms, settings->body_bytes_max};

	visit->program = program_start(
		visit->fetch->loop, visit->request->arguments, &limits, on_program_done, visit);
}

static void
start(struct visit *visit)
{
	struct fetch *fetch = visit->fetch;

	visit->state = VISIT_FETCHING;
	fetch->progress.waiting--;
	fetch->progress.running++;
	list_join(&fetch->fetching, visit);
	switch (visit->request->kind) {
	case SOURCE_URL:
		start_transfer(visit);
		break;
	case SOURCE_PATH:
		start_file(visit);
		break;
	case SOURCE_EXEC:
		start_program(visit);
		break;
	}
}

static void
start_what_may(struct fetch *fetch)
{
	int64_t now = now_ms(fetch);

	while (!fetch->is_paused && fetch->progress.running < fetch->settings.concurrency) {
		struct ticket *ticket = hosts_next(fetch->hosts, now);

		if (ticket == NULL)
			break;
		start((struct visit *)(void *)ticket);
	}
}

static bool
is_idle(const struct fetch *fetch)
{
	return fetch->progress.waiting == 0 && fetch->progress.running == 0 &&
	       fetch->done.next == &fetch->done;
}

static void
on_turn(void *context)
{
	struct fetch *fetch = context;
	int64_t wake;

	hand_out(fetch);
	start_what_may(fetch);
	wake = hosts_wake_ms(fetch->hosts);
	if (fetch->done.next != &fetch->done)
		loop_timer_set(fetch->turn, 0);
	else if (!fetch->is_paused && wake != INT64_MAX)
		loop_timer_set(fetch->turn, wake - now_ms(fetch));
	if (fetch->ends_when_idle && is_idle(fetch))
		loop_stop(fetch->loop);
}

static void
set_budget(struct fetch *fetch, struct span name, size_t at_once)
{
	struct host_budget budget = {.at_once = at_once};

	hosts_set_budget(fetch->hosts, hosts_find(fetch->hosts, name), &budget);
}

struct fetch *
fetch_new(struct loop *loop, const struct fetch_settings *settings, const struct clock *clock,
	struct error *err)
{
	struct host_budget budget = {
		settings->per_host, settings->rate_per_host, settings->burst_per_host};
	struct fetch *fetch;

	if (settings->concurrency == 0 || settings->per_host == 0) {
		error_set(err, EX_CONFIG, "network: concurrency and per_host must be at least 1");
		return NULL;
	}
	fetch = memory_new(1, sizeof *fetch);
	fetch->loop = loop;
	fetch->settings = *settings;
	fetch->clock = clock;
	fetch->hosts = hosts_new(&budget);
	fetch->reader = reader_new(loop);
	set_budget(fetch, FILES, FILES_AT_ONCE);
	set_budget(fetch, PROGRAMS, PROGRAMS_AT_ONCE);
	fetch->turn = loop_timer_new(loop, on_turn, fetch);
	fetch->fetching.next = fetch->fetching.prev = &fetch->fetching;
	fetch->done.next = fetch->done.prev = &fetch->done;
	return fetch;
}

static void
free_list(struct visit *head)
{
	while (head->next != head) {
		struct visit *visit = head->next;

		list_leave(visit);
		if (visit->transfer != NULL) {
			loop_stop_transfer(visit->fetch->loop, visit->transfer);
			transfer_free(visit->transfer);
		}
		free_visit(visit);
	}
}

void
fetch_free(struct fetch *fetch)
{
	struct ticket *ticket;

	if (fetch == NULL)
		return;
	reader_free(fetch->reader); /* first: its thread may hold a visit */
	free_list(&fetch->fetching);
	free_list(&fetch->done);
	ticket = hosts_take_all_waiting(fetch->hosts);
	while (ticket != NULL) {
		struct ticket *next = ticket->next;

		free_visit((struct visit *)(void *)ticket);
		ticket = next;
	}
	for (size_t i = 0; i < fetch->n_spare; i++)
		transfer_free(fetch->spare[i]);
	free(fetch->spare);
	hosts_free(fetch->hosts);
	loop_timer_free(fetch->turn);
	free(fetch);
}

void
fetch_on_result(struct fetch *fetch, fetch_result_fn *on_result, void *context)
{
	fetch->on_result = on_result;
	fetch->result_context = context;
}

void
fetch_on_hold(struct fetch *fetch, fetch_hold_fn *on_hold, void *context)
{
	fetch->on_hold = on_hold;
	fetch->hold_context = context;
}

/* Proves the URL; files and programs are found out when they are opened. */
static bool
begin(struct visit *visit, struct error *err)
{
	const struct visit_request *request = visit->request;

	if (request->kind != SOURCE_URL)
		return true;
	if (!redirect_begin(&visit->chain, request->location, err))
		return false;
	visit->chain.hops_max = visit->fetch->settings.redirects_max;
	visit->chain.is_secret = request->user.at != NULL || request->n_headers > 0;
	return true;
}

void
fetch_add(struct fetch *fetch, const struct visit_request *request)
{
	struct visit *visit = visit_new(fetch, request);
	struct error err = {0};

	fetch->progress.added++;
	loop_timer_set(fetch->turn, 0);
	if (begin(visit, &err)) {
		wait_for_host(visit);
		return;
	}
	answer_fail(visit->result, FAILURE_URL, "%s", err.text);
	finish(visit);
}

void
fetch_run(struct fetch *fetch)
{
	if (is_idle(fetch))
		return;
	fetch->ends_when_idle = true;
	loop_run(fetch->loop);
	fetch->ends_when_idle = false;
}

static void
end_later(struct ticket *ticket)
{
	while (ticket != NULL) {
		struct visit *visit = (struct visit *)(void *)ticket;

		ticket = ticket->next;
		visit->fetch->progress.waiting--;
		visit->result->outcome = OUTCOME_LATER;
		finish(visit);
	}
}

void
fetch_drop_waiting(struct fetch *fetch)
{
	end_later(hosts_take_all_waiting(fetch->hosts));
}

void
fetch_pause(struct fetch *fetch)
{
	if (fetch->is_paused)
		return;
	fetch->is_paused = true;
	fetch->paused_at_ms = now_ms(fetch);
}

void
fetch_resume(struct fetch *fetch)
{
	int64_t held_ms = now_ms(fetch) - fetch->paused_at_ms;

	if (!fetch->is_paused)
		return;
	fetch->is_paused = false;
	for (struct visit *visit = fetch->fetching.next; visit != &fetch->fetching;
		visit = visit->next)
		if (visit->transfer != NULL)
			transfer_resume(visit->transfer, held_ms);
	loop_timer_set(fetch->turn, 0);
}

bool
fetch_is_paused(const struct fetch *fetch)
{
	return fetch->is_paused;
}

void
fetch_hold_host(struct fetch *fetch, struct span host, int64_t until)
{
	int64_t seconds = until - clock_now(fetch->clock);

	if (seconds > 0)
		hosts_hold(fetch->hosts, hosts_find(fetch->hosts, host),
			now_ms(fetch) + seconds * 1000);
}

struct fetch_progress
fetch_progress(const struct fetch *fetch)
{
	return fetch->progress;
}
