#ifndef TESTS_LIB_SCENE_H
#define TESTS_LIB_SCENE_H

#include <pthread.h>
#include <stdatomic.h>

#include "aggregator/serve/server.h"
#include "feeds/base/buf.h"

/* The web server with a site and some routes, and clients of it: what the tests of serve/ stand on. */

#define SCENE_NOW 1795435200 /* Mon, 23 Nov 2026 12:00:00 GMT */
#define PATIENCE_MS 20000
#define GET_ROOT "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
#define CLOSE "Connection: close\r\n"
#define CHUNKED "POST /echo/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
#define LARGE_BYTES ((size_t)9 << 20) /* of a file that the server does not keep in memory */

/* A clock that stands still until the test moves it, while the server reads it. */
struct hand_clock {
	_Atomic int64_t ms;
	struct clock clock;
};

/* A server, its site in a folder of its own, and what its routes need. */
struct scene {
	struct hand_clock clock;
	struct metrics *metrics;
	struct server_options options; /* may be changed before scene_begin */
	struct server *server;
	char dir[64];
	const char *listen[2];
	struct route routes[5];
	bool is_held;
	pthread_mutex_t lock;              /* held: the route /slow waits */
	_Atomic(struct exchange *) handed; /* what /push/ was asked */
	atomic_int n_workers_open;
	atomic_int n_slow; /* that /slow has begun */
};

/* Set-up and tear-down of a test whose state is a scene. */
int scene_set(void **state);
int scene_clear(void **state);
#define SCENE(test) cmocka_unit_test_setup_teardown(test, scene_set, scene_clear)

/* The server listens from now on. */
void scene_begin(struct scene *scene);

/* The clock goes on. */
void scene_pass(struct scene *scene, int64_t ms);

/* The route /slow waits from now on, or goes on; a test that fails meanwhile still ends. */
void scene_hold(struct scene *scene);
void scene_let_go(struct scene *scene);

/* A file of the site. */
void scene_put_file(const struct scene *scene, const char *path, struct span bytes);

/* A client's socket, to be closed. */
int scene_connect(const struct scene *scene);
void client_say(int fd, const char *text);
/* Adds what comes next; gives how many bytes, 0: the end. */
size_t client_hear_some(int fd, struct buf *out);
/* Until the server closes; closes the socket. */
void client_hear_all(int fd, struct buf *out);
/* Until `end` has come. */
void client_hear_until(int fd, struct buf *out, const char *end);

/* One request on a connection of its own; the answer, to be freed. */
char *scene_ask(const struct scene *scene, const char *request);
/* The same for a GET of `target`, with further header lines. */
char *scene_ask_for(const struct scene *scene, const char *target, const char *headers);

/* Fail the test unless the answer has that part. */
void assert_has(const char *answer, const char *part);
void assert_asked(
	const struct scene *scene, const char *target, const char *headers, const char *part);

#endif
