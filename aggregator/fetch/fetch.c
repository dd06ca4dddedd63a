#include "aggregator/fetch/fetch.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "config.h"

#include "aggregator/base/clock.h"
#include "aggregator/fetch/answer.h"
#include "aggregator/fetch/hosts.h"
#include "aggregator/fetch/loop.h"
#include "aggregator/fetch/transfer.h"
#include "aggregator/fetch/url.h"
#include "feeds/base/memory.h"

#define HOLD_UNASKED_SECONDS 300 /* a 429 without Retry-After */

enum visit_state {
	VISIT_WAITING,  /* for its host's budget */
	VISIT_FETCHING, /* a transfer runs */
	VISIT_DONE,     /* its result is handed out at the end of the turn */
};

/* A visit under way. Its text is in one block behind it. */
struct visit {
	struct ticket ticket; /* first: a ticket is its visit */
	struct fetch *fetch;
	enum visit_state state;
	struct visit_request request; /* its spans point into our own copy */
	char *user;
	char *password;
	struct url url;    /* of the present hop */
	struct url origin; /* of the first: who may see credentials */
	bool is_permanent; /* every redirect so far was */
	struct transfer *transfer;
	struct visit_result *result;
	struct visit *next; /* in the list of those that fetch, or are done */
	struct visit *prev;
};

struct fetch {
	struct loop *loop;
	struct fetch_settings settings;
	const struct clock *clock;
	struct hosts *hosts;
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

struct fetch_settings
fetch_settings_default(void)
{
	return (struct fetch_settings){
		.concurrency = 256,
		.per_host = 2,
		.rate_per_host = 10,
		.burst_per_host = 32,
		.timeout_ms = 30000,
		.connect_timeout_ms = 10000,
		.stall_timeout_ms = 15000,
		.patience_ms = 60000,
		.body_bytes_max = 10 * 1024 * 1024,
		.redirects_max = 5,
		.user_agent = PACKAGE_NAME "/" PACKAGE_VERSION,
	};
}

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
	url_release(&visit->url);
	url_release(&visit->origin);
	free(visit->user);
	free(visit->password);
	free(visit);
}

/* Bytes that the copy of a request needs behind its visit. */
static size_t
text_bytes(const struct visit_request *request)
{
	size_t bytes = request->location.len + request->validators.etag.len +
		       request->validators.last_modified.len;

	for (size_t i = 0; i < request->n_headers; i++)
		bytes += request->headers[i].name.len + request->headers[i].value.len;
	return bytes;
}

static struct span
keep(char **at, struct span span)
{
	struct span copy = {span.at != NULL ? *at : NULL, span.len};

	if (span.len > 0)
		memcpy(*at, span.at, span.len);
	*at += span.len;
	return copy;
}

static char *
string_of(struct span span)
{
	return span.at != NULL ? memory_string(span.at, span.len) : NULL;
}

static struct visit *
visit_new(struct fetch *fetch, const struct visit_request *request)
{
	size_t n_headers = request->n_headers;
	size_t bytes = n_headers * sizeof(struct request_header) + text_bytes(request);
	struct visit *visit = memory_new(1, sizeof *visit + bytes);
	struct request_header *headers = (struct request_header *)(visit + 1);
	char *at = (char *)(headers + n_headers);

	visit->fetch = fetch;
	visit->request = *request;
	visit->request.headers = headers;
	visit->request.location = keep(&at, request->location);
	visit->request.validators.etag = keep(&at, request->validators.etag);
	visit->request.validators.last_modified = keep(&at, request->validators.last_modified);
	for (size_t i = 0; i < n_headers; i++) {
		headers[i].name = keep(&at, request->headers[i].name);
		headers[i].value = keep(&at, request->headers[i].value);
	}
	visit->user = string_of(request->user);
	visit->password = string_of(request->password);
	visit->is_permanent = true;
	return visit;
}

static struct visit_result *
result_new(const struct visit *visit)
{
	struct visit_result *result = memory_new(1, sizeof *result);

	result->feed_id = visit->request.feed_id;
	result->freshness_seconds = FRESHNESS_UNKNOWN;
	result->retry_after_seconds = RETRY_AFTER_NONE;
	result->started_at = clock_now(visit->fetch->clock);
	answer_keep_validators(result, &visit->request.validators);
	return result;
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

/* Has the present hop wait for its host. */
static void
wait_for_host(struct visit *visit)
{
	struct fetch *fetch = visit->fetch;
	struct host *host = hosts_find(fetch->hosts, span_of(visit->url.host));

	visit->state = VISIT_WAITING;
	fetch->progress.waiting++;
	if (visit->result->redirects > 0)
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

static bool
may_follow(struct visit *visit, const struct url *target)
{
	struct visit_result *result = visit->result;
	bool is_secret = visit->user != NULL || visit->request.n_headers > 0;

	if (result->redirects >= visit->fetch->settings.redirects_max)
		answer_fail(result, FAILURE_REDIRECT, "more than %d redirects, the last to '%s'",
			visit->fetch->settings.redirects_max, target->text);
	else if (strcmp(target->text, visit->url.text) == 0)
		answer_fail(result, FAILURE_REDIRECT, "the server redirects to the same URL");
	else if (is_secret && visit->url.is_https && !target->is_https)
		answer_fail(result, FAILURE_REDIRECT,
			"a feed with credentials is redirected from https to http: '%s'",
			target->text);
	else
		return true;
	return false;
}

static void
note_permanent(struct visit *visit, int status)
{
	visit->is_permanent = visit->is_permanent && answer_is_permanent(status);
	if (!visit->is_permanent)
		return;
	free(visit->result->moved_to);
	visit->result->moved_to = memory_string(visit->url.text, strlen(visit->url.text));
}

/* Goes to the next hop; false: the chain ends here, and the result says why. */
static bool
follow(struct visit *visit, const struct response *response)
{
	struct span location = head_value(&response->head, HEAD_LOCATION);
	struct error err = {0};
	struct url target;

	if (!url_resolve(&target, &visit->url, location, &err)) {
		answer_fail(
			visit->result, FAILURE_REDIRECT, "the redirect is refused: %s", err.text);
		return false;
	}
	if (!may_follow(visit, &target)) {
		url_release(&target);
		return false;
	}
	if (visit->origin.text == NULL)
		visit->origin = visit->url;
	else
		url_release(&visit->url);
	visit->url = target;
	visit->result->redirects++;
	note_permanent(visit, response->head.status);
	wait_for_host(visit);
	return true;
}

/* Only what leads to a living feed is worth remembering. */
static void
end_visit(struct visit *visit, struct transfer *transfer)
{
	struct visit_result *result = visit->result;

	if (result->outcome == OUTCOME_FRESH)
		result->body = transfer_take_body(transfer);
	if (result->outcome != OUTCOME_FRESH && result->outcome != OUTCOME_UNCHANGED) {
		free(result->moved_to);
		result->moved_to = NULL;
	}
	result->final_url = memory_string(visit->url.text, strlen(visit->url.text));
	if (result->outcome == OUTCOME_LATER)
		hold_host(visit);
	finish(visit);
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

static void
on_transfer_done(void *context, struct transfer *transfer)
{
	struct visit *visit = context;
	struct fetch *fetch = visit->fetch;
	const struct response *response = transfer_response(transfer);
	struct visit_result *result = visit->result;

	list_leave(visit);
	fetch->progress.running--;
	hosts_done(fetch->hosts, visit->ticket.host);
	visit->transfer = NULL;
	result->http_status = response->head.status;
	result->wire_bytes += response->wire_bytes;
	result->times = response->times;
	if (!answer_is_redirect(response)) {
		answer_judge(result, response, &visit->request.validators, clock_now(fetch->clock));
		end_visit(visit, transfer);
	} else if (!follow(visit, response)) {
		end_visit(visit, transfer);
	}
	give_back_transfer(fetch, transfer);
	loop_timer_set(fetch->turn, 0);
}

static void
start(struct visit *visit)
{
	struct fetch *fetch = visit->fetch;
	const struct visit_request *request = &visit->request;
	bool is_home = visit->origin.text == NULL || url_same_origin(&visit->origin, &visit->url);
	struct transfer_request hop = {
		.url = visit->url.text,
		.etag = request->validators.etag,
		.last_modified = request->validators.last_modified,
		.wants_delta = request->wants_delta,
	};

	if (is_home) {
		hop.headers = request->headers;
		hop.n_headers = request->n_headers;
		hop.user = visit->user;
		hop.password = visit->password;
	}
	visit->state = VISIT_FETCHING;
	visit->transfer = take_transfer(fetch);
	fetch->progress.waiting--;
	fetch->progress.running++;
	list_join(&fetch->fetching, visit);
	transfer_prepare(visit->transfer, &hop, on_transfer_done, visit);
	loop_start_transfer(fetch->loop, visit->transfer);
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

void
fetch_add(struct fetch *fetch, const struct visit_request *request)
{
	struct visit *visit = visit_new(fetch, request);
	struct error err = {0};

	visit->result = result_new(visit);
	fetch->progress.added++;
	loop_timer_set(fetch->turn, 0);
	if (url_parse(&visit->url, visit->request.location, &err)) {
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
