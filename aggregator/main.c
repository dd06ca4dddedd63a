#include <errno.h>
#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "aggregator/base/clock.h"
#include "aggregator/base/spelling.h"
#include "aggregator/commands/command.h"
#include "aggregator/commands/options.h"
#include "config.h"

static void
print_help(void)
{
	printf("usage: broadtape [global options] VERB [options] [operands]\n\n"
	       "Reads the market's news feeds, and tells each story once.\n\nverbs:\n");
	for (const struct verb *verb = verbs; verb->name != NULL; verb++)
		printf("  %-11s %s\n", verb->name, verb->summary);
	printf("\n");
	options_print_global();
	printf("  --version                  the version of broadtape\n"
	       "\n'broadtape VERB --help' tells more of a verb; so do broadtape(1) and "
	       "broadtape.yaml(5).\n");
}

static int
complain(const struct error *err, int status)
{
	if (err->text[0] != '\0')
		fprintf(stderr, "broadtape: %s\n", err->text);
	return status;
}

/* What was printed must have arrived: a full disk behind stdout is no success. */
static int
finish_output(int status, struct error *err)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	error_set(err, EX_IOERR, "cannot write to standard output: %s", strerror(errno));
	return complain(err, EX_IOERR);
}

/* "no verb 'fech'; did you mean 'fetch'?" */
static void
tell_unknown(const char *name, struct error *err)
{
	struct spelling spelling;

	spelling_init(&spelling, span_of(name));
	for (const struct verb *verb = verbs; verb->name != NULL; verb++)
		spelling_offer(&spelling, verb->name);
	if (name[0] == '-')
		error_set(
			err, EX_USAGE, "unknown option '%s'; 'broadtape --help' lists them", name);
	else if (spelling.best != NULL)
		error_set(err, EX_USAGE, "no verb '%s'; did you mean '%s'?", name, spelling.best);
	else
		error_set(err, EX_USAGE, "no verb '%s'; 'broadtape --help' lists them", name);
}

static int
run_verb(const struct invocation *call, int argc, char **argv)
{
	struct error err = {0};
	const struct verb *verb = verb_find(argv[0]);
	int status;

	if (verb == NULL) {
		tell_unknown(argv[0], &err);
		return complain(&err, EX_USAGE);
	}
	if (call->is_json && verb->has_no_json) {
		error_set(&err, EX_USAGE, "%s prints no table: it takes no --json", verb->name);
		return complain(&err, EX_USAGE);
	}
	status = verb->run(call, argc, argv, &err);
	return finish_output(status != EX_OK ? complain(&err, status) : status, &err);
}

/*
 * glibc gives each thread a heap of its own, and none gives memory back to another: two are enough
 * for our workers, and keep the peak low.
 */
#define HEAPS_MAX 2

int
main(int argc, char **argv)
{
	struct invocation call = {.clock = clock_of_environment()};
	struct error err = {0};

	mallopt(M_ARENA_MAX, HEAPS_MAX);
	if (!options_take_global(&call, &argc, argv, &err))
		return complain(&err, err.status);
	if (argc < 2) {
		fprintf(stderr, "broadtape: no verb given; 'broadtape --help' lists them\n");
		return EX_USAGE;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
		strcmp(argv[1], "help") == 0) {
		print_help();
		return finish_output(EX_OK, &err);
	}
	if (strcmp(argv[1], "--version") == 0) {
		printf("broadtape %s\n", PACKAGE_VERSION);
		return finish_output(EX_OK, &err);
	}
	return run_verb(&call, argc - 1, argv + 1);
}
