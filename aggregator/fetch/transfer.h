#ifndef AGGREGATOR_FETCH_TRANSFER_H
#define AGGREGATOR_FETCH_TRANSFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aggregator/fetch/head.h"
#include "aggregator/fetch/visit.h"
#include "feeds/base/buf.h"
#include "feeds/base/compiler.h"

struct fetch_settings;
struct sockaddr;

/* One HTTP request and its response: one hop of a visit. Kept and used again for the next. */
struct transfer;

/* What one hop asks for; borrowed until the transfer has finished. */
struct transfer_request {
	const char *url; /* http or https */
	struct span etag;
	struct span last_modified;
	const struct request_header *headers; /* for this origin */
	size_t n_headers;
	const char *user; /* for this origin; NULL: none */
	const char *password;
	struct span form;      /* sent by POST; NONE: a GET */
	bool keeps_connection; /* somebody will ask the same host next */
};

/* Read when the transfer has finished, until it is prepared again. */
struct response {
	enum failure failure; /* FAILURE_NONE: a whole response came, whatever its status */
	bool is_turned_away;  /* nothing was asked: no address had room for us */
	char text[VISIT_TEXT_MAX];
	struct head head;
	struct buf body; /* decoded */
	int64_t wire_bytes;
	struct visit_times times;
};

/* Whether a connection to the address may be made now; not asked when a proxy stands between. */
typedef bool transfer_connect_fn(void *context, const struct sockaddr *address);

/* Called at the end of the turn in which the transfer ended. */
typedef void transfer_done_fn(void *context, struct transfer *transfer);

struct transfer_calls {
	transfer_connect_fn *may_connect;
	transfer_done_fn *done;
};

/* All three are borrowed: while `is_paused` says so, bodies are not read. */
struct transfer *transfer_new(const struct fetch_settings *settings, const bool *is_paused,
	const struct transfer_calls *calls);

/* Takes over settings that have changed; not while it runs. */
void transfer_configure(struct transfer *transfer);
/* Not while it runs: loop_stop_transfer first. */
void transfer_free(struct transfer *transfer);

/* Makes ready for loop_start_transfer; `context` is for the calls. */
void transfer_prepare(
	struct transfer *transfer, const struct transfer_request *request, void *context);

const struct response *transfer_response(const struct transfer *transfer);
/* The body moves to the caller. */
struct buf transfer_take_body(struct transfer *transfer);

/* Goes on reading if it was held; `held_ms` more are added to its time limit. */
void transfer_resume(struct transfer *transfer, int64_t held_ms);

/* For loop.c alone: libcurl's handle; and its end, with a CURLcode. */
void *transfer_handle(const struct transfer *transfer);
void transfer_finish(struct transfer *transfer, int code);

#endif
