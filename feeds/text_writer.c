#include "feeds/text_writer.h"

#include <endian.h>
#include <stdint.h>
#include <string.h>

#include "feeds/base/utf8.h"

#define UNKNOWN_BYTE '?' /* stands in for a malformed byte until the text is mended */

/* White space and line ends of Unicode beyond ASCII. */
static bool
is_long_space(uint32_t point)
{
	return point == 0x85 || point == 0xa0 || point == 0x1680 ||
	       (point >= 0x2000 && point <= 0x200a) || point == 0x2028 || point == 0x2029 ||
	       point == 0x202f || point == 0x205f || point == 0x3000;
}

/*
 * What plain text does without: the second set of control characters; and embeddings, overrides and
 * isolates (UAX #9), which reach beyond the text that has them: a page or a terminal would turn the rest
 * of its line around. Arabic and Hebrew find their direction by their letters and by LRM, RLM and ALM.
 */
static bool
is_left_out(uint32_t point)
{
	return point <= 0x9f || (point >= 0x202a && point <= 0x202e) ||
	       (point >= 0x2066 && point <= 0x2069);
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

/*
 * The same for 16 bytes at once, and the step to the byte behind them, which must be readable: how
 * many stand before the first that is wild.
 */
static size_t
tame_bytes(const char *at)
{
	block bytes, next, wild;
	uint64_t halves[2];

	memcpy(&bytes, at, sizeof bytes);
	memcpy(&next, at + 1, sizeof next);
	wild = (block)(bytes - 0x20 >= 0x7f - 0x20) | (block)(bytes == '<') |
	       (block)(bytes == '&') | (block)((bytes == ' ') & (next == ' '));
	memcpy(halves, &wild, sizeof halves);
	if (halves[0] != 0)
		return (size_t)__builtin_ctzll(le64toh(halves[0])) / 8;
	return halves[1] != 0 ? 8 + (size_t)__builtin_ctzll(le64toh(halves[1])) / 8 : sizeof bytes;
}

void
text_pay_gap(struct text_writer *writer)
{
	if (writer->gap == TEXT_GAP_NONE)
		return;
	if (writer->out > writer->start) {
		bool is_line = writer->layout == HTML_TEXT_LINE || writer->gap == TEXT_GAP_BLANK;

		*writer->out++ = is_line ? ' ' : '\n';
		if (!is_line && writer->gap == TEXT_GAP_PARAGRAPH)
			*writer->out++ = '\n';
	}
	writer->gap = TEXT_GAP_NONE;
}

/* The last of a text, where no more can be read at once. */
static const char *
copy_tail(char **out, const char *at, const char *end)
{
	for (uint64_t word; end - at >= (ptrdiff_t)sizeof word; at += sizeof word) {
		memcpy(&word, at, sizeof word);
		if (!is_tame(word) || (*at == ' ' && (*out)[-1] == ' '))
			break;
		memcpy(*out, &word, sizeof word);
		*out += sizeof word;
	}
	while ((*out)[-1] != ' ' && at < end && text_kind((unsigned char)*at) == TEXT_KIND_PLAIN)
		*(*out)++ = *at++;
	return at;
}

const char *
text_copy_plain(struct text_writer *writer, const char *at, const char *end)
{
	size_t n = sizeof(block);
	char *out;

	text_pay_gap(writer);
	out = writer->out;
	*out++ = *at++;
	while (n == sizeof(block) && end - at > (ptrdiff_t)sizeof(block) &&
		(*at != ' ' || out[-1] != ' ')) {
		n = tame_bytes(at);
		memcpy(out, at, sizeof(block)); /* what is beyond n will be written over */
		at += n;
		out += n;
	}
	if (n == sizeof(block))
		at = copy_tail(&out, at, end);
	if (out[-1] == ' ') {
		out--;
		writer->gap = TEXT_GAP_BLANK;
	}
	writer->out = out;
	return at;
}

const char *
text_copy_long(struct text_writer *writer, const char *at, const char *end)
{
	uint32_t point;
	size_t len = utf8_decode(span_make(at, (size_t)(end - at)), &point);

	if (is_long_space(point)) {
		text_owe(writer, TEXT_GAP_BLANK);
	} else if (len == 1) {
		text_pay_gap(writer);
		*writer->out++ = UNKNOWN_BYTE;
		writer->is_malformed = true;
	} else if (!is_left_out(point)) {
		text_pay_gap(writer);
		memcpy(writer->out, at, len);
		writer->out += len;
	}
	return at + len;
}

const char *
text_skip_space(struct text_writer *writer, const char *at, const char *end)
{
	while (at < end && text_kind((unsigned char)*at) == TEXT_KIND_SPACE)
		at++;
	text_owe(writer, TEXT_GAP_BLANK);
	return at;
}

struct span
text_mend(struct span text, struct arena *arena)
{
	struct arena_draft draft = arena_draft_begin(arena, text.len * UTF8_MAX_BYTES);
	size_t len = 0;

	for (size_t at = 0; at < text.len;) {
		uint32_t point;

		at += utf8_decode(span_from(text, at), &point);
		len += utf8_encode(point, draft.at + len);
	}
	return arena_draft_end(arena, draft, len);
}

bool
text_is_tidy(struct span text)
{
	size_t at = 0;
	char previous = ' ';

	while (text.len - at > sizeof(block) && tame_bytes(text.at + at) == sizeof(block) &&
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
		enum text_kind kind = text_kind((unsigned char)text.at[at]);

		if (kind != TEXT_KIND_PLAIN && (text.at[at] != ' ' || previous == ' '))
			return false;
		previous = text.at[at];
	}
	return true;
}
