#include "feeds/base64.h"

#include <stdint.h>

#include "feeds/base/ascii.h"

static int
digit(char byte)
{
	if (ascii_is_upper(byte))
		return byte - 'A';
	if (ascii_is_lower(byte))
		return byte - 'a' + 26;
	if (ascii_is_digit(byte))
		return byte - '0' + 52;
	if (byte == '+')
		return 62;
	return byte == '/' ? 63 : -1;
}

bool
base64_decode(struct span text, struct arena *arena, struct span *bytes)
{
	char *out = arena_bytes(arena, text.len / 4 * 3 + 3);
	size_t len = 0;
	uint32_t bits = 0;
	unsigned n_bits = 0;

	text = span_trim(text);
	while (text.len > 0 && text.at[text.len - 1] == '=')
		text.len--;
	for (size_t i = 0; i < text.len; i++) {
		int value = digit(text.at[i]);

		if (ascii_is_space(text.at[i]))
			continue;
		if (value < 0)
			return false;
		bits = bits << 6 | (uint32_t)value;
		n_bits += 6;
		if (n_bits >= 8) {
			n_bits -= 8;
			out[len++] = (char)(bits >> n_bits & 0xff);
		}
	}
	*bytes = span_make(out, len);
	return true;
}
