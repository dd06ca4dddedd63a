#include <stdio.h>
#include <sysexits.h>

#include "aggregator/commands/configuration.h"
#include "aggregator/commands/options.h"
#include "aggregator/commands/verbs.h"
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
static bool
check_tickers(const struct config *config, struct error *err)
{
	const struct watchlist *wishes = &config->watchlist;
	struct directory *directory = directory_new(NULL, err);

	for (size_t i = 0; directory != NULL && i < wishes->n_companies; i++) {
		const struct wanted_company *wanted = &wishes->companies[i];

		if (wanted->ticker == NULL || wanted->name != NULL ||
			directory_by_ticker(directory, span_of(wanted->ticker)) != DIRECTORY_NONE)
			continue;
		fprintf(stderr,
			"broadtape: warning: %s:%d: companies[%zu]: the directory has no ticker "
			"'%s'; "
			"give it a `name`, or look for it with `broadtape companies find`\n",
			config->path, wanted->line, i, wanted->ticker);
	}
	directory_free(directory);
	return directory != NULL;
}

/* Lists are read, paths are looked for: what stands in them and is not read is told. */
static bool
check_sources(const struct config *config, size_t *n, struct error *err)
{
	struct sources sources;
	bool ok = sources_init(&sources, config, err);

	for (size_t i = 0; ok && i < sources.n_problems; i++)
		fprintf(stderr, "broadtape: warning: %s:%d: %s\n", sources.problems[i].file,
			sources.problems[i].line, sources.problems[i].text);
	*n = sources.n;
	sources_release(&sources);
	return ok;
}

int
command_check(const struct invocation *call, int argc, char **argv, struct error *err)
{
	enum options_outcome outcome = options_read(NULL, &argc, argv, err);
	struct config *config;
	size_t n_feeds;
	bool ok;

	if (outcome != OPTIONS_READ)
		return outcome == OPTIONS_HELP ? EX_OK : err->status;
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
	ok = check_sources(config, &n_feeds, err) && check_tickers(config, err);
	if (ok)
		print_summary(config, n_feeds);
	config_free(config);
	return ok ? EX_OK : err->status;
}
