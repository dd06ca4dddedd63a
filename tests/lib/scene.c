#include "tests/lib/scene.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/test.h"

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

void
scene_put_file(const struct scene *scene, const char *path, struct span bytes)
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
	scene_put_file(scene, "index.html", SPAN("<p>front\n"));
	scene_put_file(scene, "morning/index.html", SPAN("<p>morning\n"));
	scene_put_file(scene, ".secret", SPAN("no\n"));
	snprintf(path, sizeof path, "%s/link.html", scene->dir);
	assert_int_equal(symlink("/etc/passwd", path), 0);
	snprintf(path, sizeof path, "%s/out", scene->dir);
	assert_int_equal(symlink("/etc", path), 0);
}

void
scene_begin(struct scene *scene)
{
	struct error err = {0};

	scene->server = server_start(&scene->options, &err);
	if (scene->server == NULL)
		fail_msg("%s", err.text);
}

int
scene_set(void **state)
{
	struct scene *scene = calloc(1, sizeof *scene);

	atomic_store(&scene->clock.ms, (int64_t)SCENE_NOW * 1000);
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

void
scene_hold(struct scene *scene)
{
	pthread_mutex_lock(&scene->lock);
	scene->is_held = true;
}

void
scene_let_go(struct scene *scene)
{
	scene->is_held = false;
	pthread_mutex_unlock(&scene->lock);
}

int
scene_clear(void **state)
{
	struct scene *scene = *state;
	char command[128];

	if (scene->is_held)
		scene_let_go(scene);
	server_stop(scene->server, 1000);
	metrics_free(scene->metrics);
	pthread_mutex_destroy(&scene->lock);
	snprintf(command, sizeof command, "rm -rf '%s'", scene->dir);
	assert_int_equal(system(command), 0);
	free(scene);
	return 0;
}

/* --- a client --- */

int
scene_connect(const struct scene *scene)
{
	const struct sockaddr_in address = {.sin_family = AF_INET,
		.sin_port = htons((uint16_t)server_port(scene->server, 0)),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_int_equal(connect(fd, (const struct sockaddr *)&address, sizeof address), 0);
	return fd;
}

void
client_say(int fd, const char *text)
{
	size_t len = strlen(text);

	assert_int_equal(send(fd, text, len, MSG_NOSIGNAL), len);
}

size_t
client_hear_some(int fd, struct buf *out)
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

void
client_hear_all(int fd, struct buf *out)
{
	while (client_hear_some(fd, out) > 0)
		;
	close(fd);
}

void
client_hear_until(int fd, struct buf *out, const char *end)
{
	while (span_find(buf_span(out), span_of(end)) == out->len)
		assert_true(client_hear_some(fd, out) > 0);
}

char *
scene_ask(const struct scene *scene, const char *request)
{
	int fd = scene_connect(scene);
	struct buf out;

	buf_init(&out, BUF_UNLIMITED);
	client_say(fd, request);
	shutdown(fd, SHUT_WR);
	client_hear_all(fd, &out);
	return buf_take_string(&out);
}

char *
scene_ask_for(const struct scene *scene, const char *target, const char *headers)
{
	char request[8192];

	snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: localhost\r\n" CLOSE "%s\r\n",
		target, headers);
	return scene_ask(scene, request);
}

void
assert_has(const char *answer, const char *part)
{
	if (strstr(answer, part) == NULL)
		fail_msg("no '%s' in '%s'", part, answer);
}

void
assert_asked(const struct scene *scene, const char *target, const char *headers, const char *part)
{
	char *answer = scene_ask_for(scene, target, headers);

	assert_has(answer, part);
	free(answer);
}

void
scene_pass(struct scene *scene, int64_t ms)
{
	atomic_fetch_add(&scene->clock.ms, ms);
}
