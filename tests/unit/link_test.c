#include "tests/unit/test.h"

#include <stdlib.h>

#include "feeds/base/arena.h"
#include "feeds/link.h"

#define BASE "http://a/b/c/d;p?q"

static const struct {
	const char *base;
	const char *reference;
	const char *absolute;
} resolutions[] = {
	/* RFC 3986, section 5.4 */
	{BASE, "g:h", "g:h"},
	{BASE, "g", "http://a/b/c/g"},
	{BASE, "./g", "http://a/b/c/g"},
	{BASE, "g/", "http://a/b/c/g/"},
	{BASE, "/g", "http://a/g"},
	{BASE, "//g", "http://g"},
	{BASE, "?y", "http://a/b/c/d;p?y"},
	{BASE, "g?y", "http://a/b/c/g?y"},
	{BASE, "#s", "http://a/b/c/d;p?q#s"},
	{BASE, "g#s", "http://a/b/c/g#s"},
	{BASE, "g?y#s", "http://a/b/c/g?y#s"},
	{BASE, ";x", "http://a/b/c/;x"},
	{BASE, "g;x?y#s", "http://a/b/c/g;x?y#s"},
	{BASE, "", "http://a/b/c/d;p?q"},
	{BASE, ".", "http://a/b/c/"},
	{BASE, "./", "http://a/b/c/"},
	{BASE, "..", "http://a/b/"},
	{BASE, "../g", "http://a/b/g"},
	{BASE, "../..", "http://a/"},
	{BASE, "../../g", "http://a/g"},
	{BASE, "../../../g", "http://a/g"},
	{BASE, "/./g", "http://a/g"},
	{BASE, "/../g", "http://a/g"},
	{BASE, "g.", "http://a/b/c/g."},
	{BASE, "..g", "http://a/b/c/..g"},
	{BASE, "./../g", "http://a/b/g"},
	{BASE, "g/./h", "http://a/b/c/g/h"},
	{BASE, "g/../h", "http://a/b/c/h"},
	{BASE, "g;x=1/../y", "http://a/b/c/y"},
	{BASE, "g?y/../x", "http://a/b/c/g?y/../x"},
	{BASE, "g#s/../x", "http://a/b/c/g#s/../x"},
	/* as browsers do */
	{BASE, "http:g", "http://a/b/c/g"},
	{BASE, " \t\n g \r\n", "http://a/b/c/g"},
	{BASE, "g\nh\ti", "http://a/b/c/ghi"},
	{BASE, "a b", "http://a/b/c/a%20b"},
	{BASE, "x\\y?z\\", "http://a/b/c/x/y?z%5C"},
	{BASE, "a%20b%2F", "http://a/b/c/a%20b%2F"},
	{BASE, "%2e%2E/g", "http://a/b/g"},
	{BASE, "h\u00e4user", "http://a/b/c/h\u00e4user"},
	{"http://a", "g", "http://a/g"},
	{"http://a?q", "g", "http://a/g"},
	{"", "g", "g"},
	{"b/c", "g", "g"},
	{"mailto:x@y", "g", "g"},
	{"", "http://x/../y", "http://x/y"},
	{"", "http://news .example\n.com/a b", "http://news.example.com/a%20b"},
	{BASE, "java\nscript:alert(1)", "javascript:alert(1)"},
	{BASE, "mailto:a@b", "mailto:a@b"},
	{BASE, "urn:uuid:../x", "urn:uuid:../x"},
	{"file:///a/b", "c", "file:///a/c"},
};

static void
references_become_absolute(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof resolutions / sizeof *resolutions; i++)
		assert_span(link_resolve(span_of(resolutions[i].base),
				    span_of(resolutions[i].reference), arena),
			resolutions[i].absolute);
	assert_null(link_resolve(SPAN(BASE), SPAN_NONE, arena).at);
	arena_free(arena);
}

static const struct {
	const char *url;
	const char *normal; /* NULL: refused */
	const char *host;
} normals[] = {
	{"HTTP://EXAMPLE.com", "http://example.com/", "example.com"},
	{"https://Example.COM:443/A/./b/../c", "https://example.com/A/c", "example.com"},
	{"http://example.com:80", "http://example.com/", "example.com"},
	{"http://example.com:", "http://example.com/", "example.com"},
	{"http://example.com:8080/x", "http://example.com:8080/x", "example.com"},
	{"https://example.com:80/", "https://example.com:80/", "example.com"},
	{"http://example.com/%7efoo%2fbar?%7e#%7e", "http://example.com/%7Efoo%2Fbar?%7e#%7e",
		"example.com"},
	{"http://User:Pw@Example.com/", "http://User:Pw@example.com/", "example.com"},
	{"http://[2001:DB8::1]:8080/", "http://[2001:db8::1]:8080/", "2001:db8::1"},
	{"http://example.com?q=A", "http://example.com/?q=A", "example.com"},
	{"http://m\u00fcller.example/", "http://m\u00fcller.example/", "m\u00fcller.example"},
	{"/relative", NULL, NULL},
	{"ftp://example.com/", NULL, NULL},
	{"javascript:alert(1)", NULL, NULL},
	{"http:", NULL, NULL},
	{"http://", NULL, NULL},
	{"http:///path", NULL, NULL},
	{"http://user@/", NULL, NULL},
	{"http://exa<mple.com/", NULL, NULL},
	{"http://example.com:http/", NULL, NULL},
	{"http://example.com:65536/", NULL, NULL},
	{"http://[::1/", NULL, NULL},
	{"http://[::1]x/", NULL, NULL},
};

static void
a_link_has_one_spelling_and_a_host(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof normals / sizeof *normals; i++) {
		struct link link = {SPAN_NONE};

		if (link_normalise(span_of(normals[i].url), arena, &link) !=
			(normals[i].normal != NULL))
			fail_msg("'%s' was taken or refused wrongly", normals[i].url);
		assert_span(link.url, normals[i].normal);
		if (normals[i].normal != NULL)
			assert_span(link_host(link), normals[i].host);
	}
	arena_free(arena);
}

static void
an_address_beyond_all_measure_is_refused(void **state)
{
	struct arena *arena = arena_new();
	size_t len = LINK_BYTES_MAX + 1;
	char *text = malloc(len);

	(void)state;
	assert_non_null(text);
	memset(text, '/', len);
	assert_null(link_resolve(SPAN(BASE), span_make(text, len), arena).at);
	assert_int_equal(link_resolve(SPAN(BASE), span_make(text, len - 1), arena).at != NULL, 1);
	free(text);
	arena_free(arena);
}

static void
schemes_are_told(void **state)
{
	(void)state;
	assert_span(link_scheme(SPAN("HTTP://x")), "HTTP");
	assert_span(link_scheme(SPAN("svg+xml-1.0:x")), "svg+xml-1.0");
	assert_span(link_scheme(SPAN("1a:x")), "");
	assert_span(link_scheme(SPAN("a/b:x")), "");
	assert_true(link_is_web(SPAN("https://x")));
	assert_false(link_is_web(SPAN("https:")));
	assert_false(link_is_web(SPAN("httpsx://x")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(references_become_absolute),
		cmocka_unit_test(a_link_has_one_spelling_and_a_host),
		cmocka_unit_test(an_address_beyond_all_measure_is_refused),
		cmocka_unit_test(schemes_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
