#include "aggregator/commands/replay_print.h"

#include <stdio.h>

#include "aggregator/commands/sheet.h"
#include "aggregator/commands/table.h"
#include "feeds/base/buf.h"
#include "output/escape.h"
#include "output/number.h"
#include "output/paragraph.h"
#include "output/when.h"

#define HEADLINE_AT 12

/* A story of one of the two, as it is listed: ' ' both tell it, '-' only today's, '+' the other. */
static char
sign_of(const struct replay_story *story, bool is_other)
{
	if (story->change == REPLAY_KEPT)
		return ' ';
	return is_other ? '+' : '-';
}

static const char *
word_of(const struct replay_story *story, bool is_other)
{
	if (story->change == REPLAY_KEPT)
		return "keeps";
	return is_other ? "adds" : "drops";
}

static void
put_story(const struct invocation *call, const struct replay_story *story, char sign)
{
	static const char *const looks[] = {
		['+'] = PARAGRAPH_GREEN, ['-'] = PARAGRAPH_RED, [' '] = PARAGRAPH_PLAIN};
	struct buf line;

	buf_init(&line, BUF_UNLIMITED);
	buf_format(&line, "  %c %6lld  ", sign, (long long)story->number);
	escape_line(&line, story->headline);
	if (story->companies.len > 0) {
		buf_add_text(&line, " (");
		escape_line(&line, story->companies);
		buf_add_byte(&line, ')');
	}
	sheet_put(
		buf_span(&line), call->has_color ? looks[(int)sign] : PARAGRAPH_PLAIN, HEADLINE_AT);
	buf_release(&line);
}

static void
put_moment(struct buf *out, const struct replay_edition *edition)
{
	struct when when = when_of(edition->at, edition->utc_offset_seconds);

	when_add_day(out, when);
	buf_add_text(out, ", ");
	when_add_clock(out, when);
}

/* A story of the other is listed where only it tells it: what both tell stands once. */
static size_t
count_listed(const struct replay_edition *edition, bool is_other)
{
	size_t n = 0;

	for (size_t i = 0; i < edition->n_stories; i++)
		n += !is_other || edition->stories[i].change == REPLAY_ALONE;
	return n;
}

static void
put_stories(const struct invocation *call, const struct replay_report *report,
	const struct replay_edition *edition, bool is_other)
{
	for (size_t i = 0; i < edition->n_stories; i++) {
		const struct replay_story *story = &edition->stories[i];

		if (is_other && story->change == REPLAY_KEPT)
			continue;
		put_story(call, story, report->other != NULL ? sign_of(story, is_other) : ' ');
	}
}

/* One edition of today's, of the other, or of both: they were made at the same moment. */
static void
put_edition(const struct invocation *call, const struct replay_report *report,
	const struct replay_edition *today, const struct replay_edition *other)
{
	size_t n = (today != NULL ? count_listed(today, false) : 0) +
		   (other != NULL ? count_listed(other, true) : 0);
	struct buf line;

	if (n == 0)
		return;
	buf_init(&line, BUF_UNLIMITED);
	if ((today != NULL ? today : other)->is_open)
		buf_add_text(&line, "Ready for the next edition");
	else
		put_moment(&line, today != NULL ? today : other);
	if (today != NULL) {
		buf_add_text(&line, ": ");
		number_add_of(&line, today->n_stories, "story", "stories");
	}
	printf("\n");
	sheet_put(buf_span(&line), PARAGRAPH_PLAIN, 2);
	if (today != NULL)
		put_stories(call, report, today, false);
	if (other != NULL)
		put_stories(call, report, other, true);
	buf_release(&line);
}

/* Walks the editions of both by their moments. */
typedef void visit_fn(void *context, const struct replay_report *report,
	const struct replay_edition *today, const struct replay_edition *other);

static void
walk(const struct replay_report *report, visit_fn *visit, void *context)
{
	const struct replay *left = report->today;
	const struct replay *right = report->other;
	size_t n_right = right != NULL ? right->n_editions : 0;
	size_t i = 0;
	size_t j = 0;

	while (i < left->n_editions || j < n_right) {
		const struct replay_edition *today =
			i < left->n_editions ? &left->editions[i] : NULL;
		const struct replay_edition *other = j < n_right ? &right->editions[j] : NULL;

		if (today != NULL && other != NULL && today->at < other->at)
			other = NULL;
		else if (today != NULL && other != NULL && other->at < today->at)
			today = NULL;
		i += today != NULL;
		j += other != NULL;
		visit(context, report, today, other);
	}
}

static void
on_text(void *context, const struct replay_report *report, const struct replay_edition *today,
	const struct replay_edition *other)
{
	put_edition(context, report, today, other);
}

static size_t
count_made(const struct replay *replay)
{
	size_t n = replay->n_editions;

	return n > 0 && replay->editions[n - 1].is_open ? n - 1 : n;
}

static void
print_text(const struct invocation *call, const struct replay_report *report)
{
	char since[MOMENT_TEXT_SIZE];
	char until[MOMENT_TEXT_SIZE];
	size_t n_made = count_made(report->today);

	sheet_print(2, "digest %s from %.16s to %.16s: %zu %s, %zu %s", report->digest,
		table_moment(report->since, since), table_moment(report->until, until), n_made,
		n_made == 1 ? "edition" : "editions", report->today->n_stories,
		report->today->n_stories == 1 ? "story" : "stories");
	if (report->other != NULL)
		sheet_print(2, "%s keeps %zu, drops %zu, adds %zu", report->other_path,
			report->difference.n_kept, report->difference.n_dropped,
			report->difference.n_added);
	walk(report, on_text, (void *)(uintptr_t)call);
}

static void
add_json_stories(json_t *stories, const struct replay_report *report,
	const struct replay_edition *edition, bool is_other)
{
	for (size_t i = 0; edition != NULL && i < edition->n_stories; i++) {
		const struct replay_story *story = &edition->stories[i];
		json_t *object;

		if (is_other && story->change == REPLAY_KEPT)
			continue;
		object = json_object();
		json_object_set_new(object, "story", json_integer(story->number));
		json_object_set_new(object, "headline", table_string(story->headline));
		json_object_set_new(object, "url", table_string(story->url));
		json_object_set_new(object, "companies", table_string(story->companies));
		json_object_set_new(object, "sources", json_integer((json_int_t)story->n_sources));
		if (report->other != NULL)
			json_object_set_new(
				object, "change", json_string(word_of(story, is_other)));
		json_array_append_new(stories, object);
	}
}

static void
on_json(void *context, const struct replay_report *report, const struct replay_edition *today,
	const struct replay_edition *other)
{
	const struct replay_edition *edition = today != NULL ? today : other;
	json_t *object = json_object();
	json_t *stories = json_array();

	json_object_set_new(object, "at", table_json_moment(edition->at));
	json_object_set_new(object, "open", json_boolean(edition->is_open));
	json_object_set_new(object, "window_from", table_json_moment(edition->window_from));
	json_object_set_new(object, "window_to", table_json_moment(edition->window_to));
	add_json_stories(stories, report, today, false);
	add_json_stories(stories, report, other, true);
	json_object_set_new(object, "stories", stories);
	json_array_append_new(context, object);
}

static void
print_json(const struct replay_report *report)
{
	json_t *document = json_object();
	json_t *editions = json_array();

	json_object_set_new(document, "digest", json_string(report->digest));
	json_object_set_new(document, "since", table_json_moment(report->since));
	json_object_set_new(document, "until", table_json_moment(report->until));
	json_object_set_new(
		document, "stories", json_integer((json_int_t)report->today->n_stories));
	if (report->other != NULL)
		json_object_set_new(document, "against",
			json_pack("{s:s,s:I,s:I,s:I}", "config", report->other_path, "keeps",
				(json_int_t)report->difference.n_kept, "drops",
				(json_int_t)report->difference.n_dropped, "adds",
				(json_int_t)report->difference.n_added));
	walk(report, on_json, editions);
	json_object_set_new(document, "editions", editions);
	table_print_json(document);
}

void
replay_print(const struct invocation *call, const struct replay_report *report)
{
	if (call->is_json)
		print_json(report);
	else
		print_text(call, report);
}
