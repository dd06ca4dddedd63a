#ifndef AGGREGATOR_ROTA_H
#define AGGREGATOR_ROTA_H

#include <stdint.h>

#include "aggregator/pipeline.h"
#include "aggregator/plan.h"
#include "feeds/base/compiler.h"

/*
 * Makes each digest's editions at its hours, on the desk's thread. What was missed, while the machine
 * slept or the daemon was down, is made once, says so, and waits until the feeds have been visited; so
 * does a digest's very first edition. A digest without a schedule is made each hour in which there is
 * something to tell.
 */
struct rota;

/* Told on the loop thread. */
typedef void rota_event_fn(void *context);

struct rota_options {
	struct pipeline *pipeline; /* borrowed */
	struct plan *plan;         /* kept */
	const struct clock *clock; /* borrowed */
	rota_event_fn *on_made;    /* the ledger may have something to deliver */
	rota_event_fn *on_missed;  /* an edition was missed: visit what is due, then rota_open */
	void *context;
};

struct rota *rota_new(const struct rota_options *options) MUST_USE;
/* After the pipeline has finished. */
void rota_free(struct rota *rota);

/* On the loop thread. Finishes what an earlier process left undone, then keeps the hours. */
void rota_start(struct rota *rota);
void rota_stop(struct rota *rota);

/* The feeds have been visited: editions may be made; or they wait until the feeds have been. */
void rota_open(struct rota *rota);
void rota_close(struct rota *rota);

/* Looks again, now: the clock jumped. */
void rota_hurry(struct rota *rota);

/* Another configuration; on the desk's thread. The loop thread then calls rota_hurry. */
void rota_adopt(struct rota *rota, struct plan *plan);

#endif
