/* broadtape merge: items in, the story of each out; the batch form of aggregator/story/. */
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "aggregator/base/hash.h"
#include "aggregator/commands/merge_print.h"
#include "aggregator/commands/options.h"
#include "aggregator/commands/verbs.h"
#include "aggregator/story/background.h"
#include "feeds/base/buf.h"
#include "feeds/date.h"

#define LINE_BYTES_MAX ((size_t)16 << 20)
#define COMPANIES_MAX 16 /* of one item; the most relevant come first */
#define LINE_SHOWN 60

/* One run: what all items share, and the number of the line for messages. */
struct run {
	struct background *background;
	struct stories *stories;
	struct story_company companies[COMPANIES_MAX];
	long n_items; /* the item's number is that of its line */
	bool is_jsonl;
};

static struct span
text_of(const json_t *object, const char *name)
{
	const json_t *value = json_object_get(object, name);

	if (!json_is_string(value))
		return SPAN("");
	return span_make(json_string_value(value), json_string_length(value));
}

static size_t
read_companies(struct run *run, const json_t *object)
{
	const json_t *list = json_object_get(object, "companies");
	size_t n = 0;

	for (size_t i = 0; i < json_array_size(list) && n < COMPANIES_MAX; i++) {
		const json_t *key = json_array_get(list, i);

		if (json_is_string(key))
			run->companies[n++] = (struct story_company){
				fingerprint_company(
					span_make(json_string_value(key), json_string_length(key))),
				true};
	}
	return n;
}

/* Borrowed from the object. An item that names no feed is of its source's. */
static bool
read_item(struct run *run, const json_t *object, struct story_item *item, struct error *err)
{
	struct span published = text_of(object, "published");
	struct span feed = text_of(object, "feed");

	*item = (struct story_item){.title = text_of(object, "title"),
		.text = text_of(object, "text"),
		.url = text_of(object, "url"),
		.source = text_of(object, "source"),
		.id = text_of(object, "guid")};
	if (!json_is_string(json_object_get(object, "title")))
		return error_set(err, EX_DATAERR, "expected an object with a string 'title'");
	if (published.len > 0)
		item->published = date_parse(published);
	if (item->published == TIME_NONE)
		return error_set(err, EX_DATAERR,
			"expected a date such as 2026-05-12T17:55:12Z in 'published', "
			"found '%.*s'",
			SPAN_ARGS(span_head(published, LINE_SHOWN)));
	feed = feed.len > 0 ? feed : item->source;
	item->feed = feed.len > 0 ? (uint32_t)hash_span(feed) : 0;
	item->companies = run->companies;
	item->n_companies = read_companies(run, object);
	return true;
}

static bool
merge_object(struct run *run, const json_t *object, struct error *err)
{
	struct story_item item;
	struct fingerprint fingerprint;
	struct placement placement;

	if (!read_item(run, object, &item, err))
		return false;
	fingerprint_make(run->background, &item, &fingerprint);
	stories_meet(run->stories, &fingerprint);
	stories_place(run->stories, run->n_items, &fingerprint, &placement);
	if (run->is_jsonl)
		merge_print_json(json_object_get(object, "id"), &placement);
	else
		merge_print_text(run->n_items, item.title, &placement);
	return true;
}

static bool
merge_line(struct run *run, struct span line, struct error *err)
{
	json_error_t problem;
	json_t *object = json_loadb(line.at, line.len, 0, &problem);
	bool ok = false;

	run->n_items++;
	if (object == NULL)
		error_set(err, EX_DATAERR, "expected a JSON object, found '%.*s': %s",
			SPAN_ARGS(span_head(line, LINE_SHOWN)), problem.text);
	else if (json_is_object(object))
		ok = merge_object(run, object, err);
	else
		error_set(err, EX_DATAERR, "expected a JSON object, found '%.*s'",
			SPAN_ARGS(span_head(line, LINE_SHOWN)));
	json_decref(object);
	return ok || error_in(err, "line %ld", run->n_items);
}

/* False: the input has ended, or `line` is full. */
static bool
read_line(FILE *file, struct buf *line)
{
	int byte;

	buf_clear(line);
	while ((byte = getc(file)) != EOF && byte != '\n' && !line->is_full)
		buf_add_byte(line, (char)byte);
	return (byte != EOF || line->len > 0) && !line->is_full;
}

/* Each line is answered as it comes: whoever waits at the other end of a pipe has it at once. */
static bool
merge_lines(struct run *run, FILE *file, const char *path, struct error *err)
{
	struct buf line;
	bool ok = true;

	buf_init(&line, LINE_BYTES_MAX);
	while (ok && read_line(file, &line)) {
		struct span text = span_trim(buf_span(&line));

		if (text.len > 0)
			ok = merge_line(run, text, err) && fflush(stdout) == 0;
	}
	if (ok && line.is_full)
		ok = error_set(err, EX_DATAERR, "line %ld is longer than %zu MiB", run->n_items + 1,
			LINE_BYTES_MAX >> 20);
	else if (ok && ferror(file))
		ok = error_set(err, EX_IOERR, "%s", strerror(errno));
	buf_release(&line);
	return ok || error_in(err, "%s", path);
}

static bool
merge_file(struct run *run, const char *path, struct error *err)
{
	FILE *file;
	bool ok;

	if (strcmp(path, "-") == 0)
		return merge_lines(run, stdin, "standard input", err);
	file = fopen(path, "re");
	if (file == NULL)
		return error_set(err, EX_NOINPUT, "cannot open '%s': %s", path, strerror(errno));
	ok = merge_lines(run, file, path, err);
	fclose(file);
	return ok;
}

static int
run_merge(const char *path, bool is_jsonl, struct error *err)
{
	const struct stories_options options = {.next_story = 1};
	struct run run = {.is_jsonl = is_jsonl};
	bool ok = false;

	run.background = background_load(NULL, err);
	run.stories = stories_new(&options);
	if (run.background != NULL)
		ok = merge_file(&run, path, err);
	stories_free(run.stories);
	background_free(run.background);
	return ok ? EX_OK : err->status;
}

int
command_merge(const struct invocation *call, int argc, char **argv, struct error *err)
{
	bool is_jsonl = call->is_json;
	const struct option_row rows[] = {
		{"jsonl", 0, OPTION_FLAG, &is_jsonl, NULL,
			"print a JSON line an item; without it, an explanation for people"},
		{NULL, 0, OPTION_FLAG, NULL, NULL, NULL},
	};
	int status;

	if (!options_take(rows, &argc, argv, &status, err))
		return status;
	if (argc > 2) {
		error_set(err, EX_USAGE, "merge wants one file of JSON lines at most");
		return EX_USAGE;
	}
	return run_merge(argc == 2 ? argv[1] : "-", is_jsonl, err);
}
