#include <stdio.h>
#include <stdlib.h>

#include "aggregator/base/clock.h"
#include "aggregator/commands/feeds.h"
#include "aggregator/commands/push_print.h"
#include "aggregator/commands/session.h"
#include "aggregator/commands/sheet.h"
#include "aggregator/commands/table.h"
#include "aggregator/feed_health.h"

#define TITLE_AT 9

/* How each feed of the configuration is, from what its visits left in the store. Asks no server. */

struct report {
	enum health health;
	int64_t number;
	struct span url;
	struct span title;
	struct span text;
	struct span advice;
	int64_t last_success;
	int64_t next_visit;
	const struct push_report *push; /* NULL: it is not */
};

struct reports {
	struct report *at;
	size_t n;
	size_t capacity;
	struct health_tally tally;
	struct push_reports push;
	struct arena *arena;
};

static struct span
keep(struct reports *reports, const struct buf *text)
{
	return text->len > 0 ? arena_copy(reports->arena, buf_span(text)) : SPAN_NONE;
}

static void
add(struct reports *reports, const struct feed_record *feed, int64_t now)
{
	const struct feed_state *state = &feed->state;
	struct feed_health health;
	struct report *report;
	struct buf text;
	struct buf advice;

	buf_init(&text, BUF_UNLIMITED);
	buf_init(&advice, BUF_UNLIMITED);
	feed_health_of(&health, feed, now);
	health_describe(&health.facts, now, &text);
	health_advise(&health.facts, now, &advice);
	reports->at = arena_room(
		reports->arena, reports->at, reports->n, &reports->capacity, sizeof *reports->at);
	report = &reports->at[reports->n++];
	*report = (struct report){
		.health = health.health,
		.number = feed->number,
		.url = arena_copy(reports->arena, feed->url),
		.title = arena_copy(reports->arena,
			feed->configured_title.len > 0 ? feed->configured_title : state->title),
		.text = keep(reports, &text),
		.advice = keep(reports, &advice),
		.last_success = state->last_success,
		.next_visit = state->next_visit,
		.push = push_reports_find(&reports->push, feed->number),
	};
	reports->tally.n[health.health]++;
	buf_release(&text);
	buf_release(&advice);
}

/* The most urgent first. */
static int
by_urgency(const void *a, const void *b)
{
	const struct report *left = a;
	const struct report *right = b;

	if (left->health != right->health)
		return left->health < right->health ? -1 : 1;
	return (left->number > right->number) - (left->number < right->number);
}

static bool
read_reports(struct reports *reports, struct store *store, int64_t now, struct error *err)
{
	struct feed_cursor *cursor;
	const struct feed_record *feed;

	if (!push_reports_read(&reports->push, store, now, reports->arena, err))
		return false;
	cursor = feeds_all(store);
	while ((feed = feed_cursor_next(cursor)) != NULL)
		if (feed->is_active)
			add(reports, feed, now);
	if (reports->n > 0)
		qsort(reports->at, reports->n, sizeof *reports->at, by_urgency);
	return feed_cursor_close(cursor, err);
}

static void
print_json(const struct reports *reports)
{
	json_t *list = json_array();

	for (size_t i = 0; i < reports->n; i++) {
		const struct report *report = &reports->at[i];
		json_t *object = json_object();

		json_object_set_new(object, "url", table_string(report->url));
		json_object_set_new(object, "title", table_string(report->title));
		json_object_set_new(object, "state", json_string(health_name(report->health)));
		json_object_set_new(
			object, "trouble", json_boolean(health_is_trouble(report->health)));
		json_object_set_new(object, "text", table_string(report->text));
		json_object_set_new(object, "advice", table_string(report->advice));
		json_object_set_new(
			object, "last_success", table_json_moment(report->last_success));
		json_object_set_new(object, "next_visit", table_json_moment(report->next_visit));
		push_set_feed(object, report->push);
		json_array_append_new(list, object);
	}
	table_print_json(list);
}

static void
print_report(const struct report *report)
{
	sheet_print(TITLE_AT, "%-8s %.*s%s%.*s", health_name(report->health),
		SPAN_ARGS(report->title), report->title.len > 0 ? "  " : "",
		SPAN_ARGS(report->url));
	sheet_print(TITLE_AT, "%*s%.*s%s%.*s", TITLE_AT, "", SPAN_ARGS(report->text),
		report->advice.len > 0 ? "; " : "", SPAN_ARGS(report->advice));
	push_print_feed(report->push);
}

/* Those that live as they should are told with --all. */
static bool
is_told(const struct report *report, const struct feeds_options *options)
{
	return options->wants_all || report->advice.len > 0;
}

static void
print_text(const struct reports *reports, const struct feeds_options *options)
{
	struct buf line;

	for (size_t i = 0; i < reports->n; i++)
		if (is_told(&reports->at[i], options))
			print_report(&reports->at[i]);
	buf_init(&line, BUF_UNLIMITED);
	health_tally_tell(&reports->tally, &line);
	sheet_print(0, "%zu %s%s%s", reports->n, reports->n == 1 ? "feed" : "feeds",
		line.len > 0 ? ": " : "", buf_string(&line));
	buf_release(&line);
}

bool
feeds_check(const struct invocation *call, const char *operand, const struct feeds_options *options,
	struct error *err)
{
	struct reports reports = {.arena = arena_new()};
	struct session session;
	bool ok = session_init(&session, call, STORE_READ, err) &&
		  read_reports(&reports, session.store, clock_now(call->clock), err);

	(void)operand;
	if (ok && call->is_json)
		print_json(&reports);
	else if (ok)
		print_text(&reports, options);
	arena_free(reports.arena);
	session_release(&session);
	return ok;
}
