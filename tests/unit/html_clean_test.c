#include "tests/unit/test.h"

#include <stdio.h>
#include <stdlib.h>

#include "feeds/base/arena.h"
#include "feeds/base/buf.h"
#include "feeds/base/utf8.h"
#include "feeds/html_clean.h"

#define BASE "http://base.example/dir/page"

static const struct {
	const char *html;
	const char *clean;
} cases[] = {
	{"", ""},
	{"plain & \"simple\" < text", "plain &amp; \"simple\" &lt; text"},
	{"<p>hello <b>w</p>orld", "<p>hello <b>w</b></p><b>orld</b>"},
	{"<P CLASS=x ID=y>a</P>", "<p>a</p>"},
	/* links and what is no link */
	{"<a href=\"x\" onclick=a target=_top>t</a>",
		"<a href=\"http://base.example/dir/x\">t</a>"},
	{"<a name=q>u</a>", "u"},
	{"<a href='java&#10;script:alert(1)'>x</a>", "x"},
	{"<a href='  JaVaScRiPt:alert(1)'>x</a>", "x"},
	{"<a href=vbscript:x>x</a><a href=data:text/html,x>y</a><a href=file:///etc/passwd>z</a>",
		"xyz"},
	{"<a href='mailto:a@b?subject=x y'>m</a>", "<a href=\"mailto:a@b?subject=x%20y\">m</a>"},
	{"<a href='#here'>h</a>", "<a href=\"http://base.example/dir/page#here\">h</a>"},
	{"<a href=\"?a=1&amp;b=&quot;2\">q</a>",
		"<a href=\"http://base.example/dir/page?a=1&amp;b=%222\">q</a>"},
	/* images */
	{"<img src=\"a b.png\" alt='a\"b' onerror=x>",
		"<img src=\"http://base.example/dir/a%20b.png\" alt=\"a&quot;b\">"},
	{"<img srcset=\"x.png 1x, javascript:y 2x,y.png 640w\">",
		"<img srcset=\"http://base.example/dir/x.png 1x, http://base.example/dir/y.png "
		"640w\">"},
	{"<img src=javascript:alert(1)><img alt=x>", ""},
	{"<img src=data:image/png;base64,AAAA><img src=data:image/svg+xml;base64,AAAA>",
		"<img src=\"data:image/png;base64,AAAA\">"},
	{"a<img src=http://x.example/p.gif width=1 height=1>b<img src=q.gif height=0>c"
	 "<img src=r.gif style='display:none'>d<img src=http://pixel.wp.com/g.gif>e"
	 "<img src=http://a.doubleclick.net/x>f<img src=http://feeds.feedburner.com/~r/x/~4/y>",
		"abcdef"},
	{"<img src=s.png width=10px height=20>",
		"<img src=\"http://base.example/dir/s.png\" height=\"20\">"},
	/* styles */
	{"<div style='color:RED;position:fixed;background:url(x)'>q</div>",
		"<div style=\"color: red\">q</div>"},
	{"<b style='color:expression(alert(1))'>x</b><b style='color:r\\65 d'>y</b>",
		"<b>x</b><b>y</b>"},
	{"<i style='color:rgb(1,2,3);text-align:center !important'>x</i>",
		"<i style=\"color: rgb(1,2,3); text-align: center !important\">x</i>"},
	/* what goes with its content, and what goes alone */
	{"a<script>x</script>b<style>y</style>c<iframe src=z>d</iframe>e<svg><text>f</text></svg>g",
		"abcdeg"},
	{"a<noscript><img src=x></noscript>b<template><p>x</template>c<title>t</title>d", "abcd"},
	{"a<!-- x --><!DOCTYPE y><?z?>b<![CDATA[c]]>d", "abd"},
	{"<form action=x><input name=y><button>send</button></form><z>tag</z>", "sendtag"},
	{"<p><object data=x><p>y</p></object></p>", "<p></p><p>y</p><p></p>"},
	{"<math><mi>x</mi><mn>2</mn></math>", "x2"},
	{"<audio autoplay controls src=a.mp3>no</audio>",
		"<audio controls=\"\" src=\"http://base.example/dir/a.mp3\">no</audio>"},
	/* trees that a second parser would see otherwise */
	{"<pre>\n\nx</pre>", "<pre>\n\nx</pre>"},
	{"<table><td>a<td>b<tr><td>c</table>",
		"<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></tbody></table>"},
	{"<table><b>x<tr><td>y</table>z",
		"<b>x</b><table><tbody><tr><td>y</td></tr></tbody></table><b>z</b>"},
	{"<b><p>x</b>y", "<b></b><p><b>x</b>y</p>"},
	{"<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
		"<p></p><img src=\"http://base.example/dir/1\">\"&gt;"},
	{"<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 "
	 "onerror=alert(1)&gt;\">",
		"<table></table>"},
	{"<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
		"<img src=\"http://base.example/dir/x\">\"&gt;"},
	{"<xmp><p title='</xmp><img src=x onerror=alert(1)>'>",
		"<p title=\"&lt;/xmp&gt;&lt;img src=x onerror=alert(1)&gt;\"></p>"},
	{"<a title='&lt;/a>&lt;script>' href=u>v</a>",
		"<a title=\"&lt;/a&gt;&lt;script&gt;\" href=\"http://base.example/dir/u\">v</a>"},
	/* bytes */
	{"a\x01"
	 "b\xff"
	 "c&#0;d&#13;e",
		"ab\ufffdc\ufffdd\ne"},
};

static void
markup_is_cut_down_to_what_may_be_shown(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct clean_html once = html_clean(span_of(cases[i].html), SPAN(BASE), arena);
		struct clean_html twice = html_clean(once.html, SPAN(BASE), arena);

		assert_span(once.html, cases[i].clean);
		assert_span(twice.html, cases[i].clean);
	}
	assert_null(html_clean(SPAN_NONE, SPAN(BASE), arena).html.at);
	arena_free(arena);
}

static void
without_a_base_harmless_references_stay(void **state)
{
	struct arena *arena = arena_new();
	struct span html = SPAN("<a href=/x>a</a><a href='&#xA0;javascript:y'>b</a>"
				"<a href='//h/z'>c</a>");

	(void)state;
	assert_span(html_clean(html, SPAN_NONE, arena).html,
		"<a href=\"/x\">a</a>b<a href=\"//h/z\">c</a>");
	arena_free(arena);
}

static void
plain_text_becomes_html_by_escaping(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	assert_span(html_clean_text(SPAN("a < b & \"c\"\x02"), arena).html, "a &lt; b &amp; \"c\"");
	assert_null(html_clean_text(SPAN_NONE, arena).html.at);
	arena_free(arena);
}

/* The heap that cleaning `n` times `unit` takes, in what the arena got: a measure of the output. */
static size_t
cleaned_size(const char *unit, size_t n)
{
	struct arena *arena = arena_new();
	struct buf html;
	size_t len;

	buf_init(&html, BUF_UNLIMITED);
	for (size_t i = 0; i < n; i++)
		buf_add_text(&html, unit);
	len = html_clean(buf_span(&html), SPAN_NONE, arena).html.len;
	buf_release(&html);
	arena_free(arena);
	return len;
}

static void
hostile_markup_grows_no_faster_than_its_length(void **state)
{
	static const char *const units[] = {"<", "&", "<div>", "<b title=x>", "<p>x", "<table>",
		"<b><div></b>", "<a href=x><p>", "</p>", "<svg><p>", "<b><i><p>x</p>", "&amp",
		"<table><b>", "<li><ul>", "<!--", "<a b c d e f>"};

	(void)state;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		size_t once = cleaned_size(units[i], 10000);
		size_t twice = cleaned_size(units[i], 20000);

		if (twice > 2 * once + 4096)
			fail_msg("'%s' 10000 times gave %zu bytes, 20000 times %zu", units[i], once,
				twice);
	}
}

static void
nesting_beyond_measure_is_cut(void **state)
{
	struct arena *arena = arena_new();
	struct buf html;
	struct span clean;

	(void)state;
	buf_init(&html, BUF_UNLIMITED);
	for (int i = 0; i < 100000; i++)
		buf_add_text(&html, "<div>");
	buf_add_text(&html, "text");
	for (int i = 0; i < 100000; i++)
		buf_add_text(&html, "</div>");
	clean = html_clean(buf_span(&html), SPAN_NONE, arena).html;
	assert_true(span_find(clean, SPAN("text")) < clean.len);
	assert_true(utf8_is_valid(clean));
	buf_release(&html);
	arena_free(arena);
}

static void
input_beyond_four_megabytes_is_cut(void **state)
{
	struct arena *arena = arena_new();
	size_t len = (size_t)5 << 20;
	char *html = malloc(len);

	(void)state;
	assert_non_null(html);
	memset(html, 'x', len);
	assert_int_equal(html_clean(span_make(html, len), SPAN_NONE, arena).html.len, 4 << 20);
	free(html);
	arena_free(arena);
}

static void
an_image_that_cannot_be_seen_is_a_tracker(void **state)
{
	static const char *const hidden[] = {"width=1 height=1", "width=0",
		"height=\"1px\" width=1", "style='visibility: hidden'",
		"style='width:1px;height:1px'", "style='width: 0'"};
	static const char *const shown[] = {
		"", "width=600 height=1", "style='width:100px'", "style='display:block'"};
	struct arena *arena = arena_new();
	char html[256];

	(void)state;
	for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) {
		snprintf(html, sizeof html, "<img src=http://h.example/a.gif %s>", hidden[i]);
		assert_span(html_clean(span_of(html), SPAN_NONE, arena).html, "");
	}
	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
		snprintf(html, sizeof html, "<img src=http://h.example/a.gif %s>", shown[i]);
		assert_int_not_equal(html_clean(span_of(html), SPAN_NONE, arena).html.len, 0);
	}
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(markup_is_cut_down_to_what_may_be_shown),
		cmocka_unit_test(without_a_base_harmless_references_stay),
		cmocka_unit_test(plain_text_becomes_html_by_escaping),
		cmocka_unit_test(nesting_beyond_measure_is_cut),
		cmocka_unit_test(input_beyond_four_megabytes_is_cut),
		cmocka_unit_test(an_image_that_cannot_be_seen_is_a_tracker),
		cmocka_unit_test(hostile_markup_grows_no_faster_than_its_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
