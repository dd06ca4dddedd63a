#include "tests/lib/feed_cases.h"

#include "feeds/feed.h"
#include "tests/lib/feed_dump.h"
#include "tests/lib/feed_field.h"
#include "tests/unit/test.h"

static const struct feed_hints hints = {.base_url = {"http://base.example/d/f", 23}};

static struct feed *
parse_in_pieces(struct span bytes, size_t step, struct arena *arena)
{
	struct feed_parser *parser = feed_parser_new(&hints, arena);
	struct error err = {0};

	for (size_t at = 0; at < bytes.len; at += step)
		feed_parser_add(parser, span_head(span_from(bytes, at), step));
	return feed_parser_end(parser, &err);
}

static void
check_same(const struct feed *whole, const struct feed *pieces, const char *document)
{
	struct buf a, b;

	buf_init(&a, BUF_UNLIMITED);
	buf_init(&b, BUF_UNLIMITED);
	feed_dump(whole, &a);
	feed_dump(pieces, &b);
	if (!span_equal(buf_span(&a), buf_span(&b)))
		fail_msg("pieces change what is read of\n%s", document);
	buf_release(&a);
	buf_release(&b);
}

static void
check_case(const struct feed_case *wanted)
{
	struct span bytes = span_of(wanted->document);
	struct arena *arena = arena_new();
	struct error err = {0};
	struct feed *feed = feed_parse(bytes, &hints, arena, &err);
	const char *got;

	if (feed == NULL)
		fail_msg("no feed: %s\n%s", err.text, wanted->document);
	got = feed_field(feed, wanted->field);
	if ((got == NULL) != (wanted->want == NULL) ||
		(got != NULL && strcmp(got, wanted->want) != 0))
		fail_msg("%s is '%s', not '%s', in\n%s", wanted->field,
			got != NULL ? got : "(none)",
			wanted->want != NULL ? wanted->want : "(none)", wanted->document);
	check_same(feed, parse_in_pieces(bytes, bytes.len / 2 + 1, arena), wanted->document);
	check_same(feed, parse_in_pieces(bytes, 1, arena), wanted->document);
	arena_free(arena);
}

void
check_feed_cases(const struct feed_case *cases, size_t n)
{
	for (size_t i = 0; i < n; i++)
		check_case(&cases[i]);
}
