#include "tests/unit/test.h"

#include <stdio.h>

#include "aggregator/serve/chunks.h"
#include "feeds/base/buf.h"

#define BODY_MAX 64

/* Reads the text in pieces of so many bytes, in place, as a connection does. */
static enum chunk_place
read_in_pieces(const char *text, size_t piece, struct buf *body, size_t *used)
{
	struct chunks chunks = {.body_max = BODY_MAX};
	enum chunk_place place = CHUNK_SIZE;
	size_t n;

	buf_clear(body);
	*used = 0;
	for (struct span rest = span_of(text); rest.len > 0 && place < CHUNK_END;
		rest = span_from(rest, n)) {
		struct span next = span_head(rest, piece);

		assert_true(buf_reserve(body, next.len));
		memcpy(body->at + chunks.body_bytes, next.at, next.len);
		place = chunks_read(
			&chunks, span_make(body->at + chunks.body_bytes, next.len), body->at, &n);
		*used += n;
		body->len = chunks.body_bytes;
	}
	return place;
}

static void
assert_read(const char *text, enum chunk_place place, const char *want, size_t left)
{
	const size_t pieces[] = {SIZE_MAX, (strlen(text) + 1) / 2, 1};
	struct buf body;
	size_t used;

	buf_init(&body, BUF_UNLIMITED);
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		if (read_in_pieces(text, pieces[i], &body, &used) != place)
			fail_msg("'%s' in pieces of %zu is not %d", text, pieces[i], (int)place);
		if (want == NULL)
			continue;
		assert_span(buf_span(&body), want);
		assert_int_equal(used, strlen(text) - left);
	}
	buf_release(&body);
}

static void
chunks_become_one_body_whatever_pieces_they_come_in(void **state)
{
	static const struct {
		const char *text;
		const char *body;
		size_t left; /* bytes that belong to the next request */
	} cases[] = {
		{"0\r\n\r\n", "", 0},
		{"5\r\nhello\r\n0\r\n\r\n", "hello", 0},
		{"5\r\nhello\r\n1\r\n \r\n5\r\nworld\r\n0\r\n\r\n", "hello world", 0},
		{"A\r\n0123456789\r\na\r\n0123456789\r\n000\r\n\r\n", "01234567890123456789", 0},
		{"00000004\r\n\r\n\r\n\r\n0\r\n\r\n", "\r\n\r\n", 0},
		{"2;name=value;flag\r\nab\r\n0;last\r\n\r\n", "ab", 0},
		{"2\r\nab\r\n0\r\nTrailer: x\r\nContent-Length: 9\r\n\r\n", "ab", 0},
		{"1\r\nx\r\n0\r\n\r\nGET / HTTP/1.1\r\n", "x", 16},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_read(cases[i].text, CHUNK_END, cases[i].body, cases[i].left);
}

static void
chunks_that_could_be_read_in_two_ways_are_refused(void **state)
{
	static const char *const broken[] = {
		"\r\n",                    /* no size */
		";x\r\n",                  /* nor here */
		"5\nhello\r\n0\r\n\r\n",   /* a bare line feed */
		"5\rhello\r\n0\r\n\r\n",   /* a bare carriage return */
		"5;x\nhello\r\n0\r\n\r\n", /* in an extension */
		"0x5\r\nhello\r\n",        /* no digit */
		"-5\r\nhello\r\n",
		"+5\r\nhello\r\n",
		" 5\r\nhello\r\n",
		"5 \r\nhello\r\n",
		"000000005\r\nhello\r\n", /* too many digits */
		"FFFFFFFFFFFFFFFF1\r\n",
		"5\r\nhello0\r\n\r\n", /* data longer than was said */
		"5\r\nhello\n0\r\n\r\n",
		"5\r\nhello\r0\r\n\r\n",
		"0\r\nTrailer\n\r\n",
		"0\r\nTr\x01iler\r\n\r\n",
		"0\r\n\rx",
	};

	(void)state;
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
		assert_read(broken[i], CHUNK_BROKEN, NULL, 0);
}

static void
what_is_cut_off_has_not_ended(void **state)
{
	const char whole[] = "5;x\r\nhello\r\n0\r\nA: b\r\n\r\n";
	char part[sizeof whole];

	(void)state;
	for (size_t n = 0; n < sizeof whole - 1; n++) {
		struct buf body;
		size_t used;

		snprintf(part, sizeof part, "%.*s", (int)n, whole);
		buf_init(&body, BUF_UNLIMITED);
		assert_true(read_in_pieces(part, SIZE_MAX, &body, &used) < CHUNK_END);
		assert_int_equal(used, n);
		buf_release(&body);
	}
}

static void
a_body_beyond_its_limit_is_refused_before_it_has_come(void **state)
{
	(void)state;
	assert_read("41\r\n", CHUNK_LARGE, NULL, 0);
	assert_read("FFFFFFFF\r\n", CHUNK_LARGE, NULL, 0);
	assert_read("20\r\n01234567890123456789012345678901\r\n21\r\n", CHUNK_LARGE, NULL, 0);
}

static void
extensions_and_trailers_have_a_cap(void **state)
{
	static const char *const begins[] = {"1;", "0\r\nX: "};
	struct buf text;

	(void)state;
	buf_init(&text, BUF_UNLIMITED);
	for (size_t i = 0; i < 2; i++) {
		buf_clear(&text);
		buf_add_text(&text, begins[i]);
		for (size_t n = 0; n <= CHUNK_EXTRA_BYTES; n++)
			buf_add_byte(&text, 'x');
		assert_read(buf_string(&text), CHUNK_BROKEN, NULL, 0);
	}
	buf_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(chunks_become_one_body_whatever_pieces_they_come_in),
		cmocka_unit_test(chunks_that_could_be_read_in_two_ways_are_refused),
		cmocka_unit_test(what_is_cut_off_has_not_ended),
		cmocka_unit_test(a_body_beyond_its_limit_is_refused_before_it_has_come),
		cmocka_unit_test(extensions_and_trailers_have_a_cap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
