/* Documents that are not well formed: what is got from them, and what is said of it. */
#include "tests/lib/feed_cases.h"
#include "tests/unit/test.h"

#define RSS(body) "<rss version='2.0'><channel>" body "</channel></rss>"
#define ITEM(body) RSS("<item>" body "</item>")

static void
text_is_mended(void **state)
{
	static const struct feed_case cases[] = {
		{RSS("<title>a & b</title>"), "title", "a & b"},
		{RSS("<title>a & b</title>"), "last_warning", "stray-ampersand"},
		{RSS("<title>a &eacute; &hellip;</title>"), "title", "a \u00e9 \u2026"},
		{RSS("<title>a &eacute;</title>"), "warning", NULL},
		{RSS("<title>a &nosuch; &amp</title>"), "title", "a &nosuch; &"},
		{RSS("<title>&#65 &#x42; &#X43; &#0; &#x110000;</title>"), "title",
			"A B C \ufffd \ufffd"},
		/* "Яндекс.Новости", its bytes read as windows-1252 and encoded again */
		{RSS("<title>"
		     "\u00d0\u00af\u00d0\u00bd\u00d0\u00b4\u00d0\u00b5\u00d0\u00ba\u00d1\xc2\x81"
		     "</title>"),
			"title", "\u042f\u043d\u0434\u0435\u043a\u0441"},
		{RSS("<title>a\xc2\x81 b</title>"), "title", "a b"},
		{RSS("<title>1 < 2 <3</title>"), "title", "1 < 2 <3"},
		{RSS("<title>1 < 2</title>"), "last_warning", "stray-bracket"},
		{RSS("<title>a\x01 b\x0c</title>"), "title", "a b"},
		{RSS("<title>a\x01</title>"), "last_warning", "control-character"},
		{RSS("<title>a ]]> b &</title>"), "title", "a ]]> b &"},
		{ITEM("<link>http://a.example/?a=1&b=2&copy=3</link>"), "item.url",
			"http://a.example/?a=1&b=2&copy=3"},
		{"<!DOCTYPE rss [<!ENTITY own 'x &amp; y'>]>" RSS("<title>&own; &</title>"),
			"title", "x & y &"},
		{"<!DOCTYPE rss [<!ENTITY own 'x'>]>" RSS("<title>&own;</title>"), "title", "x"},
	};

	(void)state;
	CHECK_FEED_CASES(cases);
}

/* What a document holds of its last tag is no text. */
static void
a_tag_that_was_cut_is_no_text(void **state)
{
	static const struct feed_case cases[] = {
		{"<rss><channel><item><link>http://a.example/1<", "item.url", "http://a.example/1"},
		{"<rss><channel><item><link>http://a.example/1</", "item.url",
			"http://a.example/1"},
		{"<rss><channel><item><link>http://a.example/1</li", "item.url",
			"http://a.example/1"},
		{"<rss><channel><item><link>http://a.example/1</link", "item.url",
			"http://a.example/1"},
		{"<rss><channel><item><link>http://a.example/1<dc:cre", "item.url",
			"http://a.example/1"},
		{"<rss><channel><item><title>a</ti", "last_warning", "unclosed-element"},
		{"<rss><channel><item><title>1 < 2 <3", "item.title", "1 < 2 <3"},
	};

	(void)state;
	CHECK_FEED_CASES(cases);
}

static void
tags_are_mended(void **state)
{
	static const struct feed_case cases[] = {
		{ITEM("<enclosure url=e.mp3 length=5 />"), "item.enclosure.url",
			"http://base.example/d/e.mp3"},
		{RSS("<image><url>a</url><item><title>t</title></item>"), "item.title", "t"},
		{RSS("<image><url>a</url><item><title>t</title></item>"), "items", "1"},
		{RSS("<title>a</tit<channel><item><guid>1</guid></item>"), "item.id", "1"},
		{RSS("<item><!-- <guid>1</guid></item><item><!-- x --><guid>2</guid></item>"),
			"items", "2"},
		{RSS("<!-- <item><guid>1</guid></item> --> & "), "items", "0"},
		{RSS("<link rel='self' type=text/xml\"/><item><title>t</title></item>"), "items",
			"1"},
		{ITEM("<enclosure type=a/b url=e.mp3/>"), "item.enclosure.url",
			"http://base.example/d/e.mp3"},
		{ITEM("<enclosure type=a/b' url='e'/>"), "item.enclosure.type", "a/b"},
		{ITEM("<enclosure url='a' url='b'/>"), "item.enclosure.url",
			"http://base.example/d/a"},
		{ITEM("<enclosure url='a' url='b'/>"), "last_warning", "repeated-attribute"},
		{ITEM("<enclosure url='a?b&c=<d>'/>"), "item.enclosure.url",
			"http://base.example/d/a?b&c=%3Cd%3E"},
		{ITEM("<enclosure url=\"a length='5' type='t'/>"), "item.enclosure.url",
			"http://base.example/d/a"},
		{ITEM("<enclosure disabled url='a'/>"), "item.enclosure.url",
			"http://base.example/d/a"},
		{ITEM("<title>a</TITLE><guid>1</guid>"), "item.id", "1"},
		{RSS("<title>a</b></title><link>http://l.example/</link>"), "link",
			"http://l.example/"},
		{RSS("<title>a</b></title>"), "last_warning", "stray-end-tag"},
		{ITEM("<title>a<link>http://b.example/</link>"), "item.title", "a"},
		{ITEM("<title>a<link>http://b.example/</link>"), "item.url", "http://b.example/"},
		{ITEM("<description><p>a<br>b</description><guid>1</guid>"), "item.id", "1"},
		{ITEM("<description>text <guid>1</guid>"), "item.id", "1"},
		{RSS("<item><title>a</title><item><title>b</title></item>"), "items", "2"},
		{RSS("<item><title>a</title><item><title>b</title></item>"), "last_title", "b"},
		{ITEM("<a:b:c>x</a:b:c><title>t</title>"), "item.title", "t"},
		{ITEM("<title>t</title"), "item.title", "t"},
	};

	(void)state;
	CHECK_FEED_CASES(cases);
}

static void
sections_and_comments_without_an_end_are_ended(void **state)
{
	static const struct feed_case cases[] = {
		{ITEM("<title><![CDATA[a</title><guid>1</guid>"), "item.title", "a"},
		{ITEM("<title><![CDATA[a</title><guid>1</guid>"), "item.id", "1"},
		{RSS("<item><title><![CDATA[a</title></item><item><title><![CDATA[b]]></title></"
		     "item>"),
			"items", "2"},
		{ITEM("<title><![CDATA[a]]</title><guid>1</guid>"), "item.title", "a"},
		{ITEM("<title><![cdata[a & b]]></title>"), "item.title", "a & b"},
		{ITEM("<description><![CDATA[a <![CDATA[b]]> c</description>"), "item.summary",
			"a <![CDATA[b c"},
		{ITEM("<title><![CDATA[a]\x01]> &b;]]></title>"), "item.title", "a] ]> &b;"},
		{ITEM("<title>a]\x01]> &b;</title>"), "item.title", "a]]> &b;"},
		{ITEM("<title>a</title><!-- open <guid>1</guid>"), "item.title", "a"},
		{ITEM("<title>a<!-- x -- y -->b</title>"), "item.title", "ab"},
	};

	(void)state;
	CHECK_FEED_CASES(cases);
}

static void
the_rest_of_a_document_is_not_lost(void **state)
{
	static const struct feed_case cases[] = {
		{"<rss><channel><item><title>a</title></item><item><title>b", "items", "2"},
		{"<rss><channel><item><title>a</title></item><item><title>b", "last_title", "b"},
		{"<rss><channel><item><title>a</title></item>", "last_warning", "unclosed-element"},
		{RSS("<item><title>a</title></item>") RSS("<item><title>b</title></item>"), "items",
			"2"},
		{RSS("<title>t</title>") "<p>tail</p> & more", "title", "t"},
		{"<rss version='2.0'/><channel><item><title>a</title></item></channel></rss>",
			"items", "1"},
		{"<?xml version='1.0' ?" RSS("<title>t</title>"), "title", "t"},
		{"<!DOCTYPE rss [<!ENTITY a 'b'>" RSS("<title>t</title>"), "title", "t"},
		{"\n\n junk " RSS("<title>t</title>"), "title", "t"},
		{"<br /><b>Warning</b>: x in y\n<?xml version='1.0'?>" RSS("<title>t</title>"),
			"title", "t"},
		{"<rss><channel><title>t</title></rss><item><title>late</title></item>",
			"item.title", "late"},
		{"<rss/>", "items", "0"},
	};

	(void)state;
	CHECK_FEED_CASES(cases);
}

static void
bytes_are_mended(void **state)
{
	static const struct feed_case cases[] = {
		{RSS("<title>\xe9t\xe9 \xc3\xa9 \x93x\x94</title>"), "title",
			"\u00e9t\u00e9 \u00e9 \u201cx\u201d"},
		{RSS("<title>\xe9 \u00e9</title>"), "warning", "bad-bytes"},
		{RSS("<title>\xe9</title>"), "warning", "wrong-encoding"},
		{RSS("<title>&#146; \xc2\x92</title>"), "title", "\u2019 \u2019"},
		{"<?xml version='1.0' encoding='windows-1251'?>" RSS("<title>\xcc\xe8\xf0</title>"),
			"title", "\u041c\u0438\u0440"},
		{"<?xml version='1.0' encoding='iso-8859-1'?>" RSS("<title>\xc3\xa9</title>"),
			"title", "\u00e9"},
		{"<?xml version='1.0' encoding='iso-8859-1'?>" RSS("<title>\xc3\xa9</title>"),
			"warning", "wrong-encoding"},
		{"<?xml version='1.0' encoding='iso-8859-1'?>" RSS("<title>\xe9</title>"),
			"encoding", "windows-1252"},
	};

	(void)state;
	CHECK_FEED_CASES(cases);
}

#define JSON(items)                                                                                \
	"{\"version\":\"https://jsonfeed.org/version/1\",\"title\":\"t\",\"items\":" items

static void
json_is_mended(void **state)
{
	static const struct feed_case cases[] = {
		{JSON("[{\"id\":\"1\",\"content_text\":\"cut he"), "item.content_text", "cut he"},
		{JSON("[{\"id\":\"1\"},{\"id\":\"2\",\"title\":"), "items", "2"},
		{JSON("[{\"id\":\"1\",\"title\""), "item.id", "1"},
		{JSON("[{\"id\":\"1\",},],}"), "item.id", "1"},
		{JSON("[{\"id\":\"1\",},],}"), "warning", "broken-json"},
		{JSON("[{'id':'a \"b\"', title: 'it\\'s'}]}"), "item.id", "a \"b\""},
		{JSON("[{'id':'a', title: 'it\\'s'}]}"), "item.title", "it's"},
		{JSON("[{\"id\":12345678901234567890123}]}"), "item.id", "12345678901234567890123"},
		{JSON("[{\"title\":\"a\\u0000b\"}]}"), "item.title", "ab"},
		{JSON("[ // one\n{\"id\":\"1\" /* the id */}]}"), "item.id", "1"},
		{JSON("[{\"url\": http://a.example/, \"id\":\"1\"}]}"), "item.id", "1"},
		{JSON("[{\"id\":\"1\" \"title\":\"x\"} {\"id\":\"2\"}]}"), "items", "2"},
		{JSON("[{\"title\":\"a\nb\tc\"}]}"), "item.title", "a b c"},
		{JSON("[{\"title\":\"a\\xb \\ud83d c\"}]}"), "item.title", "axb \ufffd c"},
		{JSON("[{\"title\":\"\\ud83d\\ude00\",}]}"), "item.title", "\U0001f600"},
		{JSON("[{\"id\":NaN,\"title\":\"t\"}]}"), "item.title", "t"},
		{JSON("[{\"id\":\"1\"}]} tail"), "item.id", "1"},
		{JSON("[{\"id\":\"1\"]}"), "item.id", "1"},
	};

	(void)state;
	CHECK_FEED_CASES(cases);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_mended),
		cmocka_unit_test(a_tag_that_was_cut_is_no_text),
		cmocka_unit_test(tags_are_mended),
		cmocka_unit_test(sections_and_comments_without_an_end_are_ended),
		cmocka_unit_test(the_rest_of_a_document_is_not_lost),
		cmocka_unit_test(bytes_are_mended),
		cmocka_unit_test(json_is_mended),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
