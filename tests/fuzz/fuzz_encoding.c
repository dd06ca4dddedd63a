/* Any bytes behind any label: well-formed UTF-8, and not much more of it. */
#include <stdlib.h>
#include <string.h>

#include "feeds/base/utf8.h"
#include "feeds/encoding.h"
#include "tests/fuzz/fuzz.h"

#define INPUT_MAX (1 << 16)
#define GROWTH_MAX 4

static void
expect(bool holds)
{
	if (!holds)
		abort();
}

static void
check(struct span bytes, struct span content_type)
{
	struct decoded decoded;
	struct buf room;

	buf_init(&room, BUF_UNLIMITED);
	decoded = encoding_decode(bytes, content_type, &room);
	expect(utf8_is_valid(decoded.text));
	expect(decoded.text.len <= bytes.len * GROWTH_MAX + GROWTH_MAX);
	expect(decoded.name[0] != '\0' && strlen(decoded.name) < sizeof decoded.name);
	buf_release(&room);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct span input = span_make((const char *)bytes, len < INPUT_MAX ? len : INPUT_MAX);
	size_t line = span_find_byte(input, '\n');

	check(input, SPAN_NONE);
	/* The first line is what HTTP said. */
	check(span_from(input, line + 1), span_head(input, line));
	return 0;
}
