#ifndef AGGREGATOR_SERVE_CONNECTION_H
#define AGGREGATOR_SERVE_CONNECTION_H

#include "aggregator/serve/chunks.h"
#include "aggregator/serve/server_private.h"

/* One client: its requests are read, and its answers written, within the limits of time and size. */

enum connection_state {
	CONNECTION_IDLE,      /* nothing of a request has come */
	CONNECTION_HEAD,      /* a part of one has */
	CONNECTION_BODY,      /* its head has, its body not wholly */
	CONNECTION_WAITING,   /* somebody answers */
	CONNECTION_ANSWERING, /* the answer is being written */
	CONNECTION_LINGERING, /* closed for writing: what still comes is dropped */
};

struct connection {
	struct server *server;
	struct connection *next; /* a ring */
	struct connection *before;
	int fd;
	struct peer peer;
	struct event *readable;
	struct event *writable;
	enum connection_state state;
	int64_t deadline_ms;       /* of the state */
	int64_t answer_by_ms;      /* of the whole answer */
	struct buf in;             /* what has come and is not yet answered */
	size_t seen;               /* of it, in search of the end of the head */
	size_t head_bytes;         /* of the request that is being read */
	struct chunks chunks;      /* where its body is, if it comes in chunks */
	struct exchange *exchange; /* reused; NULL while it is outside */
	struct exchange *outside;  /* then it stands here */
	size_t written;            /* of the answer */
	size_t n_requests;
	size_t lingered;
};

static inline int64_t
connection_now_ms(const struct server *server)
{
	return clock_monotonic_ms(server->options.clock);
}

/* A new state, which may last for so long. */
void connection_enter(struct connection *connection, enum connection_state state, int64_t limit_ms);

/* As far as it goes; it may be gone then. */
void connection_advance(struct connection *connection);

/* Its socket has something, or takes something. */
void connection_on_readable(evutil_socket_t fd, short what, void *context);
void connection_on_writable(evutil_socket_t fd, short what, void *context);

/* Its state has lasted for too long; it may be gone then. */
void connection_on_too_slow(struct connection *connection);

/* Gone: off the ring, its socket closed. */
void connection_free(struct connection *connection);

#endif
