#include "aggregator/upkeep.h"

#include <malloc.h>
#include <stdlib.h>

#include "aggregator/base/clock.h"
#include "aggregator/base/log.h"
#include "aggregator/desk.h"
#include "aggregator/fetch/loop.h"
#include "aggregator/store/search_store.h"
#include "aggregator/store/store.h"
#include "feeds/base/memory.h"

#define STEP_ITEMS 500     /* removed or indexed in one transaction: some tens of milliseconds */
#define STEP_EVERY_MS 500  /* while there is more to do */
#define REST_MS 3000       /* when there is not */
#define SETTLE_SECONDS 600 /* between two checkpoints */
#define OPTIMISE_SECONDS 86400

struct upkeep {
	struct pipeline *pipeline;
	const struct clock *clock;
	struct loop_timer *timer;
	bool is_asked;
	bool is_stopped;

	struct plan *plan; /* the desk's, like all below */
	bool has_more;
	int64_t settled_at;
	int64_t optimised_at;
};

static bool
expire(struct upkeep *upkeep, struct store *store, int64_t now, struct error *err)
{
	int64_t keep = upkeep->plan->config->keep_seconds;
	int64_t removed = 0;

	if (keep > 0 && !store_expire(store, now - keep, STEP_ITEMS, &removed, err))
		return false;
	if (removed > 0)
		log_debug(NULL, "%lld items are past their time", (long long)removed);
	upkeep->has_more = removed == STEP_ITEMS;
	return true;
}

static bool
bring_up_index(struct upkeep *upkeep, struct store *store, struct error *err)
{
	int64_t left = 0;

	if (!search_index_pending(store, STEP_ITEMS, &left, err))
		return false;
	upkeep->has_more = upkeep->has_more || left > 0;
	return true;
}

/* The seldom things, once nothing else is to be done. */
static bool
settle(struct upkeep *upkeep, struct store *store, int64_t now, struct error *err)
{
	if (upkeep->has_more || now - upkeep->settled_at < SETTLE_SECONDS)
		return true;
	upkeep->settled_at = now;
	malloc_trim(0); /* and what is free goes back to the machine */
	if (now - upkeep->optimised_at < OPTIMISE_SECONDS)
		return store_settle(store, err);
	upkeep->optimised_at = now;
	return store_optimise(store, err) && store_settle(store, err);
}

static void
on_answer(void *context)
{
	struct upkeep *upkeep = context;

	upkeep->is_asked = false;
	if (!upkeep->is_stopped)
		loop_timer_set(upkeep->timer, upkeep->has_more ? STEP_EVERY_MS : REST_MS);
}

/* On the desk's thread. */
static bool
step(void *context, struct store *store, struct error *err)
{
	struct upkeep *upkeep = context;
	int64_t now = clock_now(upkeep->clock);

	if (!expire(upkeep, store, now, err) || !bring_up_index(upkeep, store, err) ||
		!settle(upkeep, store, now, err))
		return false;
	loop_post(pipeline_loop(upkeep->pipeline), on_answer, upkeep);
	return true;
}

static void
on_time(void *context)
{
	struct upkeep *upkeep = context;

	if (upkeep->is_asked || upkeep->is_stopped)
		return;
	upkeep->is_asked = desk_ask(pipeline_desk(upkeep->pipeline), step, upkeep);
}

struct upkeep *
upkeep_new(struct pipeline *pipeline, struct plan *plan, const struct clock *clock)
{
	struct upkeep *upkeep = memory_new(1, sizeof *upkeep);

	upkeep->pipeline = pipeline;
	upkeep->clock = clock;
	upkeep->plan = plan_keep(plan);
	upkeep->timer = loop_timer_new(pipeline_loop(pipeline), on_time, upkeep);
	upkeep->settled_at = clock_now(clock);
	upkeep->optimised_at = upkeep->settled_at;
	return upkeep;
}

void
upkeep_free(struct upkeep *upkeep)
{
	if (upkeep == NULL)
		return;
	loop_timer_free(upkeep->timer);
	plan_free(upkeep->plan);
	free(upkeep);
}

void
upkeep_start(struct upkeep *upkeep)
{
	loop_timer_set(upkeep->timer, STEP_EVERY_MS);
}

void
upkeep_stop(struct upkeep *upkeep)
{
	upkeep->is_stopped = true;
	loop_timer_cancel(upkeep->timer);
}

void
upkeep_adopt(struct upkeep *upkeep, struct plan *plan)
{
	plan_free(upkeep->plan);
	upkeep->plan = plan_keep(plan);
}
