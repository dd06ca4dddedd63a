/* Atom 0.3 and 1.0, JSON Feed, CDF and sitemaps. */
#include "tests/lib/feed_cases.h"
#include "tests/unit/test.h"

#define ATOM(body) "<feed xmlns='http://www.w3.org/2005/Atom'>" body "</feed>"
#define ENTRY(body) ATOM("<entry>" body "</entry>")
#define XHTML(body) "<div xmlns='http://www.w3.org/1999/xhtml'>" body "</div>"

static void
atom_feeds_are_read(void **state)
{
	static const struct feed_case cases[] = {
		{ENTRY("<link rel='ALTERNATE' href='a'/><link rel='alternate' href='b'/>"),
			"item.url", "http://base.example/d/b"},
		{ENTRY("<link rel='Alternate' href='a'/>"), "item.url", "http://base.example/d/a"},
		{ATOM(""), "format", "atom1.0"},
		{"<feed version='0.3' xmlns='http://purl.org/atom/ns#'/>", "format", "atom0.3"},
		{"<feed><title>t</title></feed>", "title", "t"},
		{ATOM("<title type='html'>&lt;b>a&lt;/b> &amp;amp; b</title>"), "title", "a & b"},
		{ATOM("<title>&lt;b>a</title>"), "title", "<b>a"},
		{ATOM("<subtitle>s</subtitle>"), "description", "s"},
		{ATOM("<link href='x'/>"), "link", "http://base.example/d/x"},
		{ATOM("<link rel='self' href='x'/>"), "self", "http://base.example/d/x"},
		{ATOM("<link rel='http://www.iana.org/assignments/relation/self' href='x'/>"),
			"self", "http://base.example/d/x"},
		{ATOM("<link rel='next' href='n'/>"), "next_page", "http://base.example/d/n"},
		{ATOM("<link rel='prev-archive' href='p'/>"), "prev_archive",
			"http://base.example/d/p"},
		{ATOM("<id> urn:x </id>"), "id", "urn:x"},
		{ATOM("<updated>2026-11-21T10:00:00Z</updated>"), "updated",
			"2026-11-21T10:00:00Z"},
		{ATOM("<logo>l</logo><icon>i</icon>"), "image", "http://base.example/d/l"},
		{ATOM("<rights>r</rights>"), "rights", "r"},
		{ATOM("<author><name>N</name><email>e</email><uri>u</uri></author>"), "author.url",
			"http://base.example/d/u"},
		{"<feed xml:lang='en' xmlns='http://www.w3.org/2005/Atom'/>", "language", "en"},
	};

	(void)state;
	CHECK_FEED_CASES(cases);
}

static void
entries_are_read(void **state)
{
	static const struct feed_case cases[] = {
		{ENTRY("<title type='xhtml'>" XHTML("a &lt; <b>b</b>") "</title>"), "item.title",
			"a < b"},
		{ENTRY("<link rel='alternate' type='text/plain' href='p'/>"
		       "<link rel='alternate' type='text/html' href='h'/>"),
			"item.url", "http://base.example/d/h"},
		{ENTRY("<link rel='edit' href='e'/><id>http://a.example/1</id>"), "item.url",
			"http://a.example/1"},
		{ENTRY("<link rel='enclosure' href='e' type='t' length='5'/>"),
			"item.enclosure.length", "5"},
		{ENTRY("<link rel='replies' type='text/html' href='r'/>"), "item.comments",
			"http://base.example/d/r"},
		{ENTRY("<content type='html'>&lt;p>x&lt;/p></content>"), "item.content",
			"<p>x</p>"},
		{ENTRY("<content type='xhtml' xml:base='http://c.example/'>" XHTML(
			 "<img src='i'/>") "</content>"),
			"item.content", "<div><img src=\"i\"></div>"},
		{ENTRY("<content type='xhtml'>" XHTML(
			 "<p xml:base='http://c.example/'><a href='i'>x</a></p>") "</content>"),
			"item.content", "<div><p><a href=\"http://c.example/i\">x</a></p></div>"},
		{ENTRY("<content type='text/plain'>a &lt;b></content>"), "item.content_text",
			"a <b>"},
		{ENTRY("<content type='image/png'>aaaa</content>"), "item.content", NULL},
		{ENTRY("<content type='multipart/alternative'><content type='text/html'>&lt;b>x"
		       "</content><content>x</content></content>"),
			"item.content", "<b>x"},
		{ENTRY("<content mode='base64' type='text/html'>PGI+eDwvYj4=</content>"),
			"item.content", "<b>x</b>"},
		{ENTRY("<summary>s</summary>"), "item.summary_text", "s"},
		{ENTRY("<published>2026-11-21</published>"), "item.published",
			"2026-11-21T00:00:00Z"},
		{ENTRY("<issued>2026-11-21</issued>"), "item.published", "2026-11-21T00:00:00Z"},
		{ENTRY("<modified>2026-11-21</modified>"), "item.updated", "2026-11-21T00:00:00Z"},
		{ENTRY("<category term='t' scheme='s' label='l'/>"), "item.category.label", "l"},
		{ENTRY("<source><title>S</title><author><name>A</name></author></source>"),
			"item.source.title", "S"},
		{ENTRY("<source><author><name>A</name></author></source>"), "item.author.name",
			"A"},
		{ATOM("<author><name>F</name></author><entry><title>x</title></entry>"),
			"item.author.name", "F"},
		{ATOM("<entry xml:lang='de'><title>x</title></entry>"), "item.language", "de"},
		{"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>a</title></entry>"
		 "<entry><title>b</title></entry></feed>",
			"last_title", "b"},
	};

	(void)state;
	CHECK_FEED_CASES(cases);
}

#define JSON(body) "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"t\"," body "}"
#define JSON_ITEM(body) JSON("\"items\":[{" body "}]")

static void
json_feeds_are_read(void **state)
{
	static const struct feed_case cases[] = {
		{JSON("\"items\":[]"), "format", "json1.1"},
		{"{\"version\":\"https://jsonfeed.org/version/1\",\"title\":\"t\",\"items\":[]}",
			"format", "json1"},
		{"\xef\xbb\xbf" JSON("\"items\":[]"), "title", "t"},
		{JSON("\"items\":[],\"home_page_url\":\"h\""), "link", "http://base.example/d/h"},
		{JSON("\"items\":[],\"feed_url\":\"http://a.example/\""), "self",
			"http://a.example/"},
		{JSON("\"items\":[],\"hubs\":[{\"type\":\"WebSub\",\"url\":\"http://h.example/"
		      "\"}]"),
			"hub", "http://h.example/"},
		{JSON_ITEM("\"id\":7"), "item.id", "7"},
		{JSON_ITEM("\"title\":\"a <b>b</b>\""), "item.title", "a b"},
		{JSON_ITEM("\"url\":\"u\",\"external_url\":\"e\""), "item.url",
			"http://base.example/d/u"},
		{JSON_ITEM("\"content_text\":\"a <b>\""), "item.content_text", "a <b>"},
		{JSON_ITEM("\"content_html\":\"<p>\\u00e9</p>\",\"content_text\":\"x\""),
			"item.content_text", "\u00e9"},
		{JSON_ITEM("\"date_modified\":\"2026-11-21T10:00:00Z\""), "updated",
			"2026-11-21T10:00:00Z"},
		{JSON_ITEM("\"tags\":[\"a\",3,\"b\"]"), "item.categories", "2"},
		{JSON_ITEM("\"authors\":[{\"name\":\"N\"}],\"author\":{\"name\":\"N\"}"),
			"item.authors", "1"},
		{JSON_ITEM("\"attachments\":[{\"url\":\"u\",\"size_in_bytes\":5}]"),
			"item.enclosure.length", "5"},
		{JSON_ITEM("\"attachments\":[{\"mime_type\":\"x\"}]"), "item.enclosures", "0"},
		{JSON_ITEM("\"attachments\":{\"url\":\"u\",\"size_in_bytes\":5.0}"),
			"item.enclosure.length", "5"},
		{JSON_ITEM("\"tags\":\"a, b\""), "item.categories", "2"},
		{"{\"version\":1.1,\"title\":\"t\",\"items\":[]}", "format", "json1.1"},
		{"{\"version\":\"https://jsonfeed.org/version/1.1/\",\"title\":\"t\",\"items\":[]}",
			"format", "json1.1"},
		{JSON("\"authors\":[{\"name\":\"F\"}],\"items\":[{\"id\":\"1\"}]"),
			"item.author.name", "F"},
	};

	(void)state;
	CHECK_FEED_CASES(cases);
}

#define URLSET(body)                                                                               \
	"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' "                             \
	"xmlns:n='http://www.google.com/schemas/sitemap-news/0.9' "                                \
	"xmlns:image='http://www.google.com/schemas/sitemap-image/1.1'>" body "</urlset>"
#define NEWS(body) URLSET("<url><loc>http://a.example/1</loc><n:news>" body "</n:news></url>")

static void
sitemaps_are_read(void **state)
{
	static const struct feed_case cases[] = {
		{NEWS("<n:genres>PressRelease, Blog</n:genres>"), "item.categories", "2"},
		{NEWS("<n:publication><n:name>The Times</n:name></n:publication>"),
			"item.source.title", "The Times"},
		{NEWS("<n:publication><n:name>The Times</n:name></n:publication>"), "title",
			"The Times"},
		{NEWS("<n:stock_tickers>NASDAQ:A, NYSE:B</n:stock_tickers>"), "item.last_ticker",
			"NYSE:B"},
		{"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap>"
		 "<loc>http://a.example/n.xml</loc><lastmod>2026-11-23</lastmod></sitemap>"
		 "</sitemapindex>",
			"sitemap", "http://a.example/n.xml"},
		{URLSET(""), "format", "sitemap-news"},
		{NEWS("<n:title>T</n:title>"), "item.title", "T"},
		{NEWS(""), "item.url", "http://a.example/1"},
		{NEWS("<n:publication><n:name>P</n:name><n:language>en</n:language></"
		      "n:publication>"),
			"item.source.title", "P"},
		{NEWS("<n:publication><n:name>P</n:name><n:language>en</n:language></"
		      "n:publication>"),
			"item.language", "en"},
		{NEWS("<n:publication_date>2026-11-21T10:00+01:00</n:publication_date>"),
			"item.published", "2026-11-21T09:00:00Z"},
		{NEWS("<n:keywords>a, b</n:keywords>"), "item.categories", "2"},
		{NEWS("<n:stock_tickers>NASDAQ:A, BOM:500325</n:stock_tickers>"),
			"item.last_ticker", "BOM:500325"},
		{URLSET("<url><loc>http://a.example/</loc><image:image><image:loc>http://i.example/"
			"</image:loc></image:image></url>"),
			"item.image", "http://i.example/"},
		{"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap>"
		 "<loc>http://a.example/s.xml</loc></sitemap></sitemapindex>",
			"sitemap", "http://a.example/s.xml"},
	};

	(void)state;
	CHECK_FEED_CASES(cases);
}

static void
channel_definitions_are_read(void **state)
{
	static const struct feed_case cases[] = {
		{"<CHANNEL HREF='http://a.example/'/>", "link", "http://a.example/"},
		{"<CHANNEL BASE='http://b.example/c/'><ITEM HREF='i'/></CHANNEL>", "item.url",
			"http://b.example/c/i"},
		{"<CHANNEL LASTMOD='2004-04-07T04:05:43Z'/>", "updated", "2004-04-07T04:05:43Z"},
		{"<CHANNEL><ITEM HREF='b'><TITLE>T</TITLE></ITEM></CHANNEL>", "item.title", "T"},
		{"<CHANNEL><ITEM HREF='b'><ABSTRACT>A</ABSTRACT></ITEM></CHANNEL>",
			"item.summary_text", "A"},
	};

	(void)state;
	CHECK_FEED_CASES(cases);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(atom_feeds_are_read),
		cmocka_unit_test(entries_are_read),
		cmocka_unit_test(json_feeds_are_read),
		cmocka_unit_test(sitemaps_are_read),
		cmocka_unit_test(channel_definitions_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
