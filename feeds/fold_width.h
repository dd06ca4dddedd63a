#ifndef FEEDS_FOLD_WIDTH_H
#define FEEDS_FOLD_WIDTH_H

#include <stddef.h>

#include "feeds/base/span.h"

/*
 * How many columns a terminal needs for `text`: two for wide characters (UAX 11), none for marks that
 * combine and for format characters, one for the others.
 */
size_t fold_width(struct span text);

/* The longest start of `text` that needs at most `columns`, cut between characters. */
struct span fold_width_head(struct span text, size_t columns);

#endif
