#include "aggregator/measures.h"

#include <stdlib.h>

#include "aggregator/fetch/visit.h"
#include "aggregator/pipeline.h"
#include "feeds/base/memory.h"

struct measures {
	struct metric *at[N_MEASURES];
};

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* A visit is quick or waits for a slow server; a body and a batch take milliseconds. */
static const double visit_bounds[] = {0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60};
static const double work_bounds[] = {
	0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5};

#define COUNTED(name, help)                                                                        \
	{                                                                                          \
		METRIC_COUNTER, name, help, NULL, SPAN_INIT(""), NULL, 0                           \
	}
#define COUNTED_BY(name, help, label, value)                                                       \
	{                                                                                          \
		METRIC_COUNTER, name, help, label, SPAN_INIT(value), NULL, 0                       \
	}
#define LEVEL_BY(name, help, label, value)                                                         \
	{                                                                                          \
		METRIC_GAUGE, name, help, label, SPAN_INIT(value), NULL, 0                         \
	}
#define SECONDS(name, help, bounds)                                                                \
	{                                                                                          \
		METRIC_HISTOGRAM, name, help, NULL, SPAN_INIT(""), bounds, COUNT(bounds)           \
	}

#define VISITS(value)                                                                              \
	COUNTED_BY("broadtape_visits_total", "Visits of feeds, by what came of them.", "outcome",  \
		value)
#define MAILS(value)                                                                               \
	COUNTED_BY("broadtape_mails_total",                                                        \
		"Attempts to deliver an edition to a recipient, by what came of them.", "outcome", \
		value)
#define QUEUE(value)                                                                               \
	LEVEL_BY("broadtape_queue_depth", "What waits, by what it waits for.", "queue", value)
#define RELOADS(value)                                                                             \
	COUNTED_BY("broadtape_reloads_total",                                                      \
		"Times that the configuration was read again, by what came of it.", "outcome",     \
		value)
#define PUSHES(value)                                                                              \
	COUNTED_BY("broadtape_pushes_total",                                                       \
		"Documents that WebSub hubs brought, by what came of them.", "outcome", value)

static const struct metric_row rows[N_MEASURES] = {
	[MEASURE_VISITS_FRESH] = VISITS("fresh"),
	[MEASURE_VISITS_UNCHANGED] = VISITS("unchanged"),
	[MEASURE_VISITS_LATER] = VISITS("later"),
	[MEASURE_VISITS_GONE] = VISITS("gone"),
	[MEASURE_VISITS_FAILED] = VISITS("failed"),
	[MEASURE_VISIT_SECONDS] = SECONDS("broadtape_visit_seconds",
		"How long visits of feeds took, until the last byte.", visit_bounds),
	[MEASURE_VISIT_BYTES] = COUNTED(
		"broadtape_visit_bytes_total", "Bytes that visits brought, as transferred."),
	[MEASURE_ITEMS_NEW] = COUNTED("broadtape_items_new_total", "Items stored."),
	[MEASURE_ITEMS_CHANGED] =
		COUNTED("broadtape_items_changed_total", "Stored items that changed later."),
	[MEASURE_STORIES_NEW] = COUNTED("broadtape_stories_new_total", "Stories begun."),
	[MEASURE_PARSE_SECONDS] = SECONDS("broadtape_parse_seconds",
		"How long reading and tagging a feed's document took.", work_bounds),
	[MEASURE_TO_WRITE] = QUEUE("store"),
	[MEASURE_EDITIONS] = COUNTED("broadtape_editions_total", "Editions made."),
	[MEASURE_MAILS_SENT] = MAILS("sent"),
	[MEASURE_MAILS_WAITING] = MAILS("waiting"),
	[MEASURE_MAILS_REFUSED] = MAILS("refused"),
	[MEASURE_RELOADS] = RELOADS("taken"),
	[MEASURE_RELOADS_REFUSED] = RELOADS("refused"),
	[MEASURE_PUSHES] = PUSHES("taken"),
	[MEASURE_PUSHES_REFUSED] = PUSHES("refused"),
};

struct measures *
measures_new(struct metrics *metrics)
{
	struct measures *measures = memory_new(1, sizeof *measures);

	for (size_t i = 0; i < N_MEASURES; i++)
		measures->at[i] = metrics_add(metrics, &rows[i]);
	return measures;
}

void
measures_free(struct measures *measures)
{
	free(measures);
}

static struct metric *
find(struct measures *measures, enum measure measure)
{
	return measures != NULL ? measures->at[measure] : NULL;
}

void
measure_count(struct measures *measures, enum measure measure, uint64_t by)
{
	metric_count(find(measures, measure), by);
}

void
measure_set(struct measures *measures, enum measure measure, double value)
{
	metric_set(find(measures, measure), value);
}

void
measure_change(struct measures *measures, enum measure measure, double by)
{
	metric_change(find(measures, measure), by);
}

void
measure_observe(struct measures *measures, enum measure measure, double value)
{
	metric_observe(find(measures, measure), value);
}

static enum measure
measure_of(enum outcome outcome)
{
	switch (outcome) {
	case OUTCOME_FRESH:
		return MEASURE_VISITS_FRESH;
	case OUTCOME_UNCHANGED:
		return MEASURE_VISITS_UNCHANGED;
	case OUTCOME_LATER:
		return MEASURE_VISITS_LATER;
	case OUTCOME_GONE:
		return MEASURE_VISITS_GONE;
	case OUTCOME_FAILED:
		return MEASURE_VISITS_FAILED;
	}
	return MEASURE_VISITS_FAILED;
}

void
measures_visit(struct measures *measures, const struct visit_result *result)
{
	measure_count(measures, measure_of(result->outcome), 1);
	measure_count(measures, MEASURE_VISIT_BYTES, (uint64_t)result->wire_bytes);
	measure_observe(measures, MEASURE_VISIT_SECONDS, (double)result->times.total_us / 1e6);
}

void
measures_stored(struct measures *measures, const struct pipeline_counts *before,
	const struct pipeline_counts *after)
{
	measure_count(measures, MEASURE_ITEMS_NEW, after->items_new - before->items_new);
	measure_count(
		measures, MEASURE_ITEMS_CHANGED, after->items_changed - before->items_changed);
	measure_count(measures, MEASURE_STORIES_NEW, after->stories_new - before->stories_new);
}
