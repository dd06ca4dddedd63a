#ifndef AGGREGATOR_MEASURES_H
#define AGGREGATOR_MEASURES_H

#include <stdint.h>

#include "aggregator/serve/metrics.h"

/*
 * What the program counts while it works, one row a metric: their names, helps and labels stand in
 * measures.c. `metrics` NULL: nobody watches, and all of this does nothing.
 */
enum measure {
	MEASURE_VISITS_FRESH, /* visits of feeds by outcome */
	MEASURE_VISITS_UNCHANGED,
	MEASURE_VISITS_LATER,
	MEASURE_VISITS_GONE,
	MEASURE_VISITS_FAILED,
	MEASURE_VISIT_SECONDS, /* from the first connection to the last byte */
	MEASURE_VISIT_BYTES,   /* that came over the network */
	MEASURE_ITEMS_NEW,
	MEASURE_ITEMS_CHANGED,
	MEASURE_STORIES_NEW,
	MEASURE_PARSE_SECONDS, /* a body on a worker */
	MEASURE_TO_WRITE,      /* what visits brought and is not yet stored */
	MEASURE_EDITIONS,
	MEASURE_MAILS_SENT,
	MEASURE_MAILS_WAITING,
	MEASURE_MAILS_REFUSED,
	MEASURE_RELOADS,
	MEASURE_RELOADS_REFUSED,
	MEASURE_PUSHES, /* documents that WebSub hubs brought */
	MEASURE_PUSHES_REFUSED,
	N_MEASURES
};

struct measures;
struct pipeline_counts;
struct visit_result;

/* Its rows in `metrics`, which must live longer. */
struct measures *measures_new(struct metrics *metrics);
void measures_free(struct measures *measures);

/* A visit came back. */
void measures_visit(struct measures *measures, const struct visit_result *result);

/* What was stored between two counts. */
void measures_stored(struct measures *measures, const struct pipeline_counts *before,
	const struct pipeline_counts *after);

/* A counter grows; a gauge is set, or changes; a histogram sees a value. NULL is fine. */
void measure_count(struct measures *measures, enum measure measure, uint64_t by);
void measure_set(struct measures *measures, enum measure measure, double value);
void measure_change(struct measures *measures, enum measure measure, double by);
void measure_observe(struct measures *measures, enum measure measure, double value);

#endif
