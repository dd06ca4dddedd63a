#include <stdio.h>
#include <sysexits.h>

#include "aggregator/commands/configuration.h"
#include "aggregator/commands/options.h"
#include "aggregator/commands/verbs.h"
#include "aggregator/looks.h"
#include "aggregator/name_check.h"
#include "aggregator/sources.h"
#include "aggregator/watch/directory.h"

static void
print_count(size_t n, const char *one, const char *more, const char *behind)
{
	printf("%zu %s%s", n, n == 1 ? one : more, behind);
}

static void
print_summary(const struct config *config, size_t n_feeds)
{
	printf("%s: ", config->path);
	print_count(n_feeds, "feed", "feeds", ", ");
	print_count(config->watchlist.n_companies, "company", "companies", "");
	printf("%s, ", config->watchlist.has_directory ? " and the whole directory" : "");
	print_count(config->watchlist.n_topics, "topic", "topics", ", ");
	print_count(config->n_digests, "digest", "digests", "\n");
}

/* A ticker that nobody knows finds no name: only what a feed itself tags with it. */
static void
check_tickers(const struct config *config, const struct directory *directory)
{
	const struct watchlist *wishes = &config->watchlist;

	for (size_t i = 0; i < wishes->n_companies; i++) {
		const struct wanted_company *wanted = &wishes->companies[i];

		if (wanted->ticker == NULL || wanted->name != NULL ||
			directory_by_ticker(directory, span_of(wanted->ticker)) != DIRECTORY_NONE)
			continue;
		fprintf(stderr,
			"warning: %s:%d: companies[%zu]: the directory has no ticker "
			"'%s'; "
			"give it a `name`, or look for it with `broadtape companies find`\n",
			config->path, wanted->line, i, wanted->ticker);
	}
}

/* Where a doubtful name stands. */
struct place {
	const char *path;
	int line;
	const char *section;
	size_t index;
};

static void
tell_doubt(void *context, const char *doubt)
{
	const struct place *place = context;

	fprintf(stderr, "warning: %s:%d: %s[%zu].where: %s\n", place->path, place->line,
		place->section, place->index, doubt);
}

static void
check_topic(const struct name_check *check, const struct wanted_topic *topic, struct place *place)
{
	struct error ignored; /* what is wrong with a query was told when it was loaded */
	struct query *query = query_parse(span_of(topic->where), &ignored);

	place->line = topic->line;
	if (query != NULL)
		name_check_query(check, query, tell_doubt, place);
	query_free(query);
}

static void
check_queries(const struct config *config, const struct name_check *check)
{
	struct place place = {.path = config->path, .section = "topics"};

	for (size_t i = 0; i < config->watchlist.n_topics; i++) {
		place.index = i;
		check_topic(check, &config->watchlist.topics[i], &place);
	}
	place.section = "digests";
	for (size_t i = 0; i < config->n_digests; i++) {
		place.index = i;
		place.line = config->digests[i].line;
		if (config->digests[i].query != NULL)
			name_check_query(check, config->digests[i].query, tell_doubt, &place);
	}
}

static bool
check_names(const struct config *config, const struct sources *sources, struct error *err)
{
	struct directory *directory = directory_new(NULL, err);
	struct arena *arena = arena_new();
	struct subjects subjects;
	const struct name_check check = {
		&config->watchlist, &subjects, directory, sources, query_text_new()};

	if (directory != NULL) {
		check_tickers(config, directory);
		subjects_make(&subjects, directory, &config->watchlist, arena);
		check_queries(config, &check);
	}
	query_text_free(check.text);
	arena_free(arena);
	directory_free(directory);
	return directory != NULL;
}

/* Lists are read, paths are looked for: what stands in them and is not read is told. */
static void
check_sources(const struct sources *sources)
{
	for (size_t i = 0; i < sources->n_problems; i++)
		fprintf(stderr, "warning: %s:%d: %s\n", sources->problems[i].file,
			sources->problems[i].line, sources->problems[i].text);
}

static bool
check_templates(const struct config *config, struct error *err)
{
	struct templates *templates;
	bool ok = looks_load(config, &templates, err);

	templates_free(templates);
	return ok;
}

static bool
check(const struct config *config, struct error *err)
{
	struct sources sources;
	bool ok = sources_init(&sources, config, err);

	if (ok)
		check_sources(&sources);
	ok = ok && check_names(config, &sources, err) && check_templates(config, err);
	if (ok)
		print_summary(config, sources.n);
	sources_release(&sources);
	return ok;
}

int
command_check(const struct invocation *call, int argc, char **argv, struct error *err)
{
	struct config *config;
	bool ok;
	int status;

	if (!options_take(NULL, &argc, argv, &status, err))
		return status;
	if (argc > 1) {
		error_set(err, EX_USAGE,
			"check takes no operand, found '%s'; -c FILE names a "
			"configuration",
			argv[1]);
		return EX_USAGE;
	}
	config = configuration_load(call, err);
	if (config == NULL)
		return EX_CONFIG;
	ok = check(config, err);
	config_free(config);
	return ok ? EX_OK : err->status;
}
