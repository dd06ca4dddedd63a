#include "tests/lib/server.h"

#include <arpa/inet.h>
#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <event2/listener.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>

#include "feeds/base/buf.h"
#include "feeds/base/memory.h"
#include "tests/lib/gzip.h"

#define REQUEST_MAX 65536
#define BOMB_BYTES (64UL * 1024 * 1024)
#define ENDLESS_AHEAD 262144 /* bytes that wait to be sent at most */
#define DRIP_MS 50

struct scripted {
	char *path;
	char *head;
	char *body;
	enum trick trick;
	bool validates;
	bool is_spent; /* a later reply of the same path follows it */
	struct scripted *next;
};

struct connection {
	struct server *server;
	struct bufferevent *stream;
	struct event *drip;
	const struct scripted *endless; /* its body goes on for ever */
	size_t dripped;
	struct buf slow; /* what is still to be dripped */
	struct connection *next;
	struct connection *prev;
};

struct server {
	struct event_base *base;
	struct evconnlistener *listener;
	char host[INET6_ADDRSTRLEN];
	int port;
	int64_t now;
	struct scripted *script;
	struct connection open; /* head of a list */
	struct buf log;         /* all heads */
	size_t *ends;           /* of each head in the log */
	size_t n_ends;
	size_t ends_capacity;
	size_t connections;
	size_t open_now;
	size_t open_peak;
	server_request_fn *on_request;
	void *context;
	struct buf url;
};

static void
close_connection(struct connection *connection)
{
	connection->prev->next = connection->next;
	connection->next->prev = connection->prev;
	connection->server->open_now--;
	if (connection->drip != NULL)
		event_free(connection->drip);
	bufferevent_free(connection->stream);
	buf_release(&connection->slow);
	free(connection);
}

/* The value of a header in a head whose lines end in LF or CRLF; SPAN_NONE: not there. */
static struct span
header_of(struct span head, const char *name)
{
	struct span line;

	while (span_split(&head, '\n', &line)) {
		size_t colon = span_find_byte(line, ':');

		if (colon < line.len && span_equal_nocase(span_head(line, colon), span_of(name)))
			return span_trim(span_from(line, colon + 1));
	}
	return SPAN_NONE;
}

/* RFC 9110, section 13.1.3: a date does not count beside a tag. */
static bool
is_current(struct span request, const struct scripted *reply)
{
	struct span tag = header_of(request, "If-None-Match");
	struct span date = header_of(request, "If-Modified-Since");
	struct span head = span_of(reply->head);

	if (!reply->validates)
		return false;
	if (tag.at != NULL)
		return span_equal(tag, header_of(head, "ETag"));
	return date.at != NULL && span_equal(date, header_of(head, "Last-Modified"));
}

static void
add_date(struct buf *out, int64_t now)
{
	char text[64];
	time_t when = (time_t)now;
	struct tm parts;

	gmtime_r(&when, &parts);
	strftime(text, sizeof text, "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &parts);
	buf_add_text(out, text);
}

/* The head's lines with CRLF, and what they lack. */
static void
add_head(struct buf *out, const struct server *server, struct span head, size_t length)
{
	struct span rest = head;
	struct span line;

	while (span_split(&rest, '\n', &line)) {
		if (line.len == 0)
			continue;
		buf_add(out, line);
		buf_add_text(out, "\r\n");
	}
	if (header_of(head, "Date").at == NULL)
		add_date(out, server->now);
	if (length != SIZE_MAX && header_of(head, "Content-Length").at == NULL)
		buf_format(out, "Content-Length: %zu\r\n", length);
	buf_add_text(out, "\r\n");
}

static void
on_drip(evutil_socket_t fd, short what, void *context)
{
	struct connection *connection = context;

	(void)fd;
	(void)what;
	if (connection->dripped == connection->slow.len) {
		event_del(connection->drip);
		return;
	}
	bufferevent_write(connection->stream, connection->slow.at + connection->dripped++, 1);
}

static void
begin_drip(struct connection *connection, struct span head, struct span body)
{
	struct timeval interval = {.tv_usec = DRIP_MS * 1000};

	buf_clear(&connection->slow);
	connection->dripped = 0;
	add_head(&connection->slow, connection->server, head, body.len);
	buf_add(&connection->slow, body);
	if (connection->drip == NULL)
		connection->drip =
			event_new(connection->server->base, -1, EV_PERSIST, on_drip, connection);
	event_add(connection->drip, &interval);
}

static void
send_more(struct connection *connection)
{
	struct evbuffer *output = bufferevent_get_output(connection->stream);
	struct span body = span_of(connection->endless->body);

	while (evbuffer_get_length(output) < ENDLESS_AHEAD)
		evbuffer_add(output, body.at, body.len);
}

static void
send_compressed(struct buf *out, const struct server *server, const struct scripted *reply)
{
	struct buf packed;

	buf_init(&packed, BUF_UNLIMITED);
	if (reply->trick == TRICK_BOMB)
		gzip_bomb(&packed, reply->body[0], BOMB_BYTES);
	else
		gzip_store(&packed, span_of(reply->body));
	add_head(out, server, span_of(reply->head), packed.len);
	buf_cut(out, out->len - 2);
	buf_add_text(out, "Content-Encoding: gzip\r\n\r\n");
	buf_add(out, buf_span(&packed));
	buf_release(&packed);
}

static void
send_raw(struct buf *out, const struct scripted *reply)
{
	buf_add_text(out, reply->head);
	buf_add_text(out, reply->body);
}

/* False: the connection is to end when all is sent. */
static bool
compose(struct buf *out, struct connection *connection, const struct scripted *reply)
{
	struct server *server = connection->server;
	struct span head = span_of(reply->head);
	struct span body = span_of(reply->body);

	switch (reply->trick) {
	case TRICK_NONE:
		add_head(out, server, head, body.len);
		buf_add(out, body);
		return true;
	case TRICK_GZIP:
	case TRICK_BOMB:
		send_compressed(out, server, reply);
		return true;
	case TRICK_ENDLESS:
		add_head(out, server, head, SIZE_MAX);
		connection->endless = reply;
		return true;
	case TRICK_TRUNCATED:
		add_head(out, server, head, body.len);
		buf_add(out, span_head(body, body.len / 2));
		return false;
	case TRICK_DRIP:
		begin_drip(connection, head, body);
		return true;
	case TRICK_SILENT:
		return true;
	case TRICK_CLOSE:
		return false;
	case TRICK_RAW:
		send_raw(out, reply);
		return false;
	}
	return false;
}

static void
end_when_sent(struct bufferevent *stream, void *context)
{
	(void)stream;
	close_connection(context);
}

static void on_sent(struct bufferevent *stream, void *context);
static void on_bytes(struct bufferevent *stream, void *context);
static void on_event(struct bufferevent *stream, short what, void *context);

static void
send_reply(struct connection *connection, const struct scripted *reply)
{
	struct buf out;
	bool stays;

	buf_init(&out, BUF_UNLIMITED);
	stays = compose(&out, connection, reply);
	if (!stays && out.len == 0) {
		buf_release(&out);
		close_connection(connection);
		return;
	}
	if (!stays)
		bufferevent_setcb(connection->stream, NULL, end_when_sent, on_event, connection);
	bufferevent_write(connection->stream, out.at != NULL ? out.at : "", out.len);
	buf_release(&out);
	if (connection->endless != NULL)
		send_more(connection);
}

static void
on_sent(struct bufferevent *stream, void *context)
{
	struct connection *connection = context;

	(void)stream;
	if (connection->endless != NULL)
		send_more(connection);
}

static bool
same_path(const struct scripted *reply, struct span path)
{
	return span_equal(span_of(reply->path), path);
}

/* The first reply of the path that is not spent; it is spent now if another follows. */
static const struct scripted *
next_reply(struct server *server, struct span path)
{
	struct scripted *found = server->script;

	while (found != NULL && (found->is_spent || !same_path(found, path)))
		found = found->next;
	if (found == NULL)
		return NULL;
	for (struct scripted *later = found->next; later != NULL; later = later->next)
		if (same_path(later, path))
			found->is_spent = true;
	return found;
}

static void
log_request(struct server *server, struct span head)
{
	buf_add(&server->log, head);
	server->ends =
		memory_room(server->ends, server->n_ends, &server->ends_capacity, sizeof(size_t));
	server->ends[server->n_ends++] = server->log.len;
	if (server->on_request != NULL)
		server->on_request(server->context, head);
}

static const struct scripted not_found = {
	.head = "HTTP/1.1 404 Not Found\nContent-Type: text/plain\n", .body = "no such path\n"};

static void
answer(struct connection *connection, struct span head)
{
	struct server *server = connection->server;
	struct span rest = span_from(head, span_find_byte(head, ' ') + 1);
	struct span path = span_head(rest, span_find_byte(rest, ' '));
	const struct scripted *reply = next_reply(server, path);

	log_request(server, head);
	if (reply == NULL)
		reply = &not_found;
	if (is_current(head, reply)) {
		struct scripted same = {.head = reply->head, .body = ""};
		struct buf changed;

		buf_init(&changed, BUF_UNLIMITED);
		buf_add_text(&changed, "HTTP/1.1 304 Not Modified");
		buf_add_text(&changed, strchr(same.head, '\n'));
		buf_add_text(&changed, "\nContent-Length: 0\n");
		same.head = buf_take_string(&changed);
		send_reply(connection, &same);
		free(same.head);
		return;
	}
	send_reply(connection, reply);
}

/* Whole heads are answered; requests have no body. */
static void
on_bytes(struct bufferevent *stream, void *context)
{
	struct connection *connection = context;
	struct evbuffer *input = bufferevent_get_input(stream);
	size_t len = evbuffer_get_length(input);
	char *bytes = (char *)evbuffer_pullup(input, -1);
	size_t end = span_find(span_make(bytes, len), SPAN("\r\n\r\n"));
	char *head;

	if (end == len && len < REQUEST_MAX)
		return;
	len = end == len ? len : end + 4;
	head = memory_string(bytes, len);
	evbuffer_drain(input, len);
	answer(connection, span_make(head, len));
	free(head);
}

static void
on_event(struct bufferevent *stream, short what, void *context)
{
	(void)stream;
	if ((what & (BEV_EVENT_EOF | BEV_EVENT_ERROR)) != 0)
		close_connection(context);
}

static void
on_connection(struct evconnlistener *listener, evutil_socket_t fd, struct sockaddr *address,
	int len, void *context)
{
	struct server *server = context;
	struct connection *connection = memory_new(1, sizeof *connection);

	(void)listener;
	(void)address;
	(void)len;
	connection->server = server;
	buf_init(&connection->slow, BUF_UNLIMITED);
	connection->stream = bufferevent_socket_new(server->base, fd, BEV_OPT_CLOSE_ON_FREE);
	connection->next = &server->open;
	connection->prev = server->open.prev;
	connection->prev->next = connection;
	server->open.prev = connection;
	server->connections++;
	if (++server->open_now > server->open_peak)
		server->open_peak = server->open_now;
	bufferevent_setcb(connection->stream, on_bytes, on_sent, on_event, connection);
	bufferevent_enable(connection->stream, EV_READ | EV_WRITE);
}

struct server *
server_new(struct event_base *base, const char *host, int64_t now)
{
	struct server *server = memory_new(1, sizeof *server);
	struct sockaddr_storage address = {0};
	socklen_t bound_len = sizeof address;
	int len = sizeof address;

	if (evutil_parse_sockaddr_port(host, (struct sockaddr *)&address, &len) != 0)
		len = 0;
	snprintf(server->host, sizeof server->host, "%s", host);
	server->base = base;
	server->now = now;
	server->open.next = server->open.prev = &server->open;
	buf_init(&server->log, BUF_UNLIMITED);
	buf_init(&server->url, BUF_UNLIMITED);
	server->listener = evconnlistener_new_bind(base, on_connection, server,
		LEV_OPT_CLOSE_ON_FREE | LEV_OPT_REUSEABLE, -1, (struct sockaddr *)&address, len);
	if (server->listener == NULL || getsockname(evconnlistener_get_fd(server->listener),
						(struct sockaddr *)&address, &bound_len) != 0) {
		fprintf(stderr, "no server can listen on %s\n", host);
		exit(EX_OSERR);
	}
	server->port =
		ntohs(address.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&address)->sin6_port
						    : ((struct sockaddr_in *)&address)->sin_port);
	return server;
}

void
server_free(struct server *server)
{
	if (server == NULL)
		return;
	while (server->open.next != &server->open)
		close_connection(server->open.next);
	evconnlistener_free(server->listener);
	while (server->script != NULL) {
		struct scripted *next = server->script->next;

		free(server->script->path);
		free(server->script->head);
		free(server->script->body);
		free(server->script);
		server->script = next;
	}
	buf_release(&server->log);
	buf_release(&server->url);
	free(server->ends);
	free(server);
}

int
server_port(const struct server *server)
{
	return server->port;
}

const char *
server_url(struct server *server, const char *path)
{
	buf_clear(&server->url);
	buf_format(&server->url, "http://%s:%d%s", server->host, server->port, path);
	return buf_string(&server->url);
}

void
server_add(struct server *server, const char *path, const struct reply *reply)
{
	struct scripted *scripted = memory_new(1, sizeof *scripted);
	struct scripted **end = &server->script;
	const char *body = reply->body != NULL ? reply->body : "";

	*scripted = (struct scripted){.path = memory_string(path, strlen(path)),
		.head = memory_string(reply->head, strlen(reply->head)),
		.body = memory_string(body, strlen(body)),
		.trick = reply->trick,
		.validates = reply->validates};
	while (*end != NULL)
		end = &(*end)->next;
	*end = scripted;
}

size_t
server_requests(const struct server *server)
{
	return server->n_ends;
}

struct span
server_request(const struct server *server, size_t number)
{
	size_t start = number > 0 ? server->ends[number - 1] : 0;

	return span_make(server->log.at + start, server->ends[number] - start);
}

void
server_forget_requests(struct server *server)
{
	buf_clear(&server->log);
	server->n_ends = 0;
}

size_t
server_peak_connections(const struct server *server)
{
	return server->open_peak;
}

size_t
server_connections(const struct server *server)
{
	return server->connections;
}

void
server_on_request(struct server *server, server_request_fn *on_request, void *context)
{
	server->on_request = on_request;
	server->context = context;
}
