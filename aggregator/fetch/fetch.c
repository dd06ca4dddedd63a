#include "aggregator/fetch/fetch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "aggregator/base/clock.h"
#include "aggregator/base/log.h"
#include "aggregator/fetch/address.h"
#include "aggregator/fetch/errand.h"
#include "aggregator/fetch/hosts.h"
#include "aggregator/fetch/loop.h"
#include "aggregator/fetch/outage.h"
#include "aggregator/fetch/reader.h"
#include "aggregator/fetch/transfer.h"
#include "feeds/base/memory.h"

#define HOLD_UNASKED_SECONDS 300 /* a 429 without Retry-After */
#define BUDGET_NAME_MAX 1024
#define FILES_AT_ONCE 16 /* what is on this machine has budgets too */
#define PROGRAMS_AT_ONCE 8
#define DOUBT_MS 30000     /* so long a host's silence may be our own network's */
#define OUTAGE_SECONDS 300 /* then all are asked again */

struct fetch {
	struct errand_ground ground;
	struct hosts *hosts;
	struct loop_timer *turn; /* starts what may start, hands out what is done */
	fetch_result_fn *on_result;
	void *result_context;
	struct errand running; /* heads of lists */
	struct errand done;
	struct errand
		doubted; /* failed, but it may be the network: held back until that is known */
	struct outage outage;
	struct loop_timer *doubt;
	bool ends_when_idle;
	int64_t paused_at_ms;
	struct fetch_progress progress;
};

static void
list_join(struct errand *head, struct errand *errand)
{
	errand->next = head;
	errand->prev = head->prev;
	head->prev->next = errand;
	head->prev = errand;
}

static void
list_leave(struct errand *errand)
{
	errand->prev->next = errand->next;
	errand->next->prev = errand->prev;
}

static int64_t
now_ms(const struct fetch *fetch)
{
	return clock_monotonic_ms(fetch->ground.clock);
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

/* While paused, what is done waits too: the one who takes results has no room for them. */
static void
hand_out(struct fetch *fetch)
{
	while (fetch->done.next != &fetch->done && !fetch->ground.is_paused) {
		struct errand *errand = fetch->done.next;
		struct visit_result *result = errand->result;

		list_leave(errand);
		errand->result = NULL;
		errand_free(errand);
		count_result(&fetch->progress, result);
		if (fetch->on_result != NULL)
			fetch->on_result(fetch->result_context, result);
		else
			visit_result_free(result);
	}
}

/* The result goes out at the end of the turn, never from inside fetch_add. */
static void
finish(struct fetch *fetch, struct errand *errand)
{
	list_join(&fetch->done, errand);
	loop_timer_set(fetch->turn, 0);
}

/* How long a host that wants to be left alone still does, in seconds; 0: it does not. */
static int64_t
held_seconds(const struct fetch *fetch, const struct host *host)
{
	int64_t until_ms = host_held_until_ms(host);
	int64_t now = now_ms(fetch);

	return until_ms > now ? (until_ms - now + 999) / 1000 : 0;
}

/* Those who would wait for longer than we have patience come back another time. */
static void
send_home(struct fetch *fetch, const struct host *host, struct ticket *ticket)
{
	while (ticket != NULL) {
		struct errand *errand = (struct errand *)(void *)ticket;

		ticket = ticket->next;
		fetch->progress.waiting--;
		errand_end_later(errand, held_seconds(fetch, host),
			"its host wants to be left alone for a while");
		finish(fetch, errand);
	}
}

static void
check_patience(struct fetch *fetch, struct host *host)
{
	if (held_seconds(fetch, host) * 1000 > fetch->ground.settings.patience_ms)
		send_home(fetch, host, hosts_take_waiting(fetch->hosts, host));
}

/* What is known of a host beforehand; once, and after each change of the settings. */
static void
judge(struct fetch *fetch, struct host *host, const struct errand *errand)
{
	const struct host_profile *profile =
		profile_of(&fetch->ground.settings.profiles, span_of(errand->chain.now.host));
	bool has_budget = profile != NULL && profile->budget.at_once > 0;

	hosts_set_budget(fetch->hosts, host, has_budget ? &profile->budget : NULL);
}

/* The host, or what else the errand's budget hangs on. */
static struct host *
find_host(struct fetch *fetch, const struct errand *errand)
{
	struct host *host;
	struct buf name;

	buf_init(&name, BUDGET_NAME_MAX);
	errand_add_budget_name(errand, &name);
	host = hosts_find(fetch->hosts, buf_span(&name));
	buf_release(&name);
	if (errand->request->kind == SOURCE_URL && !host_is_judged(host))
		judge(fetch, host, errand);
	return host;
}

/* Its turn had come already. */
static bool
is_half_done(const struct errand *errand)
{
	return errand->chain.hops > 0 || errand->is_turned_away;
}

/* Who would wait in the queue of a slow budget for longer than we have patience gets a later turn. */
static bool
is_put_off(struct fetch *fetch, struct host *host, struct errand *errand)
{
	int64_t now = now_ms(fetch);
	int64_t patience = fetch->ground.settings.turn_patience_ms;

	if (is_half_done(errand) || hosts_turn_ms(host, now, false) - now <= patience)
		return false;
	errand_end_later(errand, (hosts_turn_ms(host, now, true) - now + 999) / 1000,
		"its host may be asked so often only: it has a later turn");
	finish(fetch, errand);
	return true;
}

static void
wait_for_host(struct fetch *fetch, struct errand *errand)
{
	struct host *host = find_host(fetch, errand);

	if (is_put_off(fetch, host, errand))
		return;
	fetch->progress.waiting++;
	if (is_half_done(errand))
		hosts_wait_first(fetch->hosts, host, &errand->ticket);
	else
		hosts_wait(fetch->hosts, host, &errand->ticket);
	check_patience(fetch, host);
}

static void
hold_host(struct fetch *fetch, struct host *host, struct visit_result *result)
{
	int64_t seconds = result->retry_after_seconds;
	struct span name = host_name(host);

	if (seconds == RETRY_AFTER_NONE)
		seconds = HOLD_UNASKED_SECONDS;
	result->held_name = memory_string(name.at, name.len);
	result->held_until = clock_now(fetch->ground.clock) + seconds;
	hosts_hold(fetch->hosts, host, now_ms(fetch) + seconds * 1000);
	check_patience(fetch, host);
}

static void
doubt(struct fetch *fetch, struct errand *errand)
{
	if (fetch->doubted.next == &fetch->doubted)
		loop_timer_set(fetch->doubt, DOUBT_MS);
	list_join(&fetch->doubted, errand);
}

/* All who could be asked were: what was held back is either nobody's fault, or each host's own. */
static void
end_doubt(void *context)
{
	struct fetch *fetch = context;
	bool is_down = outage_is_on(&fetch->outage);

	if (is_down)
		log_warning(NULL, "the network seems to be down: %zu hosts cannot be reached",
			fetch->outage.unreached);
	while (fetch->doubted.next != &fetch->doubted) {
		struct errand *errand = fetch->doubted.next;

		list_leave(errand);
		if (is_down)
			errand_excuse(errand, OUTAGE_SECONDS, "the network seems to be down");
		finish(fetch, errand);
	}
	outage_next_round(&fetch->outage);
	loop_timer_cancel(fetch->doubt);
}

/* A burst of 403s is a rate limit in other words, and no feed's fault. */
static void
learn(struct fetch *fetch, struct host *host, struct errand *errand)
{
	struct visit_result *result = errand->result;

	outage_note(&fetch->outage, host, outage_may_explain(result));
	if (hosts_learn(fetch->hosts, host, result->http_status) && result->http_status == 403)
		errand_excuse(errand, result->retry_after_seconds,
			"the server answers 403 to all: it limits us");
}

/* Where a name leads is known at last: is there room? */
static bool
may_connect(void *context, struct errand *errand, const struct sockaddr *address)
{
	struct fetch *fetch = context;
	struct address_key key;

	return !address_key_of(address, &key) ||
	       hosts_meet(fetch->hosts, &errand->ticket, &key, now_ms(fetch));
}

/* The place of a hop that has ended is another's. */
static void
leave_host(struct fetch *fetch, struct errand *errand)
{
	if (errand->is_turned_away) {
		hosts_turn_away(fetch->hosts, &errand->ticket);
		return;
	}
	hosts_done(fetch->hosts, &errand->ticket);
	if (errand->request->kind == SOURCE_URL)
		learn(fetch, errand->ticket.host, errand);
}

/* A hop has ended: the errand gives its place to another, and waits again or is done. */
static void
on_change(void *context, struct errand *errand)
{
	struct fetch *fetch = context;
	struct host *host = errand->ticket.host;

	list_leave(errand);
	fetch->progress.running--;
	leave_host(fetch, errand);
	if (errand->state == ERRAND_WAITING) {
		wait_for_host(fetch, errand);
	} else if (outage_may_explain(errand->result)) {
		doubt(fetch, errand);
	} else {
		finish(fetch, errand);
		if (errand->result->outcome == OUTCOME_LATER)
			hold_host(fetch, host, errand->result);
	}
	loop_timer_set(fetch->turn, 0);
}

static void
start(struct fetch *fetch, struct errand *errand)
{
	fetch->progress.waiting--;
	fetch->progress.running++;
	list_join(&fetch->running, errand);
	errand_run(errand);
}

static void
start_what_may(struct fetch *fetch)
{
	size_t concurrency = fetch->ground.settings.concurrency;
	int64_t now = now_ms(fetch);

	while (!fetch->ground.is_paused && fetch->progress.running < concurrency) {
		struct ticket *ticket = hosts_next(fetch->hosts, now);

		if (ticket == NULL)
			break;
		start(fetch, (struct errand *)(void *)ticket);
	}
}

static bool
is_idle(const struct fetch *fetch)
{
	return fetch->progress.waiting == 0 && fetch->progress.running == 0 &&
	       fetch->done.next == &fetch->done && fetch->doubted.next == &fetch->doubted;
}

static void
on_turn(void *context)
{
	struct fetch *fetch = context;
	int64_t wake;

	hand_out(fetch);
	start_what_may(fetch);
	if (fetch->progress.waiting == 0 && fetch->progress.running == 0 &&
		fetch->doubted.next != &fetch->doubted)
		end_doubt(fetch);
	if (fetch->ends_when_idle && is_idle(fetch))
		loop_stop(fetch->ground.loop);
	if (fetch->ground.is_paused)
		return;
	wake = hosts_wake_ms(fetch->hosts);
	if (fetch->done.next != &fetch->done)
		loop_timer_set(fetch->turn, 0);
	else if (wake != INT64_MAX)
		loop_timer_set(fetch->turn, wake - now_ms(fetch));
}

static struct host_budget
common_budget(const struct fetch_settings *settings)
{
	return (struct host_budget){
		settings->per_host, settings->rate_per_host, settings->burst_per_host};
}

/* A burst is a host's: what one may have at once, many behind one address may have together. */
static struct host_budget
address_budget(const struct fetch_settings *settings)
{
	return (struct host_budget){
		settings->per_address, settings->rate_per_address, settings->burst_per_host};
}

static void
set_budgets(struct fetch *fetch)
{
	const struct host_budget common = common_budget(&fetch->ground.settings);
	const struct host_budget address = address_budget(&fetch->ground.settings);

	hosts_change_budget(fetch->hosts, &common);
	hosts_change_address_budget(fetch->hosts, &address);
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
	const struct host_budget budget = common_budget(settings);
	struct fetch *fetch;

	if (settings->concurrency == 0 || settings->per_host == 0) {
		error_set(err, EX_CONFIG, "network: concurrency and per_host must be at least 1");
		return NULL;
	}
	fetch = memory_new(1, sizeof *fetch);
	fetch->ground = (struct errand_ground){.loop = loop,
		.clock = clock,
		.settings = *settings,
		.on_change = on_change,
		.may_connect = may_connect,
		.context = fetch};
	fetch->ground.reader = reader_new(loop);
	fetch->hosts = hosts_new(&budget);
	set_budgets(fetch);
	set_budget(fetch, ERRAND_FILES, FILES_AT_ONCE);
	set_budget(fetch, ERRAND_PROGRAMS, PROGRAMS_AT_ONCE);
	fetch->turn = loop_timer_new(loop, on_turn, fetch);
	fetch->running.next = fetch->running.prev = &fetch->running;
	fetch->done.next = fetch->done.prev = &fetch->done;
	fetch->doubted.next = fetch->doubted.prev = &fetch->doubted;
	fetch->doubt = loop_timer_new(loop, end_doubt, fetch);
	outage_next_round(&fetch->outage);
	return fetch;
}

static void
free_list(struct errand *head)
{
	while (head->next != head) {
		struct errand *errand = head->next;

		list_leave(errand);
		errand_free(errand);
	}
}

void
fetch_free(struct fetch *fetch)
{
	struct ticket *ticket;

	if (fetch == NULL)
		return;
	reader_free(fetch->ground.reader); /* first: its thread may hold an errand */
	free_list(&fetch->running);
	free_list(&fetch->done);
	free_list(&fetch->doubted);
	ticket = hosts_take_all_waiting(fetch->hosts);
	while (ticket != NULL) {
		struct ticket *next = ticket->next;

		errand_free((struct errand *)(void *)ticket);
		ticket = next;
	}
	errand_ground_release(&fetch->ground);
	hosts_free(fetch->hosts);
	loop_timer_free(fetch->turn);
	loop_timer_free(fetch->doubt);
	free(fetch);
}

void
fetch_configure(struct fetch *fetch, const struct fetch_settings *settings)
{
	fetch->ground.settings = *settings;
	set_budgets(fetch);
	fetch->ground.has_new_settings = true;
	loop_timer_set(fetch->turn, 0);
}

void
fetch_on_result(struct fetch *fetch, fetch_result_fn *on_result, void *context)
{
	fetch->on_result = on_result;
	fetch->result_context = context;
}

void
fetch_add(struct fetch *fetch, const struct visit_request *request)
{
	struct errand *errand = errand_new(&fetch->ground, request);
	struct error err = {0};

	fetch->progress.added++;
	loop_timer_set(fetch->turn, 0);
	if (errand_begin(errand, &err)) {
		wait_for_host(fetch, errand);
		return;
	}
	errand_end_failed(errand, FAILURE_URL, err.text);
	finish(fetch, errand);
}

void
fetch_run(struct fetch *fetch)
{
	if (is_idle(fetch))
		return;
	fetch->ends_when_idle = true;
	loop_run(fetch->ground.loop);
	fetch->ends_when_idle = false;
}

void
fetch_drop_waiting(struct fetch *fetch)
{
	struct ticket *ticket = hosts_take_all_waiting(fetch->hosts);

	while (ticket != NULL) {
		struct errand *errand = (struct errand *)(void *)ticket;

		ticket = ticket->next;
		fetch->progress.waiting--;
		errand_end_later(errand, RETRY_AFTER_NONE, "the program is ending");
		finish(fetch, errand);
	}
}

void
fetch_pause(struct fetch *fetch)
{
	if (fetch->ground.is_paused)
		return;
	fetch->ground.is_paused = true;
	fetch->paused_at_ms = now_ms(fetch);
}

void
fetch_resume(struct fetch *fetch)
{
	int64_t held_ms = now_ms(fetch) - fetch->paused_at_ms;

	if (!fetch->ground.is_paused)
		return;
	fetch->ground.is_paused = false;
	for (struct errand *errand = fetch->running.next; errand != &fetch->running;
		errand = errand->next)
		if (errand->transfer != NULL)
			transfer_resume(errand->transfer, held_ms);
	loop_timer_set(fetch->turn, 0);
}

bool
fetch_is_paused(const struct fetch *fetch)
{
	return fetch->ground.is_paused;
}

void
fetch_hold_host(struct fetch *fetch, struct span name, int64_t until)
{
	int64_t seconds = until - clock_now(fetch->ground.clock);

	if (seconds > 0)
		hosts_hold(fetch->hosts, hosts_find(fetch->hosts, name),
			now_ms(fetch) + seconds * 1000);
}

struct fetch_progress
fetch_progress(const struct fetch *fetch)
{
	return fetch->progress;
}
