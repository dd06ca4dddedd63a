#ifndef AGGREGATOR_FETCH_ERRAND_H
#define AGGREGATOR_FETCH_ERRAND_H

#include <stdbool.h>
#include <stddef.h>

#include "aggregator/fetch/fetch.h"
#include "aggregator/fetch/hosts.h"
#include "aggregator/fetch/redirect.h"
#include "aggregator/fetch/visit.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"

struct clock;
struct errand;
struct loop;
struct program;
struct reader;
struct sockaddr;
struct transfer;

/* One visit under way, from its request to its result, whatever the kind of its source. */
enum errand_state {
	ERRAND_WAITING, /* for its host's budget; again before each hop, or when turned away */
	ERRAND_RUNNING, /* a transfer, a program, or the reader's thread has it */
	ERRAND_DONE,    /* its result waits to be handed out */
};

/* What an errand runs on; borrowed by all of them. */
struct errand_ground {
	struct loop *loop;
	struct reader *reader;
	const struct clock *clock;
	struct fetch_settings settings;
	bool has_new_settings;   /* since the first transfer */
	bool is_paused;          /* bodies are not read */
	struct transfer **spare; /* transfers kept for the next use */
	size_t n_spare;
	size_t spare_capacity;
	void (*on_change)(
		void *context, struct errand *errand); /* it stopped running: see `state` */
	/* Whether it may connect there now; if it finds no address, it is turned away. */
	bool (*may_connect)(void *context, struct errand *errand, const struct sockaddr *address);
	void *context;
};

struct errand {
	struct ticket ticket; /* first: a ticket is its errand */
	struct errand_ground *ground;
	enum errand_state state;
	bool is_turned_away; /* the last hop was not asked for: it waits again */
	struct visit_request *request;
	struct redirect_chain chain; /* SOURCE_URL */
	struct transfer *transfer;   /* one of these two while RUNNING; neither for a file */
	struct program *program;
	struct visit_result *result;
	struct errand *next; /* in a list of its owner */
	struct errand *prev;
};

void errand_ground_release(struct errand_ground *ground);

/* The request is copied. */
struct errand *errand_new(struct errand_ground *ground, const struct visit_request *request);
/* Stops what runs; but what the reader's thread has must be waited for: reader_free first. */
void errand_free(struct errand *errand);

/* Proves the URL. False: it can not be fetched; files and programs are found out when they run. */
bool errand_begin(struct errand *errand, struct error *err) MUST_USE;

/* Adds the name of the budget that the next hop comes out of. */
void errand_add_budget_name(const struct errand *errand, struct buf *name);
#define ERRAND_FILES SPAN("local files") /* no host's name has a space */
#define ERRAND_PROGRAMS SPAN("local programs")

/* Runs the next hop; on_change tells of its end, never from within. */
void errand_run(struct errand *errand);

/* Ends it without running (again): the server, or its budget, will have it later. */
void errand_end_later(struct errand *errand, int64_t retry_after_seconds, const char *why);
/* What was a failure is the server's word that it limits us: LATER. */
void errand_excuse(struct errand *errand, int64_t retry_after_seconds, const char *why);
void errand_end_failed(struct errand *errand, enum failure failure, const char *why);

#endif
