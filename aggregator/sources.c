#include "aggregator/sources.h"

#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "aggregator/base/hash.h"
#include "aggregator/base/log.h"
#include "feeds/base/buf.h"
#include "feeds/base/memory.h"
#include "feeds/opml.h"

#define OPML_BYTES_MAX ((size_t)64 << 20)

static void
add(struct sources *sources, const struct source *source)
{
	sources->at = memory_room(sources->at, sources->n, &sources->capacity, sizeof *sources->at);
	sources->at[sources->n++] = *source;
}

static struct source
source_of(const struct config_feed *row, enum config_feed_kind kind, const char *location)
{
	return (struct source){.kind = kind,
		.location = location,
		.title = row->title,
		.row = row,
		.tags = row->tags.at,
		.n_tags = row->tags.n};
}

static bool
read_file(const char *path, struct buf *bytes, struct error *err)
{
	char piece[65536];
	FILE *file = fopen(path, "rb");
	size_t n;

	if (file == NULL)
		return error_set(err, EX_NOINPUT, "cannot read '%s': %s", path, strerror(errno));
	while ((n = fread(piece, 1, sizeof piece, file)) > 0)
		buf_add(bytes, span_make(piece, n));
	fclose(file);
	return !bytes->is_full ||
	       error_set(err, EX_DATAERR, "'%s' is longer than %zu bytes", path, bytes->max);
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

static bool
add_opml(struct sources *sources, const struct config_feed *row, struct error *err)
{
	struct arena *arena = sources->arena;
	const struct opml *opml = NULL;
	struct buf bytes;

	buf_init(&bytes, OPML_BYTES_MAX);
	if (read_file(row->where, &bytes, err))
		opml = opml_parse(buf_span(&bytes), arena, err);
	buf_release(&bytes);
	for (size_t i = 0; opml != NULL && i < opml->n_feeds; i++) {
		const struct opml_feed *feed = &opml->feeds[i];
		struct source source =
			source_of(row, CONFIG_FEED_URL, arena_string(arena, feed->url));

		if (source.title == NULL && feed->title.at != NULL)
			source.title = arena_string(arena, feed->title);
		join_tags(&source, feed, arena);
		add(sources, &source);
	}
	return opml != NULL;
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
		log_warning(
			NULL, "no file matches the path '%s' of line %d", row->where, row->line);
		return true;
	}
	for (size_t i = 0; i < found.gl_pathc; i++) {
		char *path = arena_string(sources->arena, span_of(found.gl_pathv[i]));
		struct source source = source_of(row, CONFIG_FEED_PATH, path);

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
	source = source_of(row, CONFIG_FEED_EXEC, arena_string(sources->arena, buf_span(&line)));
	buf_release(&line);
	add(sources, &source);
}

static bool
add_row(struct sources *sources, const struct config_feed *row, struct error *err)
{
	struct source source;

	switch (row->kind) {
	case CONFIG_FEED_URL:
		source = source_of(row, CONFIG_FEED_URL, row->where);
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

/* An open table of the places of what was kept: the first of equal locations stays. */
static bool
is_new(size_t *table, size_t mask, const struct sources *sources, size_t at)
{
	struct span location = span_of(sources->at[at].location);
	size_t slot = (size_t)hash_span(location) & mask;

	while (table[slot] != 0) {
		if (span_equal(span_of(sources->at[table[slot] - 1].location), location))
			return false;
		slot = (slot + 1) & mask;
	}
	table[slot] = at + 1;
	return true;
}

static void
drop_repeated(struct sources *sources)
{
	size_t size = 16;
	size_t *table;
	size_t kept = 0;

	while (size < sources->n * 2)
		size *= 2;
	table = memory_new(size, sizeof *table);
	for (size_t i = 0; i < sources->n; i++) {
		sources->at[kept] = sources->at[i];
		if (is_new(table, size - 1, sources, kept))
			kept++;
	}
	free(table);
	sources->n = kept;
}

bool
sources_init(struct sources *sources, const struct config *config, struct error *err)
{
	*sources = (struct sources){.arena = arena_new()};
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

void
sources_release(struct sources *sources)
{
	free(sources->at);
	arena_free(sources->arena);
	*sources = (struct sources){0};
}
