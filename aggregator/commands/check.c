#include <stdio.h>
#include <sysexits.h>

#include "aggregator/commands/configuration.h"
#include "aggregator/commands/options.h"
#include "aggregator/commands/verbs.h"
#include "aggregator/watch/directory.h"

static void
print_count(size_t n, const char *one, const char *more, const char *behind)
{
	printf("%zu %s%s", n, n == 1 ? one : more, behind);
}

static void
print_summary(const struct config *config)
{
	printf("%s: ", config->path);
	print_count(config->n_feeds, "entry of feeds", "entries of feeds", ", ");
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

int
command_check(const struct invocation *call, int argc, char **argv, struct error *err)
{
	enum options_outcome outcome = options_read(NULL, &argc, argv, err);
	struct config *config;

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
	if (!check_tickers(config, err)) {
		config_free(config);
		return err->status;
	}
	print_summary(config);
	config_free(config);
	return EX_OK;
}
