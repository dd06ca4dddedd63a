/*
 * One test a rule of docs/manners.md, named by its number: what a server sees of the fetcher, and when
 * the schedule lets it come again. What needs the whole program is in program.t.
 */
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "aggregator/fetch/schedule.h"
#include "tests/lib/fetching.h"
#include "tests/unit/test.h"

#define FEED "<rss version=\"2.0\"><channel><title>t</title></channel></rss>"
#define OK "HTTP/1.1 200 OK\nContent-Type: application/rss+xml\n"
#define NOT_MODIFIED "HTTP/1.1 304 Not Modified\nContent-Length: 0\n"
#define MINUTE 60
#define HOUR 3600
#define DAY 86400

static int
setup(void **state)
{
	static struct fetching fetching;

	fetching_init(&fetching);
	*state = &fetching;
	return 0;
}

static int
teardown(void **state)
{
	fetching_release(*state);
	return 0;
}

static void
serve(struct fetching *fetching, const char *path, const char *head, const char *body)
{
	server_add(fetching->server, path, &(struct reply){.head = head, .body = body});
}

/* What a request said in a header; SPAN_NONE: it had none such. */
static struct span
sent(struct fetching *fetching, size_t number, const char *name)
{
	struct span head = server_request(fetching->server, number);
	struct span line;

	while (span_split(&head, '\n', &line)) {
		size_t colon = span_find_byte(line, ':');

		if (colon < line.len && span_equal_nocase(span_head(line, colon), span_of(name)))
			return span_trim(span_from(line, colon + 1));
	}
	return SPAN_NONE;
}

/* Serves `first`, then `second`, and visits twice as the store would have it. */
static const struct visit_result *
visit_twice(struct fetching *fetching, const char *first, const char *second)
{
	const struct visit_result *result;

	serve(fetching, "/feed", first, FEED);
	serve(fetching, "/feed", second, "");
	result = fetching_visit(fetching, "/feed");
	return fetching_again(fetching, "/feed", result);
}

/* Seconds until the schedule lets a feed be visited again after this result. */
static int64_t
wait_after(struct fetching *fetching, const struct visit_result *result)
{
	struct schedule_limits limits = {.min_seconds = 5 * MINUTE, .max_seconds = DAY};
	struct schedule_hints hints = {0};
	struct schedule_state state = {0};
	struct schedule_event event = schedule_event_of(result);

	schedule_note(&state, &event, &limits, &hints, &fetching->calendar.clock);
	return state.next_visit == SCHEDULE_NEVER ? SCHEDULE_NEVER
						  : state.next_visit - FETCHING_NOW;
}

static int64_t
wait_for(struct fetching *fetching, const char *head)
{
	serve(fetching, "/feed", head, "no feed");
	return wait_after(fetching, fetching_visit(fetching, "/feed"));
}

static void
assert_waits(int64_t got, int64_t least, int64_t most)
{
	if (got < least || got > most)
		fail_msg("waits %lld s, want %lld to %lld", (long long)got, (long long)least,
			(long long)most);
}

static void
rule_001_stores_last_modified(void **state)
{
	serve(*state, "/feed", OK "Last-Modified: Sat, 01 Jan 2000 00:00:00 GMT\n", FEED);
	assert_string_equal(
		fetching_visit(*state, "/feed")->last_modified, "Sat, 01 Jan 2000 00:00:00 GMT");
}

static void
rule_002_stores_the_etag(void **state)
{
	serve(*state, "/feed", OK "ETag: \"abc\"\n", FEED);
	assert_string_equal(fetching_visit(*state, "/feed")->etag, "\"abc\"");
}

static void
rule_003_sends_if_modified_since(void **state)
{
	visit_twice(*state, OK "Last-Modified: Sat, 01 Jan 2000 00:00:00 GMT\n", NOT_MODIFIED);
	assert_span(sent(*state, 1, "If-Modified-Since"), "Sat, 01 Jan 2000 00:00:00 GMT");
}

static void
rule_004_sends_if_none_match(void **state)
{
	visit_twice(*state, OK "ETag: \"abc\"\n", NOT_MODIFIED);
	assert_span(sent(*state, 1, "If-None-Match"), "\"abc\"");
}

static void
rule_010_keeps_validators_after_a_304_that_names_none(void **state)
{
	const struct visit_result *result = visit_twice(*state,
		OK "ETag: \"abc\"\nLast-Modified: Sat, 01 Jan 2000 00:00:00 GMT\n", NOT_MODIFIED);

	assert_int_equal(result->outcome, OUTCOME_UNCHANGED);
	fetching_again(*state, "/feed", result);
	assert_span(sent(*state, 2, "If-None-Match"), "\"abc\"");
	assert_span(sent(*state, 2, "If-Modified-Since"), "Sat, 01 Jan 2000 00:00:00 GMT");
}

static void
rule_012_invents_no_date(void **state)
{
	visit_twice(*state, OK "ETag: \"abc\"\n", NOT_MODIFIED);
	assert_null(sent(*state, 0, "If-Modified-Since").at);
	assert_null(sent(*state, 1, "If-Modified-Since").at);
}

/* Dates of any make, tags without quotes: what came is what goes back. */
static void
rule_013_echoes_the_bytes_that_it_received(void **state)
{
	visit_twice(*state, OK "ETag: W/un\"quoted, \xc3\xa9\nLast-Modified: yesterday  at 5\n",
		NOT_MODIFIED);
	assert_span(sent(*state, 1, "If-None-Match"), "W/un\"quoted, \xc3\xa9");
	assert_span(sent(*state, 1, "If-Modified-Since"), "yesterday  at 5");
	assert_null(sent(*state, 0, "If-None-Match").at);
}

static void
rule_014_never_mixes_two_responses(void **state)
{
	const struct visit_result *result = visit_twice(*state,
		OK "ETag: \"1\"\nLast-Modified: Sat, 01 Jan 2000 00:00:00 GMT\n",
		OK "ETag: \"2\"\n");

	assert_string_equal(result->etag, "\"2\"");
	assert_null(result->last_modified);
}

static void
rule_014_takes_a_304s_own_set_when_it_names_another_tag(void **state)
{
	const struct visit_result *result = visit_twice(*state,
		OK "ETag: \"1\"\nLast-Modified: Sat, 01 Jan 2000 00:00:00 GMT\n",
		NOT_MODIFIED "ETag: \"2\"\n");

	assert_string_equal(result->etag, "\"2\"");
	assert_null(result->last_modified);
}

static void
rule_016_keeps_validators_through_errors(void **state)
{
	static const char *const errors[] = {"HTTP/1.1 429 Slow\nETag: \"error\"\n",
		"HTTP/1.1 500 Oops\nETag: \"error\"\n", "HTTP/1.1 404 Gone fishing\n",
		"HTTP/1.1 503 Later\nRetry-After: 1\n", "HTTP/1.1 403 No\n"};
	char path[16];

	for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++) {
		struct fetching *fetching = *state;
		const struct visit_result *result;

		teardown(state);
		setup(state);
		snprintf(path, sizeof path, "/%zu", i);
		serve(fetching, path, OK "ETag: \"abc\"\nLast-Modified: then\n", FEED);
		serve(fetching, path, errors[i], "");
		result = fetching_visit(fetching, path);
		result = fetching_again(fetching, path, result);
		assert_string_equal(result->etag, "\"abc\"");
		assert_string_equal(result->last_modified, "then");
		assert_true(result->body_hash != 0);
	}
}

static void
rule_020_waits_as_many_seconds_as_it_is_told(void **state)
{
	assert_waits(wait_for(*state, "HTTP/1.1 429 Slow\nRetry-After: 7200\n"), 7200, 7920);
}

/* The server's clock is a day ahead: its date counts from its own Date. */
static void
rule_020_waits_until_a_date_by_the_servers_clock(void **state)
{
	assert_waits(wait_for(*state, "HTTP/1.1 429 Slow\n"
				      "Date: Fri, 02 Jan 2026 00:00:00 GMT\n"
				      "Retry-After: Fri, 02 Jan 2026 03:00:00 GMT\n"),
		3 * HOUR, 3 * HOUR * 11 / 10);
}

static void
rule_020_waits_until_a_date_that_is_days_away(void **state)
{
	assert_waits(wait_for(*state, "HTTP/1.1 429 Slow\n"
				      "Retry-After: Sun, 11 Jan 2026 00:00:00 GMT\n"),
		10 * DAY, 11 * DAY);
}

static void
rule_020_takes_a_503_with_retry_after_for_no_failure(void **state)
{
	struct fetching *fetching = *state;

	serve(fetching, "/a", "HTTP/1.1 503 Later\nRetry-After: 3600\n", "");
	assert_int_equal(fetching_visit(fetching, "/a")->outcome, OUTCOME_LATER);
	assert_int_equal(fetching_visit(fetching, "/b")->outcome, OUTCOME_LATER);
	assert_int_equal(server_requests(fetching->server), 1); /* the whole host has its peace */
}

static void
rule_020_obeys_a_503_and_more_than_a_day(void **state)
{
	assert_waits(
		wait_for(*state, "HTTP/1.1 503 Later\nRetry-After: 864000\n"), 10 * DAY, 11 * DAY);
}

static void
rule_020_leaves_the_whole_host_alone(void **state)
{
	struct fetching *fetching = *state;

	serve(fetching, "/a", "HTTP/1.1 429 Slow\nRetry-After: 3600\n", "");
	serve(fetching, "/b", OK, FEED);
	fetching_visit(fetching, "/a");
	assert_int_equal(fetching_visit(fetching, "/b")->outcome, OUTCOME_LATER);
	assert_int_equal(fetching->results[1]->retry_after_seconds, HOUR);
	assert_int_equal(server_requests(fetching->server), 1);
}

static void
rule_021_slows_down_without_a_hint(void **state)
{
	assert_waits(wait_for(*state, "HTTP/1.1 429 Slow\n"), 5 * MINUTE, 6 * MINUTE);
}

static void
rule_022_obeys_max_age_less_age(void **state)
{
	assert_waits(wait_for(*state, OK "Cache-Control: max-age=43200\nAge: 20000\n"), 23200,
		23200 * 11 / 10);
}

static void
rule_022_obeys_expires(void **state)
{
	assert_waits(wait_for(*state, OK "Expires: Thu, 01 Jan 2026 12:00:00 GMT\n"), 12 * HOUR,
		12 * HOUR * 11 / 10);
}

static void
rule_022_obeys_the_freshness_of_a_304(void **state)
{
	const struct visit_result *result = visit_twice(
		*state, OK "ETag: \"1\"\n", NOT_MODIFIED "Cache-Control: max-age=43200\n");

	assert_waits(wait_after(*state, result), 43200, 43200 * 11 / 10);
}

static void
rule_033_opens_few_connections_to_one_server(void **state)
{
	struct fetching *fetching = *state;
	char path[16];

	fetching->settings.rate_per_host = 0;
	for (int i = 0; i < 100; i++) {
		struct visit_request request = {0};

		snprintf(path, sizeof path, "/%d", i);
		serve(fetching, path, OK, FEED);
		request.location = span_of(server_url(fetching->server, path));
		fetching_add(fetching, &request);
	}
	fetch_run(fetching->fetch);
	assert_int_equal(server_requests(fetching->server), 100);
	assert_int_equal(server_connections(fetching->server), 2);
}

/* A hoster: each blog has a name of its own, all of them one machine. libcurl knows *.localhost. */
static void
add_blogs(struct fetching *fetching, int n)
{
	char url[64];

	for (int i = 0; i < n; i++) {
		struct visit_request request = {.location = SPAN_NONE};

		snprintf(url, sizeof url, "http://blog-%d.localhost:%d/feed", i,
			server_port(fetching->server));
		request.location = span_of(url);
		fetching_add(fetching, &request);
	}
}

static void
rule_035_opens_few_connections_to_one_address_whatever_the_names(void **state)
{
	struct fetching *fetching = *state;

	fetching->settings.rate_per_host = 0;
	fetching->settings.per_address = 3;
	serve(fetching, "/feed", OK, FEED);
	add_blogs(fetching, 60);
	fetch_run(fetching->fetch);
	for (size_t i = 0; i < 60; i++)
		assert_int_equal(fetching->results[i]->outcome, OUTCOME_FRESH);
	assert_int_equal(server_requests(fetching->server), 60);
	assert_int_equal(server_peak_connections(fetching->server), 3);
}

/* The second round knows where the names lead: nobody is turned away at the door any more. */
static void
rule_035_remembers_where_names_lead(void **state)
{
	struct fetching *fetching = *state;

	fetching->settings.rate_per_host = 0;
	fetching->settings.per_address = 2;
	serve(fetching, "/feed", OK, FEED);
	for (int round = 1; round <= 2; round++) {
		add_blogs(fetching, 20);
		fetch_run(fetching->fetch);
		assert_int_equal(server_requests(fetching->server), round * 20);
		assert_int_equal(server_peak_connections(fetching->server), 2);
	}
}

static void
rule_035_asks_one_address_slowly_whatever_the_names(void **state)
{
	struct fetching *fetching = *state;
	int64_t began;

	fetching->settings.burst_per_host = 5;
	fetching->settings.rate_per_address = 50;
	fetching->settings.rate_per_host = 10;
	serve(fetching, "/feed", OK, FEED);
	began = clock_monotonic_ms(clock_real());
	add_blogs(fetching, 25);
	fetch_run(fetching->fetch);
	assert_int_equal(server_requests(fetching->server), 25);
	assert_true(clock_monotonic_ms(clock_real()) - began >= 20 * 1000 / 50 - 20);
}

static bool
has_ipv6(void)
{
	struct sockaddr_in6 address = {.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT};
	int fd = socket(AF_INET6, SOCK_STREAM, 0);
	bool can_bind = bind(fd, (struct sockaddr *)&address, sizeof address) == 0;

	close(fd);
	return can_bind;
}

/* Their names have two addresses, ::1 and 127.0.0.1: who finds no room at one takes the other. */
static void
rule_035_asks_once_where_another_address_had_room(void **state)
{
	struct fetching *fetching = *state;

	if (!has_ipv6())
		skip();
	server_free(fetching->server);
	fetching->server = server_new(loop_base(fetching->loop), "[::1]", FETCHING_NOW);
	fetching->settings.rate_per_host = 0;
	fetching->settings.per_address = 3;
	fetching->settings.body_bytes_max = 16;
	serve(fetching, "/feed", OK, FEED);
	add_blogs(fetching, 30);
	fetch_run(fetching->fetch);
	for (size_t i = 0; i < 30; i++)
		assert_int_equal(fetching->results[i]->failure, FAILURE_TOO_LARGE);
	assert_int_equal(server_requests(fetching->server), 30);
}

static void
rule_036_adds_a_feed_with_one_request(void **state)
{
	struct fetching *fetching = *state;

	serve(fetching, "/feed", OK, FEED);
	fetching_visit(fetching, "/feed");
	assert_int_equal(server_requests(fetching->server), 1);
}

static void
rule_050_sends_get_alone(void **state)
{
	struct fetching *fetching = *state;

	visit_twice(fetching, OK, "HTTP/1.1 405 No\nAllow: HEAD, POST\n");
	for (size_t i = 0; i < server_requests(fetching->server); i++)
		assert_true(span_starts_with(
			server_request(fetching->server, i), SPAN("GET /feed HTTP/1.1\r\n")));
	assert_int_equal(server_requests(fetching->server), 2);
}

static void
rule_060_does_not_guess_at_a_url(void **state)
{
	struct visit_request request = {.location = SPAN("news.example/feed")};

	assert_int_equal(fetching_request(*state, &request)->failure, FAILURE_URL);
	serve(*state, "/other", OK, FEED);
	assert_int_equal(fetching_visit(*state, "/")->http_status, 404);
	assert_int_equal(server_requests(((struct fetching *)*state)->server), 1);
}

static void
rule_061_sends_path_and_query_as_they_are(void **state)
{
	struct fetching *fetching = *state;

	fetching_visit(fetching, "/a/../b//c/./%7e?z=1&a=2&&x=%2F&=#part");
	assert_true(span_starts_with(server_request(fetching->server, 0),
		SPAN("GET /a/../b//c/./%7e?z=1&a=2&&x=%2F&= HTTP/1.1\r\n")));
}

static void
rule_062_sends_no_cookies(void **state)
{
	visit_twice(*state, OK "Set-Cookie: id=1\n", OK);
	assert_null(sent(*state, 1, "Cookie").at);
}

static void
rule_063_busts_no_caches(void **state)
{
	visit_twice(*state, OK, OK);
	assert_null(sent(*state, 1, "Cache-Control").at);
	assert_null(sent(*state, 1, "Pragma").at);
}

static void
rule_064_sends_no_referrer(void **state)
{
	serve(*state, "/feed", "HTTP/1.1 302 Found\nLocation: /there\n", "");
	serve(*state, "/there", OK, FEED);
	fetching_visit(*state, "/feed");
	assert_null(sent(*state, 1, "Referer").at);
}

static void
rule_080_names_itself_its_version_and_nobody_else(void **state)
{
	struct span agent;

	serve(*state, "/feed", OK, FEED);
	fetching_visit(*state, "/feed");
	agent = sent(*state, 0, "User-Agent");
	assert_true(span_starts_with(agent, SPAN("broadtape/")));
	assert_true(agent.len > 11 && agent.at[10] >= '0' && agent.at[10] <= '9');
	assert_int_equal(span_find(agent, SPAN("curl")), agent.len);
	assert_int_equal(span_find(agent, SPAN("Mozilla")), agent.len);
}

static void
rule_081_gives_the_contact_that_the_user_configured(void **state)
{
	struct fetching *fetching = *state;

	fetching->settings.user_agent = "broadtape/1.2.3";
	fetching->settings.contact = "https://news.example/about";
	serve(fetching, "/feed", OK, FEED);
	fetching_visit(fetching, "/feed");
	assert_span(
		sent(fetching, 0, "User-Agent"), "broadtape/1.2.3 (+https://news.example/about)");
}

static void
rule_110_slows_down_on_server_errors(void **state)
{
	static const struct row {
		const char *head;
		int64_t least;
	} rows[] = {
		{"HTTP/1.1 403 No\n", HOUR},
		{"HTTP/1.1 404 No\n", HOUR},
		{"HTTP/1.1 401 No\n", HOUR},
		{"HTTP/1.1 500 Oops\n", 20 * MINUTE},
		{"HTTP/1.1 502 Oops\n", 20 * MINUTE},
		{"HTTP/1.1 503 Oops\n", 20 * MINUTE},
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct fetching *fetching = *state;
		char path[16];

		snprintf(path, sizeof path, "/%zu", i);
		serve(fetching, path, rows[i].head, "");
		assert_waits(
			wait_after(fetching, fetching_visit(fetching, path)), rows[i].least, DAY);
	}
}

static void
rule_113_slows_down_when_nobody_answers(void **state)
{
	struct visit_request request = {.location = SPAN("http://127.0.0.1:1/")};
	const struct visit_result *result = fetching_request(*state, &request);

	assert_int_equal(result->failure, FAILURE_CONNECT);
	assert_waits(wait_after(*state, result), 10 * MINUTE, DAY);
}

static void
rule_114_slows_down_when_the_name_is_unknown(void **state)
{
	struct visit_request request = {.location = SPAN("http://no-such-host.invalid/")};
	const struct visit_result *result = fetching_request(*state, &request);

	assert_int_equal(result->failure, FAILURE_NAME);
	assert_waits(wait_after(*state, result), 10 * MINUTE, DAY);
}

static void
rule_117_slows_down_when_it_is_no_feed_any_more(void **state)
{
	struct schedule_limits limits = {.min_seconds = 5 * MINUTE, .max_seconds = DAY};
	struct schedule_hints hints = {0};
	struct schedule_state schedule = {0};
	struct schedule_event event;

	serve(*state, "/feed", OK, "<!DOCTYPE html><title>Welcome</title>");
	event = schedule_event_of(fetching_visit(*state, "/feed"));
	event.is_no_feed = true; /* so says feeds/ */
	schedule_note(
		&schedule, &event, &limits, &hints, &((struct fetching *)*state)->calendar.clock);
	assert_int_equal(schedule.failures, 1);
	assert_waits(schedule.next_visit - FETCHING_NOW, HOUR, DAY);
}

static void
rule_119_stops_on_410(void **state)
{
	const struct visit_result *result;

	serve(*state, "/feed", "HTTP/1.1 410 Gone\n", "");
	result = fetching_visit(*state, "/feed");
	assert_int_equal(result->outcome, OUTCOME_GONE);
	assert_non_null(strstr(result->text, "410 Gone"));
	assert_true(wait_after(*state, result) == SCHEDULE_NEVER);
}

static void
redirects(struct fetching *fetching, int status, const char *from, const char *to)
{
	char head[128];

	snprintf(head, sizeof head, "HTTP/1.1 %d Elsewhere\nLocation: %s\n", status, to);
	serve(fetching, from, head, "");
}

static void
assert_moves(struct fetching *fetching, const char *from, const char *to)
{
	const struct visit_result *result = fetching_visit(fetching, from);

	assert_string_equal(result->moved_to, server_url(fetching->server, to));
}

/* The feed sent us there for now: that page's end is not its own. */
static void
rule_119_does_not_stop_where_a_302_leads_to_a_410(void **state)
{
	const struct visit_result *result;

	redirects(*state, 302, "/a", "/b");
	serve(*state, "/b", "HTTP/1.1 410 Gone\n", "");
	result = fetching_visit(*state, "/a");
	assert_int_equal(result->outcome, OUTCOME_FAILED);
	assert_waits(wait_after(*state, result), 10 * MINUTE, DAY);
}

static void
rule_119_stops_where_a_301_leads_to_a_410(void **state)
{
	redirects(*state, 301, "/a", "/b");
	serve(*state, "/b", "HTTP/1.1 410 Gone\n", "");
	assert_int_equal(fetching_visit(*state, "/a")->outcome, OUTCOME_GONE);
}

static void
rule_130_tells_where_a_301_leads(void **state)
{
	redirects(*state, 301, "/a", "/b");
	serve(*state, "/b", OK, FEED);
	assert_moves(*state, "/a", "/b");
}

static void
rule_131_tells_where_a_308_leads(void **state)
{
	redirects(*state, 308, "/a", "/b");
	serve(*state, "/b", OK, FEED);
	assert_moves(*state, "/a", "/b");
}

static void
rule_132_does_not_remember_302_and_307(void **state)
{
	redirects(*state, 302, "/a", "/b");
	redirects(*state, 307, "/b", "/c");
	serve(*state, "/c", OK, FEED);
	assert_null(fetching_visit(*state, "/a")->moved_to);
}

static void
rule_134_remembers_a_chain_while_every_hop_is_permanent(void **state)
{
	redirects(*state, 301, "/a", "/b");
	redirects(*state, 302, "/b", "/c");
	redirects(*state, 301, "/c", "/d");
	serve(*state, "/d", OK, FEED);
	assert_moves(*state, "/a", "/b");
}

static void
rule_135_does_not_remember_a_way_to_nowhere(void **state)
{
	redirects(*state, 301, "/a", "/b");
	assert_null(fetching_visit(*state, "/a")->moved_to);
}

static void
rule_140_offers_compression(void **state)
{
	struct span offered;

	serve(*state, "/feed", OK, FEED);
	fetching_visit(*state, "/feed");
	offered = sent(*state, 0, "Accept-Encoding");
	assert_true(span_find(offered, SPAN("gzip")) < offered.len);
}

static void
rule_141_accepts_compression(void **state)
{
	server_add(((struct fetching *)*state)->server, "/feed",
		&(struct reply){.head = OK, .body = FEED, .trick = TRICK_GZIP});
	assert_span(buf_span(&fetching_visit(*state, "/feed")->body), FEED);
}

#define rule(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		rule(rule_001_stores_last_modified),
		rule(rule_002_stores_the_etag),
		rule(rule_003_sends_if_modified_since),
		rule(rule_004_sends_if_none_match),
		rule(rule_010_keeps_validators_after_a_304_that_names_none),
		rule(rule_012_invents_no_date),
		rule(rule_013_echoes_the_bytes_that_it_received),
		rule(rule_014_never_mixes_two_responses),
		rule(rule_014_takes_a_304s_own_set_when_it_names_another_tag),
		rule(rule_016_keeps_validators_through_errors),
		rule(rule_020_waits_as_many_seconds_as_it_is_told),
		rule(rule_020_waits_until_a_date_by_the_servers_clock),
		rule(rule_020_waits_until_a_date_that_is_days_away),
		rule(rule_020_takes_a_503_with_retry_after_for_no_failure),
		rule(rule_020_obeys_a_503_and_more_than_a_day),
		rule(rule_020_leaves_the_whole_host_alone),
		rule(rule_021_slows_down_without_a_hint),
		rule(rule_022_obeys_max_age_less_age),
		rule(rule_022_obeys_expires),
		rule(rule_022_obeys_the_freshness_of_a_304),
		rule(rule_033_opens_few_connections_to_one_server),
		rule(rule_035_opens_few_connections_to_one_address_whatever_the_names),
		rule(rule_035_asks_once_where_another_address_had_room),
		rule(rule_035_remembers_where_names_lead),
		rule(rule_035_asks_one_address_slowly_whatever_the_names),
		rule(rule_036_adds_a_feed_with_one_request),
		rule(rule_050_sends_get_alone),
		rule(rule_060_does_not_guess_at_a_url),
		rule(rule_061_sends_path_and_query_as_they_are),
		rule(rule_062_sends_no_cookies),
		rule(rule_063_busts_no_caches),
		rule(rule_064_sends_no_referrer),
		rule(rule_080_names_itself_its_version_and_nobody_else),
		rule(rule_081_gives_the_contact_that_the_user_configured),
		rule(rule_110_slows_down_on_server_errors),
		rule(rule_113_slows_down_when_nobody_answers),
		rule(rule_114_slows_down_when_the_name_is_unknown),
		rule(rule_117_slows_down_when_it_is_no_feed_any_more),
		rule(rule_119_stops_on_410),
		rule(rule_119_does_not_stop_where_a_302_leads_to_a_410),
		rule(rule_119_stops_where_a_301_leads_to_a_410),
		rule(rule_130_tells_where_a_301_leads),
		rule(rule_131_tells_where_a_308_leads),
		rule(rule_132_does_not_remember_302_and_307),
		rule(rule_134_remembers_a_chain_while_every_hop_is_permanent),
		rule(rule_135_does_not_remember_a_way_to_nowhere),
		rule(rule_140_offers_compression),
		rule(rule_141_accepts_compression),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
