#ifndef AGGREGATOR_SERVE_METRICS_H
#define AGGREGATOR_SERVE_METRICS_H

#include <stddef.h>
#include <stdint.h>

#include "feeds/base/buf.h"
#include "feeds/base/span.h"

/*
 * Numbers for whoever watches the program: counters, gauges and histograms, written by any thread
 * without a lock, and told in Prometheus' text format, version 0.0.4. The registry owns them all;
 * a metric lives as long as it.
 */
struct metrics;
struct metric;

enum metric_kind {
	METRIC_COUNTER,   /* only grows; its name ends in _total */
	METRIC_GAUGE,     /* goes up and down */
	METRIC_HISTOGRAM, /* how often what was observed lay at or below each of `bounds` */
};

/* What a metric is: rows of one name have one help, one kind and one label. Constants, but `value`. */
struct metric_row {
	enum metric_kind kind;
	const char *name;     /* "broadtape_visits_total" */
	const char *help;     /* one line */
	const char *label;    /* "outcome"; NULL: none */
	struct span value;    /* of the label, any text */
	const double *bounds; /* of a histogram: rising; the one without end is added */
	size_t n_bounds;
};

#define METRIC_BOUNDS_MAX 24

struct metrics *metrics_new(void);
void metrics_free(struct metrics *metrics);

/*
 * The metric of that row, made if it is not there yet: zero from then on, so that a rate can be
 * told from its first event. Any thread. With `metrics` NULL it is NULL, and what is written to
 * it is dropped: a program that nobody watches passes NULL.
 */
struct metric *metrics_add(struct metrics *metrics, const struct metric_row *row);

/* A counter grows by `by`. */
void metric_count(struct metric *metric, uint64_t by);

/* A gauge is `value` from now on; or changes by `by`. */
void metric_set(struct metric *metric, double value);
void metric_change(struct metric *metric, double by);

/* A histogram sees `value`, in the unit of its name: broadtape_visit_seconds. */
void metric_observe(struct metric *metric, double value);

/* What a counter or gauge says; how often a histogram saw something. */
double metric_read(const struct metric *metric);

/*
 * All, as text: families in the order in which they were first added, each with HELP and TYPE, its
 * rows likewise. (https://prometheus.io/docs/instrumenting/exposition_formats/)
 */
void metrics_render(struct metrics *metrics, struct buf *out);

#define METRICS_CONTENT_TYPE "text/plain; version=0.0.4; charset=utf-8"

#endif
