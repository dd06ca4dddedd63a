/* Any list: what is read and written is read again as the same. */
#include <stdlib.h>

#include "feeds/opml.h"
#include "tests/fuzz/fuzz.h"

#define INPUT_MAX (1 << 16)

static void
expect(bool holds)
{
	if (!holds)
		abort();
}

static struct opml *
write_and_read(const struct opml *opml, struct arena *arena)
{
	struct error err = {0};
	struct opml *again;
	struct buf out;

	buf_init(&out, BUF_UNLIMITED);
	opml_write(opml, &out);
	again = opml_parse(buf_span(&out), arena, &err);
	buf_release(&out);
	return again;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct span input = span_make((const char *)bytes, len < INPUT_MAX ? len : INPUT_MAX);
	struct arena *arena = arena_new();
	struct error err = {0};
	struct opml *opml = opml_parse(input, arena, &err);
	struct opml *again;

	if (opml == NULL) {
		expect(err.text[0] != '\0');
	} else {
		again = write_and_read(opml, arena);
		expect(again != NULL && again->n_feeds == opml->n_feeds);
		opml = write_and_read(again, arena);
		expect(opml != NULL && opml->n_feeds == again->n_feeds);
		for (size_t i = 0; i < opml->n_feeds; i++)
			expect(span_equal(opml->feeds[i].url, again->feeds[i].url));
	}
	arena_free(arena);
	return 0;
}
