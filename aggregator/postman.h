#ifndef AGGREGATOR_POSTMAN_H
#define AGGREGATOR_POSTMAN_H

#include <stdbool.h>

#include "aggregator/pipeline.h"
#include "aggregator/plan.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"

/*
 * Delivers what the ledger has, on a thread of its own: a slow mail server keeps nobody waiting. It
 * reads the ledger over its own connection, and what came of a delivery is written by the desk, before
 * the next one is made.
 */
struct postman;

struct postman_options {
	struct pipeline *pipeline; /* borrowed */
	struct plan *plan;         /* kept */
	const struct clock *clock; /* borrowed */
	struct measures *measures; /* where deliveries are counted; NULL: nowhere */
};

/* Starts the thread. NULL: `err` says why not. */
struct postman *postman_new(const struct postman_options *options, struct error *err) MUST_USE;

/* Delivers what is due; from then on also what is to be tried again, when its time has come. */
void postman_wake(struct postman *postman);

/* From the next delivery on there is another configuration. Any thread. */
void postman_adopt(struct postman *postman, struct plan *plan);

/*
 * The end, in three steps. No delivery is begun any more, and the one under way has `patience_ms`, or
 * as long again when it is called again. After
 * the pipeline has finished nothing can be noted: what was not is delivered again, by the next process
 * and with the same Message-ID; false: a delivery is still under way. Then it is freed, unless it is.
 */
void postman_stop(struct postman *postman, int patience_ms);
bool postman_finish(struct postman *postman, int patience_ms);
void postman_free(struct postman *postman);

#endif
