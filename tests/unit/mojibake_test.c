#include "tests/unit/test.h"

#include "feeds/base/arena.h"
#include "feeds/mojibake.h"

static const struct {
	const char *text;
	const char *mended;
} cases[] = {
	{"", ""},
	{"plain ASCII, long enough for a block", "plain ASCII, long enough for a block"},
	{"caf\u00c3\u00a9", "caf\u00e9"},
	{"more than one block of plain ASCII before the first of the signs, and then the "
	 "caf\u00c3\u00a9",
		"more than one block of plain ASCII before the first of the signs, and then the "
		"caf\u00e9"},
	{"\u00e2\u20ac\u2122s \u00e2\u20ac\u0153x\u00e2\u20ac\xc2\x9d", "\u2019s \u201cx\u201d"},
	{"\u00e2\xc2\x80\u00a6", "\u2026"},
	{"\u00c2\u00a35 \u00e2\u201a\u00ac5", "\u00a35 \u20ac5"},
	{"\u00f0\u0178\u02dc\u20ac", "\U0001f600"},
	{"\u00d0\u0178\u00d1\u20ac\u00d0\u00b8\u00e2\u20ac\u201d", "\u041f\u0440\u0438\u2014"},
	{"\u00c5\xc2\x8ds\u00c5\xc2\x8dji", "\u014ds\u014dji"}, /* U+008D: a byte, no letter */
	/* sound text stays */
	{"caf\u00e9 na\u00efve \u2019 \u20ac", "caf\u00e9 na\u00efve \u2019 \u20ac"},
	{"\u00abCAF\u00c9\u00bb", "\u00abCAF\u00c9\u00bb"},
	{"CAF\u00c9\u00bb", "CAF\u00c9\u00bb"},
	{"S\u00c3O PAULO", "S\u00c3O PAULO"},
	{"\u041f\u0440\u0438\u0432\u0435\u0442 \u4e2d",
		"\u041f\u0440\u0438\u0432\u0435\u0442 \u4e2d"},
	{"caf\u00c3\u00a9 and caf\u00e9", "caf\u00c3\u00a9 and caf\u00e9"}, /* who knows which */
	{"cut \u00e2\u20ac", "cut \u00e2\u20ac"},
	{"\xff", "\xff"},
};

static void
text_that_was_encoded_twice_is_decoded_twice(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct span text = span_of(cases[i].text);

		assert_int_equal(mojibake_is(text), strcmp(cases[i].text, cases[i].mended) != 0);
		if (mojibake_is(text))
			assert_span(mojibake_mend(text, arena), cases[i].mended);
	}
	assert_false(mojibake_is(SPAN_NONE));
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_that_was_encoded_twice_is_decoded_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
