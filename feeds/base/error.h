#ifndef FEEDS_BASE_ERROR_H
#define FEEDS_BASE_ERROR_H

#include <stdbool.h>

#include "feeds/base/compiler.h"

#define ERROR_TEXT_MAX 1024

/* What went wrong: an exit status of sysexits(3), and one line for the user. status 0: nothing. */
struct error {
	int status;
	char text[ERROR_TEXT_MAX];
};

/*
 * Notes what was found and what was expected: lower case, no full stop, the user's own text in
 * single quotes. Control characters become '?' (the text goes to a terminal). Returns false, so
 * that an error path is one line. `err` may be NULL.
 */
bool error_set(struct error *err, int status, const char *format, ...) PRINTF_LIKE(3, 4);

/* Puts where it happened, and ": ", before the text. Returns false. */
bool error_in(struct error *err, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
