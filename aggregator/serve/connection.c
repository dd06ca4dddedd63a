/* One client: its requests are read, and its answers written, within the limits of time and size. */
#include <errno.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "aggregator/base/log.h"
#include "aggregator/serve/connection.h"

#define READ_BYTES 16384     /* at most what connections.c spares */
#define KEPT_BYTES_MAX 65536 /* a buffer that grew beyond this for a body is given back */
#define LINGER_MS 2000       /* for the client to read an answer before its request was read */
#define LINGER_BYTES_MAX ((size_t)1 << 20)
#define REQUESTS_A_TURN 32 /* of one client that sends them without waiting */
#define SENDFILE_BYTES ((size_t)1 << 20)

void
connection_enter(struct connection *connection, enum connection_state state, int64_t limit_ms)
{
	connection->state = state;
	connection->deadline_ms = connection_now_ms(connection->server) + limit_ms;
}

/*
 * The end: what the client still sends is read for a while, for a socket that is closed with
 * unread bytes throws away what was written, too (RFC 9112, section 9.6).
 */
static void
linger(struct connection *connection)
{
	connection_enter(connection, CONNECTION_LINGERING, LINGER_MS);
	shutdown(connection->fd, SHUT_WR);
	event_del(connection->writable);
	event_add(connection->readable, NULL);
}

/* --- reading --- */

/* False: nothing more can be read now, or ever; `ended`: ever. */
static bool
receive(struct connection *connection, bool *ended)
{
	struct buf *in = &connection->in;
	ssize_t n;

	*ended = false;
	if (!buf_reserve(in, READ_BYTES))
		return false;
	n = recv(connection->fd, in->at + in->len, READ_BYTES, 0);
	if (n > 0)
		in->len += (size_t)n;
	*ended = n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR);
	return n > 0;
}

/* The exchange of the next request, empty. */
static struct exchange *
take_exchange(struct connection *connection)
{
	struct server *server = connection->server;

	if (connection->exchange == NULL)
		connection->exchange = exchange_new(server->mailbox, server->files);
	else
		exchange_clear(connection->exchange);
	connection->exchange->connection = connection;
	connection->exchange->started_ms = connection_now_ms(server);
	connection->exchange->request.received_at = clock_now(server->options.clock);
	return connection->exchange;
}

static void
tell_log(const struct exchange *exchange)
{
	const struct request *request = &exchange->request;

	log_debug(NULL, "web: %.*s asks %.*s %.*s: %d", SPAN_ARGS(request->client),
		SPAN_ARGS(exchange->head.method_name), SPAN_ARGS(request->path), exchange->status);
}

static void
begin_answer(struct connection *connection)
{
	const struct server_limits *limits = &connection->server->options.limits;
	int64_t now = connection_now_ms(connection->server);

	server_metrics_answered(&connection->server->metrics, connection->exchange, now);
	tell_log(connection->exchange);
	connection->written = 0;
	connection->answer_by_ms = now + limits->answer_ms;
	connection_enter(connection, CONNECTION_ANSWERING, limits->write_ms);
}

/* The last answer of this connection: what it asked could not be understood. */
static void
refuse(struct connection *connection, int status, enum refusal refusal)
{
	struct exchange *exchange = connection->exchange;

	server_metrics_refused(&connection->server->metrics, refusal);
	exchange->closes = true;
	dispatch_refuse(connection->server, exchange, status);
	begin_answer(connection);
}

static bool
is_last(const struct connection *connection, const struct head *head)
{
	const struct server *server = connection->server;

	return !head->keeps_alive || atomic_load(&server->is_stopping) ||
	       connection->n_requests >= server->options.limits.requests;
}

static bool
has_body(const struct head *head)
{
	return head->is_chunked || head->body_bytes > 0;
}

/* The head has come: read from a copy that lives as long as the exchange. */
static void
read_head(struct connection *connection)
{
	static const struct span go_on = SPAN_INIT("HTTP/1.1 100 Continue\r\n\r\n");
	const struct server_limits *limits = &connection->server->options.limits;
	struct exchange *exchange = take_exchange(connection);
	struct span bytes = span_head(buf_span(&connection->in), connection->head_bytes);
	int status = head_read(arena_copy(exchange->arena, bytes), &exchange->head);

	connection->n_requests++;
	if (status != 0) {
		refuse(connection, status, status == 431 ? REFUSED_LARGE : REFUSED_REQUEST);
		return;
	}
	exchange->closes = is_last(connection, &exchange->head);
	if (has_body(&exchange->head) && !dispatch_takes_body(connection->server, exchange)) {
		exchange->closes = true; /* for the body is not read */
		dispatch(connection->server, &connection->peer, exchange);
		begin_answer(connection);
		return;
	}
	if (exchange->head.body_bytes > limits->body_bytes) {
		refuse(connection, 413, REFUSED_LARGE);
		return;
	}
	connection->chunks = (struct chunks){.body_max = limits->body_bytes};
	connection_enter(connection, CONNECTION_BODY, limits->body_ms);
	if (exchange->head.expects_continue && connection->in.len == connection->head_bytes &&
		send(connection->fd, go_on.at, go_on.len, MSG_NOSIGNAL) < 0)
		exchange->closes =
			true; /* a buffer without room for a line: it will wait, and go */
}

static void
find_head(struct connection *connection)
{
	const struct server_limits *limits = &connection->server->options.limits;
	size_t end = head_end(buf_span(&connection->in), &connection->seen);

	if (connection->state == CONNECTION_IDLE)
		connection_enter(connection, CONNECTION_HEAD, limits->head_ms);
	if (end == HEAD_BROKEN) {
		take_exchange(connection);
		refuse(connection, 400, REFUSED_REQUEST);
	} else if (end == HEAD_INCOMPLETE ? connection->in.len >= limits->head_bytes
					  : end > limits->head_bytes) {
		take_exchange(connection);
		refuse(connection, 431, REFUSED_LARGE);
	} else if (end != HEAD_INCOMPLETE) {
		connection->head_bytes = end;
		read_head(connection);
	}
}

/* What of the buffer was this request goes; what stands behind it is the next. */
static void
drop_request(struct connection *connection)
{
	struct buf *in = &connection->in;
	size_t used = connection->head_bytes + (size_t)connection->exchange->head.body_bytes;

	memmove(in->at, in->at + used, in->len - used);
	in->len -= used;
	connection->seen = 0;
	connection->head_bytes = 0;
}

/*
 * What of the chunks has come: their data closes up behind the head, and what is between them goes.
 * True: all has come, and it is as if it had come in one piece.
 */
static bool
gather_chunks(struct connection *connection)
{
	struct chunks *chunks = &connection->chunks;
	struct buf *in = &connection->in;
	size_t at = connection->head_bytes + chunks->body_bytes;
	size_t used, end;
	enum chunk_place place = chunks_read(
		chunks, span_from(buf_span(in), at), in->at + connection->head_bytes, &used);

	end = connection->head_bytes + chunks->body_bytes;
	memmove(in->at + end, in->at + at + used, in->len - at - used);
	in->len -= at + used - end;
	connection->exchange->head.body_bytes = chunks->body_bytes;
	if (place == CHUNK_BROKEN)
		refuse(connection, 400, REFUSED_REQUEST);
	else if (place == CHUNK_LARGE)
		refuse(connection, 413, REFUSED_LARGE);
	return place == CHUNK_END;
}

static void
read_body(struct connection *connection)
{
	struct exchange *exchange = connection->exchange;
	struct span body;

	if (exchange->head.is_chunked && !gather_chunks(connection))
		return;
	body = span_from(buf_span(&connection->in), connection->head_bytes);
	if (body.len < exchange->head.body_bytes)
		return;
	body.len = (size_t)exchange->head.body_bytes;
	exchange->request.body = arena_copy(exchange->arena, body);
	drop_request(connection);
	if (connection->in.len == 0 && connection->in.capacity > KEPT_BYTES_MAX)
		buf_release(&connection->in);
	connection_enter(connection, CONNECTION_WAITING, 0);
	connection->outside = exchange;
	connection->exchange = NULL;
	if (dispatch(connection->server, &connection->peer, exchange))
		return; /* somebody has it, and may have finished it already */
	connection->outside = NULL;
	connection->exchange = exchange;
	begin_answer(connection);
}

/* --- writing --- */

static ssize_t
write_some(struct connection *connection)
{
	const struct exchange *exchange = connection->exchange;
	size_t at = connection->written;
	size_t head = exchange->head_out.len;
	struct iovec parts[2];
	struct msghdr message = {.msg_iov = parts};
	off_t file_at;

	if (at >= head && exchange->file_out > 0) {
		file_at = (off_t)(at - head);
		return sendfile(connection->fd, exchange->fd, &file_at, SENDFILE_BYTES);
	}
	if (at < head)
		parts[message.msg_iovlen++] = (struct iovec){exchange->head_out.at + at, head - at};
	if (exchange->body_out.len > 0) {
		size_t body_at = at > head ? at - head : 0;
		struct span rest = span_from(exchange->body_out, body_at);

		parts[message.msg_iovlen++] = (struct iovec){(void *)(uintptr_t)rest.at, rest.len};
	}
	return sendmsg(connection->fd, &message, MSG_NOSIGNAL);
}

static size_t
answer_bytes(const struct exchange *exchange)
{
	return exchange->head_out.len + exchange->body_out.len + exchange->file_out;
}

/* The answer is out. False: so is the connection. */
static void
end_answer(struct connection *connection)
{
	const struct server_limits *limits = &connection->server->options.limits;

	if (connection->exchange->closes) {
		linger(connection);
		return;
	}
	exchange_clear(connection->exchange);
	event_del(connection->writable);
	event_add(connection->readable, NULL);
	if (connection->in.len > 0)
		connection_enter(connection, CONNECTION_HEAD, limits->head_ms);
	else
		connection_enter(connection, CONNECTION_IDLE, limits->idle_ms);
}

/* False: the client is gone. */
static bool
write_answer(struct connection *connection)
{
	size_t whole = answer_bytes(connection->exchange);
	ssize_t n = 1;

	while (connection->written < whole && n > 0) {
		n = write_some(connection);
		if (n > 0) {
			connection->written += (size_t)n;
			connection->deadline_ms = connection_now_ms(connection->server) +
						  connection->server->options.limits.write_ms;
		}
	}
	if (connection->written >= whole)
		end_answer(connection);
	else if (n == 0 || (errno != EAGAIN && errno != EINTR))
		return false; /* 0: a file that became shorter */
	else
		event_add(connection->writable, NULL);
	return true;
}

/* --- its turn --- */

/* One step on; false: there is nothing to do until something comes. */
static bool
step(struct connection *connection)
{
	enum connection_state was = connection->state;
	size_t had = connection->in.len;

	switch (was) {
	case CONNECTION_IDLE:
	case CONNECTION_HEAD:
		if (had == 0)
			return false;
		find_head(connection);
		break;
	case CONNECTION_BODY:
		read_body(connection);
		break;
	case CONNECTION_ANSWERING:
		if (!write_answer(connection)) {
			connection_free(connection);
			return false;
		}
		break;
	case CONNECTION_WAITING:
	case CONNECTION_LINGERING:
		return false;
	}
	return connection->state != was || connection->in.len != had;
}

/* As far as it goes; but a client that does not wait for answers leaves room for others. */
void
connection_advance(struct connection *connection)
{
	size_t until = connection->n_requests + REQUESTS_A_TURN;

	while (connection->n_requests < until)
		if (!step(connection))
			return;
	event_active(connection->writable, EV_WRITE, 1);
}

static void
drop_what_comes(struct connection *connection)
{
	char dropped[READ_BYTES];
	ssize_t n = recv(connection->fd, dropped, sizeof dropped, 0);

	if (n > 0)
		connection->lingered += (size_t)n;
	if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR) ||
		connection->lingered > LINGER_BYTES_MAX)
		connection_free(connection);
}

void
connection_on_readable(evutil_socket_t fd, short what, void *context)
{
	struct connection *connection = context;
	bool has_ended;

	(void)fd;
	(void)what;
	switch (connection->state) {
	case CONNECTION_LINGERING:
		drop_what_comes(connection);
		break;
	case CONNECTION_WAITING:
	case CONNECTION_ANSWERING:
		event_del(connection->readable); /* one request after the other */
		break;
	case CONNECTION_IDLE:
	case CONNECTION_HEAD:
	case CONNECTION_BODY:
		if (receive(connection, &has_ended))
			connection_advance(connection);
		else if (has_ended)
			connection_free(connection);
		break;
	}
}

void
connection_on_writable(evutil_socket_t fd, short what, void *context)
{
	(void)fd;
	(void)what;
	connection_advance(context);
}

void
connection_answer(struct exchange *exchange)
{
	struct connection *connection = exchange->connection;

	exchange->is_outside = false;
	if (connection == NULL) {
		exchange_free(exchange);
		return;
	}
	connection->outside = NULL;
	connection->exchange = exchange;
	begin_answer(connection);
	connection_advance(connection);
}

/* A request that does not come to its end is told so; who only holds the line just loses it. */
void
connection_on_too_slow(struct connection *connection)
{
	switch (connection->state) {
	case CONNECTION_HEAD:
	case CONNECTION_BODY:
		if (connection->state == CONNECTION_HEAD)
			take_exchange(connection);
		refuse(connection, 408, REFUSED_SLOW);
		connection_advance(connection);
		break;
	case CONNECTION_ANSWERING:
		server_metrics_refused(&connection->server->metrics, REFUSED_SLOW);
		connection_free(connection);
		break;
	case CONNECTION_IDLE:
	case CONNECTION_LINGERING:
		connection_free(connection);
		break;
	case CONNECTION_WAITING: /* not its fault */
		break;
	}
}
