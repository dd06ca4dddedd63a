#include <string.h>

#include "aggregator/serve/server_private.h"

static const double bounds[] = {
	0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

static const struct metric_row connections_row = {METRIC_GAUGE, "broadtape_http_connections",
	"Clients that are connected.", NULL, SPAN_INIT(""), NULL, 0};
static const struct metric_row waiting_row = {METRIC_GAUGE, "broadtape_queue_depth",
	"What waits, by what it waits for.", "queue", SPAN_INIT("web"), NULL, 0};
static const struct metric_row seconds_row = {METRIC_HISTOGRAM, "broadtape_http_request_seconds",
	"How long requests took, until the answer was made.", NULL, SPAN_INIT(""), bounds,
	sizeof bounds / sizeof *bounds};
static const struct metric_row bytes_row = {METRIC_COUNTER, "broadtape_http_answer_bytes_total",
	"Bytes of answers, with their heads.", NULL, SPAN_INIT(""), NULL, 0};
static const struct metric_row requests_row = {METRIC_COUNTER, "broadtape_http_requests_total",
	"Requests answered, by status.", "code", SPAN_INIT("200"), NULL, 0};

static const char *const refusals[N_REFUSALS] = {
	[REFUSED_FULL] = "full",
	[REFUSED_ADDRESS] = "address",
	[REFUSED_SLOW] = "slow",
	[REFUSED_REQUEST] = "request",
	[REFUSED_LARGE] = "large",
	[REFUSED_HOST] = "host",
	[REFUSED_BUSY] = "busy",
};

static struct metric *
add_refusal(struct metrics *registry, enum refusal refusal)
{
	const struct metric_row row = {METRIC_COUNTER, "broadtape_http_refused_total",
		"Clients and requests sent away, by the limit that they met.", "limit",
		span_of(refusals[refusal]), NULL, 0};

	return metrics_add(registry, &row);
}

void
server_metrics_init(struct server_metrics *metrics, struct metrics *registry)
{
	metrics->registry = registry;
	metrics->connections = metrics_add(registry, &connections_row);
	metrics->waiting = metrics_add(registry, &waiting_row);
	metrics_add(registry, &requests_row);
	metrics->seconds = metrics_add(registry, &seconds_row);
	metrics->bytes = metrics_add(registry, &bytes_row);
	for (int i = 0; i < N_REFUSALS; i++)
		metrics->refused[i] = add_refusal(registry, (enum refusal)i);
}

void
server_metrics_refused(struct server_metrics *metrics, enum refusal refusal)
{
	metric_count(metrics->refused[refusal], 1);
}

static struct metric *
status_metric(struct server_metrics *metrics, int status)
{
	struct metric_row row = requests_row;
	const char code[] = {(char)('0' + status / 100), (char)('0' + status / 10 % 10),
		(char)('0' + status % 10)};

	if (metrics->statuses[status] == NULL) {
		row.value = span_make(code, sizeof code);
		metrics->statuses[status] = metrics_add(metrics->registry, &row);
	}
	return metrics->statuses[status];
}

void
server_metrics_answered(
	struct server_metrics *metrics, const struct exchange *exchange, int64_t now_ms)
{
	if (exchange->status >= 100 && exchange->status < STATUS_END)
		metric_count(status_metric(metrics, exchange->status), 1);
	metric_observe(metrics->seconds, (double)(now_ms - exchange->started_ms) / 1e3);
	metric_count(metrics->bytes,
		exchange->head_out.len + exchange->body_out.len + exchange->file_out);
}
