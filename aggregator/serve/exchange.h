#ifndef AGGREGATOR_SERVE_EXCHANGE_H
#define AGGREGATOR_SERVE_EXCHANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feeds/base/arena.h"
#include "feeds/base/buf.h"
#include "feeds/base/span.h"

/*
 * One request and its answer. Whoever has an exchange has it alone: the server gives it to a route,
 * the route may give it to another thread, and the last one calls exchange_finish, once. That the
 * client went away meanwhile is the server's business.
 */
struct exchange;

enum http_method {
	HTTP_GET,
	HTTP_HEAD, /* routes see HTTP_GET: the server leaves the body out */
	HTTP_POST,
	HTTP_OTHER, /* refused before any route */
};

/* What was asked; all of it lives as long as the exchange. */
struct request {
	enum http_method method;
	struct span path;  /* decoded, without base_path: "/story/42"; no ".", "..", or NUL in it */
	struct span rest;  /* of the path, behind the route's: "42" */
	struct span query; /* as sent, behind the '?': "q=company%3AMETA&page=2"; or SPAN_NONE */
	struct span body;  /* of a POST */
	struct span host;  /* as the client named us: "news.example.com:8080" */
	struct span client;  /* its address, behind trusted proxies too: "192.0.2.7" */
	bool is_secure;      /* it came by https, as a trusted proxy says */
	int64_t received_at; /* Unix seconds */
};

const struct request *exchange_request(const struct exchange *exchange);

/* A header of the request, trimmed; SPAN_NONE: not sent, or more than once. */
struct span exchange_header(const struct exchange *exchange, const char *name);

/* The decoded value of the first parameter of that name in the query; SPAN_NONE: not given. */
struct span exchange_parameter(struct exchange *exchange, const char *name);

/* Memory that lives as long as the exchange. */
struct arena *exchange_arena(struct exchange *exchange);

/* The answer: 200 until a status is set. `type` and header names are constants. */
void exchange_set_status(struct exchange *exchange, int status);
int exchange_status(const struct exchange *exchange);
/* Nobody may keep it: Cache-Control: no-store. */
void exchange_forbid_keeping(struct exchange *exchange);
void exchange_set_type(struct exchange *exchange, const char *type);
void exchange_add_header(struct exchange *exchange, const char *name, struct span value);

/* Where the body is written; up to ANSWER_BYTES_MAX. */
struct buf *exchange_body(struct exchange *exchange);
#define ANSWER_BYTES_MAX ((size_t)16 << 20)

/*
 * On a worker: answers with the file of the site that the path names, and finishes the exchange.
 * False: there is none, and the exchange is still the caller's.
 */
bool exchange_send_file(struct exchange *exchange);

/*
 * Whether its client still waits for the answer; on any thread. What takes long asks now and then,
 * and finishes with whatever it has when nobody does: the client left, or the server ends.
 */
bool exchange_is_wanted(const struct exchange *exchange);

/* The answer is there: any thread, once; the exchange is gone for the caller. */
void exchange_finish(struct exchange *exchange);

#endif
