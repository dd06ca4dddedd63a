#ifndef FEEDS_PLAIN_LINE_H
#define FEEDS_PLAIN_LINE_H

#include "feeds/base/arena.h"
#include "feeds/base/span.h"

/*
 * Text that is no markup as html_text gives it: '<' and '&' are what they are; one line, white
 * space folded and trimmed, control characters dropped, malformed UTF-8 replaced. In `arena`, or a
 * part of `text` itself; SPAN_NONE stays SPAN_NONE.
 */
struct span plain_line(struct span text, struct arena *arena);

#endif
