#ifndef AGGREGATOR_SERVE_EXCHANGE_PRIVATE_H
#define AGGREGATOR_SERVE_EXCHANGE_PRIVATE_H

#include <pthread.h>
#include <stdatomic.h>

#include "aggregator/serve/exchange.h"
#include "aggregator/serve/head.h"
#include "aggregator/serve/peer.h"
#include "aggregator/serve/server.h"
#include "aggregator/serve/site_files.h"

struct connection;

/*
 * Where finished exchanges wait for the server's thread. It lives until the server and the last
 * exchange have let go of it, so that an exchange may be finished when the server is gone.
 */
struct mailbox {
	pthread_mutex_t lock;
	struct exchange *first;
	int wake_fd; /* an eventfd that the server's loop watches; -1: it is closed */
	unsigned holders;
};

struct mailbox *mailbox_new(void);
/* The server turns no more: what comes from now on is freed. */
void mailbox_close(struct mailbox *mailbox);
void mailbox_drop(struct mailbox *mailbox);
/* As if something had come. */
void mailbox_wake(struct mailbox *mailbox);
/* All that came, as a list by `next`. */
struct exchange *mailbox_take(struct mailbox *mailbox);

struct exchange {
	struct mailbox *mailbox;
	struct connection *connection; /* the server's thread only; NULL: it went away */
	struct site_files *files;      /* whose `file` is; NULL: there are none */
	bool is_outside;               /* with a worker, or whoever has it: else finished at once */
	bool is_finished;
	struct arena *arena;
	struct head head;
	struct request request;
	struct peer client;                 /* as request.client */
	struct exchange *next_with_workers; /* the server's thread only, like the list */
	bool is_held;              /* not yet let in to the workers; the server's thread only */
	atomic_bool is_unwanted;   /* its client went away */
	const struct route *route; /* NULL: a file */
	int64_t started_ms;

	int status;
	const char *type;
	struct buf headers; /* of the route */
	struct buf body;
	struct site_file *file; /* instead of a body */
	int fd;                 /* of a large file; -1: none */
	bool is_momentary;      /* nobody may keep it */
	bool closes;            /* the connection ends with this answer */

	/* What exchange_seal makes: the bytes that go out. */
	struct buf head_out;
	struct buf packed;
	struct span body_out;
	size_t file_out; /* bytes of `fd` */
	struct exchange *next;
};

struct exchange *exchange_new(struct mailbox *mailbox, struct site_files *files);
void exchange_free(struct exchange *exchange);

/* Empty again, for the next request of its connection. */
void exchange_clear(struct exchange *exchange);

/*
 * The answer becomes bytes: tag, conditions, compression, headers. On the thread that wrote it, so
 * that a worker compresses what it made.
 */
void exchange_seal(struct exchange *exchange);

/* The words that stand behind a status: "Not Found". */
const char *status_words(int status);

#endif
