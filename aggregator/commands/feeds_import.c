#include <stdio.h>
#include <sysexits.h>

#include "aggregator/commands/configuration.h"
#include "aggregator/commands/feeds.h"
#include "aggregator/commands/table.h"
#include "aggregator/config/config_edit.h"
#include "aggregator/feed_address.h"
#include "aggregator/opml_file.h"
#include "aggregator/sources.h"
#include "aggregator/watch/lookup.h"

#define WHY_BYTES_MAX 1024

/* What becomes of each outline of a list. */
struct import {
	const char *path; /* of the list */
	const struct sources *sources;
	struct lookup known; /* keys of addresses: place among the sources, then among the new */
	struct config_new_feed *feeds; /* the new ones ... */
	const int *lines;
	size_t n;
	size_t n_known;   /* there already, or earlier in the list */
	size_t n_refused; /* no address that can be asked */
	json_t *remarks;
	struct arena *arena;
	bool is_quiet;
};

/* What a person should know of a line, and why the feed was not added. */
static void
remark(struct import *import, const struct opml_feed *feed, int line, const char *why)
{
	struct span url = feed_address_shown(feed->url, import->arena);
	json_t *object = json_object();

	json_object_set_new(object, "line", json_integer(line));
	json_object_set_new(object, "url", table_string(url));
	json_object_set_new(object, "why", json_string(why));
	json_array_append_new(import->remarks, object);
	if (!import->is_quiet)
		fprintf(stderr, "broadtape: %s:%d: '%.*s' was not added: %s\n", import->path, line,
			SPAN_ARGS(url), why);
}

static void
know_sources(struct import *import)
{
	for (size_t i = 0; i < import->sources->n; i++) {
		const struct source *source = &import->sources->at[i];
		struct feed_address address;
		struct error ignored;

		if (source->kind == CONFIG_FEED_URL &&
			feed_address_read(
				&address, span_of(source->location), import->arena, &ignored))
			lookup_add(&import->known, address.key, (uint32_t)i);
	}
}

static void
note_known(struct import *import, const struct opml_feed *feed, size_t place)
{
	const struct sources *sources = import->sources;
	char why[WHY_BYTES_MAX];

	import->n_known++;
	if (place >= sources->n)
		snprintf(why, sizeof why, "it is the feed of line %d",
			import->lines[place - sources->n]);
	else
		snprintf(why, sizeof why, "%s:%d has it already", sources->at[place].file,
			sources->at[place].line);
	remark(import, feed, feed->line, why);
}

/* A list of feeds without titles shows their addresses in their place. */
static bool
has_title(const struct opml_feed *feed)
{
	return feed->title.len > 0 && !span_equal(feed->title, feed->url);
}

static struct config_new_feed
new_feed(const struct opml_feed *feed, const char *url, struct arena *arena)
{
	const char **tags = arena_array(arena, feed->n_tags, sizeof *tags);

	for (size_t i = 0; i < feed->n_tags; i++)
		tags[i] = arena_string(arena, feed->tags[i]);
	return (struct config_new_feed){
		.url = url,
		.title = has_title(feed) ? arena_string(arena, feed->title) : NULL,
		.tags = {tags, feed->n_tags},
	};
}

static void
judge(struct import *import, const struct opml_feed *feed, int *lines)
{
	uint32_t next = (uint32_t)(import->sources->n + import->n);
	struct feed_address address;
	struct error wrong;
	uint32_t place;

	if (!feed_address_read(&address, feed->url, import->arena, &wrong)) {
		import->n_refused++;
		remark(import, feed, feed->line, wrong.text);
		return;
	}
	place = lookup_add(&import->known, address.key, next);
	if (place != next) {
		note_known(import, feed, place);
		return;
	}
	lines[import->n] = feed->line;
	import->feeds[import->n++] = new_feed(feed, address.url, import->arena);
}

static void
judge_all(struct import *import, const struct opml *opml)
{
	int *lines = arena_array(import->arena, opml->n_feeds, sizeof *lines);

	import->feeds = arena_array(import->arena, opml->n_feeds, sizeof *import->feeds);
	import->lines = lines;
	lookup_reserve(&import->known, import->sources->n + opml->n_feeds);
	know_sources(import);
	for (size_t i = 0; i < opml->n_feeds; i++)
		judge(import, &opml->feeds[i], lines);
	for (size_t i = 0; i < opml->n_repeats; i++) {
		const struct opml_feed *feed = &opml->feeds[opml->repeats[i].feed];
		char why[WHY_BYTES_MAX];

		import->n_known++;
		snprintf(why, sizeof why, "it is the feed of line %d", feed->line);
		remark(import, feed, opml->repeats[i].line, why);
	}
}

static void
tell(const struct import *import, const struct invocation *call)
{
	json_t *document;

	if (!call->is_json) {
		printf("%zu %s added, %zu there already", import->n,
			import->n == 1 ? "feed" : "feeds", import->n_known);
		if (import->n_refused > 0)
			printf(", %zu refused", import->n_refused);
		printf("\n");
		return;
	}
	document = json_object();
	json_object_set_new(document, "added", json_integer((json_int_t)import->n));
	json_object_set_new(document, "known", json_integer((json_int_t)import->n_known));
	json_object_set_new(document, "refused", json_integer((json_int_t)import->n_refused));
	json_object_set(document, "remarks", import->remarks);
	table_print_json(document);
}

/* All that is new goes into the configuration's file at once, or nothing does. */
static bool
add_all(struct import *import, const char *config_path, const struct opml *opml, struct error *err)
{
	if (opml->n_feeds == 0)
		return error_set(err, EX_DATAERR, "'%s' lists no feed (no outline has an xmlUrl)",
			import->path);
	judge_all(import, opml);
	if (import->n + import->n_known == 0)
		return error_set(err, EX_DATAERR,
			"nothing was added: none of the %zu addresses of '%s' can be asked",
			import->n_refused, import->path);
	return import->n == 0 || config_file_add_feeds(config_path,
					 &(struct config_new_feeds){import->feeds, import->n}, err);
}

bool
feeds_import(const struct invocation *call, const char *path, const struct feeds_options *options,
	struct error *err)
{
	struct config *config = configuration_load(call, err);
	struct sources sources = {0};
	struct import import = {.path = path,
		.sources = &sources,
		.remarks = json_array(),
		.arena = arena_new(),
		.is_quiet = call->is_quiet || call->is_json};
	const struct opml *opml = NULL;
	bool ok = config != NULL && sources_init(&sources, config, err);

	(void)options;
	lookup_init(&import.known);
	if (ok)
		opml = opml_file_read(path, import.arena, err);
	ok = opml != NULL && add_all(&import, config->path, opml, err);
	if (ok)
		tell(&import, call);
	lookup_release(&import.known);
	json_decref(import.remarks);
	sources_release(&sources);
	arena_free(import.arena);
	config_free(config);
	return ok;
}
