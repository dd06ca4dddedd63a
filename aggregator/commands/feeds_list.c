#include <stdio.h>
#include <sysexits.h>

#include "aggregator/base/clock.h"
#include "aggregator/commands/feeds.h"
#include "aggregator/commands/push_print.h"
#include "aggregator/commands/session.h"
#include "aggregator/commands/sheet.h"
#include "aggregator/commands/table.h"
#include "aggregator/feed_health.h"
#include "aggregator/push_report.h"

#define TITLE_AT 43 /* columns of the states and moments before it */
#define NOTE_AT 9

static struct span
title_of(const struct feed_record *feed)
{
	return feed->configured_title.len > 0 ? feed->configured_title : feed->state.title;
}

/* What is told of one. */
struct listed {
	const struct feed_record *feed;
	const struct push_report *push; /* NULL: it is not */
};

static json_t *
json_of(const struct listed *listed, const struct feed_health *health)
{
	const struct feed_record *feed = listed->feed;
	json_t *object = json_object();

	json_object_set_new(object, "number", json_integer(feed->number));
	json_object_set_new(object, "url", table_string(feed->url));
	json_object_set_new(object, "title", table_string(title_of(feed)));
	json_object_set_new(object, "tags", table_string(feed->tags));
	json_object_set_new(object, "state", json_string(health_name(health->health)));
	json_object_set_new(object, "last_visit", table_json_moment(feed->state.last_visit));
	json_object_set_new(object, "next_visit", table_json_moment(feed->state.next_visit));
	json_object_set_new(object, "last_success", table_json_moment(feed->state.last_success));
	json_object_set_new(object, "failing_since", table_json_moment(feed->state.failing_since));
	json_object_set_new(object, "failures", json_integer(feed->state.failures));
	json_object_set_new(object, "error", table_string(feed->state.last_error));
	json_object_set_new(object, "moved_to", table_string(feed->state.moved_to));
	push_set_feed(object, listed->push);
	return object;
}

/* Whether the state's word leaves something to be said. */
static bool
is_remarkable(enum health health)
{
	return health_is_trouble(health) || health == HEALTH_MOVED || health == HEALTH_MERGED;
}

static void
print_row(const struct listed *listed, const struct feed_health *health, int64_t now)
{
	const struct feed_record *feed = listed->feed;
	char last[MOMENT_TEXT_SIZE];
	char next[MOMENT_TEXT_SIZE];
	struct span title = title_of(feed);
	struct buf line;

	sheet_print(TITLE_AT, "%-8s %-16.16s %-16.16s %.*s%s%.*s", health_name(health->health),
		table_moment(feed->state.last_visit, last),
		table_moment(feed->state.next_visit, next), SPAN_ARGS(title),
		title.len > 0 ? "  " : "", SPAN_ARGS(feed->url));
	push_print_feed(listed->push);
	if (!is_remarkable(health->health))
		return;
	buf_init(&line, BUF_UNLIMITED);
	health_tell(&health->facts, now, &line);
	sheet_print(NOTE_AT, "%*s%s", NOTE_AT, "", buf_string(&line));
	buf_release(&line);
}

static void
show(const struct invocation *call, const struct listed *listed, json_t *list)
{
	int64_t now = clock_now(call->clock);
	struct feed_health health;

	feed_health_of(&health, listed->feed, now);
	if (call->is_json)
		json_array_append_new(list, json_of(listed, &health));
	else
		print_row(listed, &health, now);
}

/* Before the first run nothing is stored: what is configured is new. */
static void
list_sources(const struct invocation *call, const struct sources *sources, json_t *list)
{
	for (size_t i = 0; i < sources->n; i++) {
		const struct feed_record feed = {
			.url = span_of(sources->at[i].location),
			.configured_title = span_of(sources->at[i].title),
			.is_active = true,
		};

		show(call, &(struct listed){.feed = &feed}, list);
	}
}

/* One that never brought anything, and is configured no more, is nobody's business. */
static bool
is_shown(const struct feed_record *feed)
{
	return feed->is_active || feed->state.last_success != 0;
}

static bool
list_feeds(const struct invocation *call, struct store *store, const struct push_reports *push,
	json_t *list, struct error *err)
{
	struct feed_cursor *cursor = feeds_all(store);
	const struct feed_record *feed;

	while ((feed = feed_cursor_next(cursor)) != NULL)
		if (is_shown(feed))
			show(call, &(struct listed){feed, push_reports_find(push, feed->number)},
				list);
	return feed_cursor_close(cursor, err);
}

static bool
list_stored(const struct invocation *call, struct store *store, json_t *list, struct error *err)
{
	struct arena *arena = arena_new();
	struct push_reports push;
	bool ok = push_reports_read(&push, store, clock_now(call->clock), arena, err) &&
		  list_feeds(call, store, &push, list, err);

	arena_free(arena);
	return ok;
}

static bool
list_all(const struct invocation *call, struct error *err)
{
	struct session session;
	json_t *list = json_array();
	bool has_store = session_init(&session, call, STORE_READ, err);
	bool is_before_first = !has_store && err->status == EX_NOINPUT && session.plan != NULL;
	bool ok = has_store || is_before_first;

	if (ok && !call->is_json)
		sheet_print(TITLE_AT, "%-8s %-16s %-16s %s", "STATE", "LAST VISIT", "NEXT VISIT",
			"FEED");
	if (is_before_first)
		list_sources(call, &session.plan->sources, list);
	else if (ok)
		ok = list_stored(call, session.store, list, err);
	if (ok && call->is_json)
		table_print_json(json_incref(list));
	json_decref(list);
	session_release(&session);
	return ok;
}

bool
feeds_list(const struct invocation *call, const char *operand, const struct feeds_options *options,
	struct error *err)
{
	(void)operand;
	return options->wants_worth ? feeds_worth(call, options, err) : list_all(call, err);
}
