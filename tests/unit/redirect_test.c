#include "aggregator/fetch/redirect.h"

#include <stdlib.h>

#include "aggregator/fetch/profile.h"

#include "tests/unit/test.h"

struct hop {
	int status;
	const char *location;
};

/* Follows all hops; false at the first that is refused, whose reason is in `err`. */
static bool
follow(struct redirect_chain *chain, const char *start, const struct hop *hops, struct error *err)
{
	assert_true(redirect_begin(chain, span_of(start), err));
	chain->hops_max = 5;
	for (; hops->status != 0; hops++)
		if (!redirect_follow(chain, hops->status, span_of(hops->location), err))
			return false;
	return true;
}

static void
remembers_as_far_as_every_hop_is_permanent(void **state)
{
	static const struct row {
		struct hop hops[5];
		const char *now;
		const char *moved_to;
	} rows[] = {
		{{{301, "/b"}}, "http://h.example/b", "http://h.example/b"},
		{{{308, "http://i.example/"}}, "http://i.example/", "http://i.example/"},
		{{{301, "/b"}, {308, "/c"}}, "http://h.example/c", "http://h.example/c"},
		{{{301, "/b"}, {302, "/c"}}, "http://h.example/c", "http://h.example/b"},
		{{{302, "/b"}, {301, "/c"}}, "http://h.example/c", NULL},
		{{{301, "/b"}, {307, "/c"}, {301, "/d"}}, "http://h.example/d",
			"http://h.example/b"},
		{{{303, "/b"}}, "http://h.example/b", NULL},
		{{{307, "/b"}}, "http://h.example/b", NULL},
		{{{301, "//other.example/x?q=A%2fb&&c"}}, "http://other.example/x?q=A%2fb&&c",
			"http://other.example/x?q=A%2fb&&c"},
		{{{301, "?b=1"}}, "http://h.example/a/feed?b=1", "http://h.example/a/feed?b=1"},
		{{{301, "../b#part"}}, "http://h.example/b", "http://h.example/b"},
		{{{301, "http://user:secret@h.example/b"}}, "http://h.example/b",
			"http://h.example/b"},
		{{{301, "/with space"}}, "http://h.example/with%20space",
			"http://h.example/with%20space"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct redirect_chain chain;
		struct error err = {0};
		char *moved_to;

		assert_true(follow(&chain, "http://h.example/a/feed", rows[i].hops, &err));
		assert_string_equal(chain.now.text, rows[i].now);
		moved_to = redirect_take_moved_to(&chain);
		assert_span(span_of(moved_to), rows[i].moved_to);
		free(moved_to);
		redirect_release(&chain);
	}
}

static void
refuses_where_no_feed_should_lead(void **state)
{
	static const struct row {
		struct hop hops[7];
		const char *text;
	} rows[] = {
		{{{301, "file:///etc/passwd"}}, "'file:'"},
		{{{302, "gopher://h.example/x"}}, "'gopher:'"},
		{{{302, "ftp://h.example/x"}}, "'ftp:'"},
		{{{302, "javascript:alert(1)"}}, "redirect"},
		{{{302, "http://h.example/a"}}, "same URL"},
		{{{302, "http://"}}, "redirect"},
		{{{302, "/1"}, {302, "/2"}, {302, "/3"}, {302, "/4"}, {302, "/5"}, {302, "/6"}},
			"more than 5"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct redirect_chain chain;
		struct error err = {0};

		assert_false(follow(&chain, "http://h.example/a", rows[i].hops, &err));
		if (strstr(err.text, rows[i].text) == NULL)
			fail_msg("%s: got '%s', want '%s'", rows[i].hops[0].location, err.text,
				rows[i].text);
		redirect_release(&chain);
	}
}

static void
keeps_credentials_at_home_and_on_https(void **state)
{
	struct redirect_chain chain;
	struct error err = {0};

	(void)state;
	assert_true(redirect_begin(&chain, SPAN("https://h.example/a"), &err));
	chain.hops_max = 5;
	chain.is_secret = true;
	assert_true(redirect_follow(&chain, 301, SPAN("https://h.example:443/b"), &err));
	assert_true(redirect_is_home(&chain));
	assert_true(redirect_follow(&chain, 301, SPAN("https://h.example:444/b"), &err));
	assert_false(redirect_is_home(&chain));
	assert_true(redirect_follow(&chain, 301, SPAN("https://i.example/b"), &err));
	assert_false(redirect_is_home(&chain));
	assert_false(redirect_follow(&chain, 301, SPAN("http://h.example/b"), &err));
	assert_non_null(strstr(err.text, "from https to http"));
	redirect_release(&chain);
}

static void
sends_a_url_as_it_was_given(void **state)
{
	static const struct row {
		const char *given;
		const char *sent;
	} rows[] = {
		{"http://H.example/a/../b/./c?z=1&a=2&&=", NULL},
		{"http://h.example/%7Euser/%2F", NULL},
		{"http://h.example", NULL},
		{"http://h.example:80/", NULL},
		{"  http://h.example/a\n", "http://h.example/a"},
		{"http://h.example/caf\xc3\xa9?q=a b", "http://h.example/caf%C3%A9?q=a%20b"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct error err = {0};
		struct url url;

		assert_true(url_parse(&url, span_of(rows[i].given), &err));
		assert_string_equal(url.text, rows[i].sent != NULL ? rows[i].sent : rows[i].given);
		assert_string_equal(url.host, "h.example");
		url_release(&url);
	}
}

static void
budgets_hang_on_host_domain_or_path(void **state)
{
	static const struct host_profile known[] = {
		{.domain = {"bridge.example", 14}, .scope = BUDGET_PATH},
		{.domain = {"tumblr.com", 10}, .scope = BUDGET_DOMAIN},
	};
	static const struct row {
		const char *url;
		enum budget_scope scope;
		const char *name;
	} rows[] = {
		{"http://a.news.example.co.uk/x", BUDGET_HOST, "a.news.example.co.uk"},
		{"http://a.news.example.co.uk/x", BUDGET_DOMAIN, "example.co.uk"},
		{"http://127.0.0.1:99/x", BUDGET_DOMAIN, "127.0.0.1"},
		{"http://127.0.0.1:99/x", BUDGET_HOST, "127.0.0.1:99"},
		{"https://a.example:443/x", BUDGET_HOST, "a.example"},
		{"http://a.example:443/x", BUDGET_HOST, "a.example"},
		{"http://bridge.example:8080/route/x", BUDGET_HOST, "bridge.example:8080/route"},
		{"http://blog.tumblr.com/rss", BUDGET_HOST, "tumblr.com"},
		{"http://nottumblr.com/rss", BUDGET_HOST, "nottumblr.com"},
		{"http://bridge.example/route/feed?x=1", BUDGET_HOST, "bridge.example/route"},
		{"http://bridge.example/?x=1", BUDGET_HOST, "bridge.example/"},
		{"http://bridge.example", BUDGET_HOST, "bridge.example"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct host_profiles profiles = {known, 2, rows[i].scope};
		struct error err = {0};
		struct buf name;
		struct url url;

		buf_init(&name, BUF_UNLIMITED);
		assert_true(url_parse(&url, span_of(rows[i].url), &err));
		profile_add_budget_name(&profiles, &url, &name);
		assert_span(buf_span(&name), rows[i].name);
		buf_release(&name);
		url_release(&url);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(remembers_as_far_as_every_hop_is_permanent),
		cmocka_unit_test(refuses_where_no_feed_should_lead),
		cmocka_unit_test(keeps_credentials_at_home_and_on_https),
		cmocka_unit_test(sends_a_url_as_it_was_given),
		cmocka_unit_test(budgets_hang_on_host_domain_or_path),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
