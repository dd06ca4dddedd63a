#include "tests/unit/test.h"

#include "feeds/base/arena.h"
#include "feeds/entity.h"

static const struct {
	const char *text;
	const char *decoded;
} cases[] = {
	{"", ""},
	{"no reference & none", "no reference & none"},
	{"&amp;&lt;&gt;&quot;&apos;", "&<>\"'"},
	{"&AMP;&LT&COPY", "&<\u00a9"},
	{"&eacute;&Eacute;&eacute", "\u00e9\u00c9\u00e9"},
	{"&hellip;&mdash;&rsquo;&euro;", "\u2026\u2014\u2019\u20ac"},
	{"&hellip &mdash", "&hellip &mdash"}, /* new names need their ';' */
	{"&not it;&notin;", "\u00ac it;\u2209"},
	{"&CounterClockwiseContourIntegral;&nGt;", "\u2233\u226b\u20d2"},
	{"&fjlig;&zwnj;&Aacute;", "fj\u200c\u00c1"},
	{"&amp;amp;", "&amp;"}, /* once, not twice */
	{"&#65;&#x41;&#X41;&#65 &#x41g", "AAAA Ag"},
	{"&#8217;&#x2019;&#146;&#x80;&#159;", "\u2019\u2019\u2019\u20ac\u0178"},
	{"&#0;&#xD800;&#x110000;&#99999999999999999999;", "\ufffd\ufffd\ufffd\ufffd"},
	{"&#x1F600;", "\U0001f600"},
	{"?page=1&copy=2&reg&section=3&copy3;", "?page=1&copy=2\u00ae&section=3&copy3;"},
	{"&#0 &#00", "&#0 &#00"}, /* no character, no ';' */
	{"&#;&#x;&;&", "&#;&#x;&;&"},
	{"&nosuchname; &amp", "&nosuchname; &"},
};

static void
references_are_decoded_as_browsers_do(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_span(entity_decode_text(span_of(cases[i].text), arena), cases[i].decoded);
	assert_null(entity_decode_text(SPAN_NONE, arena).at);
	arena_free(arena);
}

static void
in_an_attribute_an_old_name_needs_an_end(void **state)
{
	char out[ENTITY_MAX_BYTES];
	size_t len;

	(void)state;
	assert_int_equal(entity_decode(SPAN("copy=1"), true, out, &len), 0);
	assert_int_equal(entity_decode(SPAN("copyx"), true, out, &len), 0);
	assert_int_equal(entity_decode(SPAN("copy;=1"), true, out, &len), 5);
	assert_int_equal(entity_decode(SPAN("copy"), true, out, &len), 4);
	assert_int_equal(entity_decode(SPAN("copyx"), false, out, &len), 4);
}

static void
names_are_known_by_case(void **state)
{
	(void)state;
	assert_span(entity_named(SPAN("eacute")), "\u00e9");
	assert_span(entity_named(SPAN("nbsp")), "\u00a0");
	assert_span(entity_named(SPAN("AElig")), "\u00c6");
	assert_span(entity_named(SPAN("zwnj")), "\u200c");
	assert_null(entity_named(SPAN("EACUTE")).at);
	assert_null(entity_named(SPAN("")).at);
	assert_null(entity_named(SPAN("eacut")).at);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(references_are_decoded_as_browsers_do),
		cmocka_unit_test(in_an_attribute_an_old_name_needs_an_end),
		cmocka_unit_test(names_are_known_by_case),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
