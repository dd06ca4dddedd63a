#ifndef AGGREGATOR_COMMANDS_SHEET_H
#define AGGREGATOR_COMMANDS_SHEET_H

#include <stddef.h>

#include "feeds/base/buf.h"
#include "feeds/base/compiler.h"

/*
 * Lines for stdout. On a terminal one that is longer than that is wide goes on in the next, between two
 * words and under `hang` columns, so that a table stays readable on a narrow one; an address is left
 * whole. Into a file or a pipe a line is a line.
 */

/* The columns of the terminal that `fd` is; 0: it is none, or does not say. */
size_t sheet_columns(int fd);

/* Prints the text as a line; `look` is one of paragraph.h, and PARAGRAPH_PLAIN without colour. */
void sheet_put(struct span text, const char *look, size_t hang);

/* The same of what printf would print. */
void sheet_print(size_t hang, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
