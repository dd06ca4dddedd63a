#ifndef AGGREGATOR_COMMANDS_REPLAY_PRINT_H
#define AGGREGATOR_COMMANDS_REPLAY_PRINT_H

#include "aggregator/commands/command.h"
#include "aggregator/replay.h"

/* What `replay` shows. */
struct replay_report {
	const char *digest;
	int64_t since;
	int64_t until;
	const struct replay *today;
	const struct replay *other; /* NULL: nothing to compare with */
	const char *other_path;     /* its configuration */
	struct replay_difference difference;
};

/* Prints it to stdout, as text or, with --json, as one document. */
void replay_print(const struct invocation *call, const struct replay_report *report);

#endif
