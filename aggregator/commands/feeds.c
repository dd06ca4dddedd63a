#include "aggregator/commands/feeds.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "aggregator/commands/options.h"
#include "aggregator/commands/session.h"
#include "aggregator/commands/verbs.h"

static const struct action {
	const char *name;
	const char *operand; /* NULL: takes none */
	bool (*run)(const struct invocation *call, const char *operand, struct error *err);
} actions[] = {
	{"list", NULL, feeds_list},
	{"add", "URL", feeds_add},
	{"remove", "URL", feeds_remove},
	{"check", NULL, feeds_check},
	{"discover", "URL", feeds_discover},
	{"import", "FILE", feeds_import},
	{"export", NULL, feeds_export},
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

int
command_feeds(const struct invocation *call, int argc, char **argv, struct error *err)
{
	const struct action *action;

	switch (options_read(NULL, &argc, argv, err)) {
	case OPTIONS_HELP:
		return EX_OK;
	case OPTIONS_WRONG:
		return err->status;
	case OPTIONS_READ:
		break;
	}
	action = argc > 1 ? find_action(argv[1]) : NULL;
	if (action == NULL) {
		error_set(err, EX_USAGE,
			"feeds: expected list, add, remove, check, discover, import or "
			"export%s%s%s",
			argc > 1 ? ", found '" : "", argc > 1 ? argv[1] : "", argc > 1 ? "'" : "");
		return err->status;
	}
	if (!check_operands(action, argc, argv, err))
		return err->status;
	return session_status(action->run(call, argv[2], err), err);
}
