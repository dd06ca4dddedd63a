#ifndef FEEDS_TEXT_WRITER_H
#define FEEDS_TEXT_WRITER_H

#include <stdbool.h>
#include <stddef.h>

#include "feeds/base/arena.h"
#include "feeds/base/ascii.h"
#include "feeds/base/span.h"
#include "feeds/html_text.h"

/* Inside of html_text.c and plain_line.c: text whose white space is folded while it is copied. */

enum text_kind {
	TEXT_KIND_PLAIN,
	TEXT_KIND_SPACE,
	TEXT_KIND_TAG,
	TEXT_KIND_REFERENCE,
	TEXT_KIND_CONTROL,
	TEXT_KIND_LONG, /* a character beyond ASCII */
};

/* What stands between two runs of visible text; the larger one wins. */
enum text_gap {
	TEXT_GAP_NONE,
	TEXT_GAP_BLANK,
	TEXT_GAP_LINE,
	TEXT_GAP_PARAGRAPH,
};

struct text_writer {
	char *start;
	char *out;
	enum text_gap gap; /* owed before the next visible character */
	enum html_text_layout layout;
	bool is_malformed;
};

static inline enum text_kind
text_kind(unsigned char byte)
{
	if (byte >= 0x80)
		return TEXT_KIND_LONG;
	if (ascii_is_space((char)byte) || (byte >= 0x1c && byte <= 0x1f))
		return TEXT_KIND_SPACE;
	if (byte < 0x20 || byte == 0x7f)
		return TEXT_KIND_CONTROL;
	if (byte == '<')
		return TEXT_KIND_TAG;
	return byte == '&' ? TEXT_KIND_REFERENCE : TEXT_KIND_PLAIN;
}

/* A gap before the next visible character, if there is none larger. */
static inline void
text_owe(struct text_writer *writer, enum text_gap gap)
{
	if (gap > writer->gap)
		writer->gap = gap;
}

/* Writes the gap that is owed, if anything stands before it. */
void text_pay_gap(struct text_writer *writer);

/*
 * Each copies or skips what begins at `at`, and gives where it ends: a run of visible ASCII and
 * single blanks that begins with a visible character ('<' and '&' end it, but where they begin it);
 * one character beyond ASCII; white space.
 */
const char *text_copy_plain(struct text_writer *writer, const char *at, const char *end);
const char *text_copy_long(struct text_writer *writer, const char *at, const char *end);
const char *text_skip_space(struct text_writer *writer, const char *at, const char *end);

/* `text` with U+FFFD for each malformed byte. */
struct span text_mend(struct span text, struct arena *arena);

/* Whether a trimmed text is one line of visible ASCII without '<' and '&' already. */
bool text_is_tidy(struct span text);

#endif
