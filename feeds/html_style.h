#ifndef FEEDS_HTML_STYLE_H
#define FEEDS_HTML_STYLE_H

#include <stdbool.h>

#include "feeds/base/arena.h"
#include "feeds/base/span.h"

/*
 * The declarations of a style attribute that may stay: a few properties of the text itself, with
 * values of plain words, numbers and colours. Nothing that loads, moves, covers or hides. In
 * `arena`; SPAN_NONE: none may.
 */
struct span html_style_clean(struct span style, struct arena *arena);

/* Whether it makes its element invisible: an image in it counts visitors. */
bool html_style_hides(struct span style);

#endif
