#include "tests/unit/test.h"

#include <math.h>
#include <pthread.h>

#include "aggregator/measures.h"
#include "aggregator/serve/metrics.h"

#define N_THREADS 4
#define N_ROUNDS 5000

static const double bounds[] = {0.005, 0.5, 1};

static const struct metric_row visits = {
	METRIC_COUNTER, "t_visits_total", "Visits.", "outcome", SPAN_INIT("fresh"), NULL, 0};
static const struct metric_row depth = {
	METRIC_GAUGE, "t_depth", "What waits.", NULL, SPAN_INIT(""), NULL, 0};
static const struct metric_row latency = {
	METRIC_HISTOGRAM, "t_seconds", "How long.", NULL, SPAN_INIT(""), bounds, 3};

static void
assert_rendered(struct metrics *metrics, const char *want)
{
	struct buf out;

	buf_init(&out, BUF_UNLIMITED);
	metrics_render(metrics, &out);
	assert_string_equal(buf_string(&out), want);
	buf_release(&out);
}

static void
each_kind_is_told_with_its_help_and_type(void **state)
{
	struct metrics *metrics = metrics_new();
	struct metric *histogram = metrics_add(metrics, &latency);

	(void)state;
	metric_count(metrics_add(metrics, &visits), 3);
	metric_set(metrics_add(metrics, &depth), 2.5);
	metric_change(metrics_add(metrics, &depth), -1);
	metric_observe(histogram, 0.005); /* on a bound: counts as below it */
	metric_observe(histogram, 0.75);
	metric_observe(histogram, 7);
	assert_rendered(metrics, "# HELP t_seconds How long.\n"
				 "# TYPE t_seconds histogram\n"
				 "t_seconds_bucket{le=\"0.005\"} 1\n"
				 "t_seconds_bucket{le=\"0.5\"} 1\n"
				 "t_seconds_bucket{le=\"1\"} 2\n"
				 "t_seconds_bucket{le=\"+Inf\"} 3\n"
				 "t_seconds_sum 7.755\n"
				 "t_seconds_count 3\n"
				 "# HELP t_visits_total Visits.\n"
				 "# TYPE t_visits_total counter\n"
				 "t_visits_total{outcome=\"fresh\"} 3\n"
				 "# HELP t_depth What waits.\n"
				 "# TYPE t_depth gauge\n"
				 "t_depth 1.5\n");
	metrics_free(metrics);
}

static void
rows_of_one_name_are_one_family(void **state)
{
	struct metric_row gone = visits;
	struct metrics *metrics = metrics_new();

	(void)state;
	gone.value = SPAN("gone");
	metric_count(metrics_add(metrics, &visits), 1);
	metric_count(metrics_add(metrics, &depth), 1);
	metric_count(metrics_add(metrics, &gone), 2);
	assert_ptr_equal(metrics_add(metrics, &gone), metrics_add(metrics, &gone));
	assert_rendered(metrics, "# HELP t_visits_total Visits.\n"
				 "# TYPE t_visits_total counter\n"
				 "t_visits_total{outcome=\"fresh\"} 1\n"
				 "t_visits_total{outcome=\"gone\"} 2\n"
				 "# HELP t_depth What waits.\n"
				 "# TYPE t_depth gauge\n"
				 "t_depth 0\n");
	metrics_free(metrics);
}

static void
texts_of_the_outside_stay_inside_their_quotes(void **state)
{
	struct metric_row hostile = visits;
	struct metrics *metrics = metrics_new();

	(void)state;
	hostile.help = "a \\ and a\nline";
	hostile.value = SPAN("x\"} 1\ny\\");
	metrics_add(metrics, &hostile);
	assert_rendered(metrics, "# HELP t_visits_total a \\\\ and a\\nline\n"
				 "# TYPE t_visits_total counter\n"
				 "t_visits_total{outcome=\"x\\\"} 1\\ny\\\\\"} 0\n");
	metrics_free(metrics);
}

static void
numbers_are_written_as_prometheus_reads_them(void **state)
{
	static const struct {
		double value;
		const char *text;
	} cases[] = {{0, "0"}, {-3, "-3"}, {1e15, "1000000000000000"}, {0.1, "0.1"},
		{1e300, "1e+300"}, {(double)INFINITY, "+Inf"}, {-(double)INFINITY, "-Inf"},
		{(double)NAN, "NaN"}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct metrics *metrics = metrics_new();
		struct buf want;

		metric_set(metrics_add(metrics, &depth), cases[i].value);
		buf_init(&want, BUF_UNLIMITED);
		buf_format(&want, "# HELP t_depth What waits.\n# TYPE t_depth gauge\nt_depth %s\n",
			cases[i].text);
		assert_rendered(metrics, buf_string(&want));
		buf_release(&want);
		metrics_free(metrics);
	}
}

static void *
write_much(void *context)
{
	for (int i = 0; i < N_ROUNDS; i++) {
		metric_count(metrics_add(context, &visits), 1);
		metric_change(metrics_add(context, &depth), 1);
		metric_observe(metrics_add(context, &latency), 0.25);
	}
	return NULL;
}

static void
nothing_is_lost_when_threads_write_at_once(void **state)
{
	struct metrics *metrics = metrics_new();
	pthread_t threads[N_THREADS];

	(void)state;
	for (int i = 0; i < N_THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, write_much, metrics), 0);
	for (int i = 0; i < N_THREADS; i++)
		pthread_join(threads[i], NULL);
	assert_true(metric_read(metrics_add(metrics, &visits)) == N_THREADS * N_ROUNDS);
	assert_true(metric_read(metrics_add(metrics, &depth)) == N_THREADS * N_ROUNDS);
	assert_true(metric_read(metrics_add(metrics, &latency)) == N_THREADS * N_ROUNDS);
	metrics_free(metrics);
}

static void
where_nobody_watches_nothing_is_counted(void **state)
{
	struct measures *measures = measures_new(NULL);

	(void)state;
	measure_count(measures, MEASURE_ITEMS_NEW, 1);
	measure_observe(measures, MEASURE_VISIT_SECONDS, 1);
	measure_set(NULL, MEASURE_TO_WRITE, 1);
	measures_free(measures);
}

static void
every_measure_has_a_row(void **state)
{
	struct metrics *metrics = metrics_new();
	struct measures *measures = measures_new(metrics);
	struct buf out;

	(void)state;
	for (int i = 0; i < N_MEASURES; i++)
		measure_change(measures, (enum measure)i, 0);
	measure_count(measures, MEASURE_VISITS_FAILED, 2);
	buf_init(&out, BUF_UNLIMITED);
	metrics_render(metrics, &out);
	assert_non_null(
		strstr(buf_string(&out), "\nbroadtape_visits_total{outcome=\"failed\"} 2\n"));
	buf_release(&out);
	measures_free(measures);
	metrics_free(metrics);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_kind_is_told_with_its_help_and_type),
		cmocka_unit_test(rows_of_one_name_are_one_family),
		cmocka_unit_test(texts_of_the_outside_stay_inside_their_quotes),
		cmocka_unit_test(numbers_are_written_as_prometheus_reads_them),
		cmocka_unit_test(nothing_is_lost_when_threads_write_at_once),
		cmocka_unit_test(where_nobody_watches_nothing_is_counted),
		cmocka_unit_test(every_measure_has_a_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
