#include "aggregator/sources.h"

#include <glob.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#include "aggregator/feed_address.h"
#include "aggregator/opml_file.h"
#include "aggregator/watch/lookup.h"
#include "feeds/base/buf.h"
#include "feeds/base/memory.h"

#define PROBLEM_BYTES_MAX 1024

static void
add(struct sources *sources, const struct source *source)
{
	sources->at = memory_room(sources->at, sources->n, &sources->capacity, sizeof *sources->at);
	sources->at[sources->n++] = *source;
}

static PRINTF_LIKE(4, 5) void note_problem(
	struct sources *sources, const char *file, int line, const char *format, ...)
{
	char text[PROBLEM_BYTES_MAX];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	sources->problems = memory_room(sources->problems, sources->n_problems,
		&sources->problems_capacity, sizeof *sources->problems);
	sources->problems[sources->n_problems++] =
		(struct source_problem){file, line, arena_string(sources->arena, span_of(text))};
}

static struct source
source_of(const struct sources *sources, const struct config_feed *row, enum config_feed_kind kind,
	const char *location)
{
	return (struct source){.kind = kind,
		.location = location,
		.title = row->title,
		.row = row,
		.tags = row->tags.at,
		.n_tags = row->tags.n,
		.file = sources->config_path,
		.line = row->line};
}

/* The tags of the list's row, then those of the feed's folders. */
static void
join_tags(struct source *source, const struct opml_feed *feed, struct arena *arena)
{
	size_t n = source->n_tags + feed->n_tags;
	const char **tags = arena_array(arena, n, sizeof *tags);

	for (size_t i = 0; i < source->n_tags; i++)
		tags[i] = source->tags[i];
	for (size_t i = 0; i < feed->n_tags; i++)
		tags[source->n_tags + i] = arena_string(arena, feed->tags[i]);
	source->tags = tags;
	source->n_tags = n;
}

/* The feed's own title, unless the row has one for all. */
static void
add_listed(struct sources *sources, const struct config_feed *row, const struct opml_feed *feed)
{
	struct feed_address address;
	struct source source;
	struct error wrong;

	if (!feed_address_read(&address, feed->url, sources->arena, &wrong)) {
		note_problem(sources, row->where, feed->line, "'%.*s' is not read: %s",
			SPAN_ARGS(feed_address_shown(feed->url, sources->arena)), wrong.text);
		return;
	}
	source = source_of(sources, row, CONFIG_FEED_URL, address.url);
	if (source.title == NULL && feed->title.at != NULL)
		source.title = arena_string(sources->arena, feed->title);
	source.file = row->where;
	source.line = feed->line;
	join_tags(&source, feed, sources->arena);
	add(sources, &source);
}

static bool
add_opml(struct sources *sources, const struct config_feed *row, struct error *err)
{
	const struct opml *opml = opml_file_read(row->where, sources->arena, err);

	if (opml == NULL)
		return false;
	for (size_t i = 0; i < opml->n_feeds; i++)
		add_listed(sources, row, &opml->feeds[i]);
	for (size_t i = 0; i < opml->n_repeats; i++)
		note_problem(sources, row->where, opml->repeats[i].line,
			"the same feed stands in line %d already",
			opml->feeds[opml->repeats[i].feed].line);
	return true;
}

static bool
add_paths(struct sources *sources, const struct config_feed *row, struct error *err)
{
	glob_t found;
	int status = glob(row->where, GLOB_TILDE | GLOB_BRACE, NULL, &found);

	if (status == GLOB_NOSPACE)
		memory_exhausted(0);
	if (status == GLOB_ABORTED)
		return error_set(err, EX_NOINPUT, "cannot read the folder of '%s'", row->where);
	if (status == GLOB_NOMATCH) {
		note_problem(sources, sources->config_path, row->line,
			"no file matches the path '%s'", row->where);
		return true;
	}
	for (size_t i = 0; i < found.gl_pathc; i++) {
		char *path = arena_string(sources->arena, span_of(found.gl_pathv[i]));
		struct source source = source_of(sources, row, CONFIG_FEED_PATH, path);

		add(sources, &source);
	}
	globfree(&found);
	return true;
}

/* A command line names an exec source: its words, with a blank between. */
static void
add_exec(struct sources *sources, const struct config_feed *row)
{
	struct source source;
	struct buf line;

	buf_init(&line, BUF_UNLIMITED);
	for (size_t i = 0; i < row->exec.n; i++)
		buf_format(&line, "%s%s", i > 0 ? " " : "", row->exec.at[i]);
	source = source_of(
		sources, row, CONFIG_FEED_EXEC, arena_string(sources->arena, buf_span(&line)));
	buf_release(&line);
	add(sources, &source);
}

static bool
add_row(struct sources *sources, const struct config_feed *row, struct error *err)
{
	struct source source;

	switch (row->kind) {
	case CONFIG_FEED_URL:
		source = source_of(sources, row, CONFIG_FEED_URL, row->where);
		add(sources, &source);
		return true;
	case CONFIG_FEED_OPML:
		return add_opml(sources, row, err);
	case CONFIG_FEED_PATH:
		return add_paths(sources, row, err);
	case CONFIG_FEED_EXEC:
		add_exec(sources, row);
		return true;
	}
	return true;
}

/* What tells a source from another: of an address its key, else the path or the command line. */
static struct span
key_of(const struct sources *sources, const struct source *source)
{
	struct feed_address address;
	struct error ignored;

	if (source->kind != CONFIG_FEED_URL ||
		!feed_address_read(&address, span_of(source->location), sources->arena, &ignored))
		return span_of(source->location);
	return address.key;
}

/* The first of those that are one feed stays. */
static void
drop_repeated(struct sources *sources)
{
	struct lookup places;
	size_t kept = 0;

	lookup_init(&places);
	lookup_reserve(&places, sources->n);
	for (size_t i = 0; i < sources->n; i++) {
		const struct source source = sources->at[i];
		uint32_t place = lookup_add(&places, key_of(sources, &source), (uint32_t)kept);

		if (place == kept)
			sources->at[kept++] = source;
		else
			note_problem(sources, source.file, source.line,
				"'%s' is the feed of %s:%d already", source.location,
				sources->at[place].file, sources->at[place].line);
	}
	lookup_release(&places);
	sources->n = kept;
}

bool
sources_init(struct sources *sources, const struct config *config, struct error *err)
{
	*sources = (struct sources){.arena = arena_new(), .config_path = config->path};
	for (size_t i = 0; i < config->n_feeds; i++) {
		const struct config_feed *row = &config->feeds[i];

		if (!add_row(sources, row, err))
			return error_in(err, "%s:%d: feeds[%zu]", config->path, row->line, i);
	}
	if (sources->n > SOURCES_MAX)
		return error_set(err, EX_CONFIG, "%s: %zu feeds are more than %d", config->path,
			sources->n, SOURCES_MAX);
	drop_repeated(sources);
	return true;
}

const struct source *
sources_find(const struct sources *sources, struct span address)
{
	struct arena *arena = arena_new();
	const struct source *found = NULL;
	struct feed_address wanted;
	struct feed_address known;
	struct error ignored;

	if (feed_address_read(&wanted, address, arena, &ignored))
		for (size_t i = 0; found == NULL && i < sources->n; i++)
			if (sources->at[i].kind == CONFIG_FEED_URL &&
				feed_address_read(&known, span_of(sources->at[i].location), arena,
					&ignored) &&
				span_equal(known.key, wanted.key))
				found = &sources->at[i];
	arena_free(arena);
	return found;
}

static void
add_tag(struct buf *joined, const char *tag)
{
	if (joined->len > 0)
		buf_add_byte(joined, ' ');
	for (; *tag != '\0'; tag++)
		buf_add_byte(joined, *tag == ' ' ? '-' : *tag);
}

struct span
source_tags(const struct source *source, struct arena *arena)
{
	struct buf joined;
	struct span copy;

	buf_init(&joined, BUF_UNLIMITED);
	for (size_t i = 0; i < source->n_tags; i++)
		add_tag(&joined, source->tags[i]);
	copy = arena_copy(arena, buf_span(&joined));
	buf_release(&joined);
	return copy;
}

void
sources_release(struct sources *sources)
{
	free(sources->at);
	free(sources->problems);
	arena_free(sources->arena);
	*sources = (struct sources){0};
}
