#ifndef AGGREGATOR_SERVE_SERVER_PRIVATE_H
#define AGGREGATOR_SERVE_SERVER_PRIVATE_H

#include <event2/event.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/un.h>

#include "aggregator/base/queue.h"
#include "aggregator/serve/exchange_private.h"
#include "aggregator/serve/peer.h"
#include "aggregator/serve/server.h"

#define LISTEN_MAX 16
#define WORKERS_MAX 16
#define STATUS_END 600

/* Why a client was sent away: the rows of broadtape_http_refused_total. */
enum refusal {
	REFUSED_FULL,    /* too many connections */
	REFUSED_ADDRESS, /* too many of one address */
	REFUSED_SLOW,    /* a limit in time */
	REFUSED_REQUEST, /* a head or target that is not understood */
	REFUSED_LARGE,   /* a head or body beyond its limit */
	REFUSED_HOST,    /* a name that is not ours */
	REFUSED_BUSY,    /* too many wait for a worker */
	N_REFUSALS
};

struct server_metrics {
	struct metric *connections;
	struct metric *waiting;
	struct metric *seconds;
	struct metric *bytes;
	struct metric *refused[N_REFUSALS];
	struct metric
		*statuses[STATUS_END]; /* made when first answered: the server's thread only */
	struct metrics *registry;
};

struct door {
	struct server *server;
	int fd;
	int port; /* 0: a socket file */
	const char *where;
	struct sockaddr_un file; /* removed with the door, but for one that is handed over */
	struct event *event;
};

struct server {
	struct server_options options; /* its limits filled in */
	struct event_base *base;
	struct event *wake;
	struct event *tick;
	struct door doors[LISTEN_MAX];
	size_t n_doors;
	struct mailbox *mailbox;
	struct site_files *files; /* NULL: no site */
	struct span base_path;    /* "" or "/news" */
	struct network *trusted;
	size_t n_trusted;
	struct span *names;
	struct host_rule host_rule;
	struct connection *connections; /* a ring of all; NULL: none */
	size_t n_connections;
	struct queue *work;
	atomic_size_t n_waiting;       /* exchanges in `work`, and those held */
	struct exchange *with_workers; /* these, those held, and those that are worked on: a list */
	pthread_t thread;
	pthread_t workers[WORKERS_MAX];
	size_t n_workers;
	bool is_running;
	atomic_bool is_stopping;
	atomic_llong stop_by_ms; /* by the wall; set before is_stopping */
	atomic_bool has_left;    /* its thread has ended */
	struct server_metrics metrics;
};

/* --- connections.c; connection_answer is connection.c's --- */

/* A client came. Takes the fd. */
void connection_accept(struct server *server, int fd, struct peer peer);

/* An exchange of it, or of one that went away, is answered. */
void connection_answer(struct exchange *exchange);

/* Time has passed: who was too slow goes. */
void connections_sweep(struct server *server, int64_t now_ms);

/* All that have begun no request go. True: none is left. */
bool connections_quiet(struct server *server);

/* All go. */
void connections_close(struct server *server);

/* --- dispatch.c --- */

/*
 * A whole request is there, its head read: who answers it? True: somebody has it now, and it will
 * come back by the mailbox. False: it is answered.
 */
bool dispatch(struct server *server, const struct peer *peer, struct exchange *exchange);

/* Whether somebody wants the body of this request: nobody's is not waited for. */
bool dispatch_takes_body(const struct server *server, struct exchange *exchange);

/* An answer of an error: its page, with the status. */
void dispatch_refuse(struct server *server, struct exchange *exchange, int status);

/* What was handed to a worker is back; what was held for it goes to the workers. */
void dispatch_take_back(struct server *server, struct exchange *exchange);

/* At the end, when the server's thread and the workers are gone: nobody will answer those. */
void dispatch_drop_held(struct server *server);

/* On a worker: the file of an exchange without a route, or its route. */
void dispatch_work(struct server *server, void *worker, struct exchange *exchange);

/* --- server_metrics.c --- */

void server_metrics_init(struct server_metrics *metrics, struct metrics *registry);
void server_metrics_refused(struct server_metrics *metrics, enum refusal refusal);
void server_metrics_answered(
	struct server_metrics *metrics, const struct exchange *exchange, int64_t now_ms);

#endif
