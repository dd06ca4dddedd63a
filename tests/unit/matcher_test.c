#include "tests/unit/test.h"

#include <stdlib.h>

#include "aggregator/base/clock.h"
#include "aggregator/watch/matcher.h"
#include "feeds/base/buf.h"
#include "feeds/base/memory.h"
#include "tests/lib/proving.h"

#define SAMSUNG "\xec\x82\xbc\xec\x84\xb1"            /* Hangul: its end is inside of a word */
#define NVIDIA "\xe8\x8b\xb1\xe4\xbc\x9f\xe8\xbe\xbe" /* Han: no words at all */

static const struct span literals[] = {SPAN_INIT(" meta "), SPAN_INIT(" meta platforms "),
	SPAN_INIT(" plat"), SPAN_INIT(" " SAMSUNG), SPAN_INIT(NVIDIA),
	SPAN_INIT(" bank of new york mellon "), SPAN_INIT(" bank of new "),
	SPAN_INIT(" constellation "), SPAN_INIT(" constellation energy "), SPAN_INIT(" x ")};
#define N_LITERALS (sizeof literals / sizeof literals[0])

static void
on_hit(void *context, uint32_t literal, size_t end)
{
	buf_format(context, "%u@%zu ", literal, end);
}

static void
assert_hits(const char *text, const char *want)
{
	struct matcher *matcher = matcher_new(literals, N_LITERALS);
	struct plain_words words = {0};
	struct buf hits;

	buf_init(&hits, BUF_UNLIMITED);
	plain_words_cut(&words, span_of(text));
	matcher_scan(matcher, span_of(text), &words, on_hit, &hits);
	if (!span_equal(buf_span(&hits), span_of(want)))
		fail_msg("'%s': got '%.*s', want '%s'", text, SPAN_ARGS(buf_span(&hits)), want);
	buf_release(&hits);
	plain_words_release(&words);
	matcher_free(matcher);
}

static void
words_are_found_whole(void **state)
{
	(void)state;
	assert_hits(" the meta one ", "0@10 ");
	assert_hits(" metal ", "");
	assert_hits(" beta meta", "");
	assert_hits("meta ", "");
	assert_hits(" x x ", "9@3 9@5 ");
	assert_hits(" constellations constellation ", "7@30 ");
	assert_hits("", "");
	assert_hits(" ", "");
}

static void
names_of_several_words_are_found_beside_those_within(void **state)
{
	(void)state;
	assert_hits(" meta platforms ", "0@6 1@16 2@10 ");
	assert_hits(" bank of new york mellon ", "6@13 5@25 ");
	assert_hits(" bank of new york ", "6@13 ");
	assert_hits(" bank of bank of new york mellon", "6@21 ");
	assert_hits(" meta meta platform ", "0@6 0@11 2@15 ");
	assert_hits(" constellation energy ", "7@15 8@22 ");
}

static void
open_ends_are_found_inside_of_words(void **state)
{
	(void)state;
	assert_hits(" platforms plat splat ", "2@5 2@15 ");
	assert_hits(" " SAMSUNG "\xec\x9d\x80 a" SAMSUNG " ", "3@7 ");
	assert_hits(" \xe6\x98\xaf" NVIDIA NVIDIA " b" NVIDIA " ", "4@13 4@22 4@33 ");
	assert_hits(NVIDIA, "4@9 ");
}

static void
no_literals_find_nothing(void **state)
{
	(void)state;
	assert_true(proving_matches(NULL, 0, SPAN(" meta ")));
	matcher_free(NULL);
}

/* Few bytes, so that texts are full of literals, of one beginning, one inside of the other. */
static struct span
make_up(struct clock *dice, struct buf *buf, size_t len)
{
	static const char *const bytes[] = {" ", " ", " ", "a", "a", "b", "long words ",
		"\xe4\xba\x8c", "\xe4\xb8\x80", "\xec\x82\xbc"};

	buf_clear(buf);
	while (buf->len < len)
		buf_add(buf,
			span_of(bytes[clock_random_below(dice, sizeof bytes / sizeof bytes[0])]));
	return buf_span(buf);
}

static void
every_place_of_every_literal_is_told_once(void **state)
{
	enum { N = 40, ROUNDS = 300, TEXT_BYTES = 400 };
	struct clock_fixed dice;
	struct buf made[N], text;

	(void)state;
	clock_fixed_init(&dice, 0, 1);
	buf_init(&text, BUF_UNLIMITED);
	for (size_t i = 0; i < N; i++)
		buf_init(&made[i], BUF_UNLIMITED);
	for (int round = 0; round < ROUNDS; round++) {
		struct span some[N];

		for (size_t i = 0; i < N; i++) {
			do
				some[i] = make_up(&dice.clock, &made[i],
					1 + clock_random_below(&dice.clock, 12));
			while (!proving_takes(some[i]));
		}
		make_up(&dice.clock, &text, TEXT_BYTES);
		if (!proving_matches(some, N, buf_span(&text)))
			fail_msg("round %d: '%.*s'", round, SPAN_ARGS(buf_span(&text)));
	}
	for (size_t i = 0; i < N; i++)
		buf_release(&made[i]);
	buf_release(&text);
}

static void
on_any(void *context, uint32_t literal, size_t end)
{
	(void)literal;
	(void)end;
	++*(size_t *)context;
}

static void
many_literals_take_little_memory_and_are_all_found(void **state)
{
	enum { MANY = 20000, BYTES_EACH = 96 };
	struct span *many = memory_new(MANY, sizeof *many);
	struct plain_words words = {0};
	struct matcher *matcher;
	struct buf bytes;
	size_t n = 0;

	(void)state;
	buf_init(&bytes, BUF_UNLIMITED);
	buf_reserve(&bytes, (size_t)MANY * 32);
	for (size_t i = 0; i < MANY; i++) {
		size_t start = bytes.len;

		buf_format(&bytes, " company %zu of %zu ", i, i * 7919 % MANY);
		many[i] = span_make(bytes.at + start, bytes.len - start);
	}
	matcher = matcher_new(many, MANY);
	assert_in_range(matcher_bytes(matcher), 1, (size_t)MANY * BYTES_EACH);
	plain_words_cut(&words, buf_span(&bytes));
	matcher_scan(matcher, buf_span(&bytes), &words, on_any, &n);
	assert_int_equal(n, MANY);
	matcher_free(matcher);
	plain_words_release(&words);
	buf_release(&bytes);
	free(many);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_found_whole),
		cmocka_unit_test(names_of_several_words_are_found_beside_those_within),
		cmocka_unit_test(open_ends_are_found_inside_of_words),
		cmocka_unit_test(no_literals_find_nothing),
		cmocka_unit_test(every_place_of_every_literal_is_told_once),
		cmocka_unit_test(many_literals_take_little_memory_and_are_all_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
