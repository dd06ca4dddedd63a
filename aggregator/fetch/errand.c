#include "aggregator/fetch/errand.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "aggregator/base/clock.h"
#include "aggregator/base/hash.h"
#include "aggregator/base/log.h"
#include "aggregator/fetch/address.h"
#include "aggregator/fetch/answer.h"
#include "aggregator/fetch/file.h"
#include "aggregator/fetch/loop.h"
#include "aggregator/fetch/program.h"
#include "aggregator/fetch/reader.h"
#include "aggregator/fetch/request.h"
#include "aggregator/fetch/transfer.h"
#include "feeds/base/memory.h"

#define ADDRESS_REFUSED "the host's address is refused: %s (network.allow_private)"

static const char *const state_names[] = {
	[ERRAND_WAITING] = "waiting",
	[ERRAND_RUNNING] = "running",
	[ERRAND_DONE] = "done",
};

void
errand_ground_release(struct errand_ground *ground)
{
	for (size_t i = 0; i < ground->n_spare; i++)
		transfer_free(ground->spare[i]);
	free(ground->spare);
}

static struct visit_result *
result_new(const struct clock *clock, const struct visit_request *request)
{
	struct visit_result *result = memory_new(1, sizeof *result);

	result->feed_id = request->feed_id;
	result->freshness_seconds = FRESHNESS_UNKNOWN;
	result->retry_after_seconds = RETRY_AFTER_NONE;
	result->started_at = clock_now(clock);
	answer_keep_validators(result, &request->validators);
	return result;
}

struct errand *
errand_new(struct errand_ground *ground, const struct visit_request *request)
{
	struct errand *errand = memory_new(1, sizeof *errand);

	errand->ground = ground;
	errand->request = request_copy(request);
	errand->result = result_new(ground->clock, request);
	return errand;
}

void
errand_free(struct errand *errand)
{
	if (errand == NULL)
		return;
	if (errand->transfer != NULL) {
		loop_stop_transfer(errand->ground->loop, errand->transfer);
		transfer_free(errand->transfer);
	}
	program_free(errand->program);
	redirect_release(&errand->chain);
	visit_result_free(errand->result);
	free(errand->request);
	free(errand);
}

/* Whose name a proxy looks up, we never see; but an address that stands in the URL we do. */
static const char *
refused_by_proxy_rule(const struct errand *errand)
{
	const struct fetch_settings *settings = &errand->ground->settings;

	if (settings->proxy == NULL || settings->allow_private)
		return NULL;
	if (strcmp(errand->chain.now.host, "localhost") == 0)
		return "loopback";
	return address_literal_refusal(errand->chain.now.host);
}

bool
errand_begin(struct errand *errand, struct error *err)
{
	const struct visit_request *request = errand->request;
	const char *why;

	if (request->kind != SOURCE_URL)
		return true;
	if (!redirect_begin(&errand->chain, request->location, err) ||
		(request->home.at != NULL &&
			!redirect_set_home(&errand->chain, request->home, err)))
		return false;
	why = refused_by_proxy_rule(errand);
	if (why != NULL)
		return error_set(err, EX_NOPERM, ADDRESS_REFUSED, why);
	errand->chain.hops_max = errand->ground->settings.redirects_max;
	errand->chain.is_secret = request->user.at != NULL || request->n_headers > 0;
	return true;
}

void
errand_add_budget_name(const struct errand *errand, struct buf *name)
{
	switch (errand->request->kind) {
	case SOURCE_URL:
		profile_add_budget_name(
			&errand->ground->settings.profiles, &errand->chain.now, name);
		break;
	case SOURCE_PATH:
		buf_add(name, ERRAND_FILES);
		break;
	case SOURCE_EXEC:
		buf_add(name, ERRAND_PROGRAMS);
		break;
	}
}

/* Only a redirect leads back, and an address without room. */
static void
enter(struct errand *errand, enum errand_state next)
{
	assert(next > errand->state ||
		(next == ERRAND_WAITING && (errand->chain.hops > 0 || errand->is_turned_away)));
	if (log_is_on(LOG_DEBUG))
		log_debug(NULL, "visit of feed %lld: %s -> %s", (long long)errand->request->feed_id,
			state_names[errand->state], state_names[next]);
	errand->state = next;
}

static void
end(struct errand *errand)
{
	errand->result->finished_at = clock_now(errand->ground->clock);
	enter(errand, ERRAND_DONE);
}

void
errand_excuse(struct errand *errand, int64_t retry_after_seconds, const char *why)
{
	struct visit_result *result = errand->result;

	result->outcome = OUTCOME_LATER;
	result->failure = FAILURE_NONE;
	result->retry_after_seconds = retry_after_seconds;
	snprintf(result->text, sizeof result->text, "%s", why);
}

void
errand_end_later(struct errand *errand, int64_t retry_after_seconds, const char *why)
{
	errand_excuse(errand, retry_after_seconds, why);
	end(errand);
}

void
errand_end_failed(struct errand *errand, enum failure failure, const char *why)
{
	answer_fail(errand->result, failure, "%s", why);
	end(errand);
}

static void
report(struct errand *errand)
{
	errand->ground->on_change(errand->ground->context, errand);
}

static void
give_back_transfer(struct errand_ground *ground, struct transfer *transfer)
{
	ground->spare = memory_room(
		ground->spare, ground->n_spare, &ground->spare_capacity, sizeof(struct transfer *));
	ground->spare[ground->n_spare++] = transfer;
}

/* A redirect to what is no living feed is not worth remembering; nor is one for now the feed's end. */
static void
end_http(struct errand *errand)
{
	struct visit_result *result = errand->result;
	const char *url = errand->chain.now.text;

	if (result->outcome == OUTCOME_GONE && !errand->chain.is_permanent)
		result->outcome = OUTCOME_FAILED;
	if (result->outcome == OUTCOME_FRESH)
		result->body = transfer_take_body(errand->transfer);
	if (result->outcome == OUTCOME_FRESH || result->outcome == OUTCOME_UNCHANGED)
		result->moved_to = redirect_take_moved_to(&errand->chain);
	result->final_url = memory_string(url, strlen(url));
	result->redirects = errand->chain.hops;
	end(errand);
}

/* A form goes on only where the server says so (RFC 9110, section 15.4.8): never as a GET. */
static bool
may_follow(const struct errand *errand, int status)
{
	return redirect_is_status(status) &&
	       (errand->request->form.at == NULL || status == 307 || status == 308);
}

static void
judge_response(struct errand *errand, const struct response *response)
{
	struct span location = head_value(&response->head, HEAD_LOCATION);
	struct visit_result *result = errand->result;
	struct error err = {0};

	if (response->failure != FAILURE_NONE || location.len == 0 ||
		!may_follow(errand, response->head.status)) {
		answer_judge(result, response, &errand->request->validators,
			clock_now(errand->ground->clock));
		end_http(errand);
	} else if (!redirect_follow(&errand->chain, response->head.status, location, &err)) {
		answer_fail(result, FAILURE_REDIRECT, "%s", err.text);
		end_http(errand);
	} else if (refused_by_proxy_rule(errand) != NULL) {
		answer_fail(
			result, FAILURE_ADDRESS, ADDRESS_REFUSED, refused_by_proxy_rule(errand));
		end_http(errand);
	} else {
		enter(errand, ERRAND_WAITING);
	}
}

static void
note_response(struct errand *errand, const struct response *response)
{
	struct visit_result *result = errand->result;

	result->http_status = response->head.status;
	result->wire_bytes += response->wire_bytes;
	result->times = response->times;
	judge_response(errand, response);
}

static void
on_transfer_done(void *context, struct transfer *transfer)
{
	struct errand *errand = context;
	const struct response *response = transfer_response(transfer);

	errand->is_turned_away = response->is_turned_away;
	if (response->is_turned_away)
		enter(errand, ERRAND_WAITING);
	else
		note_response(errand, response);
	errand->transfer = NULL;
	give_back_transfer(errand->ground, transfer);
	report(errand);
}

static bool
on_connect(void *context, const struct sockaddr *address)
{
	struct errand *errand = context;

	return errand->ground->may_connect(errand->ground->context, errand, address);
}

static const struct transfer_calls transfer_calls = {on_connect, on_transfer_done};

static struct transfer *
take_transfer(struct errand_ground *ground)
{
	if (ground->n_spare > 0) {
		struct transfer *transfer = ground->spare[--ground->n_spare];

		if (ground->has_new_settings)
			transfer_configure(transfer);
		return transfer;
	}
	return transfer_new(&ground->settings, &ground->is_paused, &transfer_calls);
}

static void
run_transfer(struct errand *errand)
{
	const struct visit_request *request = errand->request;
	struct transfer_request hop = {
		.url = errand->chain.now.text,
		.etag = request->validators.etag,
		.last_modified = request->validators.last_modified,
		.form = request->form,
		.keeps_connection = host_has_waiting(errand->ticket.host),
	};

	if (redirect_is_home(&errand->chain)) {
		hop.headers = request->headers;
		hop.n_headers = request->n_headers;
		hop.user = request_string(request->user);
		hop.password = request_string(request->password);
	}
	errand->transfer = take_transfer(errand->ground);
	transfer_prepare(errand->transfer, &hop, errand);
	loop_start_transfer(errand->ground->loop, errand->transfer);
}

/* On the reader's thread: the result and the request are its own until on_file_read. */
static void
read_file(void *context)
{
	struct errand *errand = context;

	file_visit(errand->result, errand->request, errand->ground->settings.body_bytes_max);
}

static void
on_file_read(void *context)
{
	struct errand *errand = context;

	end(errand);
	report(errand);
}

static void
judge_program(struct errand *errand, struct program *program)
{
	struct visit_result *result = errand->result;
	const struct program_end *ending = program_end(program);

	result->exit_status = ending->exit_status;
	if (ending->failure != FAILURE_NONE) {
		answer_fail(result, ending->failure, "%s", ending->text);
		return;
	}
	result->body_hash = hash_span(buf_span(&ending->output));
	result->outcome = OUTCOME_UNCHANGED;
	if (result->body_hash == errand->request->validators.body_hash)
		return;
	result->outcome = OUTCOME_FRESH;
	result->body = program_take_output(program);
}

static void
on_program_done(void *context, struct program *program)
{
	struct errand *errand = context;

	judge_program(errand, program);
	end(errand);
	report(errand);
}

static void
run_program(struct errand *errand)
{
	const struct fetch_settings *settings = &errand->ground->settings;
	struct program_limits limits = {settings->timeout_ms, settings->body_bytes_max};

	errand->program = program_start(
		errand->ground->loop, errand->request->arguments, &limits, on_program_done, errand);
}

void
errand_run(struct errand *errand)
{
	enter(errand, ERRAND_RUNNING);
	switch (errand->request->kind) {
	case SOURCE_URL:
		run_transfer(errand);
		break;
	case SOURCE_PATH:
		reader_run(errand->ground->reader, read_file, on_file_read, errand);
		break;
	case SOURCE_EXEC:
		run_program(errand);
		break;
	}
}
