#include "tests/unit/test.h"

#include "aggregator/feed_address.h"

static const struct {
	const char *written;
	const char *url; /* NULL: refused */
	const char *key; /* or the message */
} cases[] = {
	{"https://a.example/feed", "https://a.example/feed", "a.example/feed"},
	{"http://A.Example:80/feed/", "http://A.Example:80/feed/", "a.example/feed"},
	{" HTTPS://a.example:443/feed#top ", "HTTPS://a.example:443/feed#top", "a.example/feed"},
	{"https://a.example:8443/Feed", "https://a.example:8443/Feed", "a.example:8443/Feed"},
	{"https://a.example", "https://a.example", "a.example"},
	{"https://a.example/", "https://a.example/", "a.example"},
	{"https://a.example/?u=b/", "https://a.example/?u=b/", "a.example/?u=b/"},
	{"https://a.example/a b|c", "https://a.example/a%20b%7Cc", "a.example/a%20b%7Cc"},
	{"https://[::1]/x", "https://[::1]/x", "[::1]/x"},
	{"ftp://a.example/x", NULL, "expected http:// or https://, found 'ftp:'"},
	{"a.example/x", NULL, "expected a URL that begins with http:// or https://"},
	{"", NULL, "expected a URL that begins with http:// or https://"},
	{"https://", NULL, "the URL is malformed: Bad URL"},
	{"https://u:p@a.example/x", NULL,
		"expected an address without user and password; they have a key of their own, "
		"`auth`"},
};

static void
the_same_feed_has_one_key_however_it_is_written(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct feed_address address;
		struct error err = {0};
		bool ok = feed_address_read(&address, span_of(cases[i].written), arena, &err);

		if (ok != (cases[i].url != NULL))
			fail_msg("'%s': %s", cases[i].written, err.text);
		if (!ok) {
			if (strncmp(err.text, cases[i].key, 20) != 0)
				fail_msg("'%s': %s", cases[i].written, err.text);
			continue;
		}
		assert_string_equal(address.url, cases[i].url);
		assert_span(address.key, cases[i].key);
	}
	arena_free(arena);
}

static void
a_password_is_not_shown(void **state)
{
	static const char *const shown[][2] = {
		{"https://u:p@a.example/x@y", "https://...@a.example/x@y"},
		{"u:p@a.example/x", "...@a.example/x"},
		{"https://u:p@q@a.example", "https://...@a.example"},
		{"https://a.example/x@y", "https://a.example/x@y"},
		{"", ""},
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
		assert_span(feed_address_shown(span_of(shown[i][0]), arena), shown[i][1]);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_feed_has_one_key_however_it_is_written),
		cmocka_unit_test(a_password_is_not_shown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
