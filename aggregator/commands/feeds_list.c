#include <stdio.h>
#include <sysexits.h>

#include "aggregator/commands/feeds.h"
#include "aggregator/commands/session.h"
#include "aggregator/commands/table.h"
#include "aggregator/store/feed_store.h"

/* The state of a feed in a word. */
static const char *
state_of(const struct feed_record *feed)
{
	if (!feed->is_active)
		return "resting"; /* the configuration has it no more */
	if (feed->state.is_gone)
		return "gone";
	if (feed->state.failures > 0)
		return "failing";
	return feed->state.last_visit == 0 ? "new" : "alive";
}

static struct span
title_of(const struct feed_record *feed)
{
	return feed->configured_title.len > 0 ? feed->configured_title : feed->state.title;
}

static json_t *
json_of(const struct feed_record *feed)
{
	json_t *object = json_object();

	json_object_set_new(object, "number", json_integer(feed->number));
	json_object_set_new(object, "url", table_string(feed->url));
	json_object_set_new(object, "title", table_string(title_of(feed)));
	json_object_set_new(object, "tags", table_string(feed->tags));
	json_object_set_new(object, "state", json_string(state_of(feed)));
	json_object_set_new(object, "last_visit", table_json_moment(feed->state.last_visit));
	json_object_set_new(object, "next_visit", table_json_moment(feed->state.next_visit));
	json_object_set_new(object, "last_success", table_json_moment(feed->state.last_success));
	json_object_set_new(object, "failing_since", table_json_moment(feed->state.failing_since));
	json_object_set_new(object, "failures", json_integer(feed->state.failures));
	json_object_set_new(object, "error", table_string(feed->state.last_error));
	json_object_set_new(object, "moved_to", table_string(feed->state.moved_to));
	return object;
}

static void
print_row(const struct feed_record *feed)
{
	char last[MOMENT_TEXT_SIZE];
	char next[MOMENT_TEXT_SIZE];
	struct span title = title_of(feed);

	printf("%-8s %-16.16s %-16.16s %.*s%s%.*s\n", state_of(feed),
		table_moment(feed->state.last_visit, last),
		table_moment(feed->state.next_visit, next), SPAN_ARGS(title),
		title.len > 0 ? "  " : "", SPAN_ARGS(feed->url));
	if (feed->state.last_error.len > 0)
		printf("         %.*s\n", SPAN_ARGS(feed->state.last_error));
	if (feed->state.moved_to.len > 0)
		printf("         moved for good to %.*s: change it in the configuration\n",
			SPAN_ARGS(feed->state.moved_to));
}

/* Before the first run nothing is stored: what is configured is new. */
static void
list_sources(const struct sources *sources, bool is_json, json_t *list)
{
	for (size_t i = 0; i < sources->n; i++) {
		struct feed_record feed = {
			.url = span_of(sources->at[i].location),
			.configured_title = span_of(sources->at[i].title),
			.is_active = true,
		};

		if (is_json)
			json_array_append_new(list, json_of(&feed));
		else
			print_row(&feed);
	}
}

/* One that never brought anything, and is configured no more, is nobody's business. */
static bool
is_shown(const struct feed_record *feed)
{
	return feed->is_active || feed->state.last_success != 0;
}

static bool
list_stored(struct store *store, bool is_json, json_t *list, struct error *err)
{
	struct feed_cursor *cursor = feeds_all(store);
	const struct feed_record *feed;

	while ((feed = feed_cursor_next(cursor)) != NULL) {
		if (!is_shown(feed))
			continue;
		if (is_json)
			json_array_append_new(list, json_of(feed));
		else
			print_row(feed);
	}
	return feed_cursor_close(cursor, err);
}

bool
feeds_list(const struct invocation *call, const char *operand, struct error *err)
{
	struct session session;
	json_t *list = json_array();
	bool has_store = session_init(&session, call, STORE_READ, err);
	bool is_before_first = !has_store && err->status == EX_NOINPUT && session.plan != NULL;
	bool ok = has_store || is_before_first;

	(void)operand;
	if (ok && !call->is_json)
		printf("%-8s %-16s %-16s %s\n", "STATE", "LAST VISIT", "NEXT VISIT", "FEED");
	if (is_before_first)
		list_sources(&session.plan->sources, call->is_json, list);
	else if (ok)
		ok = list_stored(session.store, call->is_json, list, err);
	if (ok && call->is_json)
		table_print_json(json_incref(list));
	json_decref(list);
	session_release(&session);
	return ok;
}
