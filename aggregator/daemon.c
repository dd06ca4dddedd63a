#include "aggregator/daemon.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>
#include <unistd.h>

#include "aggregator/base/clock.h"
#include "aggregator/base/entropy.h"
#include "aggregator/base/log.h"
#include "aggregator/base/notify.h"
#include "aggregator/desk.h"
#include "aggregator/fetch/fetch.h"
#include "aggregator/fetch/loop.h"
#include "aggregator/lookout.h"
#include "aggregator/pipeline.h"
#include "aggregator/postman.h"
#include "aggregator/pulse.h"
#include "aggregator/push.h"
#include "aggregator/reload.h"
#include "aggregator/rota.h"
#include "aggregator/store/store.h"
#include "aggregator/upkeep.h"
#include "aggregator/visits.h"
#include "aggregator/webmaster.h"
#include "feeds/base/memory.h"

/* The end, in milliseconds after the signal; what waits, waits side by side. */
#define TRANSFERS_UNTIL_MS 1000 /* so long transfers have, and web clients their answers */
#define LETTER_UNTIL_MS 1300    /* so long the delivery under way has */
#define LETTER_LAST_MS 200      /* and once more, after the store's last commit */
#define END_LATEST_MS 2500      /* whatever hangs: an edition being made, a plan, a disk */
#define FAREWELL_LOOK_MS 50
#define SETTLE_LATEST_MS 180000 /* so long digests wait for feeds at the start, or after a sleep */

struct daemon {
	const struct daemon_options *options;
	struct pipeline_options pipeline_options;
	struct plan *plan; /* in use */
	struct pipeline *pipeline;
	struct lookout *lookout;
	struct rota *rota;
	struct postman *postman;
	struct upkeep *upkeep;
	struct reload *reload;
	struct pulse *pulse;
	struct webmaster *webmaster;
	struct push *push;
	struct loop_timer *settle_latest;
	struct loop_timer *farewell;
	struct loop_timer *adoption;
	int64_t stopping_since_ms; /* by the wall; 0: not stopping */
	bool is_stopping;
	bool leaves_behind;    /* at the end a thread is still at work */
	struct plan *adopting; /* the desk is taking it over */
	struct plan *latest;   /* came meanwhile, and is next */
	struct roster *roster; /* until the lookout has it */
};

/* --- the end --- */

/* Whatever hangs is left behind: the store is as after any kill, and nothing that it has is lost. */
static void
end_now(int number)
{
	(void)number;
	_exit(0);
}

static void
limit_end(void)
{
	struct itimerval latest = {.it_value = {END_LATEST_MS / 1000, END_LATEST_MS % 1000 * 1000}};

	signal(SIGALRM, end_now);
	setitimer(ITIMER_REAL, &latest, NULL);
}

static int64_t
wall_ms(void)
{
	return clock_monotonic_ms(clock_real());
}

/* What is left of a time that began with the end; 0: nothing. */
static int
left_until(const struct daemon *daemon, int until_ms)
{
	int64_t left = daemon->stopping_since_ms + until_ms - wall_ms();

	return left > 0 ? (int)left : 0;
}

/* Nothing is begun any more; nobody is waited for yet. */
static void
begin_end(struct daemon *daemon)
{
	if (daemon->is_stopping)
		return;
	daemon->is_stopping = true;
	daemon->stopping_since_ms = wall_ms();
	lookout_stop(daemon->lookout);
	rota_stop(daemon->rota);
	upkeep_stop(daemon->upkeep);
	push_stop(daemon->push);
	pipeline_stop_visits(daemon->pipeline);
	webmaster_end(daemon->webmaster);
	postman_stop(daemon->postman, 0);
}

/* Ends the loop once no transfer runs, or the time is over. */
static void
on_farewell_time(void *context)
{
	struct daemon *daemon = context;
	struct fetch_progress progress = fetch_progress(pipeline_fetch(daemon->pipeline));

	if (progress.running == 0 || left_until(daemon, TRANSFERS_UNTIL_MS) == 0)
		loop_stop(pipeline_loop(daemon->pipeline));
	else
		loop_timer_set(daemon->farewell, FAREWELL_LOOK_MS);
}

static void
on_stop_signal(void *context)
{
	struct daemon *daemon = context;

	if (daemon->is_stopping)
		_exit(128 + SIGTERM);
	limit_end();
	log_info(NULL, "stopping: what has arrived is stored, the rest stays due");
	notify_stopping();
	begin_end(daemon);
	loop_timer_set(daemon->farewell, 0);
}

/* --- digests --- */

static void
on_settled(void *context)
{
	struct daemon *daemon = context;
	struct pipeline_counts counts;

	loop_timer_cancel(daemon->settle_latest);
	desk_counts(pipeline_desk(daemon->pipeline), &counts);
	log_info(NULL, "what was due has been visited: %zu feeds, %zu new items", counts.done,
		counts.items_new);
	rota_open(daemon->rota);
}

static void
on_settle_latest(void *context)
{
	struct daemon *daemon = context;

	log_warning(NULL, "some feeds are slow: digests wait for them no longer");
	rota_open(daemon->rota);
}

/* At the start, and after a sleep: the feeds first, then the digests. */
static void
visit_first(void *context)
{
	struct daemon *daemon = context;

	rota_close(daemon->rota);
	lookout_settle(daemon->lookout, on_settled, daemon);
	loop_timer_set(daemon->settle_latest, SETTLE_LATEST_MS);
}

static void
on_edition(void *context)
{
	struct daemon *daemon = context;

	measure_count(webmaster_measures(daemon->webmaster), MEASURE_EDITIONS, 1);
	postman_wake(daemon->postman);
}

/* --- hubs --- */

static void
on_push(void *context, struct exchange *exchange)
{
	struct daemon *daemon = context;

	push_take(daemon->push, exchange);
}

/* Hubs need an address at which the world finds our server; where there is none, none is asked. */
static void
address_push(struct daemon *daemon)
{
	const struct config *config = daemon->plan->config;
	struct buf base;

	buf_init(&base, BUF_UNLIMITED);
	if (config->server.listen.n > 0 && config->site.url != NULL)
		buf_format(&base, "%s%s", config->site.url, &WEB_PUSH_PATH[1]);
	push_set_address(daemon->push, base.len > 0 ? buf_string(&base) : NULL);
	buf_release(&base);
}

static void
open_push(struct daemon *daemon)
{
	const struct push_options options = {.pipeline = daemon->pipeline,
		.lookout = daemon->lookout,
		.clock = daemon->options->clock,
		.entropy = entropy_kernel(),
		.measures = webmaster_measures(daemon->webmaster)};

	daemon->push = push_new(&options);
	address_push(daemon);
}

/* --- another configuration --- */

static void
tell_ready(const struct daemon *daemon, const char *what)
{
	char status[200];

	snprintf(status, sizeof status, "%s: %zu feeds, %zu digests", what, daemon->plan->sources.n,
		daemon->plan->config->n_digests);
	log_info(NULL, "%s", status);
	notify_ready(status);
}

static void
on_adopted(void *context)
{
	struct daemon *daemon = context;
	struct plan *plan = daemon->adopting;

	daemon->adopting = NULL;
	pipeline_adopt(daemon->pipeline, plan);
	postman_adopt(daemon->postman, plan);
	plan_free(daemon->plan);
	daemon->plan = plan;
	address_push(daemon);
	rota_hurry(daemon->rota);
	tell_ready(daemon, "the configuration was read again");
	loop_timer_set(daemon->adoption, 0);
}

/* On the desk's thread. */
static bool
adopt(void *context, struct store *store, struct error *err)
{
	struct daemon *daemon = context;
	struct roster *roster =
		roster_new(daemon->adopting, store, clock_now(daemon->options->clock), err);

	if (roster == NULL)
		return false;
	lookout_adopt(daemon->lookout, roster);
	rota_adopt(daemon->rota, daemon->adopting);
	upkeep_adopt(daemon->upkeep, daemon->adopting);
	loop_post(pipeline_loop(daemon->pipeline), on_adopted, daemon);
	return true;
}

static void
on_adoption_time(void *context)
{
	struct daemon *daemon = context;

	if (daemon->latest == NULL || daemon->adopting != NULL || daemon->is_stopping)
		return;
	daemon->adopting = daemon->latest;
	daemon->latest = NULL;
	desk_ask(pipeline_desk(daemon->pipeline), adopt, daemon);
}

static void
refuse_plan(struct daemon *daemon)
{
	measure_count(webmaster_measures(daemon->webmaster), MEASURE_RELOADS_REFUSED, 1);
	log_error(NULL, "the configuration is refused, the old one stays");
	notify_ready("the new configuration is refused, the old one is in use");
}

/* The server first: where it cannot listen, all stays as it is. */
static void
on_plan(void *context, struct plan *plan)
{
	struct daemon *daemon = context;
	struct error err = {0};

	if (plan == NULL) {
		refuse_plan(daemon);
		return;
	}
	if (!webmaster_adopt(daemon->webmaster, plan, &err)) {
		log_error(NULL, "%s: %s", plan->config->path, err.text);
		plan_free(plan);
		refuse_plan(daemon);
		return;
	}
	measure_count(webmaster_measures(daemon->webmaster), MEASURE_RELOADS, 1);
	plan_free(daemon->latest);
	daemon->latest = plan;
	loop_timer_set(daemon->adoption, 0);
}

static void
on_reload_signal(void *context)
{
	struct daemon *daemon = context;

	if (daemon->is_stopping)
		return;
	notify_reloading();
	reload_begin(daemon->reload);
}

/* --- the beginning --- */

static bool
open_pipeline(struct daemon *daemon, struct store *store, struct error *err)
{
	int64_t now = clock_now(daemon->options->clock);

	daemon->roster = roster_new(daemon->plan, store, now, err);
	if (daemon->roster != NULL)
		daemon->pipeline =
			pipeline_new(daemon->plan, store, &daemon->pipeline_options, err);
	if (daemon->pipeline == NULL)
		store_close(store);
	return daemon->pipeline != NULL;
}

static bool
open_rooms(struct daemon *daemon, struct error *err)
{
	const struct clock *clock = daemon->options->clock;
	struct loop *loop = pipeline_loop(daemon->pipeline);
	struct rota_options rota = {
		daemon->pipeline, daemon->plan, clock, on_edition, visit_first, daemon};
	struct reload_options reload = {loop, daemon->options->config_path,
		daemon->plan->config->store, daemon->options->sandbox, on_plan, daemon};
	struct postman_options postman = {
		daemon->pipeline, daemon->plan, clock, webmaster_measures(daemon->webmaster)};

	daemon->lookout = lookout_new(daemon->pipeline, daemon->roster, clock);
	daemon->roster = NULL; /* the lookout's */
	open_push(daemon);
	daemon->rota = rota_new(&rota);
	daemon->upkeep = upkeep_new(daemon->pipeline, daemon->plan, clock);
	daemon->reload = reload_new(&reload);
	daemon->pulse = pulse_new(daemon->pipeline);
	daemon->adoption = loop_timer_new(loop, on_adoption_time, daemon);
	daemon->farewell = loop_timer_new(loop, on_farewell_time, daemon);
	daemon->settle_latest = loop_timer_new(loop, on_settle_latest, daemon);
	daemon->postman = postman_new(&postman, err);
	return daemon->postman != NULL && pipeline_start(daemon->pipeline, NULL, err) &&
	       webmaster_open(daemon->webmaster, loop, daemon->plan, err);
}

static void
start(struct daemon *daemon)
{
	struct loop *loop = pipeline_loop(daemon->pipeline);

	loop_on_signal(loop, SIGINT, on_stop_signal, daemon);
	loop_on_signal(loop, SIGTERM, on_stop_signal, daemon);
	loop_on_signal(loop, SIGHUP, on_reload_signal, daemon);
	reload_compile(daemon->reload, daemon->plan);
	lookout_start(daemon->lookout);
	push_start(daemon->push);
	rota_start(daemon->rota);
	upkeep_start(daemon->upkeep);
	pulse_start(daemon->pulse);
	visit_first(daemon);
	tell_ready(daemon, "at work");
}

/* A room could not be opened: those that have threads already end them, before they are freed. */
static bool
give_up(struct daemon *daemon)
{
	struct error trouble = {0};

	if (daemon->postman != NULL)
		postman_stop(daemon->postman, LETTER_LAST_MS);
	if (!pipeline_finish(daemon->pipeline, &trouble))
		log_error(NULL, "%s", trouble.text);
	return false;
}

static bool
live(struct daemon *daemon, struct error *err)
{
	bool ok;

	start(daemon);
	loop_run(pipeline_loop(daemon->pipeline));
	begin_end(daemon); /* unless a signal did */
	webmaster_close(daemon->webmaster);
	postman_stop(daemon->postman, left_until(daemon, LETTER_UNTIL_MS));
	ok = pipeline_finish(daemon->pipeline, err);
	daemon->leaves_behind = !postman_finish(daemon->postman, LETTER_LAST_MS) ||
				reload_is_working(daemon->reload);
	return ok;
}

/*
 * A delivery that hangs is left behind with all that it holds; the ledger has it. So is a thread that
 * makes a plan, for which nobody has a use any more.
 */
static void
release(struct daemon *daemon)
{
	if (daemon->leaves_behind)
		return;
	webmaster_free(daemon->webmaster);
	reload_free(daemon->reload);
	postman_free(daemon->postman);
	pulse_free(daemon->pulse);
	upkeep_free(daemon->upkeep);
	rota_free(daemon->rota);
	push_free(daemon->push);
	lookout_free(daemon->lookout);
	roster_free(daemon->roster);
	loop_timer_free(daemon->settle_latest);
	loop_timer_free(daemon->farewell);
	loop_timer_free(daemon->adoption);
	pipeline_free(daemon->pipeline);
	plan_free(daemon->adopting);
	plan_free(daemon->latest);
	plan_free(daemon->plan);
}

bool
daemon_run(struct plan *plan, struct store *store, const struct daemon_options *options,
	struct error *err)
{
	struct daemon *daemon = memory_new(1, sizeof *daemon);
	bool leaves_behind;
	bool ok;

	daemon->options = options;
	daemon->plan = plan;
	daemon->webmaster = webmaster_new(&(struct webmaster_options){
		.clock = options->clock, .on_push = on_push, .push_context = daemon});
	daemon->pipeline_options = (struct pipeline_options){.clock = options->clock,
		.workers = options->workers,
		.keeps_trying = true,
		.measures = webmaster_measures(daemon->webmaster)};
	notify_open();
	ok = open_pipeline(daemon, store, err) && (open_rooms(daemon, err) || give_up(daemon)) &&
	     live(daemon, err);
	notify_close();
	release(daemon);
	leaves_behind = daemon->leaves_behind;
	if (!leaves_behind)
		free(daemon);
	return ok;
}
