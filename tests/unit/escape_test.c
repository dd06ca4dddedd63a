#include "tests/unit/test.h"

#include "feeds/base/utf8.h"
#include "output/escape.h"

typedef void escape_fn(struct buf *out, struct span text);

struct row {
	escape_fn *escape;
	struct span text;
	const char *want;
};

#define TEXT(literal)                                                                              \
	{                                                                                          \
		"" literal, sizeof(literal) - 1                                                    \
	}

static const struct row rows[] = {
	{escape_html_text, TEXT("a & b < c > d \"e' f"), "a &amp; b &lt; c &gt; d \"e' f"},
	{escape_html_attr, TEXT("a & b < c > d \"e' f"), "a &amp; b &lt; c &gt; d &quot;e&#39; f"},
	{escape_html_text, TEXT("&amp;"), "&amp;amp;"},
	{escape_xml_text, TEXT("]]> \t\n"), "]]&gt; \t\n"},
	{escape_xml_attr, TEXT("a\tb\nc\rd\"'"), "a&#9;b&#10;c d&quot;&#39;"},
	{escape_html_text, TEXT("a\0b\x01\x1b[31m\x7f"), "ab[31m"},
	{escape_html_text, TEXT("c1 \xc2\x80\xc2\x9f nbsp \xc2\xa0"), "c1  nbsp \xc2\xa0"},
	{escape_xml_text, TEXT("\xef\xbf\xbe\xef\xbf\xbf\xef\xbf\xbd"), "\xef\xbf\xbd"},
	{escape_none, TEXT("\xff<\xed\xa0\x80"),
		"\xef\xbf\xbd<\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
	{escape_none, TEXT("\xf0\x9f\xa6\x83 \xe6\xbc\xa2"), "\xf0\x9f\xa6\x83 \xe6\xbc\xa2"},
	{escape_line, TEXT("  a \r\n b\t\tc\xe2\x80\xa8 d  "), "a b c d"},
	{escape_line, TEXT("x\xe2\x80\xaey\xe2\x81\xa6z\xe2\x80\x8f"), "xyz"},
	{escape_line, TEXT("a\0\r\nBcc: b"), "a Bcc: b"},
	{escape_line, TEXT(" \n "), ""},
	{escape_line, TEXT("a\x1b\x1b b"), "a b"},
	{escape_path, TEXT("a/b c:\xc3\xa9~-._0"), "a%2Fb%20c%3A%C3%A9~-._0"},
};

static void
a_text_stays_text_where_it_goes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buf out;

		buf_init(&out, BUF_UNLIMITED);
		rows[i].escape(&out, rows[i].text);
		if (strcmp(buf_string(&out), rows[i].want) != 0)
			fail_msg("row %zu: got '%s', want '%s'", i, buf_string(&out), rows[i].want);
		buf_release(&out);
	}
}

static void
a_line_begins_where_it_is_put(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out, BUF_UNLIMITED);
	buf_add_text(&out, "x: ");
	escape_line(&out, SPAN(" a"));
	assert_string_equal(buf_string(&out), "x: a");
	buf_release(&out);
}

static void
only_web_addresses_may_be_linked(void **state)
{
	static const struct span yes[] = {TEXT("http://a"), TEXT("HTTPS://a/b?c#d"),
		TEXT("https://\xd0\xbf\xd1\x80.example/")};
	static const struct span no[] = {TEXT(""), TEXT("javascript:alert(1)"),
		TEXT("data:text/html,x"), TEXT(" http://a"), TEXT("http://a b"), TEXT("http://a\n"),
		TEXT("//a"), TEXT("ftp://a"), TEXT("https//a"), TEXT("http://a\0"),
		TEXT("mailto:a@b")};

	(void)state;
	for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		if (!escape_may_link(yes[i]))
			fail_msg("'%.*s' may be linked", SPAN_ARGS(yes[i]));
	for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		if (escape_may_link(no[i]))
			fail_msg("'%.*s' may not be linked", SPAN_ARGS(no[i]));
}

static void
a_language_has_the_form_of_its_tag(void **state)
{
	(void)state;
	assert_true(escape_is_language(SPAN("en")));
	assert_true(escape_is_language(SPAN("zh-Hant-TW")));
	assert_true(escape_is_language(SPAN("de-1996")));
	assert_false(escape_is_language(SPAN("")));
	assert_false(escape_is_language(SPAN_NONE));
	assert_false(escape_is_language(SPAN("en_US")));
	assert_false(escape_is_language(SPAN("en-")));
	assert_false(escape_is_language(SPAN("-en")));
	assert_false(escape_is_language(SPAN("1996")));
	assert_false(escape_is_language(SPAN("waytoolong-x")));
	assert_false(escape_is_language(SPAN("en\" onload=\"")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_text_stays_text_where_it_goes),
		cmocka_unit_test(a_line_begins_where_it_is_put),
		cmocka_unit_test(only_web_addresses_may_be_linked),
		cmocka_unit_test(a_language_has_the_form_of_its_tag),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
