#include <stdio.h>
#include <sysexits.h>

#include "aggregator/commands/configuration.h"
#include "aggregator/commands/options.h"
#include "aggregator/commands/verbs.h"

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
	print_summary(config);
	config_free(config);
	return EX_OK;
}
