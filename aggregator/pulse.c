#include "aggregator/pulse.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "aggregator/base/notify.h"
#include "aggregator/desk.h"
#include "aggregator/fetch/loop.h"
#include "aggregator/visits.h"
#include "feeds/base/memory.h"

#define BEAT_MS 10000 /* where no watchdog asks for more */
#define BEAT_MIN_MS 100
#define BEATS_A_WATCH 3 /* so often within the watchdog's time */
#define STATUS_BYTES_MAX (ERROR_TEXT_MAX + 100)

struct pulse {
	struct pipeline *pipeline;
	struct loop_timer *timer;
	int64_t beat_ms;
	uint64_t turns;       /* of the desk, when it was looked at last */
	atomic_bool is_asked; /* and has not answered */
};

/* On the desk's thread: that it runs is the answer. */
static bool
answer(void *context, struct store *store, struct error *err)
{
	struct pulse *pulse = context;

	(void)store;
	(void)err;
	atomic_store(&pulse->is_asked, false);
	return true;
}

static void
tell_status(const struct pulse *pulse)
{
	struct desk *desk = pipeline_desk(pulse->pipeline);
	struct pipeline_counts counts;
	struct error trouble;
	char status[STATUS_BYTES_MAX];

	desk_counts(desk, &counts);
	desk_trouble(desk, &trouble);
	if (trouble.status != 0)
		snprintf(status, sizeof status, "the store is in trouble: %s", trouble.text);
	else
		snprintf(status, sizeof status,
			"%zu visits so far, %zu failed; %zu new items; %zu visits under way",
			counts.done, counts.failed, counts.items_new,
			visits_open(pipeline_visits(pulse->pipeline)));
	notify_status(status);
}

static void
on_beat(void *context)
{
	struct pulse *pulse = context;
	uint64_t turns = desk_turns(pipeline_desk(pulse->pipeline));

	if (turns != pulse->turns)
		notify_alive();
	pulse->turns = turns;
	if (!atomic_exchange(&pulse->is_asked, true) &&
		!desk_ask(pipeline_desk(pulse->pipeline), answer, pulse))
		atomic_store(&pulse->is_asked, false);
	tell_status(pulse);
	loop_timer_set(pulse->timer, pulse->beat_ms);
}

struct pulse *
pulse_new(struct pipeline *pipeline)
{
	struct pulse *pulse = memory_new(1, sizeof *pulse);

	pulse->pipeline = pipeline;
	pulse->timer = loop_timer_new(pipeline_loop(pipeline), on_beat, pulse);
	return pulse;
}

void
pulse_free(struct pulse *pulse)
{
	if (pulse == NULL)
		return;
	loop_timer_free(pulse->timer);
	free(pulse);
}

void
pulse_start(struct pulse *pulse)
{
	int64_t watch_ms = notify_alive_every_ms();

	pulse->beat_ms = BEAT_MS;
	if (watch_ms > 0 && watch_ms / BEATS_A_WATCH < BEAT_MS)
		pulse->beat_ms = watch_ms / BEATS_A_WATCH > BEAT_MIN_MS ? watch_ms / BEATS_A_WATCH
									: BEAT_MIN_MS;
	loop_timer_set(pulse->timer, 0);
}
