/*
 * Lines are literals, up to an empty line; the rest is the text, where a line's end is a space.
 * Whatever they are: the matcher tells each place of each literal once, and nothing else.
 */
#include <assert.h>
#include <string.h>

#include "feeds/base/buf.h"
#include "tests/fuzz/fuzz.h"
#include "tests/lib/proving.h"

#define LITERALS_MAX 64

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct span rest = span_make((const char *)bytes, len), line;
	struct span literals[LITERALS_MAX];
	struct buf text;
	size_t n = 0;

	while (span_split(&rest, '\n', &line) && line.len > 0) {
		if (n < LITERALS_MAX && proving_takes(line))
			literals[n++] = line;
	}
	buf_init(&text, BUF_UNLIMITED);
	buf_add(&text, rest);
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '\n')
			text.at[i] = ' ';
	}
	assert(proving_matches(literals, n, buf_span(&text)));
	buf_release(&text);
	return 0;
}
