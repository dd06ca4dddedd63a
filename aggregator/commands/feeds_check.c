#include <stdio.h>

#include "aggregator/base/clock.h"
#include "aggregator/commands/feeds.h"
#include "aggregator/commands/session.h"
#include "aggregator/commands/table.h"
#include "aggregator/fetch/health.h"
#include "aggregator/fetch/schedule_memory.h"
#include "aggregator/store/feed_store.h"

#define LINE_BYTES_MAX 2048

/* How each feed of the configuration is, from what its visits left in the store. Asks no server. */

static struct schedule_state
schedule_of(const struct feed_state *stored)
{
	struct schedule_state state = {
		.next_visit = stored->next_visit,
		.last_success = stored->last_success,
		.failing_since = stored->failing_since,
		.failures = stored->failures,
		.is_gone = stored->is_gone,
	};

	schedule_state_read(&state, stored->rhythm);
	return state;
}

static void
print_json(json_t *list, const struct feed_record *feed, enum health health, struct span told)
{
	json_t *object = json_object();

	json_object_set_new(object, "url", table_string(feed->url));
	json_object_set_new(object, "health", json_string(health_name(health)));
	json_object_set_new(object, "text", table_string(told));
	json_object_set_new(object, "last_success", table_json_moment(feed->state.last_success));
	json_object_set_new(object, "next_visit", table_json_moment(feed->state.next_visit));
	json_array_append_new(list, object);
}

static void
report(const struct invocation *call, const struct feed_record *feed, json_t *list)
{
	struct schedule_state state = schedule_of(&feed->state);
	struct health_facts facts = {.state = &state,
		.last_error = feed->state.last_error,
		.moved_to = feed->state.moved_to};
	int64_t now = clock_now(call->clock);
	enum health health = health_of(&facts, now);
	struct buf line;

	buf_init(&line, LINE_BYTES_MAX);
	health_tell(&facts, now, &line);
	if (call->is_json)
		print_json(list, feed, health, buf_span(&line));
	else
		printf("%-12s %.*s\n             %s\n", health_name(health), SPAN_ARGS(feed->url),
			buf_string(&line));
	buf_release(&line);
}

bool
feeds_check(const struct invocation *call, const char *operand, struct error *err)
{
	struct feed_cursor *cursor;
	const struct feed_record *feed;
	struct session session;
	json_t *list = json_array();
	bool ok = session_init(&session, call, STORE_READ, err);

	(void)operand;
	if (ok) {
		cursor = feeds_all(session.store);
		while ((feed = feed_cursor_next(cursor)) != NULL)
			if (feed->is_active)
				report(call, feed, list);
		ok = feed_cursor_close(cursor, err);
	}
	if (ok && call->is_json)
		table_print_json(json_incref(list));
	json_decref(list);
	session_release(&session);
	return ok;
}
