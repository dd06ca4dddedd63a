#include "tests/unit/test.h"

#include "aggregator/story/canonical.h"

struct link_case {
	const char *url;
	const char *want; /* NULL: tells no item from another */
};

static const struct link_case plain[] = {
	{"https://www.example.com/a/b", "example.com/a/b"},
	{"http://Example.COM:80/a/b/", "example.com/a/b"},
	{"https://example.com:443/a#top", "example.com/a"},
	{"https://example.com:8443/a", "example.com:8443/a"},
	{"//example.com/a", "example.com/a"},
	{"https://user:secret@example.com/a", "example.com/a"},
	{"https://example.com/a?id=7&b=2", "example.com/a?b=2&id=7"},
	{"https://example.com/%7euser/%c3%a9", "example.com/~user/%C3%A9"},
	{"https://example.com/a/index.html", "example.com/a"},
	{"https://example.com/a;jsessionid=12AB?x=1", "example.com/a?x=1"},
	{"https://example.com/", NULL},
	{"https://www.example.com", NULL},
	{"https://www.example.com/?utm_source=rss", NULL},
	{"ftp://example.com/a", NULL},
	{"mailto:desk@example.com", NULL},
	{"urn:uuid:1", NULL},
	{"https://localhost/a", NULL},
	{"", NULL},
};

/* A filing stands in EDGAR under each of its parties. */
#define EDGAR "https://www.sec.gov/Archives/edgar/data/"
#define FILED "sec.gov/Archives/edgar/000008066126000032"
static const struct link_case filings[] = {
	{EDGAR "80661/000008066126000032/0000080661-26-000032-index.htm", FILED},
	{EDGAR "1071287/000008066126000032/0000080661-26-000032-index.htm", FILED},
	{EDGAR "80661/000008066126000032/xslF345X05/form4.xml", FILED},
	{EDGAR "80661/0000080661-26-000032.txt", FILED},
	{EDGAR "80661/000008066126000033/", "sec.gov/Archives/edgar/000008066126000033"},
	{EDGAR "80661/00000806612600003/a.htm",
		"sec.gov/Archives/edgar/data/80661/00000806612600003/a.htm"},
	{EDGAR "80661/", "sec.gov/Archives/edgar/data/80661"},
	{"https://example.com/Archives/edgar/data/80661/000008066126000032/a.htm",
		"example.com/Archives/edgar/data/80661/000008066126000032/a.htm"},
};

static const struct link_case tracked[] = {
	{"https://example.com/a?utm_source=rss&utm_medium=feed&id=7", "example.com/a?id=7"},
	{"https://example.com/a?fbclid=x&gclid=y", "example.com/a"},
	{"https://www.cnbc.com/a.html?__source=iosappshare", "cnbc.com/a.html"},
	{"https://example.com/a?__source=x", "example.com/a?__source=x"},
	{"https://www.nytimes.com/a.html?partner=rss&emc=rss", "nytimes.com/a.html"},
	{"https://finance.yahoo.com/news/a.html?.tsrc=rss", "finance.yahoo.com/news/a.html"},
	{"https://www.wsj.com/articles/a?mod=rss_markets_main", "wsj.com/articles/a"},
};

static const struct link_case mobile[] = {
	{"https://m.example.com/a", "example.com/a"},
	{"https://amp.example.com/a/amp/", "example.com/a"},
	{"https://example.com/amp/a", "example.com/a"},
	{"https://example.com/a.amp", "example.com/a"},
	{"https://example.com/a?outputType=amp", "example.com/a"},
	{"https://m.com/a", "m.com/a"},
	{"https://www-example-com.cdn.ampproject.org/c/s/www.example.com/a?x=1",
		"example.com/a?x=1"},
	{"https://www.google.com/amp/s/www.example.com/a/amp", "example.com/a"},
};

static const struct link_case wrapped[] = {
	{"https://www.google.com/url?rct=j&sa=t&url=https://example.com/a&ct=ga", "example.com/a"},
	{"https://www.google.com/url?q=https%3A%2F%2Fexample.com%2Fa%3Fid%3D7",
		"example.com/a?id=7"},
	{"https://news.google.com/news/url?sa=t&url=http://example.com/a", "example.com/a"},
	{"http://www.bing.com/news/apiclick.aspx?ref=FexRss&url=https%3a%2f%2fexample.com%2fa",
		"example.com/a"},
	{"https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.com%2Fa%3Ffbclid%3Dx&h=AT",
		"example.com/a"},
	{"https://r.search.yahoo.com/_ylt=x/RV=2/RU=https%3a%2f%2fexample.com%2fa/RK=2/RS=y-",
		"example.com/a"},
	{"http://us.rd.yahoo.com/finance/news/rss/story/*http://example.com/a", "example.com/a"},
	{"https://www.google.com/url?url=https://l.facebook.com/l.php?u=https%253A%252F%252F"
	 "example.com%252Fa",
		"example.com/a"},
	{"https://web.archive.org/web/20200101000000/https://example.com/a", "example.com/a"},
	{"https://www.google.com/url?x=1", "google.com/url?x=1"},
	{"https://news.google.com/rss/articles/CBMiL2h0dHBzOi8vOXRvNW1hYy5jb20vMjAyMi8wMS8wMy9hYXBs"
	 "LTMtdHJpbGxpb24v0gEA?oc=5&hl=en-US",
		"9to5mac.com/2022/01/03/aapl-3-trillion"},
	{"https://news.google.com/articles/CBMiQUFBQQ", "news.google.com/articles/CBMiQUFBQQ"},
	{"https://news.google.com/rss/articles/CBMi", "news.google.com/rss/articles/CBMi"},
};

static void
check(const struct link_case *cases, size_t n)
{
	struct buf out;

	buf_init(&out, 8192);
	for (size_t i = 0; i < n; i++) {
		bool has_link = canonical_link(span_of(cases[i].url), &out);

		if (cases[i].want == NULL && has_link)
			fail_msg("'%s' gave '%s'", cases[i].url, buf_string(&out));
		if (cases[i].want != NULL && !span_equal(buf_span(&out), span_of(cases[i].want)))
			fail_msg("'%s' gave '%s', want '%s'", cases[i].url, buf_string(&out),
				cases[i].want);
		assert_int_equal(has_link, cases[i].want != NULL);
		assert_int_equal(canonical_key(span_of(cases[i].url)) != 0, has_link);
	}
	buf_release(&out);
}

static void
a_link_is_compared_without_what_does_not_name_the_page(void **state)
{
	(void)state;
	check(plain, sizeof plain / sizeof *plain);
}

static void
tracking_parameters_do_not_count(void **state)
{
	(void)state;
	check(tracked, sizeof tracked / sizeof *tracked);
}

static void
a_filing_is_one_under_each_of_its_parties(void **state)
{
	(void)state;
	check(filings, sizeof filings / sizeof *filings);
}

static void
pages_for_small_screens_are_the_page(void **state)
{
	(void)state;
	check(mobile, sizeof mobile / sizeof *mobile);
}

static void
a_redirector_is_taken_for_its_target(void **state)
{
	(void)state;
	check(wrapped, sizeof wrapped / sizeof *wrapped);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_link_is_compared_without_what_does_not_name_the_page),
		cmocka_unit_test(tracking_parameters_do_not_count),
		cmocka_unit_test(a_filing_is_one_under_each_of_its_parties),
		cmocka_unit_test(pages_for_small_screens_are_the_page),
		cmocka_unit_test(a_redirector_is_taken_for_its_target),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
