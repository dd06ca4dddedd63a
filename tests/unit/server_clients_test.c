#include "tests/unit/test.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/lib/scene.h"

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

	scene_begin(scene);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int fd = scene_connect(scene);
		struct buf out;
		char *other;

		buf_init(&out, BUF_UNLIMITED);
		client_say(fd, cases[i].begun);
		/* the server turns after what was said: so it has been heard */
		other = scene_ask_for(scene, "/quick", "");
		free(other);
		scene_pass(scene, cases[i].ms);
		client_hear_all(fd, &out);
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

	scene_begin(scene);
	buf_init(&out, BUF_UNLIMITED);
	fd = scene_connect(scene);
	client_say(fd, "GET / HTTP/1.1\r\nHost: localhost\r\nX: ");
	for (int i = 0; i < 4; i++) {
		char *other;

		client_say(fd, "x");
		other = scene_ask_for(scene, "/quick", "");
		free(other);
		scene_pass(scene, 2500);
	}
	client_hear_all(fd, &out);
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
	scene_put_file(scene, "large.txt", span_make(bytes, LARGE_BYTES));
	free(bytes);
	scene_begin(scene);
	buf_init(&out, BUF_UNLIMITED);
	fd = scene_connect(scene);
	setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
	client_say(fd, "GET /large.txt HTTP/1.1\r\nHost: localhost\r\n\r\n");
	client_hear_until(fd, &out, "\r\n\r\n"); /* the answer has begun */
	/* it takes in some more, then nothing */
	for (int i = 0; metric_read(metrics_add(scene->metrics, &slow)) < 1; i++) {
		assert_true(i < PATIENCE_MS);
		scene_pass(scene, server_limits_default.write_ms);
		poll(NULL, 0, 1);
	}
	while (client_hear_some(fd, &out) > 0) /* what was under way, then the end */
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

	scene_begin(scene);
	buf_init(&out, BUF_UNLIMITED);
	fd = scene_connect(scene);
	client_say(fd, GET_ROOT);
	client_hear_until(fd, &out, "front");
	assert_asked(scene, "/quick", "", "rest=");
	scene_pass(scene, server_limits_default.idle_ms / 2);
	client_say(fd, "GET /quick HTTP/1.1\r\nHost: localhost\r\n\r\n");
	client_hear_until(fd, &out, "rest=");
	assert_asked(scene, "/quick", "", "rest="); /* the server's turn has ended */
	scene_pass(scene, server_limits_default.idle_ms);
	assert_int_equal(client_hear_some(fd, &out), 0);
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
	scene_begin(scene);
	buf_init(&out, BUF_UNLIMITED);
	for (int i = 0; i < 3; i++)
		fds[i] = scene_connect(scene);
	assert_int_equal(client_hear_some(fds[2], &out), 0);
	client_say(fds[0], GET_ROOT);
	client_hear_until(fds[0], &out, "front");
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
	scene_begin(scene);
	buf_init(&out, BUF_UNLIMITED);
	first = scene_connect(scene);
	client_say(first, GET_ROOT);
	client_hear_until(first, &out, "front");
	scene_pass(scene, 1000);
	second = scene_connect(scene);
	client_say(second, GET_ROOT);
	buf_clear(&out);
	client_hear_until(second, &out, "front");
	third = scene_connect(scene);
	assert_int_equal(client_hear_some(first, &out), 0);
	buf_clear(&out);
	client_say(third, GET_ROOT);
	client_hear_until(third, &out, "front");
	buf_clear(&out);
	client_say(second, GET_ROOT);
	client_hear_until(second, &out, "front");
	close(first);
	close(second);
	close(third);
	buf_release(&out);
}

/* The address of a client is what its request says. */
static void
begin_behind_proxy(struct scene *scene)
{
	static const char *const trusted[] = {"127.0.0.1"};

	scene->options.trusted = trusted;
	scene->options.n_trusted = 1;
	scene_begin(scene);
}

/* Until a worker is at /slow. */
static void
wait_for_slow(struct scene *scene)
{
	for (int i = 0; atomic_load(&scene->n_slow) == 0; i++) {
		assert_true(i < PATIENCE_MS);
		poll(NULL, 0, 1);
	}
}

/* So many clients ask for what takes as long as the lock is held. */
static void
ask_slowly(struct scene *scene, int *fds, size_t n, const char *headers)
{
	char request[256];

	snprintf(request, sizeof request,
		"GET /slow HTTP/1.1\r\nHost: localhost\r\n" CLOSE "%s\r\n", headers);
	for (size_t i = 0; i < n; i++) {
		fds[i] = scene_connect(scene);
		client_say(fds[i], request);
		assert_asked(scene, "/quick", "", "rest="); /* it has been heard */
	}
}

static void
who_keeps_the_workers_busy_is_told_to_come_again_and_others_are_not(void **state)
{
	struct scene *scene = *state;
	int mine[3], other[2];
	struct buf out;

	scene->options.limits.with_workers = 2;
	begin_behind_proxy(scene);
	buf_init(&out, BUF_UNLIMITED);
	scene_hold(scene);
	ask_slowly(scene, mine, 3, "X-Forwarded-For: 192.0.2.7\r\n");
	client_hear_all(mine[2], &out);
	assert_has(buf_string(&out), "503 Service Unavailable");
	assert_has(buf_string(&out), "Retry-After: 2");
	ask_slowly(scene, other, 2, "X-Forwarded-For: 192.0.2.8\r\n");
	close(mine[1]); /* who goes away still has a place, until it is worked off */
	assert_asked(scene, "/slow", "X-Forwarded-For: 192.0.2.7\r\n", "503 Service Unavailable");
	scene_let_go(scene);
	for (int i = 0; i < 2; i++) {
		buf_clear(&out);
		client_hear_all(other[i], &out);
		assert_has(buf_string(&out), "client=192.0.2.8");
	}
	assert_asked(scene, "/slow", "X-Forwarded-For: 192.0.2.7\r\n", "client=192.0.2.7");
	close(mine[0]);
	buf_release(&out);
}

static void
one_address_leaves_half_of_the_workers_to_others(void **state)
{
	struct scene *scene = *state;
	int mine[3];
	struct buf out;

	scene->options.n_workers = 2;
	begin_behind_proxy(scene);
	buf_init(&out, BUF_UNLIMITED);
	scene_hold(scene);
	ask_slowly(scene, mine, 3, "X-Forwarded-For: 192.0.2.7\r\n");
	assert_asked(scene, "/echo/", "X-Forwarded-For: 192.0.2.8\r\n", "client=192.0.2.8");
	assert_true(atomic_load(&scene->n_slow) <= 1);
	scene_let_go(scene);
	for (int i = 0; i < 3; i++) {
		buf_clear(&out);
		client_hear_all(mine[i], &out);
		assert_has(buf_string(&out), "client=192.0.2.7");
	}
	buf_release(&out);
}

static void *
stop_at_once(void *context)
{
	struct scene *scene = context;

	server_stop(scene->server, 0);
	return NULL;
}

/* One page is worked on, one is held for its customer's sake, one lies in the queue. */
static void
an_end_begins_no_page_that_nobody_will_see(void **state)
{
	struct scene *scene = *state;
	pthread_t thread;
	struct buf out;
	int fds[3];

	begin_behind_proxy(scene);
	buf_init(&out, BUF_UNLIMITED);
	scene_hold(scene);
	ask_slowly(scene, fds, 2, "X-Forwarded-For: 192.0.2.7\r\n");
	ask_slowly(scene, fds + 2, 1, "X-Forwarded-For: 192.0.2.8\r\n");
	wait_for_slow(scene);
	assert_int_equal(pthread_create(&thread, NULL, stop_at_once, scene), 0);
	for (int i = 0; i < 3; i++)
		client_hear_all(fds[i], &out);
	scene_let_go(scene);
	assert_int_equal(pthread_join(thread, NULL), 0);
	scene->server = NULL;
	assert_int_equal(atomic_load(&scene->n_slow), 1);
	assert_int_equal(out.len, 0);
	buf_release(&out);
}

static void
when_too_many_wait_the_next_is_told_to_come_again(void **state)
{
	struct scene *scene = *state;
	int fds[3];
	struct buf out;

	scene->options.limits.waiting = 1;
	scene_begin(scene);
	buf_init(&out, BUF_UNLIMITED);
	scene_hold(scene);
	for (int i = 0; i < 3; i++) { /* one is worked on, one waits, one is refused */
		fds[i] = scene_connect(scene);
		client_say(fds[i], "GET /slow HTTP/1.1\r\nHost: localhost\r\n" CLOSE "\r\n");
		wait_for_slow(scene);
		assert_asked(scene, "/quick", "", "rest="); /* it has been heard */
	}
	client_hear_until(fds[2], &out, "503 Service Unavailable");
	client_hear_until(fds[2], &out, "Retry-After: ");
	buf_clear(&out);
	/* nobody else is kept waiting by them */
	assert_asked(scene, "/quick", "", "rest=");
	scene_let_go(scene);
	client_hear_all(fds[0], &out);
	assert_has(buf_string(&out), "rest=");
	close(fds[1]);
	close(fds[2]);
	buf_release(&out);
}

static void
stopping_lets_an_answer_end(void **state)
{
	struct scene *scene = *state;
	struct buf out;
	int fd, idle;

	scene_begin(scene);
	buf_init(&out, BUF_UNLIMITED);
	idle = scene_connect(scene);
	fd = scene_connect(scene);
	client_say(fd, "GET /much HTTP/1.1\r\nHost: localhost\r\n\r\n");
	client_hear_until(fd, &out, "HTTP/1.1 200");
	server_stop(scene->server, PATIENCE_MS);
	scene->server = NULL;
	assert_int_equal(atomic_load(&scene->n_workers_open), 0);
	client_hear_until(fd, &out, "</p>");
	assert_int_equal(client_hear_some(idle, &out), 0);
	close(fd);
	close(idle);
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		SCENE(who_does_not_end_a_request_is_sent_away),
		SCENE(a_trickle_of_bytes_does_not_lengthen_the_time_for_a_head),
		SCENE(who_does_not_fetch_his_answer_is_sent_away),
		SCENE(an_idle_line_is_kept_for_a_while),
		SCENE(one_address_has_so_many_connections_and_no_more),
		SCENE(a_full_house_lets_the_idlest_go),
		SCENE(who_keeps_the_workers_busy_is_told_to_come_again_and_others_are_not),
		SCENE(one_address_leaves_half_of_the_workers_to_others),
		SCENE(an_end_begins_no_page_that_nobody_will_see),
		SCENE(when_too_many_wait_the_next_is_told_to_come_again),
		SCENE(stopping_lets_an_answer_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
