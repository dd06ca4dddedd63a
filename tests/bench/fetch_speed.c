/*
 * usage: fetch_speed URLS [CONCURRENCY [PER_HOST]]
 *
 * Fetches every URL of a file, then all of them again with what their validators say, as two cycles
 * of one process do. Prints seconds, megabytes and outcomes of each: the fetcher's share of a refresh.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sysexits.h>
#include <time.h>

#include "aggregator/base/clock.h"
#include "aggregator/fetch/fetch.h"
#include "aggregator/fetch/loop.h"
#include "feeds/base/memory.h"
#include "tests/lib/slurp.h"

struct bench {
	struct fetch *fetch;
	struct visit_request *requests;
	struct visit_result **results; /* of the cycle before; by feed_id */
	size_t n;
	size_t capacity;
};

static double
seconds_of(clockid_t id)
{
	struct timespec now;

	clock_gettime(id, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void
on_result(void *context, struct visit_result *result)
{
	struct bench *bench = context;

	visit_result_free(bench->results[result->feed_id]);
	buf_release(&result->body);
	bench->results[result->feed_id] = result;
	if (result->outcome == OUTCOME_FAILED)
		fprintf(stderr, "%.*s: %s\n",
			SPAN_ARGS(bench->requests[result->feed_id].location), result->text);
}

static void
run_cycle(struct bench *bench, const char *name)
{
	struct fetch_progress before = fetch_progress(bench->fetch);
	double wall = seconds_of(CLOCK_MONOTONIC);
	double cpu = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
	struct fetch_progress after;
	struct rusage usage;

	for (size_t i = 0; i < bench->n; i++) {
		if (bench->results[i] != NULL)
			bench->requests[i].validators =
				visit_result_validators(bench->results[i]);
		fetch_add(bench->fetch, &bench->requests[i]);
	}
	fetch_run(bench->fetch);
	wall = seconds_of(CLOCK_MONOTONIC) - wall;
	cpu = seconds_of(CLOCK_PROCESS_CPUTIME_ID) - cpu;
	after = fetch_progress(bench->fetch);
	getrusage(RUSAGE_SELF, &usage);
	printf("%s: %zu visits (%zu fresh, %zu unchanged, %zu failed), %.1f MB in %.3f s wall, "
	       "%.3f s cpu; peak memory %ld MB\n",
		name, after.done - before.done, after.fresh - before.fresh,
		after.unchanged - before.unchanged, after.failed - before.failed,
		(double)(after.body_bytes - before.body_bytes) / 1e6, wall, cpu,
		usage.ru_maxrss / 1024);
}

static void
read_urls(struct bench *bench, struct span rest)
{
	struct span line;

	while (span_split(&rest, '\n', &line)) {
		if (line.len == 0)
			continue;
		bench->requests = memory_room(
			bench->requests, bench->n, &bench->capacity, sizeof *bench->requests);
		bench->requests[bench->n] = (struct visit_request){
			.feed_id = (int64_t)bench->n, .location = line};
		bench->n++;
	}
	bench->results = memory_new(bench->n, sizeof(struct visit_result *));
}

int
main(int argc, char **argv)
{
	struct fetch_settings settings = fetch_settings_default();
	struct bench bench = {0};
	struct error err = {0};
	struct buf urls;
	struct loop *loop;

	buf_init(&urls, BUF_UNLIMITED);
	if (argc < 2 || !slurp(argv[1], &urls, &err)) {
		fprintf(stderr, "usage: fetch_speed URLS [CONCURRENCY [PER_HOST]] %s\n", err.text);
		return EX_USAGE;
	}
	settings.allow_private = true;
	if (argc > 2)
		settings.concurrency = strtoul(argv[2], NULL, 10);
	if (argc > 3)
		settings.per_host = strtoul(argv[3], NULL, 10);
	read_urls(&bench, buf_span(&urls));
	loop = loop_new(&err);
	bench.fetch = loop != NULL ? fetch_new(loop, &settings, clock_real(), &err) : NULL;
	if (bench.fetch == NULL) {
		fprintf(stderr, "%s\n", err.text);
		return err.status;
	}
	fetch_on_result(bench.fetch, on_result, &bench);
	run_cycle(&bench, "cold");
	run_cycle(&bench, "warm");
	fetch_free(bench.fetch);
	loop_free(loop);
	for (size_t i = 0; i < bench.n; i++)
		visit_result_free(bench.results[i]);
	free(bench.results);
	free(bench.requests);
	buf_release(&urls);
	return EX_OK;
}
