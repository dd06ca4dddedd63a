#include "tests/unit/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/lib/scene.h"

static void
routes_see_the_decoded_request(void **state)
{
	struct scene *scene = *state;
	char *answer;

	scene_begin(scene);
	assert_asked(scene, "/echo/a%20b?q=x+%26", "", "rest=a b q=x & client=127.0.0.1");
	assert_asked(scene, "/quick?q=1", "", "q=1");
	assert_asked(scene, "/quick/below", "", "404 Not Found");
	answer = scene_ask(scene, "POST /echo/ HTTP/1.1\r\nHost: localhost\r\n" CLOSE
				  "Content-Length: 4\r\n\r\nbody");
	assert_has(answer, "body=body");
	free(answer);
	answer = scene_ask_for(scene, "/much", "");
	assert_has(answer, "X-Test: aSet-Cookie: x\r\n"); /* one header still */
	assert_has(answer, "X-Content-Type-Options: nosniff\r\n");
	assert_has(answer, "Content-Security-Policy: default-src 'none';");
	free(answer);
}

static void
what_is_not_understood_is_refused_with_its_status(void **state)
{
	static const struct {
		const char *request;
		const char *part;
	} cases[] = {
		{"GET / HTTP/1.1\r\n\r\n", "400 Bad Request"},
		{"GET / HTTP/1.1\r\nHost: evil.example\r\n" CLOSE "\r\n", "421 Misdirected"},
		{"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nGET", "400 Bad"},
		{"BREW / HTTP/1.1\r\nHost: localhost\r\n\r\n", "501 Not Impl"},
		{"DELETE / HTTP/1.1\r\nHost: localhost\r\n\r\n", "405 Method"},
		{"DELETE / HTTP/1.1\r\nHost: localhost\r\n\r\n", "Allow: GET, HEAD\r\n"},
		{"PUT /echo/ HTTP/1.1\r\nHost: localhost\r\n\r\n", "Allow: GET, HEAD, POST\r\n"},
		/* a body that nobody wants is not waited for */
		{"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n", "405 Method"},
		{"PUT / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n", "405 Method"},
		{"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n" CLOSE "\r\n",
			"405 Method"},
		{"POST /echo/ HTTP/1.1\r\nHost: localhost\r\n\r\n", "411 Length"},
		{"POST /echo/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n",
			"413 Content Too Large"},
		{CHUNKED "FFFFFFFF\r\n", "413 Content Too Large"},
		{CHUNKED "+1\r\n", "400 Bad Request"},
		{"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n",
			"405 Method"},
		{"POST /echo/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n",
			"501 Not Impl"},
		{"\x16\x03\x01\x02\x01\xfc\x03\x03", "400 Bad Request"}, /* TLS */
		{"GET / HTTP/1.1\nHost: localhost\n\n", "400 Bad Request"},
	};
	struct scene *scene = *state;

	scene_begin(scene);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *answer = scene_ask(scene, cases[i].request);

		assert_has(answer, cases[i].part);
		assert_has(answer, "Connection: close\r\n");
		free(answer);
	}
}

/* What stands behind a refused head is never read as a request. */
static void
nothing_is_smuggled_behind_a_refused_request(void **state)
{
	struct scene *scene = *state;
	char *answer;

	scene_begin(scene);
	answer = scene_ask(scene, "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60\r\n\r\n"
				  "GET /quick?q=smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n");
	assert_has(answer, "400 Bad Request");
	assert_null(strstr(answer, "smuggled"));
	free(answer);
	answer = scene_ask(scene,
		"POST /echo/ HTTP/1.1\r\nHost: localhost\r\n"
		"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n"
		"0\r\n\r\nGET /quick?q=smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n");
	assert_has(answer, "400 Bad Request");
	assert_null(strstr(answer, "smuggled"));
	free(answer);
}

/* The next request begins where the last chunk ends, and nowhere else. */
static void
a_body_in_chunks_is_taken_and_the_next_request_stands_behind_it(void **state)
{
	struct scene *scene = *state;
	struct buf out;
	int fd;

	scene_begin(scene);
	buf_init(&out, BUF_UNLIMITED);
	fd = scene_connect(scene);
	client_say(fd, CHUNKED "4;x=y\r\none \r");
	free(scene_ask_for(scene, "/quick", "")); /* so the first part has been heard */
	client_say(fd, "\n3\r\ntwo\r\n0\r\nX: y\r\n\r\n" CHUNKED "0\r\n\r\n");
	client_say(fd, "GET /quick?q=third HTTP/1.1\r\nHost: localhost\r\n" CLOSE "\r\n");
	client_hear_all(fd, &out);
	assert_has(buf_string(&out), "body=one two\n");
	assert_has(buf_string(&out), "body=\n");
	assert_has(buf_string(&out), "q=third");
	buf_release(&out);
}

static void
a_head_that_is_too_long_is_refused(void **state)
{
	struct scene *scene = *state;
	struct buf request;
	char *answer;

	scene_begin(scene);
	buf_init(&request, BUF_UNLIMITED);
	buf_add_text(&request, "GET / HTTP/1.1\r\nHost: localhost\r\nX: ");
	while (request.len < server_limits_default.head_bytes)
		buf_add_text(&request, "xxxxxxxxxxxxxxxx");
	buf_add_text(&request, "\r\n\r\n");
	answer = scene_ask(scene, buf_string(&request));
	assert_has(answer, "431 Request Header Fields Too Large");
	free(answer);
	buf_release(&request);
}

static void
requests_in_one_go_are_answered_in_their_order(void **state)
{
	struct scene *scene = *state;
	int fd;
	struct buf in, out;
	const char *at;

	scene_begin(scene);
	buf_init(&in, BUF_UNLIMITED);
	buf_init(&out, BUF_UNLIMITED);
	for (int i = 0; i < 100; i++)
		buf_format(&in, "GET %s?q=%d. HTTP/1.1\r\nHost: localhost\r\n%s\r\n",
			i % 2 == 0 ? "/quick" : "/echo/", i, i == 99 ? CLOSE : "");
	fd = scene_connect(scene);
	client_say(fd, buf_string(&in));
	client_hear_all(fd, &out);
	at = buf_string(&out);
	for (int i = 0; i < 100; i++) {
		char want[16];

		snprintf(want, sizeof want, "q=%d.", i);
		at = strstr(at, want);
		assert_non_null(at);
	}
	buf_release(&in);
	buf_release(&out);
}

static void
a_request_may_come_byte_by_byte(void **state)
{
	static const char request[] =
		"POST /echo/ HTTP/1.1\r\nHost: localhost\r\n" CLOSE "Content-Length: 4\r\n\r\nbody";
	struct scene *scene = *state;
	struct buf out;
	int fd;

	scene_begin(scene);
	buf_init(&out, BUF_UNLIMITED);
	fd = scene_connect(scene);
	for (size_t i = 0; i < sizeof request - 1; i++) {
		char byte[2] = {request[i], '\0'};

		client_say(fd, byte);
	}
	client_hear_all(fd, &out);
	assert_has(buf_string(&out), "body=body");
	buf_release(&out);
}

static void
a_client_that_waits_for_leave_to_send_its_body_gets_it(void **state)
{
	struct scene *scene = *state;
	struct buf out;
	int fd;

	scene_begin(scene);
	buf_init(&out, BUF_UNLIMITED);
	fd = scene_connect(scene);
	client_say(fd, "POST /echo/ HTTP/1.1\r\nHost: localhost\r\n" CLOSE
		       "Expect: 100-continue\r\nContent-Length: 4\r\n\r\n");
	client_hear_until(fd, &out, "HTTP/1.1 100 Continue\r\n\r\n");
	client_say(fd, "body");
	client_hear_all(fd, &out);
	assert_has(buf_string(&out), "body=body");
	buf_release(&out);
}

static void
an_answer_may_come_from_another_thread_and_late(void **state)
{
	struct scene *scene = *state;
	struct exchange *exchange;
	int fd;
	struct buf out;

	scene_begin(scene);
	buf_init(&out, BUF_UNLIMITED);
	fd = scene_connect(scene);
	client_say(fd,
		"POST /push/7 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n" CLOSE "\r\nhi");
	while ((exchange = atomic_exchange(&scene->handed, NULL)) == NULL)
		;
	assert_span(exchange_request(exchange)->rest, "7");
	assert_span(exchange_request(exchange)->body, "hi");
	assert_asked(scene, "/quick", "", "rest="); /* meanwhile */
	exchange_set_status(exchange, 202);
	exchange_finish(exchange);
	client_hear_all(fd, &out);
	assert_has(buf_string(&out), "HTTP/1.1 202 Accepted\r\n");
	buf_release(&out);
}

static void
an_exchange_may_outlive_its_client_and_the_server(void **state)
{
	struct scene *scene = *state;
	struct exchange *exchange;
	int fd;

	scene_begin(scene);
	for (int i = 0; i < 2; i++) {
		fd = scene_connect(scene);
		client_say(fd, "GET /push/7 HTTP/1.1\r\nHost: localhost\r\n\r\n");
		while ((exchange = atomic_exchange(&scene->handed, NULL)) == NULL)
			;
		close(fd);
		if (i == 1) {
			server_stop(scene->server, 0);
			scene->server = NULL;
		}
		exchange_finish(exchange);
	}
}

static void
requests_and_refusals_are_counted(void **state)
{
	struct scene *scene = *state;
	struct buf out;

	scene_begin(scene);
	assert_asked(scene, "/", "", "front");
	assert_asked(scene, "/nothing", "", "404");
	assert_asked(scene, "/", "Host: evil.example\r\n", "400");
	buf_init(&out, BUF_UNLIMITED);
	metrics_render(scene->metrics, &out);
	assert_has(buf_string(&out), "broadtape_http_requests_total{code=\"200\"} 1\n");
	assert_has(buf_string(&out), "broadtape_http_requests_total{code=\"404\"} 1\n");
	assert_has(buf_string(&out), "broadtape_http_refused_total{limit=\"request\"} 1\n");
	assert_has(buf_string(&out), "broadtape_http_request_seconds_count 3\n");
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		SCENE(routes_see_the_decoded_request),
		SCENE(what_is_not_understood_is_refused_with_its_status),
		SCENE(nothing_is_smuggled_behind_a_refused_request),
		SCENE(a_body_in_chunks_is_taken_and_the_next_request_stands_behind_it),
		SCENE(a_head_that_is_too_long_is_refused),
		SCENE(requests_in_one_go_are_answered_in_their_order),
		SCENE(a_request_may_come_byte_by_byte),
		SCENE(a_client_that_waits_for_leave_to_send_its_body_gets_it),
		SCENE(an_answer_may_come_from_another_thread_and_late),
		SCENE(an_exchange_may_outlive_its_client_and_the_server),
		SCENE(requests_and_refusals_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
