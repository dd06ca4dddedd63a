#include "aggregator/daemon.h"

#include <signal.h>
#include <unistd.h>

#include "aggregator/base/clock.h"
#include "aggregator/base/log.h"
#include "aggregator/desk.h"
#include "aggregator/fetch/fetch.h"
#include "aggregator/fetch/loop.h"
#include "aggregator/lookout.h"
#include "aggregator/pipeline.h"
#include "aggregator/store/store.h"
#include "aggregator/visits.h"

#define FAREWELL_MS 3000 /* that transfers under way have to end */
#define FAREWELL_LOOK_MS 50

struct daemon {
	const struct daemon_options *options;
	struct pipeline_options pipeline_options;
	struct pipeline *pipeline;
	struct lookout *lookout;
	struct loop_timer *farewell;
	int farewell_left_ms;
	bool is_stopping;
};

/* Ends the loop once no transfer runs, or the time is over. */
static void
on_farewell_time(void *context)
{
	struct daemon *daemon = context;
	struct fetch_progress progress = fetch_progress(pipeline_fetch(daemon->pipeline));

	daemon->farewell_left_ms -= FAREWELL_LOOK_MS;
	if (progress.running == 0 || daemon->farewell_left_ms <= 0)
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
	daemon->is_stopping = true;
	log_info(NULL, "stopping: what has arrived is stored, the rest stays due");
	lookout_stop(daemon->lookout);
	pipeline_stop_visits(daemon->pipeline);
	daemon->farewell_left_ms = FAREWELL_MS;
	loop_timer_set(daemon->farewell, 0);
}

static void
on_settled(void *context)
{
	const struct daemon *daemon = context;
	struct pipeline_counts counts;

	desk_counts(pipeline_desk(daemon->pipeline), &counts);
	log_info(NULL, "what was due has been visited: %zu feeds, %zu new items", counts.done,
		counts.items_new);
}

static bool
open_pipeline(struct daemon *daemon, struct plan *plan, struct store *store, struct error *err)
{
	const struct clock *clock = daemon->options->clock;
	struct roster *roster = roster_new(plan, store, clock_now(clock), err);

	if (roster == NULL)
		goto failed;
	daemon->pipeline = pipeline_new(plan, store, &daemon->pipeline_options, err);
	if (daemon->pipeline != NULL) { /* it has the store */
		daemon->lookout = lookout_new(daemon->pipeline, roster, clock);
		return true;
	}
	roster_free(roster);
failed:
	store_close(store);
	return false;
}

static void
watch_over(struct daemon *daemon)
{
	struct loop *loop = pipeline_loop(daemon->pipeline);

	daemon->farewell = loop_timer_new(loop, on_farewell_time, daemon);
	loop_on_signal(loop, SIGINT, on_stop_signal, daemon);
	loop_on_signal(loop, SIGTERM, on_stop_signal, daemon);
}

static bool
live(struct daemon *daemon, struct error *err)
{
	if (!pipeline_start(daemon->pipeline, NULL, err))
		return false;
	watch_over(daemon);
	lookout_start(daemon->lookout, on_settled, daemon);
	log_info(NULL, "broadtape is at work, process %ld", (long)getpid());
	loop_run(pipeline_loop(daemon->pipeline));
	return pipeline_finish(daemon->pipeline, err);
}

bool
daemon_run(struct plan *plan, struct store *store, const struct daemon_options *options,
	struct error *err)
{
	struct daemon daemon = {
		.options = options,
		.pipeline_options = {.clock = options->clock,
			.workers = options->workers,
			.keeps_trying = true},
	};
	bool ok = open_pipeline(&daemon, plan, store, err) && live(&daemon, err);

	loop_timer_free(daemon.farewell);
	lookout_free(daemon.lookout);
	pipeline_free(daemon.pipeline);
	return ok;
}
