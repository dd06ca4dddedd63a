#ifndef AGGREGATOR_COMMANDS_OPTIONS_H
#define AGGREGATOR_COMMANDS_OPTIONS_H

#include "aggregator/commands/command.h"

enum option_kind {
	OPTION_FLAG,   /* value: bool *, set to true */
	OPTION_TEXT,   /* value: const char **, borrowed from argv */
	OPTION_NUMBER, /* value: long *, 0 or more */
};

/* One option of a verb. `--name` and, where letter is not 0, `-l`. */
struct option_row {
	const char *name;
	char letter;
	enum option_kind kind;
	void *value;
	const char *argument; /* how its argument is called in the help; NULL for a flag */
	const char *what;     /* one line of help */
};

/*
 * Reads the options of the verb argv[0] into the rows' values; `rows` ends with a row without a
 * name, and may be NULL. Options and operands may be mixed; "--" ends the options. Leaves the
 * operands in argv[1] .. argv[*argc - 1]. False: the verb ends with `status`, for its help was
 * printed (EX_OK), or `err` says what is wrong (EX_USAGE).
 */
bool options_take(
	const struct option_row *rows, int *argc, char **argv, int *status, struct error *err);

/* Prints "usage: ..." and the options of a verb to stdout. */
void options_print_help(const struct verb *verb, const struct option_row *rows);

/*
 * Takes the global options out of argv[1..], wherever they stand before "--", into `call`, and sets
 * the log's level and format. False: `err` says what is wrong.
 */
bool options_take_global(struct invocation *call, int *argc, char **argv, struct error *err);

/* The global options' part of the help. */
void options_print_global(void);

#endif
