#ifndef AGGREGATOR_COMMANDS_COMMAND_H
#define AGGREGATOR_COMMANDS_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "feeds/base/error.h"

struct clock;

/*
 * The global options, given before the verb or behind it. main takes them out of argv, so a verb
 * meets its own options only.
 */
struct invocation {
	const char *config_path; /* -c FILE; NULL: looked for */
	bool is_quiet;           /* -q */
	bool is_json;            /* --json: a table becomes a JSON document */
	bool has_color; /* stdout is a terminal that shows colour, and NO_COLOR is not set */
	const struct clock *clock;
};

/*
 * A verb: argv[0] is its name. Gives the exit status of sysexits(3); what went wrong is in `err`,
 * which main prints as one line ("broadtape: ..."). Data goes to stdout, all else to stderr.
 */
typedef int command_fn(const struct invocation *call, int argc, char **argv, struct error *err);

struct verb {
	const char *name;
	const char *operands; /* "[FEED...]", or "" */
	const char *summary;  /* one line */
	command_fn *run;
	bool has_no_json; /* it prints no table: --json is refused */
};

/* All verbs, in the order of the manual, ended by one without a name: verbs.c. */
extern const struct verb verbs[];

/* The verb of that name, or NULL. */
const struct verb *verb_find(const char *name);

#endif
