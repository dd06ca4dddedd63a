#include <signal.h>

#include "aggregator/base/clock.h"
#include "aggregator/base/log.h"
#include "aggregator/desk.h"
#include "aggregator/fetch/fetch.h"
#include "aggregator/fetch/loop.h"
#include "aggregator/pipeline.h"
#include "aggregator/store/store.h"
#include "aggregator/visits.h"

/* One cycle: a pipeline that lives for one round of visits. */

#define PROGRESS_EVERY_MS 100

struct refresh {
	const struct pipeline_options *options;
	struct pipeline *pipeline;
	struct roster *roster;
	struct loop_timer *progress_timer;
	size_t n_feeds;
	bool is_stopped;
};

static void
count(const struct refresh *refresh, struct pipeline_counts *counts)
{
	desk_counts(pipeline_desk(refresh->pipeline), counts);
	counts->feeds = refresh->n_feeds;
}

static void
on_progress_time(void *context)
{
	struct refresh *refresh = context;
	const struct pipeline_options *options = refresh->options;
	struct pipeline_counts counts;

	count(refresh, &counts);
	options->on_progress(options->progress_context, &counts, options->clock);
	loop_timer_set(refresh->progress_timer, PROGRESS_EVERY_MS);
}

static void
on_stop_signal(void *context)
{
	struct refresh *refresh = context;

	log_warning(NULL, "stopping: what has arrived is stored, the rest stays due");
	fetch_drop_waiting(pipeline_fetch(refresh->pipeline));
	refresh->is_stopped = true;
	loop_stop(pipeline_loop(refresh->pipeline));
}

static void
watch_over(struct refresh *refresh)
{
	struct loop *loop = pipeline_loop(refresh->pipeline);

	loop_on_signal(loop, SIGINT, on_stop_signal, refresh);
	loop_on_signal(loop, SIGTERM, on_stop_signal, refresh);
	if (refresh->options->on_progress == NULL)
		return;
	refresh->progress_timer = loop_timer_new(loop, on_progress_time, refresh);
	loop_timer_set(refresh->progress_timer, PROGRESS_EVERY_MS);
}

/* Picks the visits, and sees them through. */
static bool
visit_all(struct refresh *refresh, struct plan *plan, struct store *store, struct error *err)
{
	struct pipeline *pipeline = refresh->pipeline;
	struct round *round;

	refresh->roster = roster_new(plan, store, clock_now(refresh->options->clock), err);
	if (refresh->roster == NULL)
		return false;
	round = visits_pick(
		pipeline_visits(pipeline), refresh->roster, store, refresh->options, err);
	if (round == NULL)
		return false;
	refresh->n_feeds = round->n;
	if (!pipeline_start(pipeline, store, err))
		return false;
	watch_over(refresh);
	round_start(round, pipeline_fetch(pipeline));
	do
		fetch_run(pipeline_fetch(pipeline));
	while (!refresh->is_stopped && pipeline_follow_up(pipeline));
	return pipeline_finish(pipeline, err);
}

bool
pipeline_refresh(struct plan *plan, struct store *store, const struct pipeline_options *options,
	struct pipeline_counts *counts, struct error *err)
{
	struct refresh refresh = {.options = options};
	bool ok = false;

	refresh.pipeline = pipeline_new(plan, store, options, err);
	if (refresh.pipeline != NULL)
		ok = visit_all(&refresh, plan, store, err);
	if (ok) {
		count(&refresh, counts);
		ok = store_settle(store, err);
	}
	loop_timer_free(refresh.progress_timer);
	roster_free(refresh.roster);
	pipeline_free(refresh.pipeline);
	return ok;
}
