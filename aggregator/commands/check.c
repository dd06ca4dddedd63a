#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#include "aggregator/commands/check_report.h"
#include "aggregator/commands/options.h"
#include "aggregator/commands/table.h"
#include "aggregator/commands/verbs.h"
#include "aggregator/config/config.h"
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

static json_t *
count_of(const struct config *config, size_t n)
{
	return config != NULL ? json_integer((json_int_t)n) : json_null();
}

/* `config` NULL: it could not be read, and nothing was counted. */
static json_t *
summary_of(const char *path, const struct config *config, size_t n_feeds)
{
	static const struct watchlist nobody;
	const struct watchlist *wishes = config != NULL ? &config->watchlist : &nobody;
	json_t *summary = json_object();

	json_object_set_new(summary, "configuration", table_string(span_of(path)));
	json_object_set_new(summary, "feeds", count_of(config, n_feeds));
	json_object_set_new(summary, "companies", count_of(config, wishes->n_companies));
	json_object_set_new(summary, "directory",
		config != NULL ? json_boolean(wishes->has_directory) : json_null());
	json_object_set_new(summary, "topics", count_of(config, wishes->n_topics));
	json_object_set_new(
		summary, "digests", count_of(config, config != NULL ? config->n_digests : 0));
	return summary;
}

/* A ticker that nobody knows finds no name: only what a feed itself tags with it. */
static void
check_tickers(
	const struct config *config, const struct directory *directory, struct check_report *report)
{
	const struct watchlist *wishes = &config->watchlist;

	for (size_t i = 0; i < wishes->n_companies; i++) {
		const struct wanted_company *wanted = &wishes->companies[i];

		if (wanted->ticker == NULL || wanted->name != NULL ||
			directory_by_ticker(directory, span_of(wanted->ticker)) != DIRECTORY_NONE)
			continue;
		check_report_doubt(report, (struct check_place){config->path, wanted->line},
			"companies[%zu]: the directory has no ticker '%s'; give it a `name`, or "
			"look for it with `broadtape companies find`",
			i, wanted->ticker);
	}
}

/* Where a doubtful name stands. */
struct place {
	struct check_report *report;
	const char *path;
	int line;
	const char *section;
	size_t index;
};

static void
tell_doubt(void *context, const char *doubt)
{
	const struct place *place = context;

	check_report_doubt(place->report, (struct check_place){place->path, place->line},
		"%s[%zu].where: %s", place->section, place->index, doubt);
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
check_queries(
	const struct config *config, const struct name_check *check, struct check_report *report)
{
	struct place place = {.report = report, .path = config->path, .section = "topics"};

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
check_names(const struct config *config, const struct sources *sources, struct check_report *report,
	struct error *err)
{
	struct directory *directory = directory_new(NULL, err);
	struct arena *arena = arena_new();
	struct subjects subjects;
	const struct name_check check = {
		&config->watchlist, &subjects, directory, sources, query_text_new()};

	if (directory != NULL) {
		check_tickers(config, directory, report);
		subjects_make(&subjects, directory, &config->watchlist, arena);
		check_queries(config, &check, report);
	}
	query_text_free(check.text);
	arena_free(arena);
	directory_free(directory);
	return directory != NULL;
}

/* Lists are read, paths are looked for: what stands in them and is not read is told. */
static void
check_sources(const struct sources *sources, struct check_report *report)
{
	for (size_t i = 0; i < sources->n_problems; i++)
		check_report_doubt(report,
			(struct check_place){sources->problems[i].file, sources->problems[i].line},
			"%s", sources->problems[i].text);
}

static bool
check_templates(const struct config *config, struct error *err)
{
	struct templates *templates;
	bool ok = looks_load(config, &templates, err);

	templates_free(templates);
	return ok;
}

/* What the configuration names. An error is the last thing that is told. */
static bool
check_named(const struct config *config, struct sources *sources, struct check_report *report,
	struct error *err)
{
	if (!sources_init(sources, config, err))
		return false;
	check_sources(sources, report);
	return check_names(config, sources, report, err) && check_templates(config, err);
}

static bool
check(const struct config *config, struct check_report *report, struct error *err)
{
	struct sources sources;
	bool ok = check_named(config, &sources, report, err);

	if (report->errors == NULL && ok)
		print_summary(config, sources.n);
	if (report->errors != NULL && !ok) {
		check_report_wrong(report, config->path, err->text);
		err->text[0] = '\0'; /* it is told */
	}
	check_report_print(report, summary_of(config->path, config, sources.n));
	sources_release(&sources);
	return ok;
}

/* Every mistake, not only the first. */
static struct config *
load(const char *path, struct check_report *report)
{
	struct config_errors errors;
	struct config *config;

	config_errors_init(&errors);
	config = config_load(path, &errors);
	for (size_t i = 0; i < errors.n_errors; i++)
		check_report_wrong(report, path, errors.errors[i].text);
	for (size_t i = 0; i < errors.n_warnings; i++)
		check_report_doubtful(report, path, errors.warnings[i].text);
	config_errors_release(&errors);
	return config;
}

static int
run(const struct invocation *call, struct error *err)
{
	struct error ignored; /* that there is no file is told by loading it */
	char *path = config_find(call->config_path, &ignored);
	struct check_report report;
	struct config *config;
	bool ok;

	check_report_init(&report, call);
	config = load(path != NULL ? path : call->config_path, &report);
	ok = config != NULL && check(config, &report, err);
	if (config == NULL) {
		err->status = EX_CONFIG;
		check_report_print(&report, summary_of(path, NULL, 0));
	}
	config_free(config);
	check_report_release(&report);
	free(path);
	return ok ? EX_OK : err->status;
}

int
command_check(const struct invocation *call, int argc, char **argv, struct error *err)
{
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
	return run(call, err);
}
