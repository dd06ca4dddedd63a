/* RSS of all versions, and the namespaces that stand in it. */
#include "tests/lib/feed_cases.h"
#include "tests/unit/test.h"

#define RSS(body) "<rss version='2.0'><channel>" body "</channel></rss>"
#define ITEM(body) RSS("<item>" body "</item>")
#define NS(declaration, body) "<rss version='2.0' " declaration "><channel>" body "</channel></rss>"
#define RDF(body)                                                                                  \
	"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "                        \
	"xmlns='http://purl.org/rss/1.0/'>" body "</rdf:RDF>"

static void
versions_are_told_apart(void **state)
{
	static const struct feed_case cases[] = {
		{"<rss version='0.91'><channel/></rss>", "format", "rss0.91"},
		{"<rss version='0.92'><channel/></rss>", "format", "rss0.92"},
		{"<rss version='0.93'><channel/></rss>", "format", "rss0.93"},
		{"<rss version=' 0.94 '><channel/></rss>", "format", "rss0.94"},
		{"<rss version='2.0.1'><channel/></rss>", "format", "rss2.0"},
		{"<rss><channel/></rss>", "format", "rss2.0"},
		{"<RSS VERSION='2.0'><CHANNEL><TITLE>x</TITLE></CHANNEL></RSS>", "title", "x"},
		{RDF("<channel/>"), "format", "rss1.0"},
		{"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
		 "xmlns='http://my.netscape.com/rdf/simple/0.9/'><channel/></rdf:RDF>",
			"format", "rss0.90"},
	};

	(void)state;
	CHECK_FEED_CASES(cases);
}

static void
the_channel_is_read(void **state)
{
	static const struct feed_case cases[] = {
		{RSS("<title> a &amp; b </title>"), "title", "a & b"},
		{RSS("<title>&lt;i>a&lt;/i></title>"), "title", "a"},
		{RSS("<title>1 &lt; 2</title>"), "title", "1 < 2"},
		{RSS("<title></title><title>second</title>"), "title", "second"},
		{RSS("<title>&lt;![CDATA[a &amp;amp; b]]></title>"), "title", "a & b"},
		{RSS("<link> &lt;![CDATA[http://a.example/]]> </link>"), "link",
			"http://a.example/"},
		{RSS("<link>/x</link>"), "link", "http://base.example/x"},
		{RSS("<description>&lt;p>a&lt;p>b</description>"), "description", "a b"},
		{RSS("<language>en-us</language>"), "language", "en-us"},
		{"<rss xml:lang='fr'><channel/></rss>", "language", "fr"},
		{RSS("<copyright>c</copyright>"), "rights", "c"},
		{RSS("<generator>g &lt;x></generator>"), "generator", "g <x>"},
		{RSS("<ttl> 90 </ttl>"), "ttl", "5400"},
		{RSS("<ttl>soon</ttl>"), "ttl", "-1"},
		{RSS("<skipHours><hour>0</hour><hour>24</hour><hour>3</hour></skipHours>"), "hours",
			"9"},
		{RSS("<skipDays><day>Sunday</day><day>saturday</day></skipDays>"), "days", "65"},
		{RSS("<pubDate>Sat, 21 Nov 2026 10:00:00 GMT</pubDate>"), "updated",
			"2026-11-21T10:00:00Z"},
		{RSS("<image><title>t</title><url>i.png</url></image>"), "image",
			"http://base.example/d/i.png"},
		{RSS("<image><title>t</title></image>"), "title", NULL},
		{RSS("<image><title>t</title><url/><link>http://x.example</link></image>"), "image",
			NULL},
		{RSS("<author>a@b.example</author>"), "author.email", "a@b.example"},
		{RSS("<author>a@b.example</author><managingEditor>c@d.example</managingEditor>"),
			"author.email", "c@d.example"},
		{RSS("<managingEditor>a@b.example (A B)</managingEditor>"), "author.name", "A B"},
		{RSS("<category domain='s'>t</category>"), "category.scheme", "s"},
		{RSS("<textInput><title>t</title></textInput>"), "title", NULL},
		{"<rss xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'><channel>"
		 "<sy:updateBase>2000-01-01T12:00+00:00</sy:updateBase></channel></rss>",
			"update_base", "2000-01-01T12:00:00Z"},
		{NS("xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'",
			 "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4"
			 "</sy:updateFrequency>"),
			"period", "21600"},
		{NS("xmlns:a='http://www.w3.org/2005/Atom'",
			 "<a:link rel='self' href='s'/><a:link rel='hub' href='h'/>"),
			"hub", "http://base.example/d/h"},
	};

	(void)state;
	CHECK_FEED_CASES(cases);
}

static void
an_item_is_read(void **state)
{
	static const struct feed_case cases[] = {
		{ITEM("<title>T &amp;amp; U</title>"), "item.title", "T & U"},
		/* Elements of other vocabularies without their namespace: rather that than nothing. */
		{ITEM("<content>&lt;p>x&lt;/p></content>"), "item.content", "<p>x</p>"},
		{ITEM("<encoded>&lt;p>x&lt;/p></encoded>"), "item.content", "<p>x</p>"},
		{ITEM("<date>2026-11-21T10:00:00Z</date>"), "item.published",
			"2026-11-21T10:00:00Z"},
		{ITEM("<published>2026-11-21T10:00:00Z</published>"), "item.published",
			"2026-11-21T10:00:00Z"},
		{ITEM("<updated>2026-11-21T10:00:00Z</updated>"), "item.updated",
			"2026-11-21T10:00:00Z"},
		{ITEM("<creator>A</creator><author>B</author>"), "item.author.name", "B"},
		{ITEM("<creator>A</creator>"), "item.author.name", "A"},
		{ITEM("<id>1</id>"), "item.id", "1"},
		{ITEM("<id>1</id><guid>2</guid>"), "item.id", "2"},
		{ITEM("<url>/a</url>"), "item.url", "http://base.example/a"},
		{ITEM("<language>fr</language>"), "item.language", "fr"},
		{ITEM("<categories><category>a</category><category>b</category></categories>"),
			"item.categories", "2"},
		{ITEM("<link>a</link>"), "item.url", "http://base.example/d/a"},
		{ITEM("<link>http://a.example/?a=1&amp;amp;b=2</link>"), "item.url",
			"http://a.example/?a=1&b=2"},
		{ITEM("<guid>http://a.example/1</guid>"), "item.url", "http://a.example/1"},
		{ITEM("<guid isPermaLink='false'>x</guid>"), "item.url", NULL},
		{ITEM("<guid isPermaLink='false'>http://g.example/</guid>"), "item.url", NULL},
		{ITEM("<guid isPermaLink='true'>/g</guid>"), "item.url", "http://base.example/g"},
		{ITEM("<guid isPermaLink='true'>/g</guid>"), "item.id", "/g"},
		{ITEM("<enclosure href='e.mp3'/>"), "item.enclosure.url",
			"http://base.example/d/e.mp3"},
		{ITEM("<guid isPermaLink='false'>x</guid>"), "item.id", "x"},
		{ITEM("<description>&lt;p>a&lt;/p>&lt;p>b&lt;/p></description>"),
			"item.summary_text", "a\n\nb"},
		{ITEM("<description><p>a <b>b</b></p></description>"), "item.summary",
			"<p>a <b>b</b></p>"},
		{ITEM("<description>a<br/>b</description>"), "item.summary", "a<br>b"},
		{ITEM("<author>a@b.example (A)</author>"), "item.author.email", "a@b.example"},
		{ITEM("<author>A &lt;a@b.example></author>"), "item.author.name", "A"},
		{ITEM("<author>A</author>"), "item.author.name", "A"},
		{RSS("<managingEditor>E</managingEditor><item><title>x</title></item>"),
			"item.author.name", "E"},
		{ITEM("<category>a</category><category>a</category>"), "item.categories", "1"},
		{ITEM("<enclosure url='e.mp3' type='audio/mpeg' length='12'/>"),
			"item.enclosure.url", "http://base.example/d/e.mp3"},
		{ITEM("<enclosure url='e' length='x'/>"), "item.enclosure.length", "-1"},
		{ITEM("<enclosure type='x'/>"), "item.enclosures", "0"},
		{ITEM("<enclosure url='e' type='image/png'/>"), "item.image",
			"http://base.example/d/e"},
		{ITEM("<source url='s'>S</source>"), "item.source.title", "S"},
		{ITEM("<comments>c</comments>"), "item.comments", "http://base.example/d/c"},
		{ITEM("<pubDate>Sat, 21 Nov 2026 10:00:00 +0100</pubDate>"), "item.published",
			"2026-11-21T09:00:00Z"},
		{ITEM("<pubDate>never</pubDate>"), "item.published", NULL},
		{ITEM("<description>a</description><summary>b</summary>"), "item.content", "b"},
		{ITEM("<unknown><title>x</title></unknown>"), "item.title", NULL},
		{"<rss>\n<channel>\n<item/></channel></rss>", "item.line", "3"},
		{RSS("<items><item><title>t</title></item></items>"), "item.title", "t"},
	};

	(void)state;
	CHECK_FEED_CASES(cases);
}

static void
rdf_items_stand_beside_the_channel(void **state)
{
	static const struct feed_case cases[] = {
		{RDF("<channel rdf:about='c'><title>t</title></channel><item rdf:about='http://a/'>"
		     "<title>i</title></item>"),
			"item.title", "i"},
		{RDF("<item rdf:about='http://a.example/'/>"), "item.id", "http://a.example/"},
		{RDF("<item rdf:about='http://a.example/'/>"), "item.url", "http://a.example/"},
		{RDF("<channel rdf:about='c'/>"), "id", "c"},
		{RDF("<image><url>u</url></image>"), "image", "http://base.example/d/u"},
	};

	(void)state;
	CHECK_FEED_CASES(cases);
}

#define DC "xmlns:dc='http://purl.org/dc/elements/1.1/'"
#define MEDIA "xmlns:media='http://search.yahoo.com/mrss/'"
#define ITUNES "xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'"
#define CONTENT "xmlns:content='http://purl.org/rss/1.0/modules/content/'"

static void
namespaces_add_to_it(void **state)
{
	static const struct feed_case cases[] = {
		{NS(DC, "<item><dc:title>d</dc:title><title>t</title></item>"), "item.title", "t"},
		{NS(DC, "<item><dc:creator>A &amp;amp; B</dc:creator></item>"), "item.author.name",
			"A &amp; B"},
		{NS(DC, "<item><dc:date>2026-11-21T10:00:00+02:00</dc:date></item>"),
			"item.published", "2026-11-21T08:00:00Z"},
		{NS(DC, "<item><dc:subject>s</dc:subject></item>"), "item.category.term", "s"},
		{NS(DC, "<dc:language>de</dc:language>"), "language", "de"},
		{NS(DC, "<dc:rights>r</dc:rights>"), "rights", "r"},
		{NS(CONTENT,
			 "<item><content:encoded><![CDATA[<p>x</p>]]></content:encoded></item>"),
			"item.content", "<p>x</p>"},
		{NS("xmlns:x='http://www.w3.org/1999/xhtml'",
			 "<item><x:body><x:p>a &lt; b</x:p></x:body></item>"),
			"item.content", "<p>a &lt; b</p>"},
		{NS(MEDIA, "<item><media:thumbnail url='t'/></item>"), "item.image",
			"http://base.example/d/t"},
		{NS(MEDIA, "<item><media:group><media:content url='m' medium='image'/>"
			   "<media:title>x</media:title></media:group></item>"),
			"item.title", "x"},
		{NS(MEDIA, "<item><media:category>c</media:category></item>"),
			"item.category.scheme", "http://search.yahoo.com/mrss/category_schema"},
		{NS(MEDIA CONTENT, "<item><media:description>m</media:description>"
				   "<content:encoded>c</content:encoded></item>"),
			"item.summary", NULL},
		{NS(ITUNES, "<item><itunes:image href='i'/></item>"), "item.image",
			"http://base.example/d/i"},
		{NS(ITUNES, "<itunes:owner><itunes:name>N</itunes:name></itunes:owner>"),
			"author.name", "N"},
		{NS(ITUNES, "<itunes:keywords>a, b,a</itunes:keywords>"), "category.term", "a"},
		{NS("xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0'",
			 "<item><link>http://f/</link><feedburner:origLink>http://o.example/"
			 "</feedburner:origLink></item>"),
			"item.url", "http://o.example/"},
		/* A prefix that was never declared, a URI with another scheme. */
		{RSS("<item><dc:creator>A</dc:creator></item>"), "item.author.name", "A"},
		{NS("xmlns:d='https://purl.org/dc/elements/1.1'",
			 "<item><d:creator>A</d:creator></item>"),
			"item.author.name", "A"},
		{NS("xmlns:dc='http://example.com/dc'", "<item><dc:creator>A</dc:creator></item>"),
			"item.author.name", "A"},
		{"<rss xmlns='http://example.com/own'><channel><title>t</title></channel></rss>",
			"title", "t"},
		{NS("xmlns:x='http://example.com/other'", "<x:title>no</x:title>"), "title", NULL},
	};

	(void)state;
	CHECK_FEED_CASES(cases);
}

static void
links_stand_against_the_nearest_base(void **state)
{
	static const struct feed_case cases[] = {
		{"<rss xml:base='http://a.example/x/'><channel><link>y</link></channel></rss>",
			"link", "http://a.example/x/y"},
		{"<rss xml:base='http://a.example/x/'><channel><item xml:base='z/'>"
		 "<description>d</description></item></channel></rss>",
			"item.summary_base", "http://a.example/x/z/"},
	};

	(void)state;
	CHECK_FEED_CASES(cases);
}

#define PODCAST "xmlns:i='http://www.itunes.com/dtds/podcast-1.0.dtd'"
#define PICTURES "xmlns:m='http://search.yahoo.com/mrss/'"
#define OTHERS(declaration, body) "<rss " declaration "><channel>" body "</channel></rss>"

static void
podcasts_and_media_have_words_pictures_and_owners(void **state)
{
	static const struct feed_case cases[] = {
		{OTHERS(PODCAST, "<i:image>http://a.example/a.png</i:image>"), "image",
			"http://a.example/a.png"},
		{OTHERS(PODCAST, "<i:image href='a.png'/>"), "image",
			"http://base.example/d/a.png"},
		{OTHERS(PODCAST, "<item><i:keywords>gold, oil</i:keywords></item>"),
			"item.categories", "2"},
		{OTHERS(PODCAST, "<item><i:keywords>gold oil</i:keywords></item>"),
			"item.category.term", "gold"},
		{OTHERS(PODCAST, "<item><i:keywords/></item>"), "item.categories", "0"},
		{OTHERS(PODCAST, "<item><i:keywords>gold,,oil, </i:keywords></item>"),
			"item.categories", "2"},
		{OTHERS(PODCAST, "<i:category text='Business'/>"), "category.term", "Business"},
		{OTHERS(PODCAST, "<i:category>Business</i:category>"), "category.term", "Business"},
		{OTHERS(PODCAST, "<item><i:category text='Business'/></item>"),
			"item.category.term", "Business"},
		{OTHERS(PODCAST, "<i:author><i:name>A B</i:name></i:author>"), "author.name",
			"A B"},
		{OTHERS(PODCAST,
			 "<i:owner><i:name>A B</i:name><i:email>a@b.example</i:email></i:owner>"),
			"author.email", "a@b.example"},
		{OTHERS(PICTURES, "<item><m:keywords>gold, oil</m:keywords></item>"),
			"item.category.term", "gold"},
		{OTHERS(PICTURES,
			 "<item><m:category scheme='urn:s' label='L'>t</m:category></item>"),
			"item.category.label", "L"},
		{OTHERS(PICTURES, "<item><m:content url='a.JPG?w=1'/></item>"), "item.image",
			"http://base.example/d/a.JPG?w=1"},
		{OTHERS(PICTURES, "<item><m:content url='a.jpg' medium='document'/></item>"),
			"item.image", NULL},
		{OTHERS(PICTURES, "<item><m:thumbnail url='a.png'/></item>"), "item.image",
			"http://base.example/d/a.png"},
	};

	(void)state;
	CHECK_FEED_CASES(cases);
}

#define GERMAN                                                                                     \
	"<item><description>Der Konzern hat nach eigenen Angaben mehr Gewinn gemacht als im "      \
	"Vorjahr</description></item>"

/* What only the end of the document tells changes the items that stand before it. */
static void
the_end_of_a_document_settles_its_items(void **state)
{
	static const struct feed_case cases[] = {
		{RSS(GERMAN), "item.language", "de"},
		{RSS(GERMAN "<language>en</language>"), "item.language", NULL},
		{RSS(GERMAN "<language>en</language>"), "language", "en"},
		{RSS("<item><pubDate>2026-11-23 07:00</pubDate></item>"
		     "<item><pubDate>Mon, 23 Nov 2026 07:00:00 +0200</pubDate></item>"),
			"item.published", "2026-11-23T05:00:00Z"},
		{OTHERS("xmlns:a='http://www.w3.org/2005/Atom'",
			 "<pubDate>2026-11-23 09:00</pubDate>"
			 "<item><a:updated>2026-11-23T08:00:00</a:updated></item>"
			 "<item><pubDate>Mon, 23 Nov 2026 07:00:00 +0200</pubDate></item>"),
			"item.updated", "2026-11-23T06:00:00Z"},
		{OTHERS("", "<pubDate>2026-11-23 09:00</pubDate>"
			    "<item><pubDate>Mon, 23 Nov 2026 07:00:00 +0200</pubDate></item>"),
			"updated", "2026-11-23T07:00:00Z"},
		{RSS("<item><title>t</title></item><managingEditor>a@b.example (A)"
		     "</managingEditor>"),
			"item.author.name", "A"},
	};

	(void)state;
	CHECK_FEED_CASES(cases);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(podcasts_and_media_have_words_pictures_and_owners),
		cmocka_unit_test(the_end_of_a_document_settles_its_items),
		cmocka_unit_test(versions_are_told_apart),
		cmocka_unit_test(the_channel_is_read),
		cmocka_unit_test(an_item_is_read),
		cmocka_unit_test(rdf_items_stand_beside_the_channel),
		cmocka_unit_test(namespaces_add_to_it),
		cmocka_unit_test(links_stand_against_the_nearest_base),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
