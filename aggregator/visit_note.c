#include "aggregator/visit_note.h"

#include <stdio.h>

#include "aggregator/base/clock.h"
#include "aggregator/base/log.h"
#include "aggregator/feed_hints.h"
#include "aggregator/feed_traits.h"
#include "aggregator/fetch/schedule.h"
#include "aggregator/fetch/schedule_memory.h"
#include "aggregator/fetch/websub.h"
#include "aggregator/manners.h"
#include "aggregator/plan.h"
#include "aggregator/store/host_store.h"
#include "aggregator/store/subscription_store.h"

#define ABOUT_BYTES_MAX 512
#define PUSHED_EVERY_SECONDS 86400

/* When the new items of a batch were published: what the feed's rhythm is learned from. */
static void
take_times(struct schedule_event *event, const struct batch *batch)
{
	int64_t *times = arena_array(batch->arena, batch->n_items, sizeof *times);
	size_t n = 0;

	for (size_t i = 0; i < batch->n_items; i++) {
		const struct item_record *record = &batch->items[i].record;

		if (record->number == 0)
			times[n++] =
				record->published_at != ITEM_TIME_NONE ? record->published_at : 0;
	}
	event->item_times = times;
	event->n_items = n;
}

static struct schedule_event
event_of(const struct batch *batch)
{
	struct schedule_event event = schedule_event_of(batch->result);

	event.is_no_feed = batch->error.status != 0;
	if (batch->feed == NULL)
		return event;
	take_times(&event, batch);
	event.lost_items = batch->lost_items || (batch->page > 0 && batch->known_below > 0);
	return event;
}

/* Whether a hub brings what is new, so that visits can be rare. */
static bool
find_push(struct store *store, const struct batch *batch, bool *is_pushed, struct error *err)
{
	struct subscription_trust trust = {.feed = batch->feed_plan->number,
		.state = WEBSUB_ACTIVE,
		.now = batch->result->finished_at};
	bool ok = subscription_find_trust(store, &trust, err);

	*is_pushed = trust.is_trusted;
	return ok;
}

/* The next visit, from what was known and what happened. */
static void
schedule(const struct batch *batch, const struct clock *clock, bool is_pushed,
	struct feed_state *state, struct buf *rhythm)
{
	const struct config *config = batch->feed_plan->plan->config;
	struct schedule_limits limits = {
		.min_seconds = config->poll.min_seconds,
		.max_seconds = config->poll.max_seconds,
		.every_seconds = batch->feed_plan->source->row->every_seconds,
	};
	struct schedule_hints hints = feed_hints_read(state->hints);
	struct schedule_event event = event_of(batch);
	struct schedule_market market;
	struct schedule_state schedule = {
		.next_visit = state->next_visit,
		.last_success = state->last_success,
		.failing_since = state->failing_since,
		.failures = state->failures,
		.is_gone = state->is_gone,
	};
	unsigned char stored[SCHEDULE_STATE_BYTES];

	if (is_pushed) /* a look whether the push works */
		limits.every_seconds = PUSHED_EVERY_SECONDS;
	else if (manners_market(&config->poll.market, clock_now(clock), &market))
		limits.market = &market;
	schedule_state_read(&schedule, state->rhythm);
	schedule_note(&schedule, &event, &limits, &hints, clock);
	schedule_state_write(&schedule, stored);
	buf_add(rhythm, span_make((const char *)stored, sizeof stored));
	state->rhythm = buf_span(rhythm);
	state->next_visit = schedule.next_visit;
	state->last_success = schedule.last_success;
	state->failing_since = schedule.failing_since;
	state->failures = schedule.failures;
	state->is_gone = schedule.is_gone;
}

/*
 * The old validators stay after an error (a forced visit sent none, and has none to give back), and
 * after a body that was no feed, which must not come back as "unchanged".
 */
static void
take_validators(const struct batch *batch, struct feed_state *state)
{
	struct validators validators = visit_result_validators(batch->result);

	if (batch->error.status != 0 || (batch->result->outcome != OUTCOME_FRESH &&
						batch->result->outcome != OUTCOME_UNCHANGED))
		return;
	state->etag = validators.etag;
	state->last_modified = validators.last_modified;
	state->body_hash = validators.body_hash;
}

static void
take_document(const struct batch *batch, struct feed_state *state, struct buf *hints)
{
	struct schedule_hints asked;

	if (batch->feed == NULL)
		return;
	asked = feed_hints_of(batch->feed);
	feed_hints_write(&asked, hints);
	state->hints = buf_span(hints);
	state->title = batch->feed->title;
	state->html_url = batch->feed->link;
}

struct span
visit_trouble(const struct batch *batch)
{
	if (batch->error.status != 0)
		return span_of(batch->error.text);
	return batch->result->text[0] != '\0' ? span_of(batch->result->text) : SPAN_NONE;
}

static bool
keep_hold(struct store *store, const struct visit_result *result, struct error *err)
{
	if (result->held_name == NULL)
		return true;
	return host_hold(store, span_of(result->held_name), result->held_until, err);
}

/* Where it has moved, another feed may be read already: then the two are one from now on. */
static bool
move(struct store *store, const struct batch *batch, struct feed_state *state, struct error *err)
{
	const char *moved_to = batch->result->moved_to;
	char about[ABOUT_BYTES_MAX];
	struct log log = {about};

	if (moved_to == NULL)
		return true;
	state->moved_to = span_of(moved_to);
	if (!feed_find_same(store, batch->feed_plan->number, state->moved_to, &state->same_as, err))
		return false;
	snprintf(about, sizeof about, "feed=%s", batch->feed_plan->source->location);
	log_warning(&log,
		state->same_as == 0
			? "moved for good to %s: it is read there from now on"
			: "moved for good to %s, which another feed reads already: the two are one "
			  "from now on, and this entry can go",
		moved_to);
	return true;
}

/* The state that the feed's own document left behind just now, in the arena. */
static bool
read_state(
	struct store *store, const struct batch *batch, struct feed_state *state, struct error *err)
{
	struct feed_cursor *cursor = feed_of_number(store, batch->feed_plan->number);
	const struct feed_record *feed = feed_cursor_next(cursor);

	*state = feed != NULL ? feed_state_copy(&feed->state, batch->arena)
			      : batch->feed_plan->state;
	return feed_cursor_close(cursor, err);
}

/* An older page, or a sitemap: of the feed's state it changes the rhythm, and what was lost. */
static bool
note_page(struct store *store, const struct batch *batch, const struct clock *clock,
	struct error *err)
{
	struct feed_state state;
	struct buf rhythm;
	bool is_pushed;
	bool ok;

	if (batch->feed == NULL)
		return keep_hold(store, batch->result, err);
	if (!read_state(store, batch, &state, err) || !find_push(store, batch, &is_pushed, err))
		return false;
	buf_init(&rhythm, SCHEDULE_STATE_BYTES);
	schedule(batch, clock, is_pushed, &state, &rhythm);
	if (batch->known_below > 0 && batch->n_known > 0) {
		state.traits &= ~(unsigned)FEED_LOST_ITEMS;
		state.traits |= FEED_FILLED_ITEMS;
	}
	ok = feed_visited(store, batch->feed_plan->number, &state, err);
	buf_release(&rhythm);
	return ok;
}

bool
visit_note(struct store *store, const struct batch *batch, const struct clock *clock,
	struct error *err)
{
	struct feed_state state = batch->feed_plan->state;
	struct buf rhythm;
	struct buf hints;
	bool is_pushed;
	bool ok;

	if (batch->page != 0)
		return note_page(store, batch, clock, err);
	if (!find_push(store, batch, &is_pushed, err))
		return false;
	buf_init(&rhythm, SCHEDULE_STATE_BYTES);
	buf_init(&hints, ABOUT_BYTES_MAX);
	take_validators(batch, &state);
	take_document(batch, &state, &hints);
	feed_traits_note(&state, batch, batch->lost_items);
	state.traits |= batch->traits;
	schedule(batch, clock, is_pushed, &state, &rhythm);
	state.last_visit = batch->result->finished_at;
	state.last_error = visit_trouble(batch);
	ok = move(store, batch, &state, err) && keep_hold(store, batch->result, err) &&
	     feed_visited(store, batch->feed_plan->number, &state, err);
	buf_release(&rhythm);
	buf_release(&hints);
	return ok;
}
