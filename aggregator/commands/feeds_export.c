#include <stdio.h>

#include "aggregator/commands/configuration.h"
#include "aggregator/commands/feeds.h"
#include "aggregator/sources.h"
#include "feeds/opml.h"

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
feeds_export(const struct invocation *call, const char *operand,
	const struct feeds_options *options, struct error *err)
{
	struct config *config = configuration_load(call, err);
	struct arena *arena = arena_new();
	struct sources sources = {0};
	bool ok = config != NULL && sources_init(&sources, config, err);

	(void)options;
	(void)operand;
	if (ok)
		print_opml(&sources, arena);
	sources_release(&sources);
	arena_free(arena);
	config_free(config);
	return ok;
}
