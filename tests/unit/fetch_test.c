#include "aggregator/fetch/fetch.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/lib/fetch_scene.h"

static void
gives_body_and_what_the_head_says(void **state)
{
	struct fetching *fetching = *state;
	const struct visit_result *result;

	server_add(fetching->server, "/a",
		&(struct reply){.head = OK_HEAD "ETag: W/\"x y\"\nLast-Modified: whenever\n"
						"Cache-Control: max-age=600\nAge: 100\n"
						"Link: <https://hub.example/>; rel=hub\n"
						"Link: </a>; rel=self\n",
			.body = FEED});
	result = fetching_visit(fetching, "/a");
	assert_int_equal(result->outcome, OUTCOME_FRESH);
	assert_span(buf_span(&result->body), FEED);
	assert_int_equal(result->http_status, 200);
	assert_string_equal(result->content_type, "application/rss+xml");
	assert_string_equal(result->etag, "W/\"x y\"");
	assert_string_equal(result->last_modified, "whenever");
	assert_string_equal(result->link, "<https://hub.example/>; rel=hub, </a>; rel=self");
	assert_string_equal(result->final_url, server_url(fetching->server, "/a"));
	assert_int_equal(result->freshness_seconds, 500);
	assert_null(result->moved_to);
	assert_true(result->wire_bytes > (int64_t)strlen(FEED));
	assert_int_equal(result->started_at, FETCHING_NOW);
}

static void
gives_unchanged_for_the_same_bytes_without_a_304(void **state)
{
	struct fetching *fetching = *state;
	const struct visit_result *first, *second;

	server_add(fetching->server, "/a",
		&(struct reply){.head = OK_HEAD "ETag: \"1\"\n", .body = FEED});
	server_add(fetching->server, "/a",
		&(struct reply){.head = OK_HEAD "ETag: \"2\"\n", .body = FEED});
	first = fetching_visit(fetching, "/a");
	second = fetching_again(fetching, "/a", first);
	assert_int_equal(second->outcome, OUTCOME_UNCHANGED);
	assert_int_equal(second->body.len, 0);
	assert_string_equal(second->etag, "\"2\"");
}

static void
takes_what_is_new_when_the_server_knows_what_we_have(void **state)
{
	struct fetching *fetching = *state;
	const struct visit_result *first, *second;

	server_add(fetching->server, "/a",
		&(struct reply){.head = OK_HEAD "ETag: \"1\"\n", .body = FEED});
	server_add(fetching->server, "/a",
		&(struct reply){
			.head = "HTTP/1.1 226 IM Used\nIM: feed\nETag: \"2\"\n", .body = "<rss/>"});
	first = fetching_visit(fetching, "/a");
	second = fetching_again(fetching, "/a", first);
	assert_false(request_has(fetching, 0, "A-IM"));
	assert_true(request_has(fetching, 1, "A-IM: feed\r\n"));
	assert_int_equal(second->outcome, OUTCOME_FRESH);
	assert_true(second->is_delta);
	assert_string_equal(second->etag, "\"2\"");
}

static void
decompresses(void **state)
{
	struct fetching *fetching = *state;
	const struct visit_result *result;

	server_add(fetching->server, "/a", &(struct reply){OK_HEAD, FEED, TRICK_GZIP, false});
	result = fetching_visit(fetching, "/a");
	assert_int_equal(result->outcome, OUTCOME_FRESH);
	assert_span(buf_span(&result->body), FEED);
	assert_true(request_has(fetching, 0, "gzip"));
}

static void
ends_bodies_that_are_too_large(void **state)
{
	static const struct reply replies[] = {
		{OK_HEAD, "for ever ", TRICK_ENDLESS, false},
		{OK_HEAD, "0", TRICK_BOMB, false},
		{OK_HEAD "Content-Length: 10737418240\n", FEED, TRICK_NONE, false},
	};
	struct fetching *fetching = *state;

	fetching->settings.body_bytes_max = 1024 * 1024;
	for (size_t i = 0; i < sizeof replies / sizeof replies[0]; i++) {
		char path[16];

		snprintf(path, sizeof path, "/%zu", i);
		server_add(fetching->server, path, &replies[i]);
		assert_failed(fetching_visit(fetching, path), FAILURE_TOO_LARGE, "max_body");
	}
}

static void
tells_each_way_in_which_a_server_fails(void **state)
{
	static const struct row {
		struct reply reply;
		enum failure failure;
		const char *text;
	} rows[] = {
		{{OK_HEAD, FEED, TRICK_TRUNCATED, false}, FAILURE_TRUNCATED, "ended before"},
		{{OK_HEAD, FEED, TRICK_DRIP, false}, FAILURE_TIMEOUT, "network.timeout"},
		{{OK_HEAD, FEED, TRICK_SILENT, false}, FAILURE_TIMEOUT, "network.timeout"},
		{{OK_HEAD, FEED, TRICK_CLOSE, false}, FAILURE_PROTOCOL, "without an answer"},
		{{"SSH-2.0-OpenSSH_9.2\r\n", "", TRICK_RAW, false}, FAILURE_PROTOCOL, "no HTTP"},
		{{"HTTP/1.1 404 Not Found\n", "", TRICK_NONE, false}, FAILURE_STATUS,
			"404 Not Found"},
		{{"HTTP/1.1 500 Oops\n", "", TRICK_NONE, false}, FAILURE_STATUS, "500 Internal"},
		{{"HTTP/1.1 304 Not Modified\n", "", TRICK_NONE, false}, FAILURE_PROTOCOL,
			"304 Not Modified to a request without condition"},
		{{OK_HEAD "Content-Encoding: gzip\n", "this is no gzip", TRICK_NONE, false},
			FAILURE_PROTOCOL, "compression"},
	};
	struct fetching *fetching = *state;

	fetching->settings.timeout_ms = 300;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char path[16];

		snprintf(path, sizeof path, "/%zu", i);
		server_add(fetching->server, path, &rows[i].reply);
		assert_failed(fetching_visit(fetching, path), rows[i].failure, rows[i].text);
	}
}

static void
refuses_a_head_without_end(void **state)
{
	struct fetching *fetching = *state;
	struct buf head;
	char *string;

	buf_init(&head, BUF_UNLIMITED);
	buf_add_text(&head, OK_HEAD);
	for (int i = 0; i < 20000; i++)
		buf_format(&head, "X-Padding-%d: 0123456789\n", i);
	string = buf_take_string(&head);
	server_add(fetching->server, "/a", &(struct reply){.head = string, .body = FEED});
	free(string);
	assert_failed(fetching_visit(fetching, "/a"), FAILURE_TOO_LARGE, "header");
}

static void
refuses_what_is_no_url(void **state)
{
	static const struct row {
		const char *url;
		const char *text;
	} rows[] = {
		{"", "http"},
		{"news.example/feed", "http"},
		{"ftp://news.example/feed", "'ftp:'"},
		{"file:///etc/passwd", "'file:'"},
		{"javascript:alert(1)", "http"},
		{"http://", "host"},
		{"http://news.example/a\r\nX-Evil: 1", "control"},
		{"http://news.example:99999/", "malformed"},
	};
	struct fetching *fetching = *state;

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct visit_request request = {.location = span_of(rows[i].url)};
		const struct visit_result *result = fetching_request(fetching, &request);

		assert_failed(result, FAILURE_URL, "");
		if (strstr(result->text, rows[i].text) == NULL)
			fail_msg(
				"%s: got '%s', want '%s'", rows[i].url, result->text, rows[i].text);
	}
}

static void
refuses_loopback_unless_allowed(void **state)
{
	struct fetching *fetching = *state;

	fetching->settings.allow_private = false;
	server_add(fetching->server, "/a", &(struct reply){.head = OK_HEAD, .body = FEED});
	assert_failed(fetching_visit(fetching, "/a"), FAILURE_ADDRESS, "loopback");
	assert_int_equal(server_requests(fetching->server), 0);
}

static void
tells_who_does_not_answer(void **state)
{
	struct fetching *fetching = *state;
	struct visit_request dead = {.location = SPAN("http://127.0.0.1:1/feed")};
	struct visit_request unknown = {.location = SPAN("http://no-such-host.invalid/feed")};

	assert_failed(fetching_request(fetching, &dead), FAILURE_CONNECT, "nobody answers");
	assert_failed(fetching_request(fetching, &unknown), FAILURE_NAME, "no address");
}

static void
add_url(struct fetching *fetching, const char *url)
{
	struct visit_request request = {.location = span_of(url)};

	fetching_add(fetching, &request);
}

static void
blames_no_feed_when_the_network_is_down(void **state)
{
	struct fetching *fetching = *state;

	add_url(fetching, "http://127.0.0.2:1/feed");
	add_url(fetching, "http://127.0.0.3:1/feed");
	add_url(fetching, "http://127.0.0.4:1/feed");
	fetch_run(fetching->fetch);
	assert_int_equal(fetching->n_results, 3);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(fetching->results[i]->outcome, OUTCOME_LATER);
		assert_string_equal(fetching->results[i]->text, "the network seems to be down");
		assert_int_equal(fetching->results[i]->retry_after_seconds, 300);
	}
}

static void
blames_dead_hosts_when_another_answers(void **state)
{
	struct fetching *fetching = *state;

	server_add(fetching->server, "/a", &(struct reply){.head = OK_HEAD, .body = FEED});
	add_url(fetching, "http://127.0.0.2:1/feed");
	add_url(fetching, "http://127.0.0.3:1/feed");
	add_url(fetching, "http://127.0.0.3:1/feed2");
	add_url(fetching, "http://127.0.0.4:1/feed");
	add_url(fetching, server_url(fetching->server, "/a"));
	fetch_run(fetching->fetch);
	assert_int_equal(fetching->n_results, 5);
	assert_int_equal(fetch_progress(fetching->fetch).failed, 4);
	assert_int_equal(fetch_progress(fetching->fetch).fresh, 1);
}

static void
takes_a_burst_of_403s_for_a_rate_limit(void **state)
{
	struct fetching *fetching = *state;

	server_add(fetching->server, "/a", &(struct reply){.head = OK_HEAD, .body = FEED});
	server_add(fetching->server, "/b", &(struct reply){.head = "HTTP/1.1 403 No\n"});
	fetching_visit(fetching, "/a");
	for (int i = 0; i < 2; i++)
		assert_failed(fetching_visit(fetching, "/b"), FAILURE_STATUS, "403");
	assert_int_equal(fetching_visit(fetching, "/b")->outcome, OUTCOME_LATER);
}

static void
one_budget_serves_all_that_a_profile_names(void **state)
{
	static const struct host_profile together = {.domain = {"127.0.0.1", 9},
		.scope = BUDGET_PATH,
		.budget = {.at_once = 1, .rate = 0, .burst = 1}};
	struct fetching *fetching = *state;

	fetching->settings.profiles = (struct host_profiles){.at = &together, .n = 1};
	server_add(fetching->server, "/route/a",
		&(struct reply){.head = "HTTP/1.1 429 Slow\nRetry-After: 3600\n"});
	server_add(fetching->server, "/route/b", &(struct reply){.head = OK_HEAD, .body = FEED});
	server_add(fetching->server, "/other/c", &(struct reply){.head = OK_HEAD, .body = FEED});
	assert_int_equal(fetching_visit(fetching, "/route/a")->outcome, OUTCOME_LATER);
	assert_int_equal(fetching_visit(fetching, "/route/b")->outcome, OUTCOME_LATER);
	assert_int_equal(fetching_visit(fetching, "/other/c")->outcome, OUTCOME_FRESH);
	assert_int_equal(server_requests(fetching->server), 2);
}

static void
who_would_wait_too_long_for_a_slow_budget_has_a_later_turn(void **state)
{
	static const struct host_profile slow = {.domain = {"127.0.0.1", 9},
		.scope = BUDGET_DOMAIN,
		.budget = {.at_once = 1, .rate = 0.016, .burst = 1}};
	struct fetching *fetching = *state;

	fetching->settings.profiles = (struct host_profiles){.at = &slow, .n = 1};
	fetching->settings.turn_patience_ms = 10000;
	server_add(fetching->server, "/a", &(struct reply){.head = OK_HEAD, .body = FEED});
	assert_int_equal(fetching_visit(fetching, "/a")->outcome, OUTCOME_FRESH);
	assert_int_equal(fetching_visit(fetching, "/a")->outcome, OUTCOME_LATER);
	assert_in_range(fetching->results[1]->retry_after_seconds, 62, 64);
	assert_null(fetching->results[1]->held_name); /* nobody asked for that */
	assert_int_equal(fetching_visit(fetching, "/a")->outcome, OUTCOME_LATER);
	assert_in_range(fetching->results[2]->retry_after_seconds, 124, 127);
	assert_int_equal(server_requests(fetching->server), 1);
}

static void
a_hold_is_told_with_its_budget_and_can_be_kept(void **state)
{
	struct fetching *fetching = *state;
	const struct visit_result *result;
	char name[64];

	server_add(fetching->server, "/a",
		&(struct reply){.head = "HTTP/1.1 429 Slow\nRetry-After: 3600\n"});
	result = fetching_visit(fetching, "/a");
	snprintf(name, sizeof name, "127.0.0.1:%d", server_port(fetching->server));
	assert_string_equal(result->held_name, name);
	assert_in_range(result->held_until, FETCHING_NOW + 3599, FETCHING_NOW + 3600);
}

static void
a_hold_that_was_kept_is_obeyed(void **state)
{
	struct fetching *fetching = *state;
	char name[64];

	snprintf(name, sizeof name, "127.0.0.1:%d", server_port(fetching->server));
	fetching_visit(fetching, "/none"); /* makes the fetcher */
	fetch_hold_host(fetching->fetch, span_of(name), FETCHING_NOW + 3600);
	assert_int_equal(fetching_visit(fetching, "/a")->outcome, OUTCOME_LATER);
	assert_in_range(fetching->results[1]->retry_after_seconds, 3590, 3600);
	assert_int_equal(server_requests(fetching->server), 1);
}

static void
reads_a_local_file_and_knows_it_again(void **state)
{
	struct fetching *fetching = *state;
	char path[] = "/tmp/broadtape-file-XXXXXX";
	int fd = mkstemp(path);
	struct visit_request request = {.kind = SOURCE_PATH, .location = span_of(path)};
	const struct visit_result *result;

	assert_int_equal(write(fd, FEED, strlen(FEED)), strlen(FEED));
	result = fetching_request(fetching, &request);
	assert_int_equal(result->outcome, OUTCOME_FRESH);
	assert_span(buf_span(&result->body), FEED);
	request.validators = visit_result_validators(result);
	assert_int_equal(fetching_request(fetching, &request)->outcome, OUTCOME_UNCHANGED);
	assert_int_equal(write(fd, "\n", 1), 1);
	assert_int_equal(fetching_request(fetching, &request)->outcome, OUTCOME_FRESH);
	close(fd);
	unlink(path);
	assert_failed(fetching_request(fetching, &request), FAILURE_FILE, "No such file");
	request.location = SPAN("/dev/zero");
	assert_failed(fetching_request(fetching, &request), FAILURE_FILE, "no regular file");
}

static void
runs_a_program_and_tells_how_it_ended(void **state)
{
	static const struct row {
		const char *script;
		enum failure failure;
		const char *text;
	} rows[] = {
		{"echo feed; exit 0", FAILURE_NONE, ""},
		{"echo no luck >&2; exit 3", FAILURE_PROGRAM, "status 3: no luck"},
		{"kill -9 $$", FAILURE_PROGRAM, "signal 9"},
		{"sleep 60 & sleep 60", FAILURE_TIMEOUT, "too long"},
		{"yes", FAILURE_TOO_LARGE, "max_body"},
		{"sleep 60 & echo feed", FAILURE_NONE, ""},
	};
	struct fetching *fetching = *state;

	fetching->settings.timeout_ms = 500;
	fetching->settings.body_bytes_max = 1024 * 1024;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		const char *arguments[] = {"sh", "-c", rows[i].script, NULL};
		struct visit_request request = {.kind = SOURCE_EXEC, .arguments = arguments};
		const struct visit_result *result = fetching_request(fetching, &request);

		if (result->failure != rows[i].failure ||
			strstr(result->text, rows[i].text) == NULL)
			fail_msg("%s: got %s, '%s'", rows[i].script, failure_name(result->failure),
				result->text);
		if (result->failure == FAILURE_NONE)
			assert_span(buf_span(&result->body), "feed\n");
	}
}

static void
tells_of_a_program_that_is_not_there(void **state)
{
	const char *arguments[] = {"no-such-program-at-all", NULL};
	struct visit_request request = {.kind = SOURCE_EXEC, .arguments = arguments};

	assert_failed(
		fetching_request(*state, &request), FAILURE_PROGRAM, "'no-such-program-at-all'");
}

static void
hands_each_of_many_visits_its_own_result(void **state)
{
	struct fetching *fetching = *state;
	bool seen[500] = {false};

	fetching->settings.rate_per_host = 0;
	fetching->settings.per_host = 4;
	for (int i = 0; i < 500; i++) {
		struct visit_request request = {.feed_id = i};
		char path[16], body[16];

		snprintf(path, sizeof path, "/%d", i);
		snprintf(body, sizeof body, "body %d", i);
		server_add(fetching->server, path, &(struct reply){.head = OK_HEAD, .body = body});
		request.location = span_of(server_url(fetching->server, path));
		fetching_add(fetching, &request);
	}
	fetch_run(fetching->fetch);
	assert_int_equal(fetching->n_results, 500);
	for (int i = 0; i < 500; i++) {
		char body[16];

		snprintf(body, sizeof body, "body %d", (int)fetching->results[i]->feed_id);
		assert_span(buf_span(&fetching->results[i]->body), body);
		seen[fetching->results[i]->feed_id] = true;
	}
	for (int i = 0; i < 500; i++)
		assert_true(seen[i]);
	assert_int_equal(server_connections(fetching->server), 4);
}

static void
resume(void *context)
{
	fetch_resume(context);
}

static void
stands_still_while_paused_and_loses_nothing(void **state)
{
	struct fetching *fetching = *state;
	struct visit_request request = {0};
	struct loop_timer *timer;

	fetching->settings.timeout_ms = 100;
	server_add(fetching->server, "/a", &(struct reply){.head = OK_HEAD, .body = FEED});
	request.location = span_of(server_url(fetching->server, "/a"));
	fetching_add(fetching, &request);
	fetching_add(fetching, &request);
	fetch_pause(fetching->fetch);
	timer = loop_timer_new(fetching->loop, resume, fetching->fetch);
	loop_timer_set(timer, 50);
	fetch_run(fetching->fetch);
	loop_timer_free(timer);
	assert_int_equal(fetching->n_results, 2);
	assert_int_equal(fetching->results[0]->outcome, OUTCOME_FRESH);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		FETCH_SCENE(gives_body_and_what_the_head_says),
		FETCH_SCENE(gives_unchanged_for_the_same_bytes_without_a_304),
		FETCH_SCENE(takes_what_is_new_when_the_server_knows_what_we_have),
		FETCH_SCENE(decompresses),
		FETCH_SCENE(ends_bodies_that_are_too_large),
		FETCH_SCENE(tells_each_way_in_which_a_server_fails),
		FETCH_SCENE(refuses_a_head_without_end),
		FETCH_SCENE(refuses_what_is_no_url),
		FETCH_SCENE(refuses_loopback_unless_allowed),
		FETCH_SCENE(tells_who_does_not_answer),
		FETCH_SCENE(blames_no_feed_when_the_network_is_down),
		FETCH_SCENE(blames_dead_hosts_when_another_answers),
		FETCH_SCENE(takes_a_burst_of_403s_for_a_rate_limit),
		FETCH_SCENE(one_budget_serves_all_that_a_profile_names),
		FETCH_SCENE(who_would_wait_too_long_for_a_slow_budget_has_a_later_turn),
		FETCH_SCENE(a_hold_is_told_with_its_budget_and_can_be_kept),
		FETCH_SCENE(a_hold_that_was_kept_is_obeyed),
		FETCH_SCENE(reads_a_local_file_and_knows_it_again),
		FETCH_SCENE(runs_a_program_and_tells_how_it_ended),
		FETCH_SCENE(tells_of_a_program_that_is_not_there),
		FETCH_SCENE(hands_each_of_many_visits_its_own_result),
		FETCH_SCENE(stands_still_while_paused_and_loses_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
