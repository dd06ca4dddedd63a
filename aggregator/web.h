#ifndef AGGREGATOR_WEB_H
#define AGGREGATOR_WEB_H

#include <stdbool.h>

#include "aggregator/base/clock.h"
#include "aggregator/plan.h"
#include "aggregator/serve/exchange.h"
#include "aggregator/serve/metrics.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"

/*
 * The web side of the daemon: the server of plan->config->server with the routes that answer from the
 * store (/search, /story/, /company/, /topic/, /status, /metrics, /healthz, /readyz), beside the
 * files of the site. It reads the store with connections of its own, and writes nothing.
 */
struct web;

/* Call-backs of WebSub hubs, GET and POST, come below this path. */
#define WEB_PUSH_PATH "/websub/"

/*
 * Takes one such request, on the server's thread: it must not wait. It answers the exchange, or
 * hands it to the loop thread, where somebody does (serve/exchange.h).
 */
typedef void web_push_fn(void *context, struct exchange *exchange);

struct web_options {
	struct plan *plan; /* kept: the caller still frees its own */
	const struct clock *clock;
	struct metrics *metrics; /* what /metrics tells, beside what is counted in the store */
	struct web *before; /* runs, and is to be left: its addresses are taken over; NULL: none */
	web_push_fn *on_push; /* NULL: no such path */
	void *push_context;
};

/*
 * Listens on server.listen, and answers. NULL: it cannot, and `err` says why. It is ready
 * (/readyz) once web_beat was called and the store can be read.
 */
MUST_USE struct web *web_start(const struct web_options *options, struct error *err);

/*
 * Another plan, without a connection lost: kept, and the old one freed when no page is made of it any
 * more; waits for that. What stands below `server:`, site.dir and site.url are taken by web_start
 * alone: web_is_same says whether it is the same.
 */
void web_reload(struct web *web, struct plan *plan);
bool web_is_same(const struct web *web, const struct config *config);

/* The daemon's loop turns: called at least each WEB_BEAT_SECONDS; else /readyz says 503. */
#define WEB_BEAT_SECONDS 30
void web_beat(struct web *web);

/* Where it listens, as it was found: a port for ":0"; 0: a socket file. */
int web_port(const struct web *web, size_t i);

/* As server_leave: web_has_left says when web_stop need not wait for a client any more. */
void web_leave(struct web *web);
bool web_has_left(const struct web *web);

/* Begins its end, as web_leave, but in more of a hurry: answers under way have a second. NULL is fine. */
void web_end(struct web *web);

/* Ends it likewise, and waits for the end. NULL is fine. */
void web_stop(struct web *web);

#endif
