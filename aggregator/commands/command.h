#ifndef AGGREGATOR_COMMANDS_COMMAND_H
#define AGGREGATOR_COMMANDS_COMMAND_H

#include <stdbool.h>

#include "feeds/base/error.h"

struct clock;

/* What stands before and around the verb: the global options. */
struct invocation {
	const char *config_path; /* -c FILE; NULL: looked for */
	bool is_quiet;
	bool is_json;   /* --json: a table becomes a JSON document */
	bool has_color; /* stdout is a terminal that shows colour, and NO_COLOR is not set */
	const struct clock *clock;
};

/*
 * A verb: argv[0] is its name. Gives the exit status of sysexits(3); what went wrong is in `err`,
 * which main prints as one line. Data goes to stdout, all else to stderr.
 */
typedef int command_fn(const struct invocation *call, int argc, char **argv, struct error *err);

/* One file a verb, in alphabetical order. Each prints its own help with command_help. */
command_fn command_parse;

#endif
