#include "tests/unit/test.h"

#include "feeds/base/arena.h"
#include "feeds/base/utf8.h"
#include "feeds/html_text.h"

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(markup_becomes_the_text_that_a_browser_shows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
