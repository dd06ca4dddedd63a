#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "aggregator/base/clock.h"
#include "aggregator/base/spelling.h"
#include "aggregator/commands/feeds.h"
#include "aggregator/commands/moment.h"
#include "aggregator/commands/session.h"
#include "aggregator/commands/sheet.h"
#include "aggregator/commands/table.h"
#include "aggregator/feed_worth.h"
#include "feeds/base/memory.h"
#include "output/paragraph.h"

#define FEED_AT 43 /* columns of the figures before it */

/* What each feed is worth, so that its owner knows which ones to drop. */

#define WINDOW_USUAL "30d"
#define LEAD_TEXT_SIZE 24

/* A feed of the configuration, and what it brought; `worth.items` 0: nothing. */
struct line {
	int64_t number;
	struct span url;
	struct span title;
	struct worth_row worth;
};

struct lines {
	struct line *at;
	size_t n;
	size_t capacity;
	struct arena *arena;
};

static bool
has_rivals(const struct worth_row *row)
{
	return row->stories > 0 && row->unique_share < 1;
}

static int
compare_numbers(double left, double right)
{
	return (left < right) - (left > right);
}

static int
by_items(const struct line *left, const struct line *right)
{
	return compare_numbers((double)left->worth.items, (double)right->worth.items);
}

static int
by_unique(const struct line *left, const struct line *right)
{
	return compare_numbers(left->worth.unique_share, right->worth.unique_share);
}

static int
by_first(const struct line *left, const struct line *right)
{
	return compare_numbers(left->worth.first_share, right->worth.first_share);
}

static int
by_lead(const struct line *left, const struct line *right)
{
	return compare_numbers(left->worth.mean_lead_seconds, right->worth.mean_lead_seconds);
}

static int
by_kept(const struct line *left, const struct line *right)
{
	return compare_numbers(left->worth.kept_share, right->worth.kept_share);
}

static int
by_alone(const struct line *left, const struct line *right)
{
	return compare_numbers((double)left->worth.kept_alone, (double)right->worth.kept_alone);
}

/* The columns that can be sorted by: the best first. */
static const struct column {
	const char *name;
	int (*compare)(const struct line *left, const struct line *right);
} columns[] = {
	{"alone", by_alone},
	{"kept", by_kept},
	{"unique", by_unique},
	{"first", by_first},
	{"lead", by_lead},
	{"items", by_items},
};

#define N_COLUMNS (sizeof columns / sizeof *columns)

/* The column asked for, then all others in their order, then the number. */
struct order {
	const struct column *first;
	int sign;
};

static int
compare_lines(const void *a, const void *b, void *context)
{
	const struct order *order = context;
	const struct line *left = a;
	const struct line *right = b;
	int found = order->first->compare(left, right);

	for (size_t i = 0; found == 0 && i < N_COLUMNS; i++)
		found = columns[i].compare(left, right);
	if (found != 0)
		return found * order->sign;
	return (left->number > right->number) - (left->number < right->number);
}

/* "kept", or "-kept" for the least first. */
static bool
read_order(const char *wanted, struct order *order, struct error *err)
{
	const char *name = wanted != NULL ? wanted : "alone";
	struct spelling spelling;

	order->sign = name[0] == '-' ? -1 : 1;
	name += name[0] == '-';
	spelling_init(&spelling, span_of(name));
	for (size_t i = 0; i < N_COLUMNS; i++) {
		spelling_offer(&spelling, columns[i].name);
		order->first = &columns[i];
		if (strcmp(columns[i].name, name) == 0)
			return true;
	}
	return error_set(err, EX_USAGE,
		"--sort: expected alone, kept, unique, first, lead or items, or one of them behind "
		"'-', found '%s'%s%s%s",
		name, spelling.best != NULL ? "; did you mean '" : "",
		spelling.best != NULL ? spelling.best : "", spelling.best != NULL ? "'?" : "");
}

static void
add_line(struct lines *lines, const struct feed_record *feed)
{
	struct span title =
		feed->configured_title.len > 0 ? feed->configured_title : feed->state.title;

	lines->at = memory_room(lines->at, lines->n, &lines->capacity, sizeof *lines->at);
	lines->at[lines->n++] = (struct line){
		.number = feed->number,
		.url = arena_copy(lines->arena, feed->url),
		.title = arena_copy(lines->arena, title),
	};
}

static bool
read_feeds(struct lines *lines, struct store *store, struct error *err)
{
	struct feed_cursor *cursor = feeds_all(store);
	const struct feed_record *feed;

	while ((feed = feed_cursor_next(cursor)) != NULL)
		if (feed->is_active)
			add_line(lines, feed);
	return feed_cursor_close(cursor, err);
}

/* Both stand in the order of the feeds' numbers. Feeds at rest have rows, and no line. */
static void
join(struct lines *lines, struct worth *worth)
{
	const struct worth_row *rows;
	size_t n = worth_rows(worth, &rows);
	size_t at = 0;

	for (size_t i = 0; i < lines->n; i++) {
		while (at < n && rows[at].feed < lines->at[i].number)
			at++;
		if (at < n && rows[at].feed == lines->at[i].number)
			lines->at[i].worth = rows[at];
	}
}

static bool
read_lines(struct lines *lines, struct store *store, const struct telling_window *window,
	struct error *err)
{
	struct worth *worth = worth_new();
	bool ok = read_feeds(lines, store, err) && feed_worth_read(worth, store, window, err);

	if (ok)
		join(lines, worth);
	worth_free(worth);
	return ok;
}

/* "+12m": ahead of the others; "-3h": behind them. */
static const char *
lead_text(double seconds, char text[LEAD_TEXT_SIZE])
{
	static const struct {
		double from;
		double seconds;
		char unit;
	} units[] = {{172800, 86400, 'd'}, {7200, 3600, 'h'}, {120, 60, 'm'}, {0, 1, 's'}};
	double size = seconds < 0 ? -seconds : seconds;
	size_t i = 0;

	while (size < units[i].from)
		i++;
	snprintf(text, LEAD_TEXT_SIZE, "%+.0f%c", seconds / units[i].seconds, units[i].unit);
	return text;
}

static void
add_share(struct buf *out, bool is_known, double share)
{
	if (is_known)
		buf_format(out, " %5.0f%%", 100 * share);
	else
		buf_format(out, " %6s", "-");
}

static void
print_line(const struct line *line)
{
	const struct worth_row *row = &line->worth;
	char lead[LEAD_TEXT_SIZE];
	struct buf out;

	buf_init(&out, BUF_UNLIMITED);
	buf_format(&out, "%6zu", row->items);
	add_share(&out, row->items > 0, row->unique_share);
	add_share(&out, has_rivals(row), row->first_share);
	buf_format(&out, " %6s", has_rivals(row) ? lead_text(row->mean_lead_seconds, lead) : "-");
	add_share(&out, row->items > 0, row->kept_share);
	buf_format(&out, " %6zu  %.*s%s%.*s", row->kept_alone, SPAN_ARGS(line->title),
		line->title.len > 0 ? "  " : "", SPAN_ARGS(line->url));
	sheet_put(buf_span(&out), PARAGRAPH_PLAIN, FEED_AT);
	buf_release(&out);
}

static json_t *
json_share(bool is_known, double share)
{
	return is_known ? table_json_real(share) : json_null();
}

static json_t *
json_line(const struct line *line)
{
	const struct worth_row *row = &line->worth;
	json_t *object = json_object();

	json_object_set_new(object, "url", table_string(line->url));
	json_object_set_new(object, "title", table_string(line->title));
	json_object_set_new(object, "items", json_integer((json_int_t)row->items));
	json_object_set_new(object, "stories", json_integer((json_int_t)row->stories));
	json_object_set_new(object, "unique", json_share(row->items > 0, row->unique_share));
	json_object_set_new(object, "first", json_share(has_rivals(row), row->first_share));
	json_object_set_new(object, "lead_seconds",
		has_rivals(row) ? json_integer((json_int_t)row->mean_lead_seconds) : json_null());
	json_object_set_new(object, "kept", json_share(row->items > 0, row->kept_share));
	json_object_set_new(object, "alone", json_integer((json_int_t)row->kept_alone));
	return object;
}

static void
print_lines(const struct lines *lines, bool is_json)
{
	json_t *list = json_array();

	if (!is_json)
		sheet_print(FEED_AT, "%6s %6s %6s %6s %6s %6s  %s", "ITEMS", "UNIQUE", "FIRST",
			"LEAD", "KEPT", "ALONE", "FEED");
	for (size_t i = 0; i < lines->n; i++) {
		if (is_json)
			json_array_append_new(list, json_line(&lines->at[i]));
		else
			print_line(&lines->at[i]);
	}
	if (is_json)
		table_print_json(json_incref(list));
	json_decref(list);
}

bool
feeds_worth(const struct invocation *call, const struct feeds_options *options, struct error *err)
{
	int64_t now = clock_now(call->clock);
	struct telling_window window = {.until = INT64_MAX};
	struct lines lines = {.arena = arena_new()};
	struct session session = {.config = NULL};
	struct order order;
	bool ok = read_order(options->sort, &order, err) &&
		  moment_read("--since", options->since != NULL ? options->since : WINDOW_USUAL,
			  now, &window.since, err) &&
		  session_init(&session, call, STORE_READ, err) &&
		  read_lines(&lines, session.store, &window, err);

	if (ok && lines.n > 0)
		qsort_r(lines.at, lines.n, sizeof *lines.at, compare_lines, &order);
	if (ok)
		print_lines(&lines, call->is_json);
	free(lines.at);
	arena_free(lines.arena);
	session_release(&session);
	return ok;
}
