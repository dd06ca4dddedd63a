#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "aggregator/commands/command.h"
#include "aggregator/commands/configuration.h"
#include "aggregator/commands/match_batch.h"
#include "aggregator/commands/match_report.h"
#include "aggregator/commands/options.h"
#include "aggregator/commands/table.h"
#include "aggregator/commands/verbs.h"
#include "aggregator/commands/verdict_json.h"
#include "aggregator/config/config.h"
#include "aggregator/watch/watch.h"
#include "feeds/base/buf.h"

#define TEXT_BYTES_MAX ((size_t)16 << 20)

/* The options of `match`. */
struct wish {
	bool is_batch;
	const char *title;
	const char *source;
	bool has_near_misses;
};

/*
 * The configuration that is there; without any, every listed company is watched. One that is asked
 * for and cannot be read is an error.
 */
static bool
load_config(const struct invocation *call, struct config **config, struct error *err)
{
	struct error why = {0};
	char *path = config_find(call->config_path, &why);
	bool is_there = path != NULL || call->config_path != NULL;

	free(path);
	*config = is_there ? configuration_load(call, err) : NULL;
	return *config != NULL || !is_there;
}

/* Text from stdin, or the words of the command line with spaces between. */
static bool
read_text(int argc, char **argv, struct buf *text, struct error *err)
{
	if (argc > 1 && (argc > 2 || strcmp(argv[1], "-") != 0)) {
		for (int i = 1; i < argc; i++) {
			if (i > 1)
				buf_add_byte(text, ' ');
			buf_add_text(text, argv[i]);
		}
		return true;
	}
	while (buf_reserve(text, BUFSIZ)) {
		size_t n = fread(text->at + text->len, 1, BUFSIZ, stdin);

		text->len += n;
		if (n == 0)
			return ferror(stdin) == 0 ||
			       error_set(err, EX_IOERR, "stdin: cannot be read");
	}
	return error_set(err, EX_DATAERR, "stdin: more than %zu bytes of text", TEXT_BYTES_MAX);
}

/* Without --title the first line is the title: a single line is a headline. */
static void
part_title(struct span whole, struct watch_item *item)
{
	size_t line;

	whole = span_trim(whole);
	line = span_find_byte(whole, '\n');
	item->text = whole;
	if (item->title.at != NULL)
		return;
	item->title = span_trim(span_head(whole, line));
	item->text = span_trim(span_from(whole, line));
}

static void
print_verdict(
	const struct invocation *call, const struct watch_item *item, const struct verdict *verdict)
{
	json_t *object;

	if (!call->is_json) {
		match_report(item, verdict);
		return;
	}
	object = verdict_json(verdict, true);
	json_dumpf(object, stdout, JSON_INDENT(2) | TABLE_REALS);
	putchar('\n');
	json_decref(object);
}

static bool
explain(const struct invocation *call, const struct watch *watch, const struct wish *wish,
	struct span text)
{
	struct watch_item item = {.title = span_of(wish->title), .source = span_of(wish->source)};
	struct watch_scratch *scratch = watch_scratch_new(watch);
	struct arena *arena = arena_new();
	struct verdict verdict;

	part_title(text, &item);
	watch_read(watch, scratch, &item, arena, &verdict);
	print_verdict(call, &item, &verdict);
	arena_free(arena);
	watch_scratch_free(scratch);
	return true;
}

static bool
match(const struct invocation *call, const struct wish *wish, int argc, char **argv,
	struct error *err)
{
	struct watch_options options = {.is_explaining = !wish->is_batch || wish->has_near_misses};
	struct config *config = NULL;
	struct watch *watch = NULL;
	struct buf text;
	bool ok = false;

	buf_init(&text, TEXT_BYTES_MAX);
	if (!wish->is_batch && !read_text(argc, argv, &text, err))
		goto out;
	if (!load_config(call, &config, err))
		goto out;
	options.wishes = config != NULL ? &config->watchlist : NULL;
	watch = watch_new(&options, err);
	if (watch == NULL)
		goto out;
	ok = wish->is_batch ? match_batch(watch, wish->has_near_misses, err)
			    : explain(call, watch, wish, buf_span(&text));
out:
	watch_free(watch);
	config_free(config);
	buf_release(&text);
	return ok;
}

int
command_match(const struct invocation *call, int argc, char **argv, struct error *err)
{
	struct wish wish = {0};
	const struct option_row rows[] = {
		{"jsonl", 0, OPTION_FLAG, &wish.is_batch, NULL,
			"a JSON object a line from stdin, one a line to stdout"},
		{"title", 0, OPTION_TEXT, &wish.title, "TEXT", "the item's title"},
		{"source", 0, OPTION_TEXT, &wish.source, "NAME", "its publisher"},
		{"near-misses", 0, OPTION_FLAG, &wish.has_near_misses, NULL,
			"with --jsonl: also what was not taken, and why"},
		{NULL, 0, OPTION_FLAG, NULL, NULL, NULL},
	};
	int status;

	if (!options_take(rows, &argc, argv, &status, err))
		return status;
	if (wish.is_batch && argc > 1) {
		error_set(err, EX_USAGE, "match --jsonl reads stdin and takes no text, found '%s'",
			argv[1]);
		return EX_USAGE;
	}
	return match(call, &wish, argc, argv, err) ? EX_OK : err->status;
}
