#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "aggregator/commands/configuration.h"
#include "aggregator/commands/feeds.h"
#include "aggregator/config/config_edit.h"
#include "aggregator/sources.h"
#include "feeds/opml.h"

#define OPML_BYTES_MAX ((size_t)64 << 20)
#define PIECE_BYTES 65536

static bool
read_file(const char *path, struct buf *bytes, struct error *err)
{
	FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
	char piece[PIECE_BYTES];
	size_t n;

	if (file == NULL)
		return error_set(err, EX_NOINPUT, "cannot read '%s': %s", path, strerror(errno));
	while ((n = fread(piece, 1, sizeof piece, file)) > 0)
		buf_add(bytes, span_make(piece, n));
	if (file != stdin)
		fclose(file);
	return !bytes->is_full ||
	       error_set(err, EX_DATAERR, "'%s' is longer than %zu bytes", path, bytes->max);
}

static bool
is_configured(const struct sources *sources, struct span url)
{
	for (size_t i = 0; i < sources->n; i++)
		if (span_equal(span_of(sources->at[i].location), url))
			return true;
	return false;
}

/* A list of feeds without titles shows their addresses in their place. */
static bool
has_title(const struct opml_feed *feed)
{
	return feed->title.len > 0 && !span_equal(feed->title, feed->url);
}

static struct config_new_feed
new_feed(const struct opml_feed *feed, struct arena *arena)
{
	const char **tags = arena_array(arena, feed->n_tags, sizeof *tags);

	for (size_t i = 0; i < feed->n_tags; i++)
		tags[i] = arena_string(arena, feed->tags[i]);
	return (struct config_new_feed){
		.url = arena_string(arena, feed->url),
		.title = has_title(feed) ? arena_string(arena, feed->title) : NULL,
		.tags = {tags, feed->n_tags},
	};
}

/* Each feed that is not there yet goes into the configuration's file. */
static bool
add_all(const char *config_path, const struct opml *opml, const struct sources *sources,
	struct arena *arena, struct error *err)
{
	size_t n_added = 0;
	size_t n_known = 0;

	for (size_t i = 0; i < opml->n_feeds; i++) {
		struct config_new_feed feed = new_feed(&opml->feeds[i], arena);

		if (is_configured(sources, opml->feeds[i].url))
			n_known++;
		else if (config_file_add_feed(config_path, &feed, err))
			n_added++;
		else
			return error_in(err, "feed %zu of the list, '%s'", i + 1, feed.url);
	}
	printf("%zu %s added, %zu there already\n", n_added, n_added == 1 ? "feed" : "feeds",
		n_known);
	return true;
}

bool
feeds_import(const struct invocation *call, const char *path, struct error *err)
{
	struct config *config = configuration_load(call, err);
	struct arena *arena = arena_new();
	const struct opml *opml = NULL;
	struct sources sources = {0};
	struct buf bytes;
	bool ok = config != NULL && sources_init(&sources, config, err);

	buf_init(&bytes, OPML_BYTES_MAX);
	if (ok && read_file(path, &bytes, err)) {
		opml = opml_parse(buf_span(&bytes), arena, err);
		if (opml == NULL)
			error_in(err, "'%s'", path);
	}
	ok = opml != NULL && add_all(config->path, opml, &sources, arena, err);
	buf_release(&bytes);
	sources_release(&sources);
	arena_free(arena);
	config_free(config);
	return ok;
}

static struct opml_feed
listed(const struct source *source, struct arena *arena)
{
	struct span *tags = arena_array(arena, source->n_tags, sizeof *tags);

	for (size_t i = 0; i < source->n_tags; i++)
		tags[i] = span_of(source->tags[i]);
	return (struct opml_feed){
		.url = span_of(source->location),
		.title = span_of(source->title),
		.tags = tags,
		.n_tags = source->n_tags,
	};
}

/* Feeds of files and programs have no address that another reader could ask. */
static void
print_opml(const struct sources *sources, struct arena *arena)
{
	struct opml opml = {.title = SPAN("broadtape")};
	struct buf out;

	opml.feeds = arena_array(arena, sources->n, sizeof *opml.feeds);
	for (size_t i = 0; i < sources->n; i++)
		if (sources->at[i].kind == CONFIG_FEED_URL)
			opml.feeds[opml.n_feeds++] = listed(&sources->at[i], arena);
	buf_init(&out, BUF_UNLIMITED);
	opml_write(&opml, &out);
	fwrite(out.at, 1, out.len, stdout);
	buf_release(&out);
}

bool
feeds_export(const struct invocation *call, const char *operand, struct error *err)
{
	struct config *config = configuration_load(call, err);
	struct arena *arena = arena_new();
	struct sources sources = {0};
	bool ok = config != NULL && sources_init(&sources, config, err);

	(void)operand;
	if (ok)
		print_opml(&sources, arena);
	sources_release(&sources);
	arena_free(arena);
	config_free(config);
	return ok;
}
