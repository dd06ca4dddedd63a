/* Decoding makes no text longer than a fifth, and takes no more than it was given. */
#include <stdlib.h>
#include <string.h>

#include "feeds/base/arena.h"
#include "feeds/base/utf8.h"
#include "feeds/entity.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct span text = span_make((const char *)bytes, len);
	struct arena *arena = arena_new();
	struct span decoded = entity_decode_text(text, arena);

	if (decoded.len > len + len / 5 || (utf8_is_valid(text) && !utf8_is_valid(decoded)))
		abort();
	for (size_t at = 0; at < len; at++) {
		char out[ENTITY_MAX_BYTES];
		size_t out_len = 0;
		size_t used = entity_decode(span_from(text, at), at % 2 == 0, out, &out_len);

		if (used > len - at || (used > 0 && (out_len == 0 || out_len > sizeof out)))
			abort();
	}
	arena_free(arena);
	return 0;
}
