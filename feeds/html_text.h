#ifndef FEEDS_HTML_TEXT_H
#define FEEDS_HTML_TEXT_H

#include <stdbool.h>

#include "feeds/base/arena.h"
#include "feeds/base/span.h"

enum html_text_layout {
	HTML_TEXT_LINE,       /* one line: every run of white space is one blank */
	HTML_TEXT_PARAGRAPHS, /* br and small blocks end a line, paragraphs have an empty line between */
};

/*
 * The plain text of markup, as a browser would show it: references decoded, tags, comments and
 * what is never shown (script, style, svg, title ...) left out, white space of every script
 * folded and trimmed, control characters dropped. A block element or br parts words, other tags do
 * not. Malformed UTF-8 becomes U+FFFD, so that the result is always valid.
 *
 * Linear in the markup's length. The result is in `arena`, or is a part of `html` itself where
 * nothing had to change; SPAN_NONE stays SPAN_NONE.
 */
struct span html_text(struct span html, enum html_text_layout layout, struct arena *arena);

/* Whether text that may be either is markup: it holds a tag, a comment or a character reference. */
bool html_looks_like_markup(struct span text);

#endif
