#include "aggregator/serve/server.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sysexits.h>
#include <unistd.h>

#include "aggregator/base/log.h"
#include "aggregator/serve/listen.h"
#include "aggregator/serve/server_private.h"
#include "feeds/base/memory.h"

#define TICK_MS 200
#define ACCEPTS_A_TURN 64
#define WAITING_MORE 8 /* room in the queue beyond its limit: putting never waits */

const struct server_limits server_limits_default = {
	.head_ms = 10000,
	.body_ms = 30000,
	.idle_ms = 60000,
	.write_ms = 20000,
	.answer_ms = 600000,
	.head_bytes = 16384,
	.body_bytes = 1 << 20,
	.connections = 1024,
	.per_address = 128,
	.waiting = 64,
	.with_workers = 8,
	.requests = 100000,
};

/* --- the server's thread --- */

static void
on_connection(evutil_socket_t listener, short what, void *context)
{
	struct door *door = context;
	struct sockaddr_storage address;
	int on = 1;

	(void)what;
	for (int i = 0; i < ACCEPTS_A_TURN; i++) {
		socklen_t len = sizeof address;
		int fd = accept4(
			listener, (struct sockaddr *)&address, &len, SOCK_NONBLOCK | SOCK_CLOEXEC);

		if (fd < 0 && (errno == EMFILE || errno == ENFILE || errno == ENOMEM ||
				      errno == ENOBUFS)) {
			log_warning(NULL, "cannot take a web client: %s", strerror(errno));
			event_del(door->event); /* until the next tick */
		}
		if (fd < 0)
			return;
		if (address.ss_family != AF_UNIX &&
			setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) != 0)
			log_debug(
				NULL, "a web client goes without TCP_NODELAY: %s", strerror(errno));
		connection_accept(door->server, fd, peer_of((struct sockaddr *)&address));
	}
}

static int64_t
wall_ms(void)
{
	return clock_monotonic_ms(clock_real());
}

static void
close_doors(struct server *server)
{
	for (size_t i = 0; i < server->n_doors; i++) {
		struct door *door = &server->doors[i];

		if (door->event != NULL)
			event_free(door->event);
		door->event = NULL;
		if (door->fd < 0)
			continue;
		if (door->file.sun_family == AF_UNIX)
			unlink(door->file.sun_path);
		close(door->fd);
		door->fd = -1;
	}
}

/* The end comes when no client is in the middle of something, or the time for that is over. */
static void
stop_step_by_step(struct server *server)
{
	close_doors(server);
	if (!connections_quiet(server) && wall_ms() < atomic_load(&server->stop_by_ms))
		return;
	connections_close(server);
	event_base_loopbreak(server->base);
}

static void
on_tick(evutil_socket_t fd, short what, void *context)
{
	struct server *server = context;

	(void)fd;
	(void)what;
	connections_sweep(server, clock_monotonic_ms(server->options.clock));
	if (atomic_load(&server->is_stopping)) {
		stop_step_by_step(server);
		return;
	}
	for (size_t i = 0; i < server->n_doors; i++)
		event_add(server->doors[i].event, NULL);
}

static void
on_mail(evutil_socket_t fd, short what, void *context)
{
	struct server *server = context;
	struct exchange *exchange = mailbox_take(server->mailbox);

	(void)fd;
	(void)what;
	while (exchange != NULL) {
		struct exchange *next = exchange->next;

		dispatch_take_back(server, exchange);
		connection_answer(exchange);
		exchange = next;
	}
	if (atomic_load(&server->is_stopping))
		stop_step_by_step(server);
}

static void *
run_loop(void *context)
{
	struct server *server = context;

	event_base_dispatch(server->base);
	atomic_store(&server->has_left, true);
	return NULL;
}

/* --- the workers --- */

static void *
run_worker(void *context)
{
	struct server *server = context;
	const struct server_options *options = &server->options;
	void *worker =
		options->worker_open != NULL ? options->worker_open(options->worker_context) : NULL;
	struct exchange *exchange;

	while ((exchange = queue_take(server->work)) != NULL)
		dispatch_work(server, worker, exchange);
	if (options->worker_close != NULL)
		options->worker_close(options->worker_context, worker);
	return NULL;
}

/* --- starting and stopping --- */

static void
fill_limits(struct server_limits *limits)
{
	const struct server_limits *usual = &server_limits_default;

	limits->head_ms = limits->head_ms > 0 ? limits->head_ms : usual->head_ms;
	limits->body_ms = limits->body_ms > 0 ? limits->body_ms : usual->body_ms;
	limits->idle_ms = limits->idle_ms > 0 ? limits->idle_ms : usual->idle_ms;
	limits->write_ms = limits->write_ms > 0 ? limits->write_ms : usual->write_ms;
	limits->answer_ms = limits->answer_ms > 0 ? limits->answer_ms : usual->answer_ms;
	limits->head_bytes = limits->head_bytes > 0 ? limits->head_bytes : usual->head_bytes;
	limits->body_bytes = limits->body_bytes > 0 ? limits->body_bytes : usual->body_bytes;
	limits->connections = limits->connections > 0 ? limits->connections : usual->connections;
	limits->per_address = limits->per_address > 0 ? limits->per_address : usual->per_address;
	limits->waiting = limits->waiting > 0 ? limits->waiting : usual->waiting;
	limits->with_workers =
		limits->with_workers > 0 ? limits->with_workers : usual->with_workers;
	limits->requests = limits->requests > 0 ? limits->requests : usual->requests;
}

static struct door *
find_door(struct server *server, const char *where)
{
	for (size_t i = 0; server != NULL && i < server->n_doors; i++)
		if (strcmp(server->doors[i].where, where) == 0)
			return &server->doors[i];
	return NULL;
}

/* The same socket, so that no client finds it shut; both servers take from it for a moment. */
static bool
take_over(struct door *door, const struct door *old, struct error *err)
{
	door->fd = fcntl(old->fd, F_DUPFD_CLOEXEC, 0);
	if (door->fd < 0)
		return error_set(err, EX_OSERR, "cannot go on listening on '%s': %s", door->where,
			strerror(errno));
	door->file = old->file;
	return true;
}

static bool
listen_anew(struct door *door, struct error *err)
{
	socklen_t len = sizeof door->file;
	struct sockaddr_storage own;
	socklen_t own_len = sizeof own;

	door->fd = listen_open(door->where, err);
	if (door->fd < 0)
		return false;
	if (getsockname(door->fd, (struct sockaddr *)&own, &own_len) == 0 &&
		own.ss_family == AF_UNIX)
		memcpy(&door->file, &own, len);
	return true;
}

static bool
open_door(struct server *server, const char *where, struct error *err)
{
	struct door *door = &server->doors[server->n_doors];
	const struct door *old = find_door(server->options.before, where);

	door->server = server;
	door->where = where;
	if (!(old != NULL ? take_over(door, old, err) : listen_anew(door, err)))
		return false;
	server->n_doors++;
	door->port = listen_port(door->fd);
	door->event = event_new(server->base, door->fd, EV_READ | EV_PERSIST, on_connection, door);
	event_add(door->event, NULL);
	return true;
}

/* Once nothing can go wrong any more: the socket files of the one before stay when it goes. */
static void
keep_files(struct server *server)
{
	for (size_t i = 0; i < server->n_doors; i++) {
		struct door *old = find_door(server->options.before, server->doors[i].where);

		if (old != NULL)
			old->file.sun_family = AF_UNSPEC;
	}
}

/* It could not start: what it took over is still the other's. */
static void
give_back_files(struct server *server)
{
	for (size_t i = 0; i < server->n_doors; i++)
		if (find_door(server->options.before, server->doors[i].where) != NULL)
			server->doors[i].file.sun_family = AF_UNSPEC;
}

static bool
open_doors(struct server *server, struct error *err)
{
	if (server->options.n_listen > LISTEN_MAX)
		return error_set(
			err, EX_CONFIG, "cannot listen on more than %d addresses", LISTEN_MAX);
	for (size_t i = 0; i < server->options.n_listen; i++)
		if (!open_door(server, server->options.listen[i], err))
			return false;
	return true;
}

/* On this machine alone only known names are taken; elsewhere, if any are given. */
static void
set_names(struct server *server)
{
	const struct server_options *options = &server->options;
	bool is_local = true;

	for (size_t i = 0; i < server->n_doors; i++)
		is_local = is_local &&
			   (server->doors[i].port == 0 || listen_is_local(server->doors[i].fd));
	server->names = memory_new(options->n_hosts + 1, sizeof *server->names);
	for (size_t i = 0; i < options->n_hosts; i++)
		server->names[i] = span_of(options->hosts[i]);
	server->host_rule = (struct host_rule){
		server->names, options->n_hosts, !is_local && options->n_hosts == 0};
}

static bool
set_trusted(struct server *server, struct error *err)
{
	const struct server_options *options = &server->options;

	server->trusted = memory_new(options->n_trusted + 1, sizeof *server->trusted);
	for (size_t i = 0; i < options->n_trusted; i++)
		if (!network_read(span_of(options->trusted[i]), &server->trusted[i]))
			return error_set(err, EX_CONFIG,
				"expected an address or a network such as 10.0.0.0/8, found '%s'",
				options->trusted[i]);
	server->n_trusted = options->n_trusted;
	return true;
}

static void
set_rooms(struct server *server)
{
	const struct server_options *options = &server->options;
	struct span base = span_of(options->base_path);

	fill_limits(&server->options.limits);
	while (span_ends_with(base, SPAN("/")))
		base.len--;
	server->base_path = base;
	server->mailbox = mailbox_new();
	if (options->site_dir != NULL)
		server->files = site_files_new(options->site_dir);
	server->work = queue_new(server->options.limits.waiting + WAITING_MORE);
	server_metrics_init(&server->metrics, options->metrics);
}

static bool
set_events(struct server *server, struct error *err)
{
	const struct timeval tick = {0, TICK_MS * 1000};

	server->base = event_base_new();
	if (server->base == NULL || server->mailbox->wake_fd < 0)
		return error_set(err, EX_OSERR, "cannot make an event loop: %s", strerror(errno));
	server->wake = event_new(
		server->base, server->mailbox->wake_fd, EV_READ | EV_PERSIST, on_mail, server);
	server->tick = event_new(server->base, -1, EV_PERSIST, on_tick, server);
	event_add(server->wake, NULL);
	event_add(server->tick, &tick);
	return true;
}

/* Threads of their own take no signal: those are the loop thread's. */
static bool
start_thread(pthread_t *thread, void *(*run)(void *), struct server *server, struct error *err)
{
	sigset_t all;
	sigset_t before;
	int failure;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	failure = pthread_create(thread, NULL, run, server);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return failure == 0 ||
	       error_set(err, EX_OSERR, "cannot start a thread: %s", strerror(failure));
}

static bool
start_threads(struct server *server, struct error *err)
{
	size_t wanted = server->options.n_workers;

	wanted = wanted > 0 ? wanted : 1;
	while (server->n_workers < wanted && server->n_workers < WORKERS_MAX) {
		if (!start_thread(&server->workers[server->n_workers], run_worker, server, err))
			return false;
		server->n_workers++;
	}
	server->is_running = start_thread(&server->thread, run_loop, server, err);
	return server->is_running;
}

struct server *
server_start(const struct server_options *options, struct error *err)
{
	struct server *server = memory_new(1, sizeof *server);

	server->options = *options;
	set_rooms(server);
	if (set_trusted(server, err) && set_events(server, err) && open_doors(server, err)) {
		set_names(server);
		if (start_threads(server, err)) {
			keep_files(server);
			server->options.before = NULL;
			return server;
		}
	}
	give_back_files(server);
	server_stop(server, 0);
	return NULL;
}

static void
free_server(struct server *server)
{
	mailbox_close(server->mailbox);
	mailbox_drop(server->mailbox);
	if (server->wake != NULL)
		event_free(server->wake);
	if (server->tick != NULL)
		event_free(server->tick);
	if (server->base != NULL)
		event_base_free(server->base);
	site_files_free(server->files);
	queue_free(server->work);
	free(server->trusted);
	free(server->names);
	free(server);
}

void
server_leave(struct server *server, int64_t grace_ms)
{
	long long stop_by_ms = wall_ms() + grace_ms;

	if (!atomic_load(&server->is_stopping) || stop_by_ms < atomic_load(&server->stop_by_ms))
		atomic_store(&server->stop_by_ms, stop_by_ms);
	atomic_store(&server->is_stopping, true);
	mailbox_wake(server->mailbox);
}

bool
server_has_left(const struct server *server)
{
	return atomic_load(&server->has_left);
}

void
server_stop(struct server *server, int64_t grace_ms)
{
	if (server == NULL)
		return;
	server_leave(server, grace_ms);
	if (server->is_running)
		pthread_join(server->thread, NULL);
	close_doors(server);
	queue_close(server->work);
	for (size_t i = 0; i < server->n_workers; i++)
		pthread_join(server->workers[i], NULL);
	dispatch_drop_held(server);
	free_server(server);
}

int
server_port(const struct server *server, size_t i)
{
	return i < server->n_doors ? server->doors[i].port : 0;
}
