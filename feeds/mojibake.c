#include "feeds/mojibake.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "feeds/base/utf8.h"
#include "feeds/encoding.h"

/* The byte that a character was before it was encoded again, -1 if it cannot have been one. */
static int
byte_of(uint32_t point)
{
	if (point < 0x100)
		return (int)point;
	for (int byte = 0x80; byte <= 0x9f && point != UTF8_REPLACEMENT; byte++)
		if (encoding_windows_1252((unsigned char)byte) == point)
			return byte;
	return -1;
}

/*
 * The characters at the start of `text` that are the bytes of one character: these into `bytes`,
 * their number into `n`. Gives the length in `text`, 0 if they are none.
 */
static size_t
read_sequence(struct span text, char bytes[UTF8_MAX_BYTES], size_t *n)
{
	size_t at = 0;
	uint32_t point;

	for (*n = 0; *n < UTF8_MAX_BYTES && at < text.len; (*n)++) {
		int byte;

		if ((unsigned char)text.at[at] < 0x80)
			return 0;
		at += utf8_decode(span_from(text, at), &point);
		byte = byte_of(point);
		if (byte < 0x80)
			return 0;
		bytes[*n] = (char)byte;
		if (utf8_decode(span_make(bytes, *n + 1), &point) == *n + 1 && *n > 0) {
			(*n)++;
			return at;
		}
	}
	return 0;
}

/* C1 controls, that no text has, are the bytes which windows-1252 leaves empty. */
static bool
has_control(struct span sequence)
{
	for (size_t i = 0; i + 1 < sequence.len; i++)
		if ((unsigned char)sequence.at[i] == 0xc2 &&
			(unsigned char)sequence.at[i + 1] < 0xa0)
			return true;
	return false;
}

/*
 * "É»" may end a French quotation; what begins with 'Ã' or 'Â', is three bytes long or holds a
 * control is nothing.
 */
static bool
is_telling(struct span sequence, const char bytes[UTF8_MAX_BYTES], size_t n)
{
	return n > 2 || (unsigned char)bytes[0] <= 0xc3 || has_control(sequence);
}

#define SEQUENCES_TELL 3 /* so many pairs, and not one character beside them, are no accident */

bool
mojibake_is(struct span text)
{
	bool is_told = false;
	size_t n_sequences = 0;

	for (size_t at = utf8_ascii_run(text); at < text.len;
		at += utf8_ascii_run(span_from(text, at))) {
		char bytes[UTF8_MAX_BYTES];
		size_t n;
		size_t len = read_sequence(span_from(text, at), bytes, &n);

		if (len == 0)
			return false;
		is_told = is_told || is_telling(span_head(span_from(text, at), len), bytes, n) ||
			  ++n_sequences >= SEQUENCES_TELL;
		at += len;
	}
	return is_told;
}

struct span
mojibake_mend(struct span text, struct arena *arena)
{
	struct arena_draft draft = arena_draft_begin(arena, text.len);
	char *out = draft.at;
	size_t len = 0;

	for (size_t at = 0; at < text.len;) {
		size_t run = utf8_ascii_run(span_from(text, at));
		size_t n = 0;

		memcpy(out + len, text.at + at, run);
		len += run;
		at += run;
		if (at < text.len)
			at += read_sequence(span_from(text, at), out + len, &n);
		len += n;
	}
	return arena_draft_end(arena, draft, len);
}
