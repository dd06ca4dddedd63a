#include "aggregator/commands/feeds.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "aggregator/base/spelling.h"
#include "aggregator/commands/options.h"
#include "aggregator/commands/session.h"
#include "aggregator/commands/verbs.h"

static const struct action {
	const char *name;
	const char *operand; /* NULL: takes none */
	const char *options; /* that it takes, apart by spaces */
	feeds_action_fn *run;
	bool has_json;
} actions[] = {
	{"list", NULL, "worth since sort", feeds_list, true},
	{"add", "URL", "", feeds_add, false},
	{"remove", "URL", "", feeds_remove, false},
	{"check", NULL, "all", feeds_check, true},
	{"discover", "URL", "", feeds_discover, true},
	{"import", "FILE", "", feeds_import, true},
	{"export", NULL, "", feeds_export, false},
};

static const struct action *
find_action(const char *name)
{
	for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
		if (strcmp(actions[i].name, name) == 0)
			return &actions[i];
	return NULL;
}

static bool
check_operands(const struct action *action, int argc, char **argv, struct error *err)
{
	if (action->operand == NULL && argc > 2)
		return error_set(err, EX_USAGE, "feeds %s takes no operand, found '%s'",
			action->name, argv[2]);
	if (action->operand != NULL && argc != 3)
		return error_set(
			err, EX_USAGE, "feeds %s takes one %s", action->name, action->operand);
	return true;
}

/* Each action has its own options; what it would not heed is refused. */
static bool
check_options(const struct action *action, const struct feeds_options *options, struct error *err)
{
	const struct {
		const char *name;
		bool is_given;
	} given[] = {
		{"all", options->wants_all},
		{"worth", options->wants_worth},
		{"since", options->since != NULL},
		{"sort", options->sort != NULL},
	};

	for (size_t i = 0; i < sizeof given / sizeof *given; i++)
		if (given[i].is_given && strstr(action->options, given[i].name) == NULL)
			return error_set(err, EX_USAGE, "feeds %s takes no --%s", action->name,
				given[i].name);
	if (!options->wants_worth && (options->since != NULL || options->sort != NULL))
		return error_set(err, EX_USAGE, "feeds %s takes --%s with --worth", action->name,
			options->since != NULL ? "since" : "sort");
	return true;
}

/* "expected list, add ... or export", and what is nearest to what was found. */
static bool
tell_unknown(const char *found, struct error *err)
{
	struct spelling spelling;

	if (found == NULL)
		return error_set(err, EX_USAGE,
			"feeds: expected list, add, remove, check, discover, import or export");
	spelling_init(&spelling, span_of(found));
	for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
		spelling_offer(&spelling, actions[i].name);
	if (spelling.best != NULL)
		return error_set(err, EX_USAGE, "feeds has no '%s'; did you mean '%s'?", found,
			spelling.best);
	return error_set(err, EX_USAGE,
		"feeds: expected list, add, remove, check, discover, import or export, found '%s'",
		found);
}

int
command_feeds(const struct invocation *call, int argc, char **argv, struct error *err)
{
	struct feeds_options options = {.wants_all = false};
	const struct option_row rows[] = {
		{"all", 0, OPTION_FLAG, &options.wants_all, NULL,
			"check: tell of the feeds that are well, too"},
		{"worth", 0, OPTION_FLAG, &options.wants_worth, NULL,
			"list: what each feed had that others had not"},
		{"since", 0, OPTION_TEXT, &options.since, "MOMENT",
			"list --worth: of what was first seen from then on (30d)"},
		{"sort", 0, OPTION_TEXT, &options.sort, "[-]COLUMN",
			"list --worth: by alone, kept, unique, first, lead or items"},
		{NULL, 0, OPTION_FLAG, NULL, NULL, NULL},
	};
	const struct action *action;
	int status;

	if (!options_take(rows, &argc, argv, &status, err))
		return status;
	action = argc > 1 ? find_action(argv[1]) : NULL;
	if (action == NULL) {
		tell_unknown(argc > 1 ? argv[1] : NULL, err);
		return err->status;
	}
	if (call->is_json && !action->has_json) {
		error_set(err, EX_USAGE, "feeds %s prints no table: it takes no --json",
			action->name);
		return err->status;
	}
	if (!check_operands(action, argc, argv, err) || !check_options(action, &options, err))
		return err->status;
	return session_status(action->run(call, argv[2], &options, err), err);
}
