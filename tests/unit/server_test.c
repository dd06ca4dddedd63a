#include "tests/unit/test.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "aggregator/serve/server.h"
#include "feeds/base/buf.h"

#define NOW 1795435200 /* Mon, 23 Nov 2026 12:00:00 GMT */
#define PATIENCE_MS 20000
#define GET_ROOT "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
#define LARGE_BYTES ((size_t)9 << 20)

/* A clock that stands still until the test moves it, while the server reads it. */
struct hand_clock {
	_Atomic int64_t ms;
	struct clock clock;
};

static int64_t
read_ms(void *context)
{
	return atomic_load(&((struct hand_clock *)context)->ms);
}

static uint64_t
no_random(void *context)
{
	(void)context;
	return 0;
}

/* A server, its site in a folder of its own, and what its routes need. */
struct scene {
	struct hand_clock clock;
	struct metrics *metrics;
	struct server_options options;
	struct server *server;
	char dir[64];
	const char *listen[2];
	struct route routes[5];
	pthread_mutex_t lock; /* held: the route /slow waits */
	_Atomic(struct exchange *) handed;
	atomic_int n_workers_open;
	atomic_int n_slow; /* that /slow has begun */
};

static void
answer_echo(void *context, void *worker, struct exchange *exchange)
{
	const struct request *request = exchange_request(exchange);

	(void)context;
	(void)worker;
	exchange_set_type(exchange, "text/plain; charset=utf-8");
	buf_format(exchange_body(exchange), "rest=%.*s q=%.*s client=%.*s host=%.*s body=%.*s%s\n",
		SPAN_ARGS(request->rest), SPAN_ARGS(exchange_parameter(exchange, "q")),
		SPAN_ARGS(request->client), SPAN_ARGS(request->host), SPAN_ARGS(request->body),
		request->is_secure ? " https" : "");
	exchange_finish(exchange);
}

static void
answer_slowly(void *context, void *worker, struct exchange *exchange)
{
	struct scene *scene = context;

	atomic_fetch_add(&scene->n_slow, 1);
	pthread_mutex_lock(&scene->lock);
	pthread_mutex_unlock(&scene->lock);
	answer_echo(context, worker, exchange);
}

static void
hand_over(void *context, void *worker, struct exchange *exchange)
{
	struct scene *scene = context;

	(void)worker;
	atomic_store(&scene->handed, exchange);
}

static void
answer_much(void *context, void *worker, struct exchange *exchange)
{
	(void)context;
	(void)worker;
	exchange_set_type(exchange, "text/html; charset=utf-8");
	exchange_add_header(exchange, "X-Test", SPAN("a\r\nSet-Cookie: x"));
	for (int i = 0; i < 1000; i++)
		buf_add_text(exchange_body(exchange), "<p>much</p>\n");
	exchange_finish(exchange);
}

static void *
open_worker(void *context)
{
	struct scene *scene = context;

	atomic_fetch_add(&scene->n_workers_open, 1);
	return scene;
}

static void
close_worker(void *context, void *worker)
{
	struct scene *scene = context;

	assert_ptr_equal(context, worker);
	atomic_fetch_sub(&scene->n_workers_open, 1);
}

static void
put_file(const struct scene *scene, const char *path, struct span bytes)
{
	char whole[256];
	FILE *file;

	snprintf(whole, sizeof whole, "%s/%s", scene->dir, path);
	file = fopen(whole, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes.at, 1, bytes.len, file), bytes.len);
	assert_int_equal(fclose(file), 0);
}

static void
make_site(struct scene *scene)
{
	char path[256];

	snprintf(scene->dir, sizeof scene->dir, "/tmp/server_test.XXXXXX");
	assert_non_null(mkdtemp(scene->dir));
	snprintf(path, sizeof path, "%s/morning", scene->dir);
	assert_int_equal(mkdir(path, 0755), 0);
	put_file(scene, "index.html", SPAN("<p>front\n"));
	put_file(scene, "morning/index.html", SPAN("<p>morning\n"));
	put_file(scene, ".secret", SPAN("no\n"));
	snprintf(path, sizeof path, "%s/link.html", scene->dir);
	assert_int_equal(symlink("/etc/passwd", path), 0);
	snprintf(path, sizeof path, "%s/out", scene->dir);
	assert_int_equal(symlink("/etc", path), 0);
}

static void
begin(struct scene *scene)
{
	struct error err = {0};

	scene->server = server_start(&scene->options, &err);
	if (scene->server == NULL)
		fail_msg("%s", err.text);
}

static int
set_scene(void **state)
{
	struct scene *scene = calloc(1, sizeof *scene);

	atomic_store(&scene->clock.ms, (int64_t)NOW * 1000);
	scene->clock.clock = (struct clock){.now_ms = read_ms,
		.monotonic_ms = read_ms,
		.random = no_random,
		.context = &scene->clock};
	scene->metrics = metrics_new();
	pthread_mutex_init(&scene->lock, NULL);
	make_site(scene);
	scene->listen[0] = "127.0.0.1:0";
	scene->routes[0] = (struct route){"/echo/", true, ROUTE_WORKER, answer_echo, scene};
	scene->routes[1] = (struct route){"/quick", false, ROUTE_LOOP, answer_echo, scene};
	scene->routes[2] = (struct route){"/slow", false, ROUTE_WORKER, answer_slowly, scene};
	scene->routes[3] = (struct route){"/push/", true, ROUTE_LOOP, hand_over, scene};
	scene->routes[4] = (struct route){"/much", false, ROUTE_WORKER, answer_much, scene};
	scene->options = (struct server_options){.listen = scene->listen,
		.n_listen = 1,
		.site_dir = scene->dir,
		.routes = scene->routes,
		.n_routes = 5,
		.n_workers = 1,
		.worker_open = open_worker,
		.worker_close = close_worker,
		.worker_context = scene,
		.clock = &scene->clock.clock,
		.metrics = scene->metrics};
	*state = scene;
	return 0;
}

static int
clear_scene(void **state)
{
	struct scene *scene = *state;
	char command[128];

	server_stop(scene->server, 1000);
	metrics_free(scene->metrics);
	pthread_mutex_destroy(&scene->lock);
	snprintf(command, sizeof command, "rm -rf '%s'", scene->dir);
	assert_int_equal(system(command), 0);
	free(scene);
	return 0;
}

/* --- a client --- */

static int
connect_to(const struct scene *scene)
{
	const struct sockaddr_in address = {.sin_family = AF_INET,
		.sin_port = htons((uint16_t)server_port(scene->server, 0)),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_int_equal(connect(fd, (const struct sockaddr *)&address, sizeof address), 0);
	return fd;
}

static void
say(int fd, const char *text)
{
	size_t len = strlen(text);

	assert_int_equal(send(fd, text, len, MSG_NOSIGNAL), len);
}

/* What comes next; 0: the end. */
static size_t
hear_some(int fd, struct buf *out)
{
	struct pollfd polled = {.fd = fd, .events = POLLIN};
	char bytes[65536];
	ssize_t n;

	if (poll(&polled, 1, PATIENCE_MS) <= 0)
		fail_msg("nothing came after '%.*s'", SPAN_ARGS(buf_span(out)));
	n = recv(fd, bytes, sizeof bytes, 0);
	if (n > 0)
		buf_add(out, span_make(bytes, (size_t)n));
	return n > 0 ? (size_t)n : 0;
}

/* Until the server closes. */
static void
hear_all(int fd, struct buf *out)
{
	while (hear_some(fd, out) > 0)
		;
	close(fd);
}

/* Until `end` has come. */
static void
hear_until(int fd, struct buf *out, const char *end)
{
	while (span_find(buf_span(out), span_of(end)) == out->len)
		assert_true(hear_some(fd, out) > 0);
}

/* One request on a connection of its own; the answer, to be freed. */
static char *
ask(const struct scene *scene, const char *request)
{
	int fd = connect_to(scene);
	struct buf out;

	buf_init(&out, BUF_UNLIMITED);
	say(fd, request);
	shutdown(fd, SHUT_WR);
	hear_all(fd, &out);
	return buf_take_string(&out);
}

#define CLOSE "Connection: close\r\n"
#define CHUNKED "POST /echo/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"

static char *
ask_for(const struct scene *scene, const char *target, const char *headers)
{
	char request[8192];

	snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: localhost\r\n" CLOSE "%s\r\n",
		target, headers);
	return ask(scene, request);
}

static void
assert_has(const char *answer, const char *part)
{
	if (strstr(answer, part) == NULL)
		fail_msg("no '%s' in '%s'", part, answer);
}

static void
assert_asked(const struct scene *scene, const char *target, const char *headers, const char *part)
{
	char *answer = ask_for(scene, target, headers);

	assert_has(answer, part);
	free(answer);
}

/* --- the tests --- */

static void
files_of_the_site_are_served_and_nothing_else(void **state)
{
	static const struct {
		const char *target;
		const char *part;
	} cases[] = {
		{"/", "<p>front"},
		{"/index.html", "Content-Type: text/html; charset=utf-8"},
		{"/morning/", "<p>morning"},
		{"/morning", "301 Moved"},
		{"/morning", "Location: /morning/\r\n"},
		{"/morning?x=1", "Location: /morning/?x=1\r\n"},
		{"/nothing", "404 Not Found"},
		{"/morning/index.html/", "404 Not Found"},
		{"/index.html/x", "404 Not Found"},
		{"//", "404 Not Found"},
		{"//morning/", "404 Not Found"},
		{"/.secret", "404 Not Found"},
		{"/%2Esecret", "404 Not Found"},
		{"/link.html", "404 Not Found"},
		{"/out/passwd", "404 Not Found"},
		{"/../etc/passwd", "400 Bad Request"},
		{"/%2e%2e/etc/passwd", "400 Bad Request"},
		{"/..%2fetc/passwd", "400 Bad Request"},
		{"/index.html%00.txt", "400 Bad Request"},
	};
	struct scene *scene = *state;

	begin(scene);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_asked(scene, cases[i].target, "", cases[i].part);
}

/* The value of a header, to be freed. */
static char *
header_of(const char *answer, const char *name)
{
	const char *at = strstr(answer, name);
	size_t len;

	assert_non_null(at);
	at += strlen(name) + 2;
	len = strcspn(at, "\r");
	return strndup(at, len);
}

static void
what_a_client_has_is_not_sent_again(void **state)
{
	struct scene *scene = *state;
	char *answer, *tag, *modified;
	char headers[512];

	begin(scene);
	answer = ask_for(scene, "/", "");
	tag = header_of(answer, "\r\nETag");
	modified = header_of(answer, "\r\nLast-Modified");
	free(answer);
	snprintf(headers, sizeof headers, "If-None-Match: \"x\", W/%s\r\n", tag);
	answer = ask_for(scene, "/", headers);
	assert_has(answer, "HTTP/1.1 304 Not Modified\r\n");
	assert_has(answer, tag);
	assert_null(strstr(answer, "front"));
	assert_null(strstr(answer, "Content-Length"));
	free(answer);
	snprintf(headers, sizeof headers, "If-Modified-Since: %s\r\n", modified);
	assert_asked(scene, "/", headers, "304 Not Modified");
	assert_asked(scene, "/", "If-None-Match: \"x\"\r\n", "<p>front");
	put_file(scene, "index.html", SPAN("<p>fresh\n"));
	snprintf(headers, sizeof headers, "If-None-Match: %s\r\n", tag);
	assert_asked(scene, "/", headers, "<p>fresh");
	free(tag);
	free(modified);
}

static void
text_is_compressed_for_those_who_take_it(void **state)
{
	struct scene *scene = *state;
	char page[4000];
	char *plain, *packed, *tag, *packed_tag;

	memset(page, 'x', sizeof page);
	put_file(scene, "page.html", span_make(page, sizeof page));
	put_file(scene, "image.png", span_make(page, sizeof page));
	begin(scene);
	plain = ask_for(scene, "/page.html", "");
	packed = ask_for(scene, "/page.html", "Accept-Encoding: gzip\r\n");
	assert_has(plain, "Content-Length: 4000\r\n");
	assert_has(plain, "Vary: Accept-Encoding\r\n");
	assert_has(packed, "Content-Encoding: gzip\r\n");
	assert_has(packed, "Vary: Accept-Encoding\r\n");
	tag = header_of(plain, "\r\nETag");
	packed_tag = header_of(packed, "\r\nETag");
	assert_string_not_equal(tag, packed_tag);
	free(plain);
	plain = ask_for(scene, "/image.png", "Accept-Encoding: gzip\r\n");
	assert_null(strstr(plain, "Content-Encoding"));
	free(plain);
	free(packed);
	packed = ask_for(scene, "/much", "Accept-Encoding: gzip\r\n");
	assert_has(packed, "Content-Encoding: gzip\r\n");
	free(packed);
	free(tag);
	free(packed_tag);
}

static void
a_file_too_large_to_keep_is_sent_from_the_disk(void **state)
{
	struct scene *scene = *state;
	char *bytes = calloc(1, LARGE_BYTES);
	int fd;
	struct buf out;

	memset(bytes, 'y', LARGE_BYTES);
	put_file(scene, "large.txt", span_make(bytes, LARGE_BYTES));
	begin(scene);
	buf_init(&out, BUF_UNLIMITED);
	fd = connect_to(scene);
	say(fd, "GET /large.txt HTTP/1.1\r\nHost: localhost\r\n\r\n"
		"GET /quick HTTP/1.1\r\nHost: localhost\r\n" CLOSE "\r\n");
	hear_all(fd, &out);
	assert_true(out.len > LARGE_BYTES);
	assert_has(buf_string(&out), "Content-Length: 9437184\r\n");
	assert_has(buf_string(&out), "rest= q=");
	buf_release(&out);
	free(bytes);
}

static void
routes_see_the_decoded_request(void **state)
{
	struct scene *scene = *state;
	char *answer;

	begin(scene);
	assert_asked(scene, "/echo/a%20b?q=x+%26", "", "rest=a b q=x & client=127.0.0.1");
	assert_asked(scene, "/quick?q=1", "", "q=1");
	assert_asked(scene, "/quick/below", "", "404 Not Found");
	answer = ask(scene, "POST /echo/ HTTP/1.1\r\nHost: localhost\r\n" CLOSE
			    "Content-Length: 4\r\n\r\nbody");
	assert_has(answer, "body=body");
	free(answer);
	answer = ask_for(scene, "/much", "");
	assert_has(answer, "X-Test: aSet-Cookie: x\r\n"); /* one header still */
	assert_has(answer, "X-Content-Type-Options: nosniff\r\n");
	assert_has(answer, "Content-Security-Policy: default-src 'none';");
	free(answer);
}

static void
head_says_what_get_would_say_without_the_body(void **state)
{
	struct scene *scene = *state;
	char *answer;

	begin(scene);
	answer = ask(scene, "HEAD /much HTTP/1.1\r\nHost: localhost\r\n" CLOSE "\r\n");
	assert_has(answer, "Content-Length: 12000\r\n");
	assert_null(strstr(answer, "<p>"));
	free(answer);
	answer = ask(scene, "HEAD / HTTP/1.1\r\nHost: localhost\r\n" CLOSE "\r\n");
	assert_has(answer, "Content-Length: 9\r\n");
	assert_null(strstr(answer, "<p>"));
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

	begin(scene);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *answer = ask(scene, cases[i].request);

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

	begin(scene);
	answer = ask(scene, "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60\r\n\r\n"
			    "GET /quick?q=smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n");
	assert_has(answer, "400 Bad Request");
	assert_null(strstr(answer, "smuggled"));
	free(answer);
	answer = ask(scene, "POST /echo/ HTTP/1.1\r\nHost: localhost\r\n"
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

	begin(scene);
	buf_init(&out, BUF_UNLIMITED);
	fd = connect_to(scene);
	say(fd, CHUNKED "4;x=y\r\none \r");
	free(ask_for(scene, "/quick", "")); /* so the first part has been heard */
	say(fd, "\n3\r\ntwo\r\n0\r\nX: y\r\n\r\n" CHUNKED "0\r\n\r\n");
	say(fd, "GET /quick?q=third HTTP/1.1\r\nHost: localhost\r\n" CLOSE "\r\n");
	hear_all(fd, &out);
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

	begin(scene);
	buf_init(&request, BUF_UNLIMITED);
	buf_add_text(&request, "GET / HTTP/1.1\r\nHost: localhost\r\nX: ");
	while (request.len < server_limits_default.head_bytes)
		buf_add_text(&request, "xxxxxxxxxxxxxxxx");
	buf_add_text(&request, "\r\n\r\n");
	answer = ask(scene, buf_string(&request));
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

	begin(scene);
	buf_init(&in, BUF_UNLIMITED);
	buf_init(&out, BUF_UNLIMITED);
	for (int i = 0; i < 100; i++)
		buf_format(&in, "GET %s?q=%d. HTTP/1.1\r\nHost: localhost\r\n%s\r\n",
			i % 2 == 0 ? "/quick" : "/echo/", i, i == 99 ? CLOSE : "");
	fd = connect_to(scene);
	say(fd, buf_string(&in));
	hear_all(fd, &out);
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

	begin(scene);
	buf_init(&out, BUF_UNLIMITED);
	fd = connect_to(scene);
	for (size_t i = 0; i < sizeof request - 1; i++) {
		char byte[2] = {request[i], '\0'};

		say(fd, byte);
	}
	hear_all(fd, &out);
	assert_has(buf_string(&out), "body=body");
	buf_release(&out);
}

static void
a_client_that_waits_for_leave_to_send_its_body_gets_it(void **state)
{
	struct scene *scene = *state;
	struct buf out;
	int fd;

	begin(scene);
	buf_init(&out, BUF_UNLIMITED);
	fd = connect_to(scene);
	say(fd, "POST /echo/ HTTP/1.1\r\nHost: localhost\r\n" CLOSE
		"Expect: 100-continue\r\nContent-Length: 4\r\n\r\n");
	hear_until(fd, &out, "HTTP/1.1 100 Continue\r\n\r\n");
	say(fd, "body");
	hear_all(fd, &out);
	assert_has(buf_string(&out), "body=body");
	buf_release(&out);
}

/* Time goes on by steps smaller than any limit: a trickle of bytes must not wind it back. */
static void
pass(struct scene *scene, int64_t ms)
{
	atomic_fetch_add(&scene->clock.ms, ms);
}

static void
who_does_not_end_a_request_is_sent_away(void **state)
{
	static const struct {
		const char *begun;
		int64_t ms;
		const char *part; /* NULL: the line is just closed */
	} cases[] = {
		{"GET / HTTP/1.1\r\nHos", 10000, "408 Request Timeout"},
		{"POST /echo/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhalf", 30000,
			"408 Request Timeout"},
		{CHUNKED "9\r\nhalf", 30000, "408 Request Timeout"},
		{"", 10000, NULL},
	};
	struct scene *scene = *state;

	begin(scene);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int fd = connect_to(scene);
		struct buf out;
		char *other;

		buf_init(&out, BUF_UNLIMITED);
		say(fd, cases[i].begun);
		/* the server turns after what was said: so it has been heard */
		other = ask_for(scene, "/quick", "");
		free(other);
		pass(scene, cases[i].ms);
		hear_all(fd, &out);
		if (cases[i].part != NULL)
			assert_has(buf_string(&out), cases[i].part);
		else
			assert_int_equal(out.len, 0);
		buf_release(&out);
	}
}

static void
a_trickle_of_bytes_does_not_lengthen_the_time_for_a_head(void **state)
{
	struct scene *scene = *state;
	int fd;
	struct buf out;

	begin(scene);
	buf_init(&out, BUF_UNLIMITED);
	fd = connect_to(scene);
	say(fd, "GET / HTTP/1.1\r\nHost: localhost\r\nX: ");
	for (int i = 0; i < 4; i++) {
		char *other;

		say(fd, "x");
		other = ask_for(scene, "/quick", "");
		free(other);
		pass(scene, 2500);
	}
	hear_all(fd, &out);
	assert_has(buf_string(&out), "408 Request Timeout");
	buf_release(&out);
}

static void
who_does_not_fetch_his_answer_is_sent_away(void **state)
{
	const struct metric_row slow = {
		METRIC_COUNTER, "broadtape_http_refused_total", "", "limit", SPAN("slow"), NULL, 0};
	struct scene *scene = *state;
	char *bytes = calloc(1, LARGE_BYTES);
	int small = 262144; /* so that the answer does not fit into what the kernel holds */
	int fd;
	struct buf out;

	memset(bytes, 'y', LARGE_BYTES);
	put_file(scene, "large.txt", span_make(bytes, LARGE_BYTES));
	free(bytes);
	begin(scene);
	buf_init(&out, BUF_UNLIMITED);
	fd = connect_to(scene);
	setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
	say(fd, "GET /large.txt HTTP/1.1\r\nHost: localhost\r\n\r\n");
	hear_until(fd, &out, "\r\n\r\n"); /* the answer has begun */
	/* it takes in some more, then nothing */
	for (int i = 0; metric_read(metrics_add(scene->metrics, &slow)) < 1; i++) {
		assert_true(i < PATIENCE_MS);
		pass(scene, server_limits_default.write_ms);
		poll(NULL, 0, 1);
	}
	while (hear_some(fd, &out) > 0) /* what was under way, then the end */
		;
	assert_true(out.len < LARGE_BYTES);
	close(fd);
	buf_release(&out);
}

static void
an_idle_line_is_kept_for_a_while(void **state)
{
	struct scene *scene = *state;
	int fd;
	struct buf out;

	begin(scene);
	buf_init(&out, BUF_UNLIMITED);
	fd = connect_to(scene);
	say(fd, GET_ROOT);
	hear_until(fd, &out, "front");
	assert_asked(scene, "/quick", "", "rest=");
	pass(scene, server_limits_default.idle_ms / 2);
	say(fd, "GET /quick HTTP/1.1\r\nHost: localhost\r\n\r\n");
	hear_until(fd, &out, "rest=");
	assert_asked(scene, "/quick", "", "rest="); /* the server's turn has ended */
	pass(scene, server_limits_default.idle_ms);
	assert_int_equal(hear_some(fd, &out), 0);
	close(fd);
	buf_release(&out);
}

static void
one_address_has_so_many_connections_and_no_more(void **state)
{
	struct scene *scene = *state;
	int fds[3];
	struct buf out;

	scene->options.limits.per_address = 2;
	begin(scene);
	buf_init(&out, BUF_UNLIMITED);
	for (int i = 0; i < 3; i++)
		fds[i] = connect_to(scene);
	assert_int_equal(hear_some(fds[2], &out), 0);
	say(fds[0], GET_ROOT);
	hear_until(fds[0], &out, "front");
	for (int i = 0; i < 3; i++)
		close(fds[i]);
	buf_release(&out);
}

static void
a_full_house_lets_the_idlest_go(void **state)
{
	struct scene *scene = *state;
	struct buf out;
	int first, second, third;

	scene->options.limits.connections = 2;
	begin(scene);
	buf_init(&out, BUF_UNLIMITED);
	first = connect_to(scene);
	say(first, GET_ROOT);
	hear_until(first, &out, "front");
	pass(scene, 1000);
	second = connect_to(scene);
	say(second, GET_ROOT);
	buf_clear(&out);
	hear_until(second, &out, "front");
	third = connect_to(scene);
	assert_int_equal(hear_some(first, &out), 0);
	buf_clear(&out);
	say(third, GET_ROOT);
	hear_until(third, &out, "front");
	buf_clear(&out);
	say(second, GET_ROOT);
	hear_until(second, &out, "front");
	close(first);
	close(second);
	close(third);
	buf_release(&out);
}

/* So many clients ask for what takes as long as the lock is held. */
static void
ask_slowly(struct scene *scene, int *fds, size_t n, const char *headers)
{
	char request[256];

	snprintf(request, sizeof request,
		"GET /slow HTTP/1.1\r\nHost: localhost\r\n" CLOSE "%s\r\n", headers);
	for (size_t i = 0; i < n; i++) {
		fds[i] = connect_to(scene);
		say(fds[i], request);
		assert_asked(scene, "/quick", "", "rest="); /* it has been heard */
	}
}

static void
who_keeps_the_workers_busy_is_told_to_come_again_and_others_are_not(void **state)
{
	static const char *const trusted[] = {"127.0.0.1"};
	struct scene *scene = *state;
	int mine[3], other[2];
	struct buf out;

	scene->options.limits.with_workers = 2;
	scene->options.trusted = trusted;
	scene->options.n_trusted = 1;
	begin(scene);
	buf_init(&out, BUF_UNLIMITED);
	pthread_mutex_lock(&scene->lock);
	ask_slowly(scene, mine, 3, "X-Forwarded-For: 192.0.2.7\r\n");
	hear_all(mine[2], &out);
	assert_has(buf_string(&out), "503 Service Unavailable");
	assert_has(buf_string(&out), "Retry-After: 2");
	ask_slowly(scene, other, 2, "X-Forwarded-For: 192.0.2.8\r\n");
	close(mine[1]); /* who goes away still has a place, until it is worked off */
	assert_asked(scene, "/slow", "X-Forwarded-For: 192.0.2.7\r\n", "503 Service Unavailable");
	pthread_mutex_unlock(&scene->lock);
	for (int i = 0; i < 2; i++) {
		buf_clear(&out);
		hear_all(other[i], &out);
		assert_has(buf_string(&out), "client=192.0.2.8");
	}
	assert_asked(scene, "/slow", "X-Forwarded-For: 192.0.2.7\r\n", "client=192.0.2.7");
	close(mine[0]);
	buf_release(&out);
}

static void
when_too_many_wait_the_next_is_told_to_come_again(void **state)
{
	struct scene *scene = *state;
	int fds[3];
	struct buf out;

	scene->options.limits.waiting = 1;
	begin(scene);
	buf_init(&out, BUF_UNLIMITED);
	pthread_mutex_lock(&scene->lock);
	for (int i = 0; i < 3; i++) { /* one is worked on, one waits, one is refused */
		fds[i] = connect_to(scene);
		say(fds[i], "GET /slow HTTP/1.1\r\nHost: localhost\r\n" CLOSE "\r\n");
		for (int j = 0; atomic_load(&scene->n_slow) == 0; j++) {
			assert_true(j < PATIENCE_MS);
			poll(NULL, 0, 1);
		}
		assert_asked(scene, "/quick", "", "rest="); /* it has been heard */
	}
	hear_until(fds[2], &out, "503 Service Unavailable");
	hear_until(fds[2], &out, "Retry-After: ");
	buf_clear(&out);
	/* nobody else is kept waiting by them */
	assert_asked(scene, "/quick", "", "rest=");
	pthread_mutex_unlock(&scene->lock);
	hear_all(fds[0], &out);
	assert_has(buf_string(&out), "rest=");
	close(fds[1]);
	close(fds[2]);
	buf_release(&out);
}

static void
an_answer_may_come_from_another_thread_and_late(void **state)
{
	struct scene *scene = *state;
	struct exchange *exchange;
	int fd;
	struct buf out;

	begin(scene);
	buf_init(&out, BUF_UNLIMITED);
	fd = connect_to(scene);
	say(fd, "POST /push/7 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n" CLOSE "\r\nhi");
	while ((exchange = atomic_exchange(&scene->handed, NULL)) == NULL)
		;
	assert_span(exchange_request(exchange)->rest, "7");
	assert_span(exchange_request(exchange)->body, "hi");
	assert_asked(scene, "/quick", "", "rest="); /* meanwhile */
	exchange_set_status(exchange, 202);
	exchange_finish(exchange);
	hear_all(fd, &out);
	assert_has(buf_string(&out), "HTTP/1.1 202 Accepted\r\n");
	buf_release(&out);
}

static void
an_exchange_may_outlive_its_client_and_the_server(void **state)
{
	struct scene *scene = *state;
	struct exchange *exchange;
	int fd;

	begin(scene);
	for (int i = 0; i < 2; i++) {
		fd = connect_to(scene);
		say(fd, "GET /push/7 HTTP/1.1\r\nHost: localhost\r\n\r\n");
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
stopping_lets_an_answer_end(void **state)
{
	struct scene *scene = *state;
	struct buf out;
	int fd, idle;

	begin(scene);
	buf_init(&out, BUF_UNLIMITED);
	idle = connect_to(scene);
	fd = connect_to(scene);
	say(fd, "GET /much HTTP/1.1\r\nHost: localhost\r\n\r\n");
	hear_until(fd, &out, "HTTP/1.1 200");
	server_stop(scene->server, PATIENCE_MS);
	scene->server = NULL;
	assert_int_equal(atomic_load(&scene->n_workers_open), 0);
	hear_until(fd, &out, "</p>");
	assert_int_equal(hear_some(idle, &out), 0);
	close(fd);
	close(idle);
	buf_release(&out);
}

static void
behind_a_proxy_paths_and_clients_are_those_outside(void **state)
{
	static const char *const trusted[] = {"127.0.0.0/8"};
	static const char *const hosts[] = {"news.example.com"};
	struct scene *scene = *state;

	scene->options.base_path = "/news/";
	scene->options.trusted = trusted;
	scene->options.n_trusted = 1;
	scene->options.hosts = hosts;
	scene->options.n_hosts = 1;
	begin(scene);
	assert_asked(scene, "/news/", "", "<p>front");
	assert_asked(scene, "/news", "", "Location: /news/\r\n");
	assert_asked(scene, "/", "", "404 Not Found");
	assert_asked(scene, "/news/morning", "", "Location: /news/morning/\r\n");
	assert_asked(scene, "/news/echo/",
		"X-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Host: news.example.com\r\n"
		"X-Forwarded-Proto: https\r\n",
		"client=192.0.2.7 host=news.example.com body= https");
	assert_asked(scene, "/news/echo/", "X-Forwarded-Host: evil.example\r\n", "421 Misdirected");
}

static void
a_socket_file_is_listened_on_and_removed(void **state)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	struct scene *scene = *state;
	char where[128];
	struct stat status;
	struct buf out;
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	snprintf(address.sun_path, sizeof address.sun_path, "%s/http", scene->dir);
	snprintf(where, sizeof where, "unix:%s", address.sun_path);
	/* one that a server left which died */
	assert_int_equal(bind(fd, (const struct sockaddr *)&address, sizeof address), 0);
	close(fd);
	scene->listen[0] = where;
	begin(scene);
	assert_int_equal(stat(address.sun_path, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0660);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(connect(fd, (const struct sockaddr *)&address, sizeof address), 0);
	buf_init(&out, BUF_UNLIMITED);
	say(fd, "GET /quick HTTP/1.1\r\nHost: localhost\r\n" CLOSE
		"X-Forwarded-For: 192.0.2.7\r\n\r\n");
	hear_all(fd, &out);
	assert_has(buf_string(&out), "client=192.0.2.7");
	buf_release(&out);
	server_stop(scene->server, 0);
	scene->server = NULL;
	assert_int_not_equal(stat(address.sun_path, &status), 0);
}

static void
an_address_that_is_taken_or_none_is_told(void **state)
{
	static const char *const wrong[] = {"here", "127.0.0.1", "127.0.0.1:x", ":80", "unix:"};
	struct scene *scene = *state;
	struct error err = {0};
	char taken[32];

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		scene->listen[0] = wrong[i];
		assert_null(server_start(&scene->options, &err));
		assert_has(err.text, "expected an address and a port");
	}
	scene->listen[0] = "127.0.0.1:0";
	begin(scene);
	snprintf(taken, sizeof taken, "127.0.0.1:%d", server_port(scene->server, 0));
	scene->listen[0] = taken;
	assert_null(server_start(&scene->options, &err));
	assert_has(err.text, "cannot listen on '127.0.0.1:");
	assert_has(err.text, "another program does");
}

static void
requests_and_refusals_are_counted(void **state)
{
	struct scene *scene = *state;
	struct buf out;

	begin(scene);
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

#define SCENE(test) cmocka_unit_test_setup_teardown(test, set_scene, clear_scene)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		SCENE(files_of_the_site_are_served_and_nothing_else),
		SCENE(what_a_client_has_is_not_sent_again),
		SCENE(text_is_compressed_for_those_who_take_it),
		SCENE(a_file_too_large_to_keep_is_sent_from_the_disk),
		SCENE(routes_see_the_decoded_request),
		SCENE(head_says_what_get_would_say_without_the_body),
		SCENE(what_is_not_understood_is_refused_with_its_status),
		SCENE(nothing_is_smuggled_behind_a_refused_request),
		SCENE(a_body_in_chunks_is_taken_and_the_next_request_stands_behind_it),
		SCENE(a_head_that_is_too_long_is_refused),
		SCENE(requests_in_one_go_are_answered_in_their_order),
		SCENE(a_request_may_come_byte_by_byte),
		SCENE(a_client_that_waits_for_leave_to_send_its_body_gets_it),
		SCENE(who_does_not_end_a_request_is_sent_away),
		SCENE(a_trickle_of_bytes_does_not_lengthen_the_time_for_a_head),
		SCENE(who_does_not_fetch_his_answer_is_sent_away),
		SCENE(an_idle_line_is_kept_for_a_while),
		SCENE(one_address_has_so_many_connections_and_no_more),
		SCENE(a_full_house_lets_the_idlest_go),
		SCENE(who_keeps_the_workers_busy_is_told_to_come_again_and_others_are_not),
		SCENE(when_too_many_wait_the_next_is_told_to_come_again),
		SCENE(an_answer_may_come_from_another_thread_and_late),
		SCENE(an_exchange_may_outlive_its_client_and_the_server),
		SCENE(stopping_lets_an_answer_end),
		SCENE(behind_a_proxy_paths_and_clients_are_those_outside),
		SCENE(a_socket_file_is_listened_on_and_removed),
		SCENE(an_address_that_is_taken_or_none_is_told),
		SCENE(requests_and_refusals_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
