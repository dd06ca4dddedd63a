#ifndef OUTPUT_TEXT_H
#define OUTPUT_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "feeds/base/buf.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "output/digest.h"
#include "output/site.h"

#define TEXT_COLUMNS 72 /* of mail (RFC 3676) and of a file */

struct text_look {
	size_t columns;  /* lines are wrapped to it, an address never is; 0: TEXT_COLUMNS */
	bool has_colour; /* SGR escapes, for a terminal */
	struct span unsubscribe_url; /* told at the end; SPAN_NONE: none */
	size_t max_stories; /* 0: all; else "N more stories" follows, with the page's address */
};

/*
 * A digest as plain text: UTF-8, LF, for a terminal and for the text part of a mail. Width counts
 * columns (a CJK character has two, a combining mark none). Control and direction characters
 * of the outside are left out, so that no text can act on a terminal.
 *
 * Adds the text to `out`; false: it was full.
 */
MUST_USE bool text_render(const struct digest *digest, const struct site *site,
	const struct text_look *look, struct buf *out, struct error *err);

#endif
