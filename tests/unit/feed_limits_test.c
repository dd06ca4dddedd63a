/*
 * Documents made to hurt: each is read in time that grows with its length alone, and nothing goes
 * beyond its cap. A quadratic step would take minutes on these; the tests give each a few seconds.
 */
#include <stdio.h>
#include <sys/resource.h>
#include <sysexits.h>
#include <time.h>

#include "feeds/base/buf.h"
#include "feeds/feed.h"
#include "tests/lib/feed_cases.h"
#include "tests/unit/test.h"

#define MEBIBYTE (1 << 20)
#define CPU_SECONDS_MAX 30.0 /* sanitizers are slow; quadratic is far slower */

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
	{"deep nesting", "<rss><channel><item><description>", "<p>", "", 4 * MEBIBYTE},
	{"deep nesting that is closed again", "<rss><channel>", "<a>", "</channel></rss>",
		4 * MEBIBYTE},
	{"end tags that close nothing", "<rss><channel>", "</b>", "</channel></rss>", 4 * MEBIBYTE},
	{"end tags without an end", "<rss><channel>", "</a", "", 4 * MEBIBYTE},
	{"a huge attribute", "<rss><channel x='", "abcdefg &amp; ",
		"'><title>t</title></channel></rss>", 4 * MEBIBYTE},
	{"a huge attribute without an end", "<rss><channel x='", "abcdefg ", "", 4 * MEBIBYTE},
	{"attributes without an end", "<rss><channel>", "<a b='", "", 4 * MEBIBYTE},
	{"one tag of many attributes", "<rss><channel", " a='b'", "/></rss>", 4 * MEBIBYTE},
	{"many namespaces, nested", "<rss><channel>", "<a xmlns:b='c' xmlns:d='e'>", "",
		4 * MEBIBYTE},
	{"a million references", "<rss><channel><title>", "&amp;&eacute;",
		"</title></channel></rss>", 8 * MEBIBYTE},
	{"ampersands", "<rss><channel><title>", "&", "</title></channel></rss>", 4 * MEBIBYTE},
	{"brackets", "<rss><channel><title>", "<", "</title></channel></rss>", 4 * MEBIBYTE},
	{"sections without an end", "<rss><channel><title>", "<![CDATA[", "", 4 * MEBIBYTE},
	{"sections that end far away", "<rss><channel><title>", "<![CDATA[ ",
		"]]></title></channel></rss> &", 4 * MEBIBYTE},
	{"one huge section", "<rss><channel><item><description><![CDATA[", "<p>text</p> ",
		"]]></description></item></channel></rss>", 8 * MEBIBYTE},
	{"comments without an end", "<rss><channel>", "<!-- ", "", 4 * MEBIBYTE},
	{"a huge comment", "<rss><channel><!--", " text ", "--></channel></rss>", 8 * MEBIBYTE},
	{"declarations", "<rss><channel>", "<!x", "", 4 * MEBIBYTE},
	{"a prolog of comments", "", "<!-- x -->", "<rss/>", 4 * MEBIBYTE},
	{"an endless DOCTYPE", "<!DOCTYPE rss [", "<!ENTITY a \"", "", 4 * MEBIBYTE},
	{"100,000 items", "<rss><channel>", "<item><title>t</title><guid>1</guid></item>",
		"</channel></rss>", 4 * MEBIBYTE},
	{"items inside of items", "<rss><channel>", "<item><title>t", "", 4 * MEBIBYTE},
	{"one item of many categories", "<rss><channel><item>", "<category>t</category>",
		"</item></channel></rss>", 4 * MEBIBYTE},
	{"bad bytes", "<rss><channel><title>", "\xff\xc0\xe9", "</title></channel></rss>",
		4 * MEBIBYTE},
	{"second documents", "", "<rss><channel></channel></rss>", "", 4 * MEBIBYTE},
	{"markup in markup", "<rss><channel><item><description>", "&lt;p&gt;&lt;b x=&quot;",
		"</description></item></channel></rss>", 4 * MEBIBYTE},
	{"JSON arrays",
		"{\"version\":\"https://jsonfeed.org/version/1\",\"title\":\"t\",\"items\":", "[",
		"", 4 * MEBIBYTE},
	{"JSON strings",
		"{\"version\":\"https://jsonfeed.org/version/1\",\"title\":\"t\",\"items\":[",
		"\"x\",", "1]}", 4 * MEBIBYTE},
};

static void
build(const struct shape *shape, struct buf *out)
{
	struct span again = span_of(shape->again);

	buf_reserve(out, shape->size + 1024);
	buf_add_text(out, shape->head);
	while (out->len < shape->size)
		buf_add(out, again);
	buf_add_text(out, shape->tail);
}

static void
check_shape(const struct shape *shape)
{
	struct arena *arena = arena_new();
	struct error err = {0};
	struct feed *feed;
	struct buf document;
	double start, took;

	buf_init(&document, BUF_UNLIMITED);
	build(shape, &document);
	start = cpu_seconds();
	feed = feed_parse(buf_span(&document), NULL, arena, &err);
	took = cpu_seconds() - start;
	print_message("# %s: %.2f s, arena %.1f times the document, %zu items\n", shape->name, took,
		(double)arena_size(arena) / (double)document.len, feed != NULL ? feed->n_items : 0);
	if (took > CPU_SECONDS_MAX)
		fail_msg("%s: %.1f s", shape->name, took);
	if (feed == NULL && err.text[0] == '\0')
		fail_msg("%s: refused without a word", shape->name);
	buf_release(&document);
	arena_free(arena);
}

static void
time_grows_with_the_length_alone(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
		check_shape(&shapes[i]);
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
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(time_grows_with_the_length_alone),
		cmocka_unit_test(no_entity_is_expanded_in_another),
		cmocka_unit_test(what_is_no_feed_is_refused_in_one_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
