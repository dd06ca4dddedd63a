/*
 * What a hostile server, feed or hub cannot make the fetcher do: each clause of docs/design.md,
 * section 7, "Nobody in", as it is seen on the wire.
 */
#include "aggregator/fetch/fetch.h"

#include <stdio.h>
#include <stdlib.h>

#include "tests/lib/fetch_scene.h"

static void
redirect(struct fetching *fetching, const char *path, const char *status, const char *target)
{
	char head[512];

	snprintf(head, sizeof head, "HTTP/1.1 %s\nLocation: %s\nContent-Length: 0\n", status,
		target);
	server_add(fetching->server, path, &(struct reply){.head = head});
}

static struct visit_request
request_of(const char *url)
{
	return (struct visit_request){.location = span_of(url)};
}

static void
no_private_address_is_asked_under_any_of_its_names(void **state)
{
	static const char *const hosts[] = {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]",
		"2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0.0.0.0", "10.0.0.1",
		"172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "[fe80::1]",
		"[fc00::1]", "[64:ff9b::7f00:1]", "[64:ff9b::a9fe:a9fe]", "[64:ff9b:1::1]",
		"[2002:7f00:1::]", "[::127.0.0.1]", "[::]"};
	struct fetching *fetching = *state;

	fetching->settings.allow_private = false;
	for (size_t i = 0; i < sizeof hosts / sizeof hosts[0]; i++) {
		const struct visit_result *result;
		struct visit_request request;
		char url[128];

		snprintf(url, sizeof url, "http://%s:%d/", hosts[i], server_port(fetching->server));
		request = request_of(url);
		result = fetching_request(fetching, &request);
		if (result->outcome != OUTCOME_FAILED || result->failure != FAILURE_ADDRESS)
			fail_msg("%s: %s, %s, '%s'", url, outcome_name(result->outcome),
				failure_name(result->failure), result->text);
	}
	assert_int_equal(server_connections(fetching->server), 0);
}

/* A proxy looks the names up, and is allowed to be private itself; what stands in a URL we see. */
static void
behind_a_proxy_no_redirect_leads_to_a_private_address(void **state)
{
	static const char *const targets[] = {"http://169.254.169.254/latest/", "http://[::1]/",
		"http://127.0.0.1:22/", "http://localhost/", "http://[::ffff:10.0.0.1]/"};
	struct fetching *fetching = *state;
	struct visit_request request = request_of("http://news.example/feed");
	static char proxy[64];

	snprintf(proxy, sizeof proxy, "http://127.0.0.1:%d", server_port(fetching->server));
	fetching->settings.allow_private = false;
	fetching->settings.proxy = proxy;
	for (size_t i = 0; i < sizeof targets / sizeof targets[0]; i++) {
		redirect(fetching, "http://news.example/feed", "302 Found", targets[i]);
		assert_failed(fetching_request(fetching, &request), FAILURE_ADDRESS, "refused");
		assert_int_equal(server_requests(fetching->server), i + 1);
		request = request_of(targets[i]);
		assert_int_equal(fetching_request(fetching, &request)->outcome, OUTCOME_FAILED);
		assert_int_equal(server_requests(fetching->server), i + 1);
		request = request_of("http://news.example/feed");
	}
}

static void
no_redirect_leads_out_of_the_web(void **state)
{
	static const char *const targets[] = {"file:///etc/passwd", "FILE:/etc/passwd",
		"ftp://127.0.0.1/x", "gopher://127.0.0.1:25/_MAIL", "dict://127.0.0.1/",
		"data:text/xml,<rss/>", "javascript:alert(1)", "ldap://127.0.0.1/"};
	struct fetching *fetching = *state;

	for (size_t i = 0; i < sizeof targets / sizeof targets[0]; i++) {
		char path[16];

		snprintf(path, sizeof path, "/%zu", i);
		redirect(fetching, path, "301 Moved", targets[i]);
		assert_failed(fetching_visit(fetching, path), FAILURE_REDIRECT,
			"the redirect is refused");
	}
}

static const struct request_header key = {SPAN_INIT("X-Api-Key"), SPAN_INIT("k3y")};

static struct visit_request
secret_request(const char *url)
{
	struct visit_request request = request_of(url);

	request.user = SPAN("me");
	request.password = SPAN("s3cret");
	request.headers = &key;
	request.n_headers = 1;
	return request;
}

static void
credentials_go_to_the_feeds_own_origin_alone(void **state)
{
	struct fetching *fetching = *state;
	struct server *other = server_new(loop_base(fetching->loop), "127.0.0.1", FETCHING_NOW);
	struct visit_request request;
	char url[128];

	server_add(other, "/b", &(struct reply){.head = OK_HEAD, .body = FEED});
	snprintf(url, sizeof url, "http://127.0.0.1:%d/b", server_port(other));
	redirect(fetching, "/a", "301 Moved", url);
	snprintf(url, sizeof url, "%s", server_url(fetching->server, "/a"));
	request = secret_request(url);
	assert_int_equal(fetching_request(fetching, &request)->outcome, OUTCOME_FRESH);
	assert_true(request_has(fetching, 0, "Authorization: Basic"));
	assert_true(request_has(fetching, 0, "X-Api-Key: k3y"));
	assert_int_equal(server_requests(other), 1);
	assert_true(span_find_nocase(server_request(other, 0), SPAN("Authorization")) ==
		    server_request(other, 0).len);
	assert_true(span_find_nocase(server_request(other, 0), SPAN("X-Api-Key")) ==
		    server_request(other, 0).len);
	server_free(other);
}

/* On the next visit the redirect is remembered, and the new address asked at once. */
static void
credentials_do_not_move_with_the_feed(void **state)
{
	struct fetching *fetching = *state;
	struct visit_request request;
	char url[128];

	server_add(fetching->server, "/b", &(struct reply){.head = OK_HEAD, .body = FEED});
	snprintf(url, sizeof url, "%s", server_url(fetching->server, "/b"));
	request = secret_request(url);
	request.home = SPAN("http://127.0.0.1:9/a"); /* another port: another origin */
	assert_int_equal(fetching_request(fetching, &request)->outcome, OUTCOME_FRESH);
	assert_false(request_has(fetching, 0, "Authorization"));
	assert_false(request_has(fetching, 0, "X-Api-Key"));
	request.home = span_of(url);
	fetching_request(fetching, &request);
	assert_true(request_has(fetching, 1, "Authorization"));
}

static void
a_form_is_posted_and_never_becomes_a_get(void **state)
{
	static const struct row {
		const char *status;
		bool follows;
	} rows[] = {{"301 Moved", false}, {"302 Found", false}, {"303 See Other", false},
		{"307 Temporary", true}, {"308 Permanent", true}};
	struct fetching *fetching = *state;

	server_add(fetching->server, "/hub",
		&(struct reply){.head = "HTTP/1.1 202 Accepted\nContent-Length: 0\n"});
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct visit_request request;
		char path[16];
		char url[128];

		server_forget_requests(fetching->server);
		snprintf(path, sizeof path, "/%zu", i);
		redirect(fetching, path, rows[i].status, "/hub");
		snprintf(url, sizeof url, "%s", server_url(fetching->server, path));
		request = request_of(url);
		request.form = SPAN("hub.mode=subscribe");
		assert_int_equal(fetching_request(fetching, &request)->http_status,
			rows[i].follows ? 202 : atoi(rows[i].status));
		assert_int_equal(server_requests(fetching->server), rows[i].follows ? 2 : 1);
		assert_true(request_has(fetching, 0, "POST /"));
		assert_true(request_has(fetching, 0, "Content-Length: 18"));
		assert_true(request_has(
			fetching, 0, "Content-Type: application/x-www-form-urlencoded"));
		assert_false(request_has(fetching, 0, "Expect:"));
		if (rows[i].follows)
			assert_true(request_has(fetching, 1, "POST /hub"));
	}
}

static void
after_a_form_feeds_are_got_as_ever(void **state)
{
	struct fetching *fetching = *state;
	struct visit_request request;
	char url[128];

	server_add(fetching->server, "/a", &(struct reply){.head = OK_HEAD, .body = FEED});
	snprintf(url, sizeof url, "%s", server_url(fetching->server, "/a"));
	request = request_of(url);
	request.form = SPAN("x=1");
	fetching_request(fetching, &request);
	fetching_visit(fetching, "/a"); /* on the same handle */
	assert_true(request_has(fetching, 1, "GET /a"));
	assert_false(request_has(fetching, 1, "Content-Type"));
	assert_false(request_has(fetching, 1, "Content-Length"));
}

#define GUARD(name) FETCH_SCENE(name)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		GUARD(no_private_address_is_asked_under_any_of_its_names),
		GUARD(behind_a_proxy_no_redirect_leads_to_a_private_address),
		GUARD(no_redirect_leads_out_of_the_web),
		GUARD(credentials_go_to_the_feeds_own_origin_alone),
		GUARD(credentials_do_not_move_with_the_feed),
		GUARD(a_form_is_posted_and_never_becomes_a_get),
		GUARD(after_a_form_feeds_are_got_as_ever),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
