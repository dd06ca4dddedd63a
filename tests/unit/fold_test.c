#include "tests/unit/test.h"

#include <stdio.h>

#include "feeds/base/buf.h"
#include "feeds/fold.h"

static const struct {
	const char *text;
	const char *folded;
} cases[] = {
	{"", ""},
	{"Plain ASCII, 123 [@Z`{z", "plain ascii, 123 [@z`{z"},
	{"Cr\u00e9dit \uff21\uff27\uff32\uff29\uff23\uff2f\uff2c\uff25\u2019s",
		"credit agricole's"},
	{"e\u0301 \u00c5ngstr\u00f6m Stra\u00dfe", "e angstrom strasse"},
	{"\u00d8rsted \u0141\u00f3d\u017a \u00c6on \u00fe", "orsted lodz aeon th"},
	{"\u0130stanbul I\u0131", "istanbul ii"},
	{"\u201cQuoted\u201d \u2018x\u2019 \u2013 \u2014 \u2026", "\"quoted\" 'x' - - ..."},
	{"a\u00a0b\u3000c\u2009d", "a b c d"},
	{"soft\u00adhyphen zero\u200bwidth\ufeff", "softhyphen zerowidth"},
	{"\ufb01nance \u2460 \u00bd CO\u2082", "finance 1 1/2 co2"},
	{"Galaxy\u2122 \u00ae", "galaxy\u2122 \u00ae"},
	{"\u041c\u041e\u0421\u041a\u0412\u0410 \u0401\u043b\u043a\u0430",
		"\u043c\u043e\u0441\u043a\u0432\u0430 \u0435\u043b\u043a\u0430"},
	{"\u039f\u03b4\u03c5\u03c3\u03c3\u03ad\u03b1\u03c2",
		"\u03bf\u03b4\u03c5\u03c3\u03c3\u03b5\u03b1\u03c3"},
	{"\u304c\u304b\u3099 \uff76\uff9e", "\u304c\u304c \u30ac"},
	{"\uc0bc\uc131\uc804\uc790", "\uc0bc\uc131\uc804\uc790"},
	{"\u1109\u1161\u11b7", "\uc0bc"},
	{"\u963f\u91cc\u5df4\u5df4", "\u963f\u91cc\u5df4\u5df4"},
	{"\u0627\u0644\u0639\u064e\u0631\u064e\u0628\u0640\u0640",
		"\u0627\u0644\u0639\u0631\u0628"},
	{"bad\xff", "bad\ufffd"},
};

static void
spellings_of_one_word_become_one_string(void **state)
{
	struct buf once, twice;

	(void)state;
	buf_init(&once, BUF_UNLIMITED);
	buf_init(&twice, BUF_UNLIMITED);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		buf_clear(&once);
		buf_clear(&twice);
		fold_text(span_of(cases[i].text), &once, NULL);
		assert_span(buf_span(&once), cases[i].folded);
		fold_text(buf_span(&once), &twice, NULL);
		assert_span(buf_span(&twice), cases[i].folded);
	}
	buf_release(&once);
	buf_release(&twice);
}

static void
a_place_in_the_folded_text_is_found_in_the_original(void **state)
{
	struct span text = SPAN("\u201cCr\u00e9dit\u201d \ufb01x\u2026 e\u0301!");
	struct fold_map map;
	struct buf out;
	size_t at;

	(void)state;
	buf_init(&out, BUF_UNLIMITED);
	fold_map_init(&map);
	fold_text(text, &out, &map);
	assert_span(buf_span(&out), "\"credit\" fix... e!");
	at = span_find(buf_span(&out), SPAN("credit"));
	assert_int_equal(fold_original(&map, at), 3);
	assert_int_equal(fold_original(&map, at + 6), span_find(text, SPAN("\u201d")));
	at = span_find(buf_span(&out), SPAN("ix"));
	assert_int_equal(fold_original(&map, at), span_find(text, SPAN("\ufb01")));
	assert_int_equal(fold_original(&map, at + 1), span_find(text, SPAN("x\u2026")));
	at = span_find(buf_span(&out), SPAN("..."));
	assert_int_equal(fold_original(&map, at + 2), span_find(text, SPAN("\u2026")));
	assert_int_equal(fold_original(&map, at + 3), span_find(text, SPAN(" e")));
	assert_int_equal(fold_original(&map, out.len - 1), text.len - 1);
	assert_int_equal(fold_original(&map, out.len), text.len);
	fold_map_release(&map);
	buf_release(&out);
}

static void
folding_stops_where_the_buf_is_full(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out, 5);
	fold_text(SPAN("ABCDEFGHIJKLMNOP\u201c"), &out, NULL);
	assert_span(buf_span(&out), "abcde");
	assert_true(out.is_full);
	buf_release(&out);
}

static void
words_are_runs_of_letters_and_single_signs_of_gapless_scripts(void **state)
{
	static const char *const wanted[] = {"meta", "s", "q3", "\u00e9t\u00e9", "\u30c8", "\u30e8",
		"\u30bf", "\uc0bc\uc131", "\u0e01\u0e49", "end"};
	struct words words;
	struct span word;

	(void)state;
	words_init(&words, SPAN("--meta's, q3 \u00e9t\u00e9: \u30c8\u30e8\u30bf\uc0bc\uc131 "
				"\u0e01\u0e49 _end."));
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		assert_true(words_next(&words, &word));
		assert_span(word, wanted[i]);
	}
	assert_false(words_next(&words, &word));
	assert_false(words_next(&words, &word));
}

static void
boundaries_lie_where_a_word_may_end(void **state)
{
	struct span text = SPAN("ab c\u30c8\u30e8d");

	(void)state;
	assert_true(fold_is_boundary(text, 0));
	assert_false(fold_is_boundary(text, 1));
	assert_true(fold_is_boundary(text, 2));
	assert_true(fold_is_boundary(text, 3));
	assert_true(fold_is_boundary(text, 4));
	assert_true(fold_is_boundary(text, 7));
	assert_true(fold_is_boundary(text, 10));
	assert_true(fold_is_boundary(text, text.len));
	assert_false(fold_is_boundary(SPAN("\u00e9\u00e9"), 2));
	assert_false(fold_is_boundary(SPAN("\uc0bc\uc131"), 3));
	assert_true(fold_is_word_char('7'));
	assert_false(fold_is_word_char('_'));
	assert_false(fold_is_word_char(0x2122));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(spellings_of_one_word_become_one_string),
		cmocka_unit_test(a_place_in_the_folded_text_is_found_in_the_original),
		cmocka_unit_test(folding_stops_where_the_buf_is_full),
		cmocka_unit_test(words_are_runs_of_letters_and_single_signs_of_gapless_scripts),
		cmocka_unit_test(boundaries_lie_where_a_word_may_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
