#ifndef OUTPUT_WIDTH_H
#define OUTPUT_WIDTH_H

#include <stddef.h>

#include "feeds/base/span.h"

/*
 * How many columns a terminal needs for `text`: two for wide characters (UAX 11), none for marks that
 * combine and for format characters, one for the others.
 */
size_t width_columns(struct span text);

/* The longest start of `text` that needs at most `columns`, cut between characters. */
struct span width_head(struct span text, size_t columns);

#endif
