#include "tests/lib/fetching.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

static int64_t
real_monotonic(void *context)
{
	(void)context;
	return clock_monotonic_ms(clock_real());
}

static void
on_result(void *context, struct visit_result *result)
{
	struct fetching *fetching = context;

	if (fetching->n_results == FETCHING_RESULTS_MAX)
		abort();
	fetching->results[fetching->n_results++] = result;
}

void
fetching_init(struct fetching *fetching)
{
	struct error err = {0};

	memset(fetching, 0, sizeof *fetching);
	fetching->loop = loop_new(&err);
	if (fetching->loop == NULL) {
		fprintf(stderr, "%s\n", err.text);
		exit(EX_OSERR);
	}
	clock_fixed_init(&fetching->calendar, FETCHING_NOW, 1);
	fetching->clock = fetching->calendar.clock;
	fetching->clock.monotonic_ms = real_monotonic;
	fetching->settings = fetch_settings_default();
	fetching->settings.allow_private = true;
	fetching->settings.timeout_ms = 5000;
	fetching->server = server_new(loop_base(fetching->loop), "127.0.0.1", FETCHING_NOW);
}

void
fetching_release(struct fetching *fetching)
{
	for (size_t i = 0; i < fetching->n_results; i++)
		visit_result_free(fetching->results[i]);
	fetch_free(fetching->fetch);
	server_free(fetching->server);
	loop_free(fetching->loop);
}

void
fetching_add(struct fetching *fetching, const struct visit_request *request)
{
	struct error err = {0};

	if (fetching->fetch == NULL) {
		fetching->fetch =
			fetch_new(fetching->loop, &fetching->settings, &fetching->clock, &err);
		if (fetching->fetch == NULL) {
			fprintf(stderr, "%s\n", err.text);
			exit(EX_CONFIG);
		}
		fetch_on_result(fetching->fetch, on_result, fetching);
	}
	fetch_add(fetching->fetch, request);
}

const struct visit_result *
fetching_request(struct fetching *fetching, const struct visit_request *request)
{
	fetching_add(fetching, request);
	fetch_run(fetching->fetch);
	return fetching->results[fetching->n_results - 1];
}

const struct visit_result *
fetching_visit(struct fetching *fetching, const char *path)
{
	struct visit_request request = {.location = span_of(server_url(fetching->server, path))};

	return fetching_request(fetching, &request);
}

const struct visit_result *
fetching_again(struct fetching *fetching, const char *path, const struct visit_result *before)
{
	struct visit_request request = {.location = span_of(server_url(fetching->server, path)),
		.validators = visit_result_validators(before)};

	return fetching_request(fetching, &request);
}
