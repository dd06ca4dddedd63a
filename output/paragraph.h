#ifndef OUTPUT_PARAGRAPH_H
#define OUTPUT_PARAGRAPH_H

#include <stdbool.h>
#include <stddef.h>

#include "feeds/base/buf.h"

/* How a line looks on a terminal (ECMA-48, SGR). */
#define PARAGRAPH_PLAIN ""
#define PARAGRAPH_BOLD "\x1b[1m"
#define PARAGRAPH_DIM "\x1b[2m"
#define PARAGRAPH_ACCENT "\x1b[36m"
#define PARAGRAPH_GREEN "\x1b[32m"
#define PARAGRAPH_RED "\x1b[31m"
#define PARAGRAPH_END "\x1b[0m" /* plain again */

/* Plain text in lines of a width: the caller fills `line` with clean text, then ends the paragraph. */
struct paragraph {
	struct buf *out;
	struct buf line;
	size_t columns;
	bool has_colour;
};

void paragraph_init(struct paragraph *paragraph, struct buf *out, size_t columns, bool has_colour);
void paragraph_release(struct paragraph *paragraph);

/*
 * Writes `line` and empties it: wrapped between words, the first line behind `first`, the others
 * behind `rest`. A word longer than a line is cut, an address is not.
 */
void paragraph_end(
	struct paragraph *paragraph, const char *look, const char *first, const char *rest);

/* Writes `line` as a title: underlined by `rule`, at most a line long. */
void paragraph_end_title(struct paragraph *paragraph, char rule);

/* An empty line. */
void paragraph_gap(struct paragraph *paragraph);

#endif
