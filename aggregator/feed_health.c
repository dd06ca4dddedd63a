#include "aggregator/feed_health.h"

#include "aggregator/fetch/schedule_memory.h"

static void
read_schedule(struct schedule_state *schedule, const struct feed_state *stored)
{
	*schedule = (struct schedule_state){
		.next_visit = stored->next_visit,
		.last_success = stored->last_success,
		.failing_since = stored->failing_since,
		.failures = stored->failures,
		.is_gone = stored->is_gone,
	};
	schedule_state_read(schedule, stored->rhythm);
}

void
feed_health_of(struct feed_health *health, const struct feed_record *feed, int64_t now)
{
	const struct feed_state *state = &feed->state;

	read_schedule(&health->schedule, state);
	health->facts = (struct health_facts){
		.state = &health->schedule,
		.is_resting = !feed->is_active,
		.is_local = feed->kind != FEED_URL,
		.is_no_feed = (state->traits & FEED_NO_FEED) != 0,
		.is_undated = (state->traits & FEED_UNDATED) != 0,
		.is_put_off = (state->traits & FEED_PUT_OFF) != 0,
		.lost_items = (state->traits & FEED_LOST_ITEMS) != 0,
		.losses = state->losses,
		.last_error = state->last_error,
		.moved_to = state->moved_to,
		.same_as = state->same_as,
	};
	health->health = health_of(&health->facts, now);
}

bool
feed_health_tally(struct store *store, int64_t now, struct health_tally *tally, struct error *err)
{
	struct feed_cursor *cursor = feeds_all(store);
	const struct feed_record *feed;
	struct feed_health health;

	*tally = (struct health_tally){{0}};
	while ((feed = feed_cursor_next(cursor)) != NULL) {
		feed_health_of(&health, feed, now);
		tally->n[health.health]++;
	}
	return feed_cursor_close(cursor, err);
}

size_t
health_tally_trouble(const struct health_tally *tally)
{
	size_t n = 0;

	for (size_t i = 0; i < HEALTH_N; i++)
		n += health_is_trouble((enum health)i) ? tally->n[i] : 0;
	return n;
}

void
health_tally_tell(const struct health_tally *tally, struct buf *line)
{
	bool is_first = true;

	for (size_t i = HEALTH_N; i-- > 0;) {
		if (tally->n[i] == 0)
			continue;
		buf_format(line, "%s%zu %s", is_first ? "" : ", ", tally->n[i],
			health_name((enum health)i));
		is_first = false;
	}
}
