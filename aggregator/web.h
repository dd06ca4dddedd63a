#ifndef AGGREGATOR_WEB_H
#define AGGREGATOR_WEB_H

#include <stdbool.h>

#include "aggregator/base/clock.h"
#include "aggregator/config/config.h"
#include "aggregator/serve/exchange.h"
#include "aggregator/serve/metrics.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"

/*
 * The web side of the daemon: the server of config->server with the routes that answer from the
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
	const struct config *config; /* borrowed until web_reload gives another, or web_stop */
	const struct clock *clock;
	struct metrics *metrics; /* what /metrics tells, beside what is counted in the store */
	web_push_fn *on_push;    /* NULL: no such path */
	void *push_context;
};

/*
 * Listens on config->server.listen, and answers. NULL: it cannot, and `err` says why. It is ready
 * (/readyz) once web_beat was called and the store can be read.
 */
MUST_USE struct web *web_start(const struct web_options *options, struct error *err);

/*
 * Another configuration, without a connection lost; `config` is borrowed from now on, the old one no
 * more. False: `err` says what is wrong, and all is as it was. Other addresses to listen on, and
 * another number of workers, need web_stop and web_start.
 */
MUST_USE bool web_reload(struct web *web, const struct config *config, struct error *err);

/* The daemon's loop turns: called at least each WEB_BEAT_SECONDS; else /readyz says 503. */
#define WEB_BEAT_SECONDS 30
void web_beat(struct web *web);

/* Ends it; answers under way have a second. NULL is fine. */
void web_stop(struct web *web);

#endif
