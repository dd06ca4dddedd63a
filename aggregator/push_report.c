#include "aggregator/push_report.h"

#include <stdlib.h>

#include "aggregator/fetch/websub.h"
#include "aggregator/store/subscription_store.h"
#include "feeds/date.h"

#define UNVERIFIED_MAX 1 /* requests that a hub took and never came back for */
#define UNVERIFIED "it takes our requests and confirms none: can the world reach site.url?"

static const char *const state_names[] = {
	[PUSH_FAILING] = "failing",
	[PUSH_LAPSED] = "lapsed",
	[PUSH_ASKED] = "asked",
	[PUSH_ON] = "pushed",
};

const char *
push_state_name(enum push_state state)
{
	return state_names[state];
}

struct reading {
	struct push_reports *reports;
	size_t capacity;
	int64_t now;
	struct arena *arena;
};

/* Its requests are taken, but nothing comes of it. */
static bool
is_unverified(const struct subscription_record *record)
{
	return record->state == WEBSUB_ASKED && record->failures > UNVERIFIED_MAX;
}

static enum push_state
state_of(const struct subscription_record *record, int64_t now)
{
	if (record->state == WEBSUB_ACTIVE && record->lease_until > now)
		return PUSH_ON;
	if (record->state == WEBSUB_REFUSED || record->last_error.len > 0 || is_unverified(record))
		return PUSH_FAILING;
	return record->state == WEBSUB_ACTIVE ? PUSH_LAPSED : PUSH_ASKED;
}

static void
read_one(void *context, const struct subscription_record *record)
{
	struct reading *reading = context;
	struct push_reports *reports = reading->reports;
	struct push_report *report;

	if (record->state == WEBSUB_LEAVING || record->state == WEBSUB_OVER)
		return;
	reports->at = arena_room(
		reading->arena, reports->at, reports->n, &reading->capacity, sizeof *reports->at);
	report = &reports->at[reports->n++];
	*report = (struct push_report){
		.feed = record->feed,
		.state = state_of(record, reading->now),
		.hub = arena_copy(reading->arena, record->hub),
		.lease_until = record->lease_until,
		.next_try = record->next_try,
		.pushes = record->pushes,
		.pushed_at = record->pushed_at,
		.missed = record->missed,
	};
	if (record->last_error.len > 0)
		report->error = arena_copy(reading->arena, record->last_error);
	else if (is_unverified(record))
		report->error = SPAN(UNVERIFIED);
}

static void
count(struct push_hub *hub, const struct push_report *report)
{
	hub->n_feeds++;
	switch (report->state) {
	case PUSH_ON:
		hub->n_pushed++;
		if (hub->first_end == 0 || report->lease_until < hub->first_end)
			hub->first_end = report->lease_until;
		break;
	case PUSH_FAILING:
		if (hub->next_try == 0 || report->next_try < hub->next_try)
			hub->next_try = report->next_try;
		hub->error = report->error;
		hub->n_failing++;
		break;
	case PUSH_LAPSED:
	case PUSH_ASKED:
		break;
	}
}

static int
by_hub(const void *a, const void *b)
{
	const struct push_report *const *left = a;
	const struct push_report *const *right = b;

	return span_compare((*left)->hub, (*right)->hub);
}

static int
by_trouble(const void *a, const void *b)
{
	const struct push_hub *left = a;
	const struct push_hub *right = b;

	if (left->n_failing != right->n_failing)
		return left->n_failing > right->n_failing ? -1 : 1;
	if (left->n_feeds != right->n_feeds)
		return left->n_feeds > right->n_feeds ? -1 : 1;
	return span_compare(left->hub, right->hub);
}

static void
sum_up(struct push_reports *reports, struct arena *arena)
{
	const struct push_report **sorted = arena_array(arena, reports->n, sizeof *sorted);

	reports->hubs = arena_array(arena, reports->n, sizeof *reports->hubs);
	for (size_t i = 0; i < reports->n; i++)
		sorted[i] = &reports->at[i];
	if (reports->n > 0)
		qsort(sorted, reports->n, sizeof *sorted, by_hub);
	for (size_t i = 0; i < reports->n; i++) {
		if (i == 0 || !span_equal(sorted[i]->hub, sorted[i - 1]->hub))
			reports->hubs[reports->n_hubs++] = (struct push_hub){.hub = sorted[i]->hub};
		count(&reports->hubs[reports->n_hubs - 1], sorted[i]);
		count(&reports->all, sorted[i]);
	}
	if (reports->n_hubs > 0)
		qsort(reports->hubs, reports->n_hubs, sizeof *reports->hubs, by_trouble);
}

bool
push_reports_read(struct push_reports *reports, struct store *store, int64_t now,
	struct arena *arena, struct error *err)
{
	struct reading reading = {.reports = reports, .now = now, .arena = arena};

	*reports = (struct push_reports){0};
	if (!subscriptions_each(store, read_one, &reading, err))
		return false;
	sum_up(reports, arena);
	return true;
}

static int
by_feed(const void *a, const void *b)
{
	const int64_t *feed = a;
	const struct push_report *report = b;

	return (*feed > report->feed) - (*feed < report->feed);
}

const struct push_report *
push_reports_find(const struct push_reports *reports, int64_t feed)
{
	if (reports->n == 0)
		return NULL;
	return bsearch(&feed, reports->at, reports->n, sizeof *reports->at, by_feed);
}

/* "2026-12-10 12:00 UTC" */
static void
add_minute(struct buf *line, int64_t at)
{
	char text[DATE_TEXT_SIZE];

	date_format_rfc3339(at, text);
	buf_format(line, "%.10s %.5s UTC", text, text + sizeof "2026-12-10");
}

static void
add_next_try(struct buf *line, int64_t at)
{
	buf_add_text(line, "; asked again ");
	add_minute(line, at);
}

static void
tell_pushed(const struct push_report *report, struct buf *line)
{
	buf_format(line, "pushed by %.*s until ", SPAN_ARGS(report->hub));
	add_minute(line, report->lease_until);
	if (report->missed > 0)
		buf_add_text(line, "; but the last visit found what it had not brought");
	if (report->error.len > 0) {
		buf_format(line, "; it does not renew that: %.*s", SPAN_ARGS(report->error));
		add_next_try(line, report->next_try);
	}
}

void
push_report_tell(const struct push_report *report, struct buf *line)
{
	switch (report->state) {
	case PUSH_ON:
		tell_pushed(report, line);
		break;
	case PUSH_ASKED:
		buf_format(line, "not pushed yet: %.*s was asked", SPAN_ARGS(report->hub));
		break;
	case PUSH_LAPSED:
		buf_format(line, "not pushed: what %.*s promised ended ", SPAN_ARGS(report->hub));
		add_minute(line, report->lease_until);
		break;
	case PUSH_FAILING:
		buf_format(line, "not pushed by %.*s: %.*s", SPAN_ARGS(report->hub),
			SPAN_ARGS(report->error));
		add_next_try(line, report->next_try);
		break;
	}
}

void
push_reports_tell(const struct push_reports *reports, struct buf *line)
{
	const struct push_hub *all = &reports->all;

	if (all->n_feeds == 0)
		return;
	buf_format(line, "%zu of %zu %s that %s a hub", all->n_pushed, all->n_feeds,
		all->n_feeds == 1 ? "feed" : "feeds", all->n_feeds == 1 ? "names" : "name");
	if (all->first_end == 0)
		return;
	buf_add_text(line, "; the first lease ends ");
	add_minute(line, all->first_end);
}

void
push_hub_tell(const struct push_hub *hub, struct buf *line)
{
	buf_format(line, "%zu of %zu %s pushed", hub->n_pushed, hub->n_feeds,
		hub->n_feeds == 1 ? "feed" : "feeds");
	if (hub->n_failing == 0)
		return;
	buf_format(line, ", %zu %s: %.*s", hub->n_failing, hub->n_failing == 1 ? "fails" : "fail",
		SPAN_ARGS(hub->error));
	add_next_try(line, hub->next_try);
}
