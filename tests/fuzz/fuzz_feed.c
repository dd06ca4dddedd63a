/*
 * Any bytes: a feed that is sound, or one line on why it is none. What is mended is well formed, the
 * pieces in which a document comes change nothing.
 */
#include <stdlib.h>
#include <string.h>

#include "feeds/feed.h"
#include "tests/fuzz/fuzz.h"
#include "tests/lib/feed_dump.h"

#define INPUT_MAX (1 << 16)

static void
expect(bool holds)
{
	if (!holds)
		abort();
}

static void
check_warnings(const struct feed *feed)
{
	for (size_t i = 0; i < feed->n_warnings; i++)
		expect(strcmp(feed->warnings[i].code, "beyond-repair") != 0);
}

static struct feed *
parse_in_pieces(struct span bytes, const struct feed_hints *hints, struct arena *arena)
{
	struct feed_parser *parser = feed_parser_new(hints, arena);
	struct error err = {0};
	size_t step = bytes.len / 7 + 1;

	for (size_t at = 0; at < bytes.len; at += step)
		feed_parser_add(parser, span_head(span_from(bytes, at), step));
	return feed_parser_end(parser, &err);
}

static void
expect_same(const struct feed *whole, const struct feed *pieces)
{
	struct buf a, b;

	expect((whole != NULL) == (pieces != NULL));
	if (whole == NULL)
		return;
	buf_init(&a, BUF_UNLIMITED);
	buf_init(&b, BUF_UNLIMITED);
	feed_dump(whole, &a);
	feed_dump(pieces, &b);
	expect(span_equal(buf_span(&a), buf_span(&b)));
	buf_release(&a);
	buf_release(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	const struct feed_hints hints = {.base_url = SPAN("https://example.com/feed.xml")};
	struct span input = span_make((const char *)bytes, len < INPUT_MAX ? len : INPUT_MAX);
	struct arena *arena = arena_new();
	struct error err = {0};
	struct feed *feed = feed_parse(input, &hints, arena, &err);

	if (feed == NULL) {
		expect(err.text[0] != '\0' && strchr(err.text, '\n') == NULL);
	} else {
		expect(feed_is_sound(feed));
		check_warnings(feed);
	}
	expect_same(feed, parse_in_pieces(input, &hints, arena));
	arena_free(arena);
	return 0;
}
