#include "feeds/xml_scan.h"

#include <endian.h>
#include <stdint.h>

typedef uint8_t block __attribute__((vector_size(16)));

/* How many of 16 bytes stand before the first that needs a look. */
static size_t
plain_bytes(const char *at, char mark)
{
	block bytes, found;
	uint64_t halves[2];

	memcpy(&bytes, at, sizeof bytes);
	found = (block)((bytes < 0x20) & (bytes != '\n') & (bytes != '\t')) |
		(block)(bytes == (uint8_t)mark) | (block)(bytes == ']') | (block)(bytes == 0xef);
	memcpy(halves, &found, sizeof halves);
	if (halves[0] != 0)
		return (size_t)__builtin_ctzll(le64toh(halves[0])) / 8;
	return halves[1] != 0 ? 8 + (size_t)__builtin_ctzll(le64toh(halves[1])) / 8 : sizeof bytes;
}

static bool
is_plain(unsigned char byte, char mark)
{
	if (byte < 0x20)
		return byte == '\n' || byte == '\t';
	return byte != (unsigned char)mark && byte != ']' && byte != 0xef;
}

size_t
xml_plain_run(struct span text, char mark)
{
	size_t at = 0;

	while (at + sizeof(block) <= text.len) {
		size_t n = plain_bytes(text.at + at, mark);

		at += n;
		if (n < sizeof(block))
			return at;
	}
	while (at < text.len && is_plain((unsigned char)text.at[at], mark))
		at++;
	return at;
}

bool
xml_is_noncharacter(struct span rest)
{
	return rest.len >= 3 && (unsigned char)rest.at[0] == 0xef &&
	       (unsigned char)rest.at[1] == 0xbf && (unsigned char)rest.at[2] >= 0xbe;
}

int
xml_count_lines(struct span text)
{
	int n = 0;

	for (size_t at = 0; at < text.len; at++) {
		at += span_find_byte(span_from(text, at), '\n');
		n += at < text.len;
	}
	return n;
}
