#include "aggregator/serve/metrics.h"

#include <assert.h>
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "feeds/base/arena.h"
#include "feeds/base/memory.h"

#define WHOLE_MAX 9007199254740992.0 /* 2^53: whole numbers above have gaps between them */

struct metric {
	struct metric *next; /* of its family */
	struct span value;
	enum metric_kind kind;
	const double *bounds;
	size_t n_bounds;
	atomic_uint_fast64_t count;     /* of a counter; how often a histogram saw something */
	_Atomic double level;           /* of a gauge; the sum of what a histogram saw */
	atomic_uint_fast64_t *in_bound; /* how often between the bound before and this one */
};

struct family {
	struct family *next;
	const char *name;
	const char *help;
	const char *label;
	enum metric_kind kind;
	struct metric *first;
	struct metric *last;
};

struct metrics {
	pthread_mutex_t lock; /* for the lists; numbers need none */
	struct arena *arena;
	struct family *first;
	struct family *last;
};

static const char *const kind_names[] = {
	[METRIC_COUNTER] = "counter",
	[METRIC_GAUGE] = "gauge",
	[METRIC_HISTOGRAM] = "histogram",
};

struct metrics *
metrics_new(void)
{
	struct metrics *metrics = memory_new(1, sizeof *metrics);

	pthread_mutex_init(&metrics->lock, NULL);
	metrics->arena = arena_new();
	return metrics;
}

void
metrics_free(struct metrics *metrics)
{
	if (metrics == NULL)
		return;
	arena_free(metrics->arena);
	pthread_mutex_destroy(&metrics->lock);
	free(metrics);
}

static struct family *
find_family(struct metrics *metrics, const struct metric_row *row)
{
	struct family *family = metrics->first;

	while (family != NULL && strcmp(family->name, row->name) != 0)
		family = family->next;
	if (family != NULL)
		return family;
	family = arena_alloc(metrics->arena, sizeof *family);
	family->name = row->name;
	family->help = row->help;
	family->label = row->label;
	family->kind = row->kind;
	if (metrics->last != NULL)
		metrics->last->next = family;
	else
		metrics->first = family;
	metrics->last = family;
	return family;
}

static struct metric *
find_metric(struct metrics *metrics, struct family *family, const struct metric_row *row)
{
	struct metric *metric = family->first;

	while (metric != NULL && !span_equal(metric->value, row->value))
		metric = metric->next;
	if (metric != NULL)
		return metric;
	metric = arena_alloc(metrics->arena, sizeof *metric);
	metric->kind = row->kind;
	metric->value = arena_copy(metrics->arena, row->value);
	metric->bounds = row->bounds;
	metric->n_bounds = row->n_bounds;
	metric->in_bound = arena_array(metrics->arena, row->n_bounds + 1, sizeof *metric->in_bound);
	if (family->last != NULL)
		family->last->next = metric;
	else
		family->first = metric;
	family->last = metric;
	return metric;
}

struct metric *
metrics_add(struct metrics *metrics, const struct metric_row *row)
{
	struct metric *metric;
	struct family *family;

	if (metrics == NULL)
		return NULL;
	assert(row->n_bounds <= METRIC_BOUNDS_MAX);
	pthread_mutex_lock(&metrics->lock);
	family = find_family(metrics, row);
	assert(family->kind == row->kind);
	metric = find_metric(metrics, family, row);
	pthread_mutex_unlock(&metrics->lock);
	return metric;
}

void
metric_count(struct metric *metric, uint64_t by)
{
	if (metric != NULL)
		atomic_fetch_add_explicit(&metric->count, by, memory_order_relaxed);
}

void
metric_set(struct metric *metric, double value)
{
	if (metric != NULL)
		atomic_store_explicit(&metric->level, value, memory_order_relaxed);
}

void
metric_change(struct metric *metric, double by)
{
	double was;

	if (metric == NULL)
		return;
	was = atomic_load_explicit(&metric->level, memory_order_relaxed);
	while (!atomic_compare_exchange_weak(&metric->level, &was, was + by))
		;
}

void
metric_observe(struct metric *metric, double value)
{
	size_t bound = 0;

	if (metric == NULL)
		return;
	while (bound < metric->n_bounds && value > metric->bounds[bound])
		bound++;
	atomic_fetch_add_explicit(&metric->in_bound[bound], 1, memory_order_relaxed);
	atomic_fetch_add_explicit(&metric->count, 1, memory_order_relaxed);
	metric_change(metric, value);
}

double
metric_read(const struct metric *metric)
{
	if (metric->kind == METRIC_GAUGE)
		return atomic_load_explicit(&metric->level, memory_order_relaxed);
	return (double)atomic_load_explicit(&metric->count, memory_order_relaxed);
}

/* Fifteen digits: 0.005 is told as 0.005; and Prometheus' words for what is no number. */
static void
add_number(struct buf *out, double value)
{
	if (isnan(value))
		buf_add_text(out, "NaN");
	else if (isinf(value))
		buf_add_text(out, value > 0 ? "+Inf" : "-Inf");
	else if (fabs(value) < WHOLE_MAX && trunc(value) == value)
		buf_format(out, "%.0f", value);
	else
		buf_format(out, "%.15g", value);
}

/* A help's text: \\ and \n; a label's value: \" too. */
static void
add_escaped(struct buf *out, struct span text, bool is_value)
{
	for (size_t i = 0; i < text.len; i++) {
		char byte = text.at[i];

		if (byte == '\n')
			buf_add_text(out, "\\n");
		else if (byte == '\\' || (byte == '"' && is_value))
			buf_format(out, "\\%c", byte);
		else
			buf_add_byte(out, byte);
	}
}

/* name_suffix{label="value",le="0.5"} */
static void
add_name(struct buf *out, const struct family *family, const struct metric *metric,
	const char *suffix)
{
	buf_format(out, "%s%s", family->name, suffix);
	if (family->label == NULL)
		return;
	buf_format(out, "{%s=\"", family->label);
	add_escaped(out, metric->value, true);
	buf_add_text(out, "\"}");
}

static void
add_sample(struct buf *out, const struct family *family, const struct metric *metric,
	const char *suffix, double value)
{
	add_name(out, family, metric, suffix);
	buf_add_byte(out, ' ');
	add_number(out, value);
	buf_add_byte(out, '\n');
}

static void
add_bucket(struct buf *out, const struct family *family, const struct metric *metric, double bound)
{
	buf_format(out, "%s_bucket{", family->name);
	if (family->label != NULL) {
		buf_format(out, "%s=\"", family->label);
		add_escaped(out, metric->value, true);
		buf_add_text(out, "\",");
	}
	buf_add_text(out, "le=\"");
	add_number(out, bound);
	buf_add_text(out, "\"} ");
}

/* The count is that of the last bucket, so that both agree while others write. */
static void
add_histogram(struct buf *out, const struct family *family, const struct metric *metric)
{
	double below = 0;

	for (size_t i = 0; i <= metric->n_bounds; i++) {
		below += (double)atomic_load(&metric->in_bound[i]);
		add_bucket(out, family, metric,
			i < metric->n_bounds ? metric->bounds[i] : (double)INFINITY);
		add_number(out, below);
		buf_add_byte(out, '\n');
	}
	add_sample(out, family, metric, "_sum", atomic_load(&metric->level));
	add_sample(out, family, metric, "_count", below);
}

static void
add_family(struct buf *out, const struct family *family)
{
	buf_format(out, "# HELP %s ", family->name);
	add_escaped(out, span_of(family->help), false);
	buf_format(out, "\n# TYPE %s %s\n", family->name, kind_names[family->kind]);
	for (const struct metric *metric = family->first; metric != NULL; metric = metric->next) {
		if (family->kind == METRIC_HISTOGRAM)
			add_histogram(out, family, metric);
		else
			add_sample(out, family, metric, "", metric_read(metric));
	}
}

void
metrics_render(struct metrics *metrics, struct buf *out)
{
	pthread_mutex_lock(&metrics->lock);
	for (const struct family *family = metrics->first; family != NULL; family = family->next)
		add_family(out, family);
	pthread_mutex_unlock(&metrics->lock);
}
