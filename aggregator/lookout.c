#include "aggregator/lookout.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "aggregator/base/clock.h"
#include "aggregator/desk.h"
#include "aggregator/fetch/loop.h"
#include "aggregator/visits.h"
#include "feeds/base/memory.h"

#define LOOK_SOONEST_MS 500
#define LOOK_LATEST_MS 5000 /* visits that are stored meanwhile may name a sooner moment */

struct lookout {
	struct pipeline *pipeline;
	const struct clock *clock;
	struct loop_timer *timer;
	bool is_asked; /* the desk has not answered yet */
	bool is_stopped;
	atomic_bool is_hurried;
	lookout_settled_fn *on_settled; /* NULL: it was called */
	void *settled_context;
	bool has_looked; /* since it was asked for */

	struct roster *roster; /* the desk's, like what it answers: */
	struct visits_due due;
};

/* What was due at first has been visited. */
static void
settle(struct lookout *lookout)
{
	lookout_settled_fn *on_settled = lookout->on_settled;

	if (on_settled == NULL || !lookout->has_looked ||
		visits_open(pipeline_visits(lookout->pipeline)) > 0)
		return;
	lookout->on_settled = NULL;
	on_settled(lookout->settled_context);
}

static void
wait_for_next(struct lookout *lookout)
{
	int64_t now_ms = clock_now_ms(lookout->clock);
	int64_t delay_ms = LOOK_LATEST_MS;

	if (lookout->due.next_at < (now_ms + LOOK_LATEST_MS) / 1000)
		delay_ms = lookout->due.next_at * 1000 - now_ms;
	if (delay_ms < LOOK_SOONEST_MS || lookout->on_settled != NULL)
		delay_ms = LOOK_SOONEST_MS;
	loop_timer_set(lookout->timer, delay_ms);
}

static void
on_looked(void *context)
{
	struct lookout *lookout = context;
	const struct round *picked = lookout->due.round;

	lookout->is_asked = false;
	if (lookout->is_stopped)
		return;
	if (picked != NULL)
		round_start(picked, pipeline_fetch(lookout->pipeline));
	settle(lookout);
	wait_for_next(lookout);
}

/* On the desk's thread. */
static bool
look(void *context, struct store *store, struct error *err)
{
	struct lookout *lookout = context;
	struct visits *visits = pipeline_visits(lookout->pipeline);

	if (atomic_exchange(&lookout->is_hurried, false))
		visits_look_again(visits);
	lookout->due.now = clock_now(lookout->clock);
	if (!visits_pick_due(visits, lookout->roster, store, &lookout->due, err))
		return false;
	loop_post(pipeline_loop(lookout->pipeline), on_looked, lookout);
	return true;
}

static void
on_time(void *context)
{
	struct lookout *lookout = context;

	if (lookout->is_asked || lookout->is_stopped)
		return;
	lookout->has_looked = true;
	lookout->is_asked = desk_ask(pipeline_desk(lookout->pipeline), look, lookout);
}

struct lookout *
lookout_new(struct pipeline *pipeline, struct roster *roster, const struct clock *clock)
{
	struct lookout *lookout = memory_new(1, sizeof *lookout);

	lookout->pipeline = pipeline;
	lookout->roster = roster;
	lookout->clock = clock;
	lookout->timer = loop_timer_new(pipeline_loop(pipeline), on_time, lookout);
	return lookout;
}

void
lookout_free(struct lookout *lookout)
{
	if (lookout == NULL)
		return;
	loop_timer_free(lookout->timer);
	roster_free(lookout->roster);
	free(lookout);
}

void
lookout_start(struct lookout *lookout)
{
	loop_timer_set(lookout->timer, 0);
}

void
lookout_settle(struct lookout *lookout, lookout_settled_fn *on_settled, void *context)
{
	lookout->on_settled = on_settled;
	lookout->settled_context = context;
	lookout->has_looked = false;
	if (!lookout->is_stopped)
		loop_timer_set(lookout->timer, 0);
}

void
lookout_stop(struct lookout *lookout)
{
	lookout->is_stopped = true;
	loop_timer_cancel(lookout->timer);
}

const struct roster *
lookout_roster(const struct lookout *lookout)
{
	return lookout->roster;
}

void
lookout_adopt(struct lookout *lookout, struct roster *roster)
{
	roster_free(lookout->roster);
	lookout->roster = roster;
	atomic_store(&lookout->is_hurried, true);
}
