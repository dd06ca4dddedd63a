#ifndef AGGREGATOR_COMMANDS_CHECK_REPORT_H
#define AGGREGATOR_COMMANDS_CHECK_REPORT_H

#include <jansson.h>
#include <stdbool.h>

#include "aggregator/commands/command.h"
#include "feeds/base/compiler.h"

/* What `check` finds: lines on stderr as it goes, or one JSON document on stdout at the end. */
struct check_report {
	json_t *errors; /* NULL: lines */
	json_t *warnings;
	bool is_quiet; /* no warnings on stderr */
};

void check_report_init(struct check_report *report, const struct invocation *call);
void check_report_release(struct check_report *report);

struct check_place {
	const char *file;
	int line;
};

/* What is doubtful at that place. */
void check_report_doubt(struct check_report *report, struct check_place place, const char *format,
	...) PRINTF_LIKE(3, 4);

/*
 * A whole line: what is wrong, or only doubtful. Where it begins with `file` and a line, as errors do
 * ("a.yaml:12: ..."), that is its place; NULL: it has none.
 */
void check_report_wrong(struct check_report *report, const char *file, const char *text);
void check_report_doubtful(struct check_report *report, const char *file, const char *text);

/* Prints the document, with `summary` (given up), unless the report is lines. */
void check_report_print(struct check_report *report, json_t *summary);

#endif
