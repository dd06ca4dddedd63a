/*
 * usage: visit_url [--ca FILE] [--etag TAG] [--since DATE] [--private no] URL...
 *
 * Visits each URL, all at once, and prints a line of what came of it: for the tests with real servers.
 */
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "aggregator/base/clock.h"
#include "aggregator/fetch/fetch.h"
#include "aggregator/fetch/loop.h"

static const char *
shown(const char *text)
{
	return text != NULL ? text : "-";
}

static void
on_result(void *context, struct visit_result *result)
{
	(void)context;
	printf("%s failure=%s status=%d body=%zu wire=%lld etag=%s modified=%s moved=%s "
	       "text=%s\n",
		outcome_name(result->outcome), failure_name(result->failure), result->http_status,
		result->body.len, (long long)result->wire_bytes, shown(result->etag),
		shown(result->last_modified), shown(result->moved_to), result->text);
	visit_result_free(result);
}

struct options {
	struct fetch_settings settings;
	struct validators validators;
};

/* Gives how many arguments the options took. */
static int
read_options(struct options *options, int argc, char **argv)
{
	int at = 1;

	for (; at + 1 < argc && strncmp(argv[at], "--", 2) == 0; at += 2) {
		if (strcmp(argv[at], "--ca") == 0)
			options->settings.ca_file = argv[at + 1];
		else if (strcmp(argv[at], "--etag") == 0)
			options->validators.etag = span_of(argv[at + 1]);
		else if (strcmp(argv[at], "--since") == 0)
			options->validators.last_modified = span_of(argv[at + 1]);
		else if (strcmp(argv[at], "--private") == 0)
			options->settings.allow_private = false;
	}
	return at;
}

int
main(int argc, char **argv)
{
	struct options options = {.settings = fetch_settings_default()};
	struct error err = {0};
	struct fetch *fetch = NULL;
	struct loop *loop;
	int at;

	options.settings.allow_private = true;
	at = read_options(&options, argc, argv);
	loop = loop_new(&err);
	if (loop != NULL)
		fetch = fetch_new(loop, &options.settings, clock_real(), &err);
	if (fetch == NULL) {
		fprintf(stderr, "visit_url: %s\n", err.text);
		return EX_UNAVAILABLE;
	}
	fetch_on_result(fetch, on_result, NULL);
	for (; at < argc; at++) {
		struct visit_request request = {
			.location = span_of(argv[at]), .validators = options.validators};

		fetch_add(fetch, &request);
	}
	fetch_run(fetch);
	fetch_free(fetch);
	loop_free(loop);
	return EX_OK;
}
