#ifndef AGGREGATOR_FETCH_PROGRAM_H
#define AGGREGATOR_FETCH_PROGRAM_H

#include <stddef.h>
#include <stdint.h>

#include "aggregator/fetch/visit.h"
#include "feeds/base/buf.h"

struct loop;

/* A program that prints a feed: it runs beside the loop, its output comes through a pipe. */
struct program;

struct program_limits {
	int64_t timeout_ms; /* then it is killed, with all that it started */
	size_t output_max;
};

/* Read when the program has ended. */
struct program_end {
	enum failure failure;
	char text[VISIT_TEXT_MAX];
	int exit_status; /* 128 + n: signal n */
	struct buf output;
};

typedef void program_done_fn(void *context, struct program *program);

/*
 * Starts `arguments` (NULL at the end; the first is looked for in PATH), without a shell, with nothing on
 * stdin. Always ends in one call of `done`, on a later turn; what could not start says so in its end.
 */
struct program *program_start(struct loop *loop, const char *const *arguments,
	const struct program_limits *limits, program_done_fn *done, void *context);

/* Kills it if it still runs. May be called from within `done`. */
void program_free(struct program *program);

const struct program_end *program_end(const struct program *program);
/* The output moves to the caller. */
struct buf program_take_output(struct program *program);

#endif
