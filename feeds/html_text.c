#include "feeds/html_text.h"

#include <stdint.h>
#include <string.h>

#include "feeds/base/ascii.h"
#include "feeds/base/utf8.h"
#include "feeds/entity.h"
#include "feeds/html_tag.h"

#define GROWTH 5         /* nothing grows by more than this part of it: "&nGt;" becomes six bytes */
#define UNKNOWN_BYTE '?' /* stands in for a malformed byte until the text is mended */

enum kind {
	KIND_PLAIN,
	KIND_SPACE,
	KIND_TAG,
	KIND_REFERENCE,
	KIND_CONTROL,
	KIND_LONG, /* a character beyond ASCII */
};

/* What stands between two runs of visible text; the larger one wins. */
enum gap {
	GAP_NONE,
	GAP_BLANK,
	GAP_LINE,
	GAP_PARAGRAPH,
};

struct writer {
	char *start;
	char *out;
	enum gap gap; /* owed before the next visible character */
	enum html_text_layout layout;
	bool is_malformed;
};

static enum kind
kind_of(unsigned char byte)
{
	if (byte >= 0x80)
		return KIND_LONG;
	if (ascii_is_space((char)byte) || (byte >= 0x1c && byte <= 0x1f))
		return KIND_SPACE;
	if (byte < 0x20 || byte == 0x7f)
		return KIND_CONTROL;
	if (byte == '<')
		return KIND_TAG;
	return byte == '&' ? KIND_REFERENCE : KIND_PLAIN;
}

/* White space and line ends of Unicode beyond ASCII. */
static bool
is_long_space(uint32_t point)
{
	return point == 0x85 || point == 0xa0 || point == 0x1680 ||
	       (point >= 0x2000 && point <= 0x200a) || point == 0x2028 || point == 0x2029 ||
	       point == 0x202f || point == 0x205f || point == 0x3000;
}

#define EACH_BYTE(value) (0x0101010101010101U * (value))
#define HIGH_BITS EACH_BYTE(0x80U)

/* The high bits of bytes that are zero; a byte of 1 above a zero one may be marked too. */
static uint64_t
zero_bytes(uint64_t word)
{
	return (word - EACH_BYTE(1U)) & ~word & HIGH_BITS;
}

/*
 * Whether eight bytes are visible ASCII and single blanks, neither '<' nor '&'. May say no where it
 * is so ("a !"); then the slow way does the same.
 */
static bool
is_tame(uint64_t word)
{
	uint64_t blanks = zero_bytes(word ^ EACH_BYTE(' '));
	uint64_t wild = word | (word + EACH_BYTE(1U)) | ((word - EACH_BYTE(' ')) & ~word);

	wild |= zero_bytes(word ^ EACH_BYTE('<')) | zero_bytes(word ^ EACH_BYTE('&'));
	return (wild & HIGH_BITS) == 0 && (blanks & (blanks >> 8)) == 0;
}

typedef uint8_t block __attribute__((vector_size(16)));

/* The same for 16 bytes at once, and the step to the byte behind them, which must be readable. */
static bool
is_tame_block(const char *at)
{
	block bytes, next, wild;
	uint64_t halves[2];

	memcpy(&bytes, at, sizeof bytes);
	memcpy(&next, at + 1, sizeof next);
	wild = (block)(bytes - 0x20 >= 0x7f - 0x20) | (block)(bytes == '<') |
	       (block)(bytes == '&') | (block)((bytes == ' ') & (next == ' '));
	memcpy(halves, &wild, sizeof halves);
	return (halves[0] | halves[1]) == 0;
}

static void
pay_gap(struct writer *writer)
{
	if (writer->gap == GAP_NONE)
		return;
	if (writer->out > writer->start) {
		bool is_line = writer->layout == HTML_TEXT_LINE || writer->gap == GAP_BLANK;

		*writer->out++ = is_line ? ' ' : '\n';
		if (!is_line && writer->gap == GAP_PARAGRAPH)
			*writer->out++ = '\n';
	}
	writer->gap = GAP_NONE;
}

static void
owe(struct writer *writer, enum gap gap)
{
	if (gap > writer->gap)
		writer->gap = gap;
}

/* The run of visible ASCII and single blanks at `at`, which begins with a visible character. */
static const char *
copy_plain(struct writer *writer, const char *at, const char *end)
{
	char *out;

	pay_gap(writer);
	out = writer->out;
	*out++ = *at++;
	while (end - at > (ptrdiff_t)sizeof(block) && (*at != ' ' || out[-1] != ' ') &&
		is_tame_block(at)) {
		memcpy(out, at, sizeof(block));
		at += sizeof(block);
		out += sizeof(block);
	}
	for (;;) {
		uint64_t word;

		if (end - at < (ptrdiff_t)sizeof word)
			break;
		memcpy(&word, at, sizeof word);
		if (!is_tame(word) || (*at == ' ' && out[-1] == ' '))
			break;
		memcpy(out, &word, sizeof word);
		at += sizeof word;
		out += sizeof word;
	}
	if (out[-1] == ' ') {
		out--;
		writer->gap = GAP_BLANK;
	} else {
		while (at < end && kind_of((unsigned char)*at) == KIND_PLAIN)
			*out++ = *at++;
	}
	writer->out = out;
	return at;
}

/* One character beyond ASCII. */
static const char *
copy_long(struct writer *writer, const char *at, const char *end)
{
	uint32_t point;
	size_t len = utf8_decode(span_make(at, (size_t)(end - at)), &point);

	if (is_long_space(point)) {
		owe(writer, GAP_BLANK);
	} else if (len == 1) {
		pay_gap(writer);
		*writer->out++ = UNKNOWN_BYTE;
		writer->is_malformed = true;
	} else if (point > 0x9f) { /* not one of the second set of control characters */
		pay_gap(writer);
		memcpy(writer->out, at, len);
		writer->out += len;
	}
	return at + len;
}

/* What a reference decoded to: text again, but never markup. */
static void
copy_decoded(struct writer *writer, const char *at, const char *end)
{
	while (at < end) {
		enum kind kind = kind_of((unsigned char)*at);

		if (kind == KIND_LONG) {
			at = copy_long(writer, at, end);
			continue;
		}
		if (kind == KIND_SPACE) {
			owe(writer, GAP_BLANK);
		} else if (kind != KIND_CONTROL) {
			pay_gap(writer);
			*writer->out++ = *at;
		}
		at++;
	}
}

/*
 * Old names without ';' are read as in attributes: a text with an '&' that was not escaped mostly
 * quotes an address, and its "&copy=2" is no sign.
 */
static const char *
copy_reference(struct writer *writer, const char *at, const char *end)
{
	char decoded[ENTITY_MAX_BYTES] = "&";
	size_t len = 1;
	size_t used = entity_decode(span_make(at + 1, (size_t)(end - at) - 1), true, decoded, &len);

	copy_decoded(writer, decoded, decoded + len);
	return at + 1 + used;
}

/* White space inside a text that has one blank after the other. */
static const char *
skip_space(struct writer *writer, const char *at, const char *end)
{
	while (at < end && kind_of((unsigned char)*at) == KIND_SPACE)
		at++;
	owe(writer, GAP_BLANK);
	return at;
}

static void
break_by_tag(struct writer *writer, const struct html_tag *tag)
{
	if (tag->element == NULL)
		return;
	switch ((enum html_effect)tag->element->effect) {
	case HTML_EFFECT_NONE:
	case HTML_EFFECT_SWALLOW:
	case HTML_EFFECT_HIDE:
		break;
	case HTML_EFFECT_CELL:
		owe(writer, GAP_BLANK);
		break;
	case HTML_EFFECT_BREAK:
		owe(writer, writer->gap >= GAP_LINE ? GAP_PARAGRAPH : GAP_LINE);
		break;
	case HTML_EFFECT_LINE:
		owe(writer, GAP_LINE);
		break;
	case HTML_EFFECT_PARAGRAPH:
		owe(writer, GAP_PARAGRAPH);
		break;
	}
}

static void
write_markup(struct writer *writer, struct span html)
{
	struct html_tags tags;
	const char *at = html.at;
	const char *end = html.at + html.len;

	html_tags_init(&tags, html);
	while (at < end) {
		struct html_tag tag;

		switch (kind_of((unsigned char)*at)) {
		case KIND_PLAIN:
			at = copy_plain(writer, at, end);
			break;
		case KIND_SPACE:
			at = skip_space(writer, at, end);
			break;
		case KIND_REFERENCE:
			at = copy_reference(writer, at, end);
			break;
		case KIND_CONTROL:
			at++;
			break;
		case KIND_LONG:
			at = copy_long(writer, at, end);
			break;
		case KIND_TAG:
			if (html_tags_read(&tags, at, &tag)) {
				break_by_tag(writer, &tag);
				at = tag.end;
			} else {
				at = copy_plain(writer, at, end);
			}
			break;
		}
	}
}

/* `text` with U+FFFD for each malformed byte. */
static struct span
mend(struct span text, struct arena *arena)
{
	char *out = arena_bytes(arena, text.len * UTF8_MAX_BYTES);
	size_t len = 0;

	for (size_t at = 0; at < text.len;) {
		uint32_t point;

		at += utf8_decode(span_from(text, at), &point);
		len += utf8_encode(point, out + len);
	}
	arena_give_back(arena, out, text.len * UTF8_MAX_BYTES, text.len * UTF8_MAX_BYTES - len);
	return span_make(out, len);
}

static bool
is_tidy_line(struct span text)
{
	size_t at = 0;
	char previous = ' ';

	while (text.len - at > sizeof(block) && is_tame_block(text.at + at) &&
		(text.at[at] != ' ' || previous != ' ')) {
		at += sizeof(block);
		previous = text.at[at - 1];
	}
	for (uint64_t word; at + sizeof word <= text.len; at += sizeof word) {
		memcpy(&word, text.at + at, sizeof word);
		if (!is_tame(word) || (text.at[at] == ' ' && previous == ' '))
			return false;
		previous = text.at[at + sizeof word - 1];
	}
	for (; at < text.len; at++) {
		enum kind kind = kind_of((unsigned char)text.at[at]);

		if (kind != KIND_PLAIN && (text.at[at] != ' ' || previous == ' '))
			return false;
		previous = text.at[at];
	}
	return true;
}

struct span
html_text(struct span html, enum html_text_layout layout, struct arena *arena)
{
	struct span trimmed = span_trim(html);
	size_t room = trimmed.len + trimmed.len / GROWTH + 1;
	struct writer writer = {.layout = layout};
	size_t len;

	if (html.at == NULL || is_tidy_line(trimmed))
		return trimmed;
	writer.start = arena_bytes(arena, room);
	writer.out = writer.start;
	write_markup(&writer, trimmed);
	len = (size_t)(writer.out - writer.start);
	arena_give_back(arena, writer.start, room, room - len);
	if (writer.is_malformed)
		return html_text(mend(trimmed, arena), layout, arena);
	return span_make(writer.start, len);
}

static void
write_plain(struct writer *writer, struct span text)
{
	const char *at = text.at;
	const char *end = text.at + text.len;

	while (at < end) {
		switch (kind_of((unsigned char)*at)) {
		case KIND_PLAIN:
		case KIND_TAG:
		case KIND_REFERENCE:
			at = copy_plain(writer, at, end);
			break;
		case KIND_SPACE:
			at = skip_space(writer, at, end);
			break;
		case KIND_CONTROL:
			at++;
			break;
		case KIND_LONG:
			at = copy_long(writer, at, end);
			break;
		}
	}
}

struct span
plain_line(struct span text, struct arena *arena)
{
	struct span trimmed = span_trim(text);
	struct writer writer = {.layout = HTML_TEXT_LINE};
	size_t len;

	if (text.at == NULL || is_tidy_line(trimmed))
		return trimmed;
	writer.start = arena_bytes(arena, trimmed.len);
	writer.out = writer.start;
	write_plain(&writer, trimmed);
	len = (size_t)(writer.out - writer.start);
	arena_give_back(arena, writer.start, trimmed.len, trimmed.len - len);
	if (writer.is_malformed)
		return plain_line(mend(trimmed, arena), arena);
	return span_make(writer.start, len);
}

bool
html_looks_like_markup(struct span text)
{
	struct html_tags tags;
	struct html_tag tag;
	bool may_close = true; /* an open tag reaches to the end, so that no later one is closed */
	char decoded[ENTITY_MAX_BYTES];
	size_t len;

	if (text.len == 0)
		return false;
	html_tags_init(&tags, text);
	if (memchr(text.at, '<', text.len) == NULL && memchr(text.at, '&', text.len) == NULL)
		return false; /* most titles: the fast look first */
	for (size_t at = 0; at < text.len; at++) {
		if (text.at[at] == '<' && may_close && html_tags_read(&tags, text.at + at, &tag)) {
			may_close = tag.is_closed;
			if (tag.is_closed)
				return true;
		}
		if (text.at[at] == '&' &&
			entity_decode(span_from(text, at + 1), true, decoded, &len) > 0)
			return true;
	}
	return false;
}
