/* All clients: who comes in, who must go. */
#include <stdlib.h>
#include <unistd.h>

#include "aggregator/serve/connection.h"
#include "feeds/base/memory.h"

#define BUFFER_SPARE 16384 /* beyond a head and a body, for what is read at once */

static void
add_to_ring(struct server *server, struct connection *connection)
{
	struct connection *first = server->connections;

	connection->next = first != NULL ? first : connection;
	connection->before = first != NULL ? first->before : connection;
	connection->next->before = connection;
	connection->before->next = connection;
	server->connections = first != NULL ? first : connection;
	metric_set(server->metrics.connections, (double)++server->n_connections);
}

static void
take_from_ring(struct server *server, struct connection *connection)
{
	if (connection->next == connection)
		server->connections = NULL;
	else if (server->connections == connection)
		server->connections = connection->next;
	connection->next->before = connection->before;
	connection->before->next = connection->next;
	metric_set(server->metrics.connections, (double)--server->n_connections);
}

void
connection_free(struct connection *connection)
{
	take_from_ring(connection->server, connection);
	event_free(connection->readable);
	event_free(connection->writable);
	if (connection->outside != NULL) {              /* told before the client sees the end */
		connection->outside->connection = NULL; /* it goes when it is finished */
		atomic_store(&connection->outside->is_unwanted, true);
	}
	close(connection->fd);
	buf_release(&connection->in);
	exchange_free(connection->exchange);
	free(connection);
}

static struct connection *
find_idlest(const struct server *server)
{
	struct connection *connection = server->connections;
	struct connection *idlest = NULL;

	for (size_t i = 0; i < server->n_connections; i++, connection = connection->next)
		if (connection->state == CONNECTION_IDLE &&
			(idlest == NULL || connection->deadline_ms < idlest->deadline_ms))
			idlest = connection;
	return idlest;
}

static size_t
count_site(const struct server *server, const struct peer *peer)
{
	const struct connection *connection = server->connections;
	size_t n = 0;

	for (size_t i = 0; i < server->n_connections; i++, connection = connection->next)
		n += peer_is_same_site(&connection->peer, peer);
	return n;
}

/* Whether there is room for one more; a client that only holds its line open makes it. */
static bool
has_room(struct server *server, const struct peer *peer)
{
	const struct server_limits *limits = &server->options.limits;
	struct connection *idlest;

	if (!network_has(server->trusted, server->n_trusted, peer) &&
		count_site(server, peer) >= limits->per_address) {
		server_metrics_refused(&server->metrics, REFUSED_ADDRESS);
		return false;
	}
	if (server->n_connections < limits->connections)
		return true;
	server_metrics_refused(&server->metrics, REFUSED_FULL);
	idlest = find_idlest(server);
	if (idlest != NULL)
		connection_free(idlest);
	return idlest != NULL;
}

void
connection_accept(struct server *server, int fd, struct peer peer)
{
	const struct server_limits *limits = &server->options.limits;
	struct connection *connection;

	if (!has_room(server, &peer)) {
		close(fd);
		return;
	}
	connection = memory_new(1, sizeof *connection);
	connection->server = server;
	connection->fd = fd;
	connection->peer = peer;
	buf_init(&connection->in, limits->head_bytes + limits->body_bytes + BUFFER_SPARE);
	connection->readable = event_new(
		server->base, fd, EV_READ | EV_PERSIST, connection_on_readable, connection);
	connection->writable =
		event_new(server->base, fd, EV_WRITE, connection_on_writable, connection);
	add_to_ring(server, connection);
	connection_enter(connection, CONNECTION_IDLE, limits->head_ms);
	event_add(connection->readable, NULL);
}

static bool
is_too_slow(const struct connection *connection, int64_t now)
{
	return now >= connection->deadline_ms ||
	       (connection->state == CONNECTION_ANSWERING && now >= connection->answer_by_ms);
}

/* Calls `visit` for each; it may free the one that it is given. */
static void
for_each(struct server *server, void (*visit)(struct connection *connection, int64_t now),
	int64_t now)
{
	struct connection *connection = server->connections;
	size_t n = server->n_connections;

	while (n-- > 0) {
		struct connection *next = connection->next;

		visit(connection, now);
		connection = next;
	}
}

static void
sweep_one(struct connection *connection, int64_t now)
{
	if (is_too_slow(connection, now))
		connection_on_too_slow(connection);
}

void
connections_sweep(struct server *server, int64_t now)
{
	for_each(server, sweep_one, now);
}

static void
end_quiet(struct connection *connection, int64_t now)
{
	(void)now;
	if (connection->state == CONNECTION_IDLE)
		connection_free(connection);
}

bool
connections_quiet(struct server *server)
{
	for_each(server, end_quiet, 0);
	return server->n_connections == 0;
}

static void
end_one(struct connection *connection, int64_t now)
{
	(void)now;
	connection_free(connection);
}

void
connections_close(struct server *server)
{
	for_each(server, end_one, 0);
}
