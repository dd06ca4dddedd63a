#include "feeds/discover.h"

#include "feeds/base/buf.h"
#include "tests/unit/test.h"

#define PAGE "https://site.example/news/"

/* The URLs that were found, with blanks between. */
static void
assert_found(const char *html, const char *want)
{
	struct arena *arena = arena_new();
	struct found_feeds found = discover_feeds(span_of(html), SPAN(PAGE), arena);
	struct buf urls;

	buf_init(&urls, BUF_UNLIMITED);
	for (size_t i = 0; i < found.n; i++) {
		if (i > 0)
			buf_add_byte(&urls, ' ');
		buf_add(&urls, found.at[i].url);
	}
	if (strcmp(buf_string(&urls), want) != 0)
		fail_msg("%s: got '%s', want '%s'", html, buf_string(&urls), want);
	buf_release(&urls);
	arena_free(arena);
}

#define RSS "type=\"application/rss+xml\""

static void
finds_what_a_page_announces(void **state)
{
	static const struct row {
		const char *html;
		const char *urls;
	} rows[] = {
		{"<link rel=\"alternate\" " RSS " href=\"/feed.xml\">",
			"https://site.example/feed.xml"},
		{"<LINK REL=alternate TYPE=application/atom+xml HREF=feed.atom>",
			"https://site.example/news/feed.atom"},
		{"<link href='https://other.example/f?a=1&amp;b=2' " RSS " rel='alternate home' />",
			"https://other.example/f?a=1&b=2"},
		{"<link rel=alternate type='application/rss+xml; charset=utf-8' href=/a>"
		 "<link rel=alternate type=application/feed+json href=/b>"
		 "<link rel=alternate type=text/xml href=/a>",
			"https://site.example/a https://site.example/b"},
		{"<base href=\"https://cdn.example/x/\"><link rel=alternate " RSS " href=f>",
			"https://cdn.example/x/f"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		assert_found(rows[i].html, rows[i].urls);
}

static void
guesses_nothing(void **state)
{
	static const char *const pages[] = {
		"",
		"<a href=/feed.xml>RSS</a>",
		"<link rel=stylesheet href=/feed.xml>",
		"<link rel=alternate hreflang=de href=/de/>",
		"<link rel='alternate stylesheet' " RSS " href=/x>",
		"<link rel=alternate " RSS ">",
		"<link rel=alternate " RSS " href=\"javascript:alert(1)\">",
		"<link rel=alternate " RSS " href=\"feed:abc\">",
		"<!-- <link rel=alternate " RSS " href=/feed.xml> -->",
		"<script>'<link rel=alternate " RSS " href=/feed.xml>'</script>",
	};

	(void)state;
	for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++)
		assert_found(pages[i], "");
}

static void
keeps_title_and_type(void **state)
{
	struct arena *arena = arena_new();
	struct found_feeds found = discover_feeds(
		SPAN("<link rel=alternate " RSS " title='Caf&eacute; &amp; Co' href=/f>"),
		SPAN(PAGE), arena);

	(void)state;
	assert_int_equal(found.n, 1);
	assert_span(found.at[0].title, "Caf\xc3\xa9 & Co");
	assert_span(found.at[0].type, "application/rss+xml");
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_what_a_page_announces),
		cmocka_unit_test(guesses_nothing),
		cmocka_unit_test(keeps_title_and_type),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
