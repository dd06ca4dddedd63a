/* Any JSON, broken or not: a sound JSON Feed, or one line on why it is none. */
#include <stdlib.h>
#include <string.h>

#include "feeds/feed.h"
#include "tests/fuzz/fuzz.h"
#include "tests/lib/feed_dump.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *arena = arena_new();
	struct error err = {0};
	struct buf document;
	struct feed *feed;

	buf_init(&document, 1 << 16);
	if (len == 0 || bytes[0] != '{')
		buf_add_byte(&document, '{');
	buf_add(&document, span_make((const char *)bytes, len));
	feed = feed_parse(buf_span(&document), NULL, arena, &err);
	if (feed == NULL ? err.text[0] == '\0' : !feed_is_sound(feed))
		abort();
	buf_release(&document);
	arena_free(arena);
	return 0;
}
