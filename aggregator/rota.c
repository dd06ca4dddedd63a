#include "aggregator/rota.h"

#include <malloc.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "aggregator/base/clock.h"
#include "aggregator/base/log.h"
#include "aggregator/base/zone.h"
#include "aggregator/desk.h"
#include "aggregator/fetch/loop.h"
#include "aggregator/notes.h"
#include "aggregator/publish.h"
#include "aggregator/store/edition_store.h"
#include "aggregator/timetable.h"
#include "feeds/base/memory.h"

#define WAIT_MAX_MS 20000 /* a clock that was set, or slept, is noticed so soon */
#define WAIT_MIN_MS 200   /* an hour that has come has its edition within this */
#define RETRY_SECONDS 300 /* after an edition that could not be made */
#define ABOUT_BYTES_MAX 256

/* One digest; the desk's. */
struct turn {
	const struct config_digest *digest;
	struct config_schedule schedule;
	struct zone *zone;
	bool is_read;  /* the ledger was asked */
	bool is_first; /* there is no edition yet */
	int64_t last;  /* the last edition, or the last attempt that had nothing to tell */
	int64_t retry_at;
	int64_t held_at; /* the moment that was missed, and has waited for the feeds already */
};

struct rota {
	struct rota_options options;
	struct loop_timer *timer;
	bool is_asked;   /* the desk has not answered yet */
	bool is_hurried; /* and shall look again then */
	bool is_stopped;
	atomic_bool is_open;

	struct plan *plan; /* the desk's, like all below */
	struct turn *turns;
	size_t n;
	bool is_clean; /* nothing of the ledger is unfinished */
	int64_t next_at;
	bool has_made;
	bool has_missed;
};

static void
read_turns(struct rota *rota)
{
	const struct config *config = rota->plan->config;

	rota->n = config->n_digests;
	rota->turns = memory_new(rota->n + 1, sizeof *rota->turns);
	for (size_t i = 0; i < rota->n; i++) {
		struct turn *turn = &rota->turns[i];
		struct error err = {0};

		turn->digest = &config->digests[i];
		turn->schedule = timetable_for_daemon(&turn->digest->schedule);
		turn->zone = zone_new(turn->schedule.timezone, &err);
		if (turn->zone == NULL)
			log_error(NULL, "digest '%s': %s", turn->digest->name, err.text);
	}
}

static void
forget_turns(struct rota *rota)
{
	for (size_t i = 0; i < rota->n; i++)
		zone_free(rota->turns[i].zone);
	free(rota->turns);
	plan_free(rota->plan);
}

/* What was noted by a clock that was wrong would keep the digest from its hours until then. */
static void
forget_ahead(struct turn *turn, int64_t now)
{
	if (!timetable_is_ahead(turn->last, now) && !timetable_is_ahead(turn->retry_at, now))
		return;
	log_warning(NULL, "digest '%s': the clock was set back: its hours count from now",
		turn->digest->name);
	turn->is_read = false;
	turn->retry_at = 0;
}

/* An edition of the future, by a clock that was wrong, is none. */
static bool
ask_ledger(struct turn *turn, struct store *store, int64_t now, struct error *err)
{
	struct edition_list list = {.arena = arena_new()};
	bool ok =
		turn->is_read || editions_last(store, span_of(turn->digest->name), now, &list, err);

	if (ok && !turn->is_read) {
		turn->is_read = true;
		turn->is_first = list.n == 0;
		turn->last = list.n > 0 ? list.at[0].created_at : 0;
	}
	arena_free(list.arena);
	return ok;
}

/* When its next edition is to be made: in the past for one that is due. */
static int64_t
next_of(const struct turn *turn)
{
	int64_t next;

	if (turn->zone == NULL)
		return TIMETABLE_NEVER;
	if (turn->is_first && turn->last == 0)
		return 0;
	next = timetable_next(&turn->schedule, turn->zone, turn->last);
	return next > turn->retry_at ? next : turn->retry_at;
}

static void
tell(const struct turn *turn, const struct publish_report *report, int64_t due_at)
{
	char about[ABOUT_BYTES_MAX];
	struct log log = {about};

	snprintf(about, sizeof about, "digest=%s edition=%llu", turn->digest->name,
		(unsigned long long)report->sequence);
	if (report->sequence == 0) {
		log_info(&log, "nothing to tell, no edition is made");
		return;
	}
	if (due_at != 0)
		log_warning(&log,
			"the edition is late: it was due while broadtape did not run, or the "
			"machine slept; it is made once");
	log_info(&log, "edition made: %zu stories", report->n_stories);
}

/* `due_at`: when it was missed; 0: it is in time. */
static bool
make(struct rota *rota, struct turn *turn, struct store *store, int64_t due_at, struct error *err)
{
	struct edition_wish wish = {
		.config = turn->digest, .now = clock_now(rota->options.clock), .missed_at = due_at};
	struct publish_report report;

	if (!edition_next_window(store, &wish, err) ||
		!publish_files(rota->plan, store, &wish, &report, err))
		return false;
	tell(turn, &report, due_at);
	turn->is_first = turn->is_first && report.sequence == 0;
	turn->last = wish.now;
	rota->has_made = rota->has_made || report.sequence != 0;
	return true;
}

/* One digest whose moment may have come. What goes wrong is this digest's alone. */
static void
take_turn(struct rota *rota, struct turn *turn, struct store *store, int64_t now)
{
	int64_t next = next_of(turn);
	bool is_missed = next != 0 && turn->retry_at == 0 && timetable_is_missed(next, now);
	struct error err = {0};

	if (next > now || !atomic_load(&rota->is_open))
		return;
	if (is_missed && turn->held_at != next) { /* the news of the time between come first */
		turn->held_at = next;
		rota->has_missed = true;
		return;
	}
	if (make(rota, turn, store, is_missed ? next : 0, &err)) {
		turn->retry_at = 0;
		return;
	}
	log_error(NULL, "digest '%s': %s; it is tried again in %d minutes", turn->digest->name,
		err.text, RETRY_SECONDS / 60);
	turn->retry_at = now + RETRY_SECONDS;
	turn->is_read = false;
	rota->is_clean = false; /* it may stand in the ledger already */
}

static void
finish_files(struct rota *rota, struct store *store)
{
	struct error err = {0};

	rota->is_clean = publish_unfinished(rota->plan, store, &err);
	rota->has_made = true;
	if (!rota->is_clean)
		log_error(NULL, "%s", err.text);
}

static void
plan_next(struct rota *rota, int64_t now)
{
	rota->next_at = TIMETABLE_NEVER;
	for (size_t i = 0; i < rota->n; i++) {
		int64_t next = next_of(&rota->turns[i]);

		if (next > now && next < rota->next_at)
			rota->next_at = next;
	}
}

static void
wait_for_next(struct rota *rota)
{
	int64_t now_ms = clock_now_ms(rota->options.clock);
	int64_t delay_ms = WAIT_MAX_MS;

	if (rota->next_at < (now_ms + WAIT_MAX_MS) / 1000)
		delay_ms = rota->next_at * 1000 - now_ms;
	loop_timer_set(rota->timer, delay_ms > WAIT_MIN_MS ? delay_ms : WAIT_MIN_MS);
}

static void
on_answer(void *context)
{
	struct rota *rota = context;

	rota->is_asked = false;
	if (rota->has_made)
		rota->options.on_made(rota->options.context);
	rota->has_made = false;
	if (rota->has_missed)
		rota->options.on_missed(rota->options.context);
	rota->has_missed = false;
	if (rota->is_hurried)
		rota_hurry(rota);
	else if (!rota->is_stopped)
		wait_for_next(rota);
}

/* On the desk's thread. */
static bool
look(void *context, struct store *store, struct error *err)
{
	struct rota *rota = context;
	int64_t now = clock_now(rota->options.clock);

	for (size_t i = 0; i < rota->n; i++) {
		forget_ahead(&rota->turns[i], now);
		if (!ask_ledger(&rota->turns[i], store, now, err))
			return false;
	}
	if (!rota->is_clean)
		finish_files(rota, store);
	for (size_t i = 0; i < rota->n; i++)
		take_turn(rota, &rota->turns[i], store, now);
	plan_next(rota, now);
	if (rota->has_made)
		malloc_trim(0); /* what an edition took for a moment goes back to the machine */
	loop_post(pipeline_loop(rota->options.pipeline), on_answer, rota);
	return true;
}

static void
on_time(void *context)
{
	struct rota *rota = context;

	rota->is_hurried = rota->is_asked;
	if (rota->is_asked || rota->is_stopped)
		return;
	rota->is_asked = desk_ask(pipeline_desk(rota->options.pipeline), look, rota);
}

struct rota *
rota_new(const struct rota_options *options)
{
	struct rota *rota = memory_new(1, sizeof *rota);

	rota->options = *options;
	rota->plan = plan_keep(options->plan);
	rota->timer = loop_timer_new(pipeline_loop(options->pipeline), on_time, rota);
	read_turns(rota);
	return rota;
}

void
rota_free(struct rota *rota)
{
	if (rota == NULL)
		return;
	loop_timer_free(rota->timer);
	forget_turns(rota);
	free(rota);
}

void
rota_start(struct rota *rota)
{
	loop_timer_set(rota->timer, 0);
}

void
rota_stop(struct rota *rota)
{
	rota->is_stopped = true;
	loop_timer_cancel(rota->timer);
}

void
rota_open(struct rota *rota)
{
	atomic_store(&rota->is_open, true);
	rota_hurry(rota);
}

void
rota_close(struct rota *rota)
{
	atomic_store(&rota->is_open, false);
}

void
rota_hurry(struct rota *rota)
{
	if (!rota->is_stopped)
		loop_timer_set(rota->timer, 0);
}

void
rota_adopt(struct rota *rota, struct plan *plan)
{
	forget_turns(rota);
	rota->plan = plan_keep(plan);
	read_turns(rota);
}
