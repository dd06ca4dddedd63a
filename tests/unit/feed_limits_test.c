/*
 * Documents made to hurt: each is read in time and memory that grow with its length alone, and
 * nothing goes beyond its cap.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>

#include "feeds/base/buf.h"
#include "feeds/feed.h"
#include "tests/lib/feed_cases.h"
#include "tests/unit/test.h"

#define MEBIBYTE (1 << 20)
#define TIMES_LARGER 4
#define TIMES_LONGER_MAX 9.0 /* four times the length: 4 if linear, 16 if quadratic */
#define SECONDS_OF_NOISE 0.03
#define TRIES 4 /* a busy machine may spoil one */

static double
cpu_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

struct shape {
	const char *name;
	const char *head;
	const char *again; /* repeated up to the size */
	const char *tail;
	size_t size;
};

static const struct shape shapes[] = {
	{"deep nesting", "<rss><channel><item><description>", "<p>", "", MEBIBYTE},
	{"deep nesting that is closed again", "<rss><channel>", "<a>", "</channel></rss>",
		MEBIBYTE},
	{"end tags that close nothing", "<rss><channel>", "</b>", "</channel></rss>", MEBIBYTE},
	{"end tags without an end", "<rss><channel>", "</a", "", MEBIBYTE},
	{"a huge attribute", "<rss><channel x='", "abcdefg &amp; ",
		"'><title>t</title></channel></rss>", MEBIBYTE},
	{"a huge attribute without an end", "<rss><channel x='", "abcdefg ", "", MEBIBYTE},
	{"attributes without an end", "<rss><channel>", "<a b='", "", MEBIBYTE},
	{"document types without an end", "", "<!DOCTYPE rss [", "<rss/>", MEBIBYTE},
	{"instructions without an end", "", "<?a ", "<rss/>", MEBIBYTE},
	{"one tag of many attributes", "<rss><channel", " a='b'", "/></rss>", MEBIBYTE},
	{"many namespaces, nested", "<rss><channel>", "<a xmlns:b='c' xmlns:d='e'>", "", MEBIBYTE},
	{"a million references", "<rss><channel><title>", "&amp;&eacute;",
		"</title></channel></rss>", MEBIBYTE},
	{"ampersands", "<rss><channel><title>", "&", "</title></channel></rss>", MEBIBYTE},
	{"brackets", "<rss><channel><title>", "<", "</title></channel></rss>", MEBIBYTE},
	{"sections without an end", "<rss><channel><title>", "<![CDATA[", "", MEBIBYTE},
	{"sections that end far away", "<rss><channel><title>", "<![CDATA[ ",
		"]]></title></channel></rss> &", MEBIBYTE},
	{"one huge section", "<rss><channel><item><description><![CDATA[", "<p>text</p> ",
		"]]></description></item></channel></rss>", MEBIBYTE},
	{"comments without an end", "<rss><channel>", "<!-- ", "", MEBIBYTE},
	{"a huge comment", "<rss><channel><!--", " text ", "--></channel></rss>", MEBIBYTE},
	{"declarations", "<rss><channel>", "<!x", "", MEBIBYTE},
	{"a prolog of comments", "", "<!-- x -->", "<rss/>", MEBIBYTE},
	{"an endless DOCTYPE", "<!DOCTYPE rss [", "<!ENTITY a \"", "", MEBIBYTE},
	{"25,000 and 100,000 items", "<rss><channel>",
		"<item><title>t</title><guid>1</guid></item>", "</channel></rss>", MEBIBYTE},
	{"items inside of items", "<rss><channel>", "<item><title>t", "", MEBIBYTE},
	{"one item of many categories", "<rss><channel><item>", "<category>t</category>",
		"</item></channel></rss>", MEBIBYTE},
	{"bad bytes", "<rss><channel><title>", "\xff\xc0\xe9", "</title></channel></rss>",
		MEBIBYTE},
	{"second documents", "", "<rss><channel></channel></rss>", "", MEBIBYTE},
	{"markup in markup", "<rss><channel><item><description>", "&lt;p&gt;&lt;b x=&quot;",
		"</description></item></channel></rss>", MEBIBYTE},
	{"JSON arrays",
		"{\"version\":\"https://jsonfeed.org/version/1\",\"title\":\"t\",\"items\":", "[",
		"", MEBIBYTE},
	{"JSON comments without an end",
		"{\"version\":\"https://jsonfeed.org/version/1\",\"title\":\"t\",\"items\":[",
		"/* ", "]}", MEBIBYTE},
	{"JSON strings",
		"{\"version\":\"https://jsonfeed.org/version/1\",\"title\":\"t\",\"items\":[",
		"\"x\",", "1]}", MEBIBYTE},
};

static void
build(const struct shape *shape, size_t size, struct buf *out)
{
	struct span again = span_of(shape->again);

	buf_init(out, BUF_UNLIMITED);
	buf_reserve(out, size + 1024);
	buf_add_text(out, shape->head);
	while (out->len < size)
		buf_add(out, again);
	buf_add_text(out, shape->tail);
}

/* CPU seconds that a document of that size takes. */
static double
measure(const struct shape *shape, size_t size)
{
	struct arena *arena = arena_new();
	struct error err = {0};
	struct feed *feed;
	struct buf document;
	double start, took;

	build(shape, size, &document);
	start = cpu_seconds();
	feed = feed_parse(buf_span(&document), NULL, arena, &err);
	took = cpu_seconds() - start;
	if (feed == NULL && err.text[0] == '\0')
		fail_msg("%s: refused without a word", shape->name);
	buf_release(&document);
	arena_free(arena);
	return took;
}

static bool
grows_with_the_length(const struct shape *shape)
{
	double small = measure(shape, shape->size);
	double large = measure(shape, shape->size * TIMES_LARGER);

	return large < TIMES_LONGER_MAX * small + SECONDS_OF_NOISE;
}

/* The sanitizer reads all of the bytes that a search may look at, each time: it is the one who grows. */
static bool
is_sanitized(void)
{
	const char *says = getenv("SANITIZED");

	return says != NULL && strcmp(says, "yes") == 0;
}

static void
time_grows_with_the_length_alone(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
		int tries = 0;

		while (!grows_with_the_length(&shapes[i]))
			if (++tries == TRIES)
				fail_msg("%s: more than linear", shapes[i].name);
	}
}

/* What a feed of very many of these takes, beside the length of the document. */
static const struct shape small_items[] = {
	{"title and guid", "<rss><channel>", "<item><title>t</title><guid>1</guid></item>",
		"</channel></rss>", MEBIBYTE},
	{"a title", "<rss><channel>", "<item><title>t</title></item>", "</channel></rss>",
		MEBIBYTE},
	{"title, link, text and date", "<rss><channel>",
		"<item><title>Profit rises</title><link>http://a.example/1</link>"
		"<description>By a tenth.</description>"
		"<pubDate>Mon, 23 Nov 2026 07:00:00 GMT</pubDate></item>",
		"</channel></rss>", MEBIBYTE},
	{"dates without a zone", "<rss><channel><pubDate>Mon, 23 Nov 2026 07:00:00 GMT</pubDate>",
		"<item><pubDate>2026-11-23 07:00</pubDate></item>", "</channel></rss>", MEBIBYTE},
	{"entries of Atom", "<feed xmlns='http://www.w3.org/2005/Atom'>",
		"<entry><id>1</id><title>t</title><updated>2026-11-23T07:00:00Z</updated></entry>",
		"</feed>", MEBIBYTE},
	{"many categories", "<rss><channel>",
		"<item><category>a</category><category>b</category><category>c</category>"
		"<category>d</category><category>e</category><category>f</category></item>",
		"</channel></rss>", MEBIBYTE},
	{"rows of a news sitemap", "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>",
		"<url><loc>http://a.example/1</loc></url>", "</urlset>", MEBIBYTE},
};

#define TWICE "Le caf\u00c3\u00a9 est tr\u00c3\u00a8s cher, dit-on \u00c3\u00a0 Paris. "
#define TWICE_8 TWICE TWICE TWICE TWICE TWICE TWICE TWICE TWICE

/* Texts that are held more than once while they are read. */
static const struct shape large_items[] = {
	{"text that was encoded twice", "<rss><channel>",
		"<item><description><![CDATA[<p>" TWICE_8 "</p>]]></description></item>",
		"</channel></rss>", 40000},
	{"text of many tags", "<rss><channel>",
		"<item><description><![CDATA[<p>a <b>b</b> c</p><p>d <i>e</i> f</p><p>g <b>h</b>"
		" i</p><p>k <i>l</i> m</p>]]></description></item>",
		"</channel></rss>", 40000},
};

#define PROMISED_TIMES 3.0
#define MEMORY_TIMES 2.5 /* of documents that are not short */

static void
check_memory(const struct shape *shape, size_t size, double most)
{
	const struct feed_hints hints = {.base_url = SPAN("http://base.example/f")};
	struct arena *arena = arena_new();
	struct error err = {0};
	struct buf document;
	double times;

	build(shape, size, &document);
	if (feed_parse(buf_span(&document), &hints, arena, &err) == NULL)
		fail_msg("%s: %s", shape->name, err.text);
	times = (double)arena_size(arena) / (double)document.len;
	if (times > most)
		fail_msg("%s: %.2f times the %zu bytes of the document", shape->name, times,
			document.len);
	buf_release(&document);
	arena_free(arena);
}

static void
many_small_items_take_less_than_three_times_the_document(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof small_items / sizeof *small_items; i++)
		check_memory(&small_items[i], small_items[i].size, MEMORY_TIMES);
}

static void
large_texts_take_less_than_three_times_the_document(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof large_items / sizeof *large_items; i++)
		check_memory(&large_items[i], large_items[i].size, MEMORY_TIMES);
}

#define LONG_TEXT                                                                                  \
	"&lt;p&gt;Profit rises by a tenth, &lt;a href=\"/1\"&gt;says&lt;/a&gt; the firm, and "     \
	"more "                                                                                    \
	"is to come in the spring, if the weather holds and nobody strikes.&lt;/p&gt;"

/* Of a few kilobytes: what any feed needs once weighs most. */
static const struct shape short_documents[] = {
	{"a blog", "<rss><channel><title>A blog</title><link>http://a.example/</link>",
		"<item><title>Profit rises</title><link>http://a.example/1</link><guid>1</guid>"
		"<description>" LONG_TEXT LONG_TEXT LONG_TEXT "</description>"
		"<pubDate>Mon, 23 Nov 2026 07:00:00 GMT</pubDate></item>",
		"</channel></rss>", 2500},
	{"a broken one", "<rss><channel><title>A&B</title>",
		"<item><title>Profit & loss</title><link>http://a.example/?a=1&b=2</link>"
		"<description>" LONG_TEXT "</description></item>",
		"</channel></rss>", 2500},
	{"podcasts", "<rss xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'><channel>",
		"<item><title>Profit rises</title><description>" LONG_TEXT LONG_TEXT
		"</description><itunes:summary>" LONG_TEXT LONG_TEXT "</itunes:summary></item>",
		"</channel></rss>", 2500},
};

static void
short_documents_take_less_than_three_times_the_document(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof short_documents / sizeof *short_documents; i++)
		for (size_t size = short_documents[i].size; size < 40000; size += size / 4)
			check_memory(&short_documents[i], size, PROMISED_TIMES);
}

static void
no_entity_is_expanded_in_another(void **state)
{
	static const struct feed_case cases[] = {
		{"<!DOCTYPE rss [<!ENTITY a 'xxxx'><!ENTITY b '&a;&a;&a;&a;'>"
		 "<!ENTITY c '&b;&b;&b;&b;'>]><rss><channel><title>[&c;]</title></channel></rss>",
			"title", "[&b;&b;&b;&b;]"},
		{"<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
		 "<rss><channel><title>[&a;]</title></channel></rss>",
			"title", "[&a;]"},
		{"<!DOCTYPE rss SYSTEM 'http://127.0.0.1:9/x.dtd' [<!ENTITY % p SYSTEM 'file:///x'>"
		 "%p;]><rss><channel><title>t</title></channel></rss>",
			"title", "t"},
		{"<!DOCTYPE rss [<!ENTITY a "
		 "'b'>]><rss><channel><link>/?&a;=1</link></channel></rss>",
			"link", "http://base.example/?b=1"},
	};

	(void)state;
	CHECK_FEED_CASES(cases);
}

static void
what_is_no_feed_is_refused_in_one_line(void **state)
{
	static const struct {
		const char *document;
		const char *says;
	} cases[] = {
		{"", "empty"},
		{" \n ", "empty"},
		{"hello", "neither XML nor JSON"},
		{"<!DOCTYPE html><html><body/></html>", "<html> is no feed"},
		{"<opml version='2.0'/>", "<opml> is no feed"},
		{"<channel><title>t</title></channel>", "<channel> is no feed"},
		{"<p>text</p>", "<p> is no feed"},
		{"{\"a\":1}", "JSON without a list of items"},
		{"{\"items\":[1]}", "JSON without the version"},
		{"{\"a\":", "JSON"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena *arena = arena_new();
		struct error err = {0};

		assert_null(feed_parse(span_of(cases[i].document), NULL, arena, &err));
		assert_int_equal(err.status, EX_DATAERR);
		if (strstr(err.text, cases[i].says) == NULL)
			fail_msg("'%s' does not say '%s'", err.text, cases[i].says);
		arena_free(arena);
	}
}

int
main(void)
{
	const struct CMUnitTest untimed[] = {
		cmocka_unit_test(many_small_items_take_less_than_three_times_the_document),
		cmocka_unit_test(large_texts_take_less_than_three_times_the_document),
		cmocka_unit_test(short_documents_take_less_than_three_times_the_document),
		cmocka_unit_test(no_entity_is_expanded_in_another),
		cmocka_unit_test(what_is_no_feed_is_refused_in_one_line),
	};
	const struct CMUnitTest all[] = {
		cmocka_unit_test(time_grows_with_the_length_alone),
		untimed[0],
		untimed[1],
		untimed[2],
		untimed[3],
	};

	if (is_sanitized())
		return cmocka_run_group_tests(untimed, NULL, NULL);
	return cmocka_run_group_tests(all, NULL, NULL);
}
