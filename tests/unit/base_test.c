#include "tests/unit/test.h"

#include <stdio.h>
#include <stdlib.h>

#include "aggregator/base/clock.h"
#include "aggregator/base/hash.h"
#include "feeds/base/arena.h"
#include "feeds/base/buf.h"
#include "feeds/base/error.h"
#include "feeds/base/utf8.h"

static void
a_span_is_trimmed_split_and_searched(void **state)
{
	struct span rest = SPAN("a,b,");
	struct span part;

	(void)state;
	assert_span(span_trim(SPAN(" \t x y\n")), "x y");
	assert_span(span_trim_start(SPAN(" \t x y\n")), "x y\n");
	assert_span(span_trim_end(SPAN(" \t x y\n")), " \t x y");
	assert_true(span_split(&rest, ',', &part));
	assert_span(part, "a");
	assert_true(span_split(&rest, ',', &part));
	assert_span(part, "b");
	assert_true(span_split(&rest, ',', &part));
	assert_span(part, "");
	assert_false(span_split(&rest, ',', &part));
	assert_int_equal(span_find(SPAN("hello"), SPAN("ll")), 2);
	assert_int_equal(span_find_nocase(SPAN("heLLo"), SPAN("ll")), 2);
	assert_int_equal(span_find(SPAN("hello"), SPAN("x")), 5);
	assert_true(span_equal_nocase(SPAN("UTF-8"), SPAN("utf-8")));
	assert_true(span_ends_with_nocase(SPAN("a.XML"), SPAN(".xml")));
	assert_true(span_compare(SPAN("ab"), SPAN("abc")) < 0);
}

static void
a_number_is_digits_and_no_more_than_its_maximum(void **state)
{
	unsigned long long number = 7;

	(void)state;
	assert_true(span_to_uint(SPAN("255"), 255, &number));
	assert_int_equal(number, 255);
	assert_false(span_to_uint(SPAN("256"), 255, &number));
	assert_false(span_to_uint(SPAN("7"), 5, &number));
	assert_true(span_to_uint(SPAN("19"), 19, &number));
	assert_false(span_to_uint(SPAN("-1"), 255, &number));
	assert_false(span_to_uint(SPAN(""), 255, &number));
	assert_false(span_to_uint(SPAN("99999999999999999999999"), ~0ULL, &number));
}

static void
what_a_large_wish_leaves_of_a_block_is_given_out(void **state)
{
	struct arena *arena = arena_new();
	char *small = arena_bytes(arena, 1);
	size_t size = arena_size(arena);
	char *last;

	(void)state;
	arena_bytes(arena, size); /* does not fit, and fills a block of its own */
	last = arena_bytes(arena, size - 1);
	assert_ptr_equal(last, small + 1);
	arena_give_back(arena, last, size - 1, size - 1);
	assert_ptr_equal(arena_bytes(arena, 1), small + 1);
	assert_int_equal(arena_size(arena), 2 * size);
	arena_free(arena);
}

static void
a_draft_begins_no_block(void **state)
{
	struct arena *arena = arena_new();
	struct arena_draft draft;
	size_t size;

	(void)state;
	arena_bytes(arena, 1);
	size = arena_size(arena);
	draft = arena_draft_begin(arena, 8 * size);
	memcpy(draft.at, "draft", 5);
	assert_true(span_equal(arena_draft_end(arena, draft, 5), SPAN("draft")));
	draft = arena_draft_begin(arena, size / 2);
	memcpy(draft.at, "other", 5);
	assert_true(span_equal(arena_draft_end(arena, draft, 5), SPAN("other")));
	assert_int_equal(arena_draft_end(arena, arena_draft_begin(arena, 8 * size), 0).len, 0);
	arena_bytes(arena, size - 16);
	assert_int_equal(arena_size(arena), size);
	arena_free(arena);
}

static void
an_arena_keeps_what_it_gave(void **state)
{
	struct arena *arena = arena_new();
	struct span copies[100];
	char *large;

	(void)state;
	for (int i = 0; i < 100; i++) {
		char text[32];

		snprintf(text, sizeof text, "piece %d", i);
		copies[i] = arena_copy(arena, span_of(text));
		assert_int_equal((uintptr_t)arena_alloc(arena, 24) % 16, 0);
	}
	large = arena_bytes(arena, 5 << 20);
	memset(large, 1, 5 << 20);
	assert_span(copies[0], "piece 0");
	assert_span(copies[99], "piece 99");
	assert_null(arena_copy(arena, SPAN_NONE).at);
	arena_clear(arena);
	assert_string_equal(arena_string(arena, SPAN("again")), "again");
	arena_free(arena);
	arena_free(NULL);
}

static void
a_buf_stops_at_its_maximum_and_says_so(void **state)
{
	struct buf buf;
	char *string;

	(void)state;
	buf_init(&buf, 8);
	assert_string_equal(buf_string(&buf), "");
	assert_true(buf_add_text(&buf, "12345"));
	assert_false(buf_format(&buf, "%d", 67890));
	assert_true(buf.is_full);
	assert_string_equal(buf_string(&buf), "12345678");
	buf_clear(&buf);
	assert_true(buf_add_byte(&buf, 'x'));
	string = buf_take_string(&buf);
	assert_string_equal(string, "x");
	free(string);
	buf_release(&buf);
}

static void
an_error_carries_where_and_what(void **state)
{
	struct error err = {0};

	(void)state;
	assert_false(error_set(&err, 78, "found '%s'", "15\nminutes"));
	assert_false(error_in(&err, "%s:%d", "broadtape.yaml", 12));
	assert_string_equal(err.text, "broadtape.yaml:12: found '15?minutes'");
	assert_int_equal(err.status, 78);
	assert_false(error_set(NULL, 1, "nobody listens"));
}

static void
utf8_is_decoded_strictly(void **state)
{
	static const struct {
		const char *bytes;
		uint32_t point;
		size_t len;
	} cases[] = {
		{"A", 'A', 1}, {"\xc3\xa9", 0xe9, 2}, {"\xe2\x82\xac", 0x20ac, 3},
		{"\xf0\x9f\x98\x80", 0x1f600, 4}, {"\xc0\x80", UTF8_REPLACEMENT, 1}, /* overlong */
		{"\xed\xa0\x80", UTF8_REPLACEMENT, 1},                               /* surrogate */
		{"\xf4\x90\x80\x80", UTF8_REPLACEMENT, 1}, /* above U+10FFFF */
		{"\xe2\x82", UTF8_REPLACEMENT, 1},         /* cut */
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char back[UTF8_MAX_BYTES];
		uint32_t point = 0;

		assert_int_equal(utf8_decode(span_of(cases[i].bytes), &point), cases[i].len);
		assert_int_equal(point, cases[i].point);
		if (point != UTF8_REPLACEMENT) {
			assert_int_equal(utf8_encode(point, back), cases[i].len);
			assert_memory_equal(back, cases[i].bytes, cases[i].len);
		}
	}
	assert_false(utf8_is_valid(SPAN("a\xff")));
	assert_true(utf8_is_valid(SPAN("a\xc3\xa9")));
	assert_span(utf8_head(SPAN("a\xe2\x82\xac"), 3), "a");
}

static void
a_fixed_clock_stands_still_and_its_dice_repeat(void **state)
{
	struct clock_fixed a;
	struct clock_fixed b;

	(void)state;
	clock_fixed_init(&a, 1000, 42);
	clock_fixed_init(&b, 1000, 42);
	assert_int_equal(clock_now(&a.clock), 1000);
	for (int i = 0; i < 10; i++)
		assert_int_equal(
			clock_random_below(&a.clock, 100), clock_random_below(&b.clock, 100));
	assert_true(hash_span(SPAN("a")) != hash_span_seeded(SPAN("a"), 1));
	assert_true(hash_pair(1, 2) != hash_pair(2, 1));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_span_is_trimmed_split_and_searched),
		cmocka_unit_test(a_number_is_digits_and_no_more_than_its_maximum),
		cmocka_unit_test(an_arena_keeps_what_it_gave),
		cmocka_unit_test(a_draft_begins_no_block),
		cmocka_unit_test(what_a_large_wish_leaves_of_a_block_is_given_out),
		cmocka_unit_test(a_buf_stops_at_its_maximum_and_says_so),
		cmocka_unit_test(an_error_carries_where_and_what),
		cmocka_unit_test(utf8_is_decoded_strictly),
		cmocka_unit_test(a_fixed_clock_stands_still_and_its_dice_repeat),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
