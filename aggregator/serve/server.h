#ifndef AGGREGATOR_SERVE_SERVER_H
#define AGGREGATOR_SERVE_SERVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aggregator/base/clock.h"
#include "aggregator/serve/exchange.h"
#include "aggregator/serve/metrics.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"

/*
 * The built-in HTTP server: HTTP/1.1 and 1.0, GET, HEAD and, where a route takes it, POST. It turns
 * on a thread of its own, so that nothing that it does delays fetching; what may take long (a
 * search) is done by its workers, so that it delays no other client either.
 */
struct server;

/* Answers an exchange, or hands it on to who will. `worker` is what worker_open gave, or NULL. */
typedef void route_fn(void *context, void *worker, struct exchange *exchange);

enum route_place {
	ROUTE_LOOP,   /* on the server's thread: must not wait, not for a disk either */
	ROUTE_WORKER, /* on a worker */
};

/* The first route that fits is taken; what fits none is a file of the site, or 404. */
struct route {
	const char *path; /* "/search"; "/story/" with all below it */
	bool takes_post;  /* and GET; without: GET alone */
	enum route_place place;
	route_fn *answer;
	void *context;
};

/* What a client may cost. All zero: server_limits_default. */
struct server_limits {
	int64_t head_ms;     /* from the first byte of a request to the end of its head */
	int64_t body_ms;     /* from there to the end of its body */
	int64_t idle_ms;     /* between two requests */
	int64_t write_ms;    /* between two sips of an answer */
	int64_t answer_ms;   /* for a whole answer to be fetched */
	size_t head_bytes;   /* request line and headers: 431 */
	size_t body_bytes;   /* of a POST: 413 */
	size_t connections;  /* at once: the one that idles for longest goes */
	size_t per_address;  /* of them from one address (IPv6: one /64): refused */
	size_t waiting;      /* exchanges that wait for a worker: 503 */
	size_t with_workers; /* of one address, those that wait and those that are worked on: 503 */
	/* (Of those that are worked on, one address has half of the workers at most.) */
	size_t requests; /* on one connection */
};
extern const struct server_limits server_limits_default;

/* All borrowed until the server has stopped. */
struct server_options {
	const char *const *listen; /* "127.0.0.1:8080", "[::1]:0", "unix:/run/broadtape/http" */
	size_t n_listen;
	/* A running one: addresses that it listens on are taken over; server_leave it then. NULL: none. */
	struct server *before;
	const char *base_path;      /* "/news" where a proxy hands that on; NULL or "": none */
	const char *const *hosts;   /* names that Host may have, beside addresses and localhost */
	size_t n_hosts;             /* 0 and not bound to loopback alone: any */
	const char *const *trusted; /* addresses and networks whose X-Forwarded headers count */
	size_t n_trusted;
	const char *site_dir; /* NULL: no files */
	const struct route *routes;
	size_t n_routes;
	route_fn
		*refuse; /* writes the page of an error (its status is set); NULL: a line of text */
	void *refuse_context;
	size_t n_workers;
	/* Once a worker, on its thread; NULL is fine. What it gives goes with each exchange. */
	void *(*worker_open)(void *context);
	void (*worker_close)(void *context, void *worker);
	void *worker_context;
	const struct clock *clock;
	struct metrics *metrics; /* NULL: nobody watches */
	struct server_limits limits;
};

/* Listens, and turns. NULL: an address cannot be listened on, and `err` says which and why. */
MUST_USE struct server *server_start(const struct server_options *options, struct error *err);

/*
 * Takes no more connections, and lets answers end that are under way, for `grace_ms` at most, by the
 * wall. Returns at once; server_has_left says when only server_stop is left to do. A second call can
 * only shorten the time.
 */
void server_leave(struct server *server, int64_t grace_ms);
bool server_has_left(const struct server *server);

/*
 * Ends it likewise, waits for the end, and gives back everything. Exchanges that were handed on must be
 * finished before or meanwhile. NULL is fine.
 */
void server_stop(struct server *server, int64_t grace_ms);

/* The port of the i-th address of `listen`: the one that was found for ":0"; 0 for a socket file. */
int server_port(const struct server *server, size_t i);

#endif
