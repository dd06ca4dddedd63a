#ifndef TESTS_LIB_FETCHING_H
#define TESTS_LIB_FETCHING_H

#include "aggregator/base/clock.h"
#include "aggregator/fetch/fetch.h"
#include "aggregator/fetch/loop.h"
#include "tests/lib/server.h"

#define FETCHING_NOW INT64_C(1767225600) /* 1 January 2026, 00:00 UTC */
#define FETCHING_RESULTS_MAX 4096

/* A fetcher and a server on one loop: what the tests of fetching stand on. */
struct fetching {
	struct loop *loop;
	struct clock_fixed calendar;
	struct clock clock; /* a calendar that stands still, and a real stop-watch */
	struct fetch_settings settings;
	struct server *server;
	struct fetch *fetch;
	struct visit_result *results[FETCHING_RESULTS_MAX];
	size_t n_results;
};

/* Loopback is allowed, limits are short; change `settings` before the first visit. */
void fetching_init(struct fetching *fetching);
void fetching_release(struct fetching *fetching);

/* A visit of the server's `path`, whose result is the last of `results`; borrowed until release. */
const struct visit_result *fetching_visit(struct fetching *fetching, const char *path);
/* The same with a request of the caller's. */
const struct visit_result *fetching_request(
	struct fetching *fetching, const struct visit_request *request);
/* Again, with the validators of an earlier result. */
const struct visit_result *fetching_again(
	struct fetching *fetching, const char *path, const struct visit_result *before);

/* Adds without running; fetch_run(fetching->fetch) runs. */
void fetching_add(struct fetching *fetching, const struct visit_request *request);

#endif
