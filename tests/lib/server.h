#ifndef TESTS_LIB_SERVER_H
#define TESTS_LIB_SERVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "feeds/base/span.h"

struct event_base;

/*
 * An HTTP server on a free loopback port that plays a script, and remembers each request to the byte. It
 * sits on raw sockets of libevent, not on its HTTP server, because it must be able to do wrong.
 */
struct server;

/* What goes wrong with a reply's body. */
enum trick {
	TRICK_NONE,
	TRICK_GZIP,      /* compressed, as it should be */
	TRICK_BOMB,      /* "body" times a million, compressed */
	TRICK_ENDLESS,   /* the body again and again, for ever, without a length */
	TRICK_TRUNCATED, /* half of the announced body, then the end of the connection */
	TRICK_DRIP,      /* a byte each 50 ms */
	TRICK_SILENT,    /* not even a status line */
	TRICK_CLOSE,     /* the connection ends without a word */
	TRICK_RAW,       /* `head` and body as they are: the script brings every byte */
};

/* One reply: status line and headers, lines ended by LF; Content-Length and Date are added if they lack. */
struct reply {
	const char *head;
	const char *body;
	enum trick trick;
	bool validates; /* 304 when the request carries the ETag, or else the Last-Modified, of `head` */
};

/* On the caller's loop; `host` is a loopback address ("[::1]"). Date headers say `now` (Unix seconds). */
struct server *server_new(struct event_base *base, const char *host, int64_t now);
void server_free(struct server *server);

int server_port(const struct server *server);
/* "http://127.0.0.1:PORT" and `path`; borrowed until the next call. */
const char *server_url(struct server *server, const char *path);

/* The next reply for `path` ("/a?b=c"); the last one of a path is given for ever. The reply is copied. */
void server_add(struct server *server, const char *path, const struct reply *reply);

/* The same from a file: see tests/lib/http_server.c. */
bool server_read_script(struct server *server, const char *path, struct error *err) MUST_USE;

/* The requests so far, head by head, as they came; borrowed until the next one. */
size_t server_requests(const struct server *server);
struct span server_request(const struct server *server, size_t number);
void server_forget_requests(struct server *server);

/* The most connections that were open at once, and that were ever opened. */
size_t server_peak_connections(const struct server *server);
size_t server_connections(const struct server *server);

/* Called with each request's head, before its reply. */
typedef void server_request_fn(void *context, struct span head);
void server_on_request(struct server *server, server_request_fn *on_request, void *context);

#endif
