#include "feeds/base/utf8.h"

#include <endian.h>

#define HIGH_BITS UINT64_C(0x8080808080808080)

/* Length of the sequence that a first byte announces, and the smallest point it may carry. */
static size_t
announced(unsigned char first, uint32_t *bits, uint32_t *smallest)
{
	if (first >= 0xc2 && first <= 0xdf) {
		*bits = first & 0x1f;
		*smallest = 0x80;
		return 2;
	}
	if (first >= 0xe0 && first <= 0xef) {
		*bits = first & 0x0f;
		*smallest = 0x800;
		return 3;
	}
	if (first >= 0xf0 && first <= 0xf4) {
		*bits = first & 0x07;
		*smallest = 0x10000;
		return 4;
	}
	return 0;
}

static bool
is_character(uint32_t point)
{
	return point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
}

static size_t
decode_long(struct span text, uint32_t *point)
{
	uint32_t bits = 0;
	uint32_t smallest = 0;
	size_t len = announced((unsigned char)text.at[0], &bits, &smallest);

	*point = UTF8_REPLACEMENT;
	if (len == 0 || len > text.len)
		return 1;
	for (size_t i = 1; i < len; i++) {
		unsigned char byte = (unsigned char)text.at[i];

		if ((byte & 0xc0) != 0x80)
			return 1;
		bits = bits << 6 | (byte & 0x3f);
	}
	if (bits < smallest || !is_character(bits))
		return 1;
	*point = bits;
	return len;
}

size_t
utf8_decode(struct span text, uint32_t *point)
{
	if (text.len == 0)
		return 0;
	if ((unsigned char)text.at[0] < 0x80) {
		*point = (unsigned char)text.at[0];
		return 1;
	}
	return decode_long(text, point);
}

/* By lines of 64 bytes, then to the very byte. */
size_t
utf8_ascii_run(struct span text)
{
	size_t at = 0;
	uint64_t words[8];

	if (text.len == 0 || (unsigned char)text.at[0] >= 0x80)
		return 0; /* a letter beyond ASCII rarely stands alone */
	for (; at + sizeof words <= text.len; at += sizeof words) {
		memcpy(words, text.at + at, sizeof words);
		for (size_t i = 1; i < sizeof words / sizeof *words; i++)
			words[0] |= words[i];
		if ((words[0] & HIGH_BITS) != 0)
			break;
	}
	for (uint64_t word; at + sizeof word <= text.len; at += sizeof word) {
		memcpy(&word, text.at + at, sizeof word);
		word = le64toh(word) & HIGH_BITS;
		if (word != 0)
			return at + (size_t)__builtin_ctzll(word) / 8;
	}
	while (at < text.len && (unsigned char)text.at[at] < 0x80)
		at++;
	return at;
}

size_t
utf8_encode(uint32_t point, char *at)
{
	if (!is_character(point))
		point = UTF8_REPLACEMENT;
	if (point < 0x80) {
		at[0] = (char)point;
		return 1;
	}
	if (point < 0x800) {
		at[0] = (char)(0xc0 | point >> 6);
		at[1] = (char)(0x80 | (point & 0x3f));
		return 2;
	}
	if (point < 0x10000) {
		at[0] = (char)(0xe0 | point >> 12);
		at[1] = (char)(0x80 | (point >> 6 & 0x3f));
		at[2] = (char)(0x80 | (point & 0x3f));
		return 3;
	}
	at[0] = (char)(0xf0 | point >> 18);
	at[1] = (char)(0x80 | (point >> 12 & 0x3f));
	at[2] = (char)(0x80 | (point >> 6 & 0x3f));
	at[3] = (char)(0x80 | (point & 0x3f));
	return 4;
}

bool
utf8_is_valid(struct span text)
{
	size_t at = 0;

	while (at < text.len) {
		uint32_t point;
		size_t len = utf8_decode(span_from(text, at), &point);

		if (len == 1 && point == UTF8_REPLACEMENT)
			return false;
		at += len;
	}
	return true;
}

struct span
utf8_head(struct span text, size_t max)
{
	if (text.len <= max)
		return text;
	while (max > 0 && ((unsigned char)text.at[max] & 0xc0) == 0x80)
		max--;
	return span_head(text, max);
}
