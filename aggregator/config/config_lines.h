#ifndef AGGREGATOR_CONFIG_CONFIG_LINES_H
#define AGGREGATOR_CONFIG_CONFIG_LINES_H

#include <stddef.h>

#include "feeds/base/span.h"

/* The lines of a configuration, for changes that leave all others as they are. */

/* Where line `line` (from 1) begins, in bytes; behind the last line: the end. */
size_t yaml_line_start(struct span yaml, int line);

/* The line that begins at byte `start`, without its line feed. */
struct span yaml_line_at(struct span yaml, size_t start);

/* Spaces at its beginning. */
size_t yaml_indent(struct span line);

/* Behind the last line of the entry that begins at `start`: its further lines stand deeper. */
size_t yaml_entry_end(struct span yaml, size_t start);

/* The byte of a character, as struct tree counts them; behind the last: the end. */
size_t yaml_byte(struct span yaml, size_t character);

#endif
