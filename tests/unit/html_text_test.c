#include "tests/unit/test.h"

#include <stdlib.h>

#include "feeds/base/arena.h"
#include "feeds/base/utf8.h"
#include "feeds/html_text.h"
#include "feeds/plain_line.h"

static const struct {
	const char *html;
	const char *line;
	const char *paragraphs;
} cases[] = {
	{"", "", ""},
	{"plain", "plain", "plain"},
	{"  two \n\t words  ", "two words", "two words"},
	{"a <b>bold</b> word", "a bold word", "a bold word"},
	{"foo<b>bar</b>", "foobar", "foobar"},
	{"one<br>two<br/>three", "one two three", "one\ntwo\nthree"},
	{"one<br><br>two", "one two", "one\n\ntwo"},
	{"<p>one</p><p>two</p>", "one two", "one\n\ntwo"},
	{"<div>one</div><div>two</div>", "one two", "one\ntwo"},
	{"<ul><li>one</li><li>two</li></ul>after", "one two after", "one\ntwo\n\nafter"},
	{"<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b c", "a b\nc"},
	{"AT&amp;T &lt;b&gt; &#8217;&#x2019; &#146;", "AT&T <b> \u2019\u2019 \u2019",
		"AT&T <b> \u2019\u2019 \u2019"},
	{"fish & chips &unknown; &", "fish & chips &unknown; &", "fish & chips &unknown; &"},
	{"a&nbsp;b\u00a0\u3000c", "a b c", "a b c"},
	{"1 < 2 and 3 > 2", "1 < 2 and 3 > 2", "1 < 2 and 3 > 2"},
	{"I <3 you", "I <3 you", "I <3 you"},
	{"a<!-- no <b> --> b", "a b", "a b"},
	{"a<!-->b<!--->c<!-- x --!>d", "abcd", "abcd"},
	{"a<!DOCTYPE html>b<?php echo ?>c</ x>d</>e", "abcde", "abcde"},
	{"a<script>var x = '<b>';</script>b", "ab", "ab"},
	{"a<SCRIPT src=x>1</script >b<style>p{}</STYLE>c", "abc", "abc"},
	{"a<script>never closed </scripty>", "a", "a"},
	{"a<svg><title>x</title></svg>b<title>t</title>", "ab", "ab"},
	{"a<svg/>b<svg>c", "abc", "abc"},
	{"<a href=\"x>y\" title='>'>link</a>", "link", "link"},
	{"<a href=x\"y>link</a>", "link", "link"},
	{"<a =\">link\">", "link\">", "link\">"},
	{"cut <a href=\"http://exam", "cut", "cut"},
	{"<!DOCTYPE ~", "<!DOCTYPE ~", "<!DOCTYPE ~"},
	{"safe<iframe src=x> text", "safe text", "safe text"},
	{"control\x01s \x7fgo", "controls go", "controls go"},
	{"bad \xff byte", "bad \ufffd byte", "bad \ufffd byte"},
	{"&#0;&#xD800;&#x110000;&#99999999999;", "\ufffd\ufffd\ufffd\ufffd",
		"\ufffd\ufffd\ufffd\ufffd"},
	{"&lt;script&gt;alert(1)", "<script>alert(1)", "<script>alert(1)"},
	{"&#32;&#10;x&#9;&#32;y&nbsp;", "x y", "x y"},
	{"?a&copy=2 &copy 2024 &nGt;", "?a&copy=2 \u00a9 2024 \u226b\u20d2",
		"?a&copy=2 \u00a9 2024 \u226b\u20d2"},
	{"a long run of words ! with  two  blanks", "a long run of words ! with two blanks",
		"a long run of words ! with two blanks"},
};

static void
markup_becomes_the_text_that_a_browser_shows(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct span html = span_of(cases[i].html);

		assert_span(html_text(html, HTML_TEXT_LINE, arena), cases[i].line);
		assert_span(html_text(html, HTML_TEXT_PARAGRAPHS, arena), cases[i].paragraphs);
	}
	assert_null(html_text(SPAN_NONE, HTML_TEXT_LINE, arena).at);
	arena_free(arena);
}

static const struct {
	const char *text;
	const char *line;
} plain[] = {
	{"", ""},
	{"AT&amp;T <b>", "AT&amp;T <b>"},
	{"  a \n b\u00a0c\u2028d ", "a b c d"},
	{"a\x02"
	 "b\xc2\x85"
	 "c\xc2\x9f"
	 "d",
		"ab cd"},
	{"\xe2\x82", "\ufffd\ufffd"},
	{"a\u202agpj.\u202egnp\u202c b\u2066c\u2069", "agpj.gnp bc"}, /* turns nothing around */
	{"\u200f\u0634\u200e 5\u061c", "\u200f\u0634\u200e 5\u061c"}, /* marks stay */
	{"\u6771\u4eac\u3000<\u65e5\u672c>", "\u6771\u4eac <\u65e5\u672c>"},
};

static void
plain_text_keeps_its_signs(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		assert_span(plain_line(span_of(plain[i].text), arena), plain[i].line);
	assert_null(plain_line(SPAN_NONE, arena).at);
	arena_free(arena);
}

static void
a_tidy_line_is_not_copied(void **state)
{
	struct span text = SPAN(" Meta delays its model! ");
	struct arena *arena = arena_new();

	(void)state;
	assert_ptr_equal(html_text(text, HTML_TEXT_LINE, arena).at, text.at + 1);
	assert_ptr_equal(plain_line(text, arena).at, text.at + 1);
	assert_int_equal(arena_size(arena), 0);
	arena_free(arena);
}

static void
markup_is_known_by_its_evidence(void **state)
{
	static const char *const markup[] = {"<b>x", "a</p>", "x<br/>", "<!-- x -->", "AT&amp;T",
		"&#8217;", "&copy ", "1 < 2 <i>"};
	static const char *const literal[] = {"", "plain", "AT&T", "R&D; Q&A", "1 < 2 > 0",
		"I <3 you", "<", "&", "a <b", "<!DOCTYPE", "?x=1&copy=2", "x <"};

	(void)state;
	for (size_t i = 0; i < sizeof markup / sizeof *markup; i++)
		if (!html_looks_like_markup(span_of(markup[i])))
			fail_msg("'%s' was taken for plain text", markup[i]);
	for (size_t i = 0; i < sizeof literal / sizeof *literal; i++)
		if (html_looks_like_markup(span_of(literal[i])))
			fail_msg("'%s' was taken for markup", literal[i]);
}

#define HOSTILE_BYTES (4 << 20)

/* With work that grows as the square, each of these would take hours. */
static void
four_megabytes_of_anything_end(void **state)
{
	static const char *const units[] = {"<", "&", "<a", "</", "<!", "<!--", "<?", "<svg>",
		"<title>", "<script", "</script", "<a href=\"", "<a =", "&#", "&#x1", "&ampamp",
		"&notinvaaaaaaaaaaaaaaaaaa", " ", "\xff", "\xe2\x80", "<br>", "<![CDATA[",
		"<style></styl", "<noscript><svg>", "-->"};
	char *text = malloc(HOSTILE_BYTES);

	(void)state;
	assert_non_null(text);
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		struct arena *arena = arena_new();
		size_t len = strlen(units[i]);

		for (size_t at = 0; at < HOSTILE_BYTES; at++)
			text[at] = units[i][at % len];
		assert_true(utf8_is_valid(
			html_text(span_make(text, HOSTILE_BYTES), HTML_TEXT_PARAGRAPHS, arena)));
		(void)html_looks_like_markup(span_make(text, HOSTILE_BYTES));
		arena_free(arena);
	}
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(markup_becomes_the_text_that_a_browser_shows),
		cmocka_unit_test(plain_text_keeps_its_signs),
		cmocka_unit_test(a_tidy_line_is_not_copied),
		cmocka_unit_test(markup_is_known_by_its_evidence),
		cmocka_unit_test(four_megabytes_of_anything_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
