#include "aggregator/fetch/visit.h"

#include <stdlib.h>

static const char *const outcome_names[] = {
	[OUTCOME_FRESH] = "fresh",
	[OUTCOME_UNCHANGED] = "unchanged",
	[OUTCOME_LATER] = "later",
	[OUTCOME_GONE] = "gone",
	[OUTCOME_FAILED] = "failed",
};

static const char *const failure_names[] = {
	[FAILURE_NONE] = "none",
	[FAILURE_URL] = "url",
	[FAILURE_NAME] = "name",
	[FAILURE_CONNECT] = "connect",
	[FAILURE_TLS] = "tls",
	[FAILURE_TIMEOUT] = "timeout",
	[FAILURE_ADDRESS] = "address",
	[FAILURE_REDIRECT] = "redirect",
	[FAILURE_PROTOCOL] = "protocol",
	[FAILURE_TRUNCATED] = "truncated",
	[FAILURE_TOO_LARGE] = "too-large",
	[FAILURE_STATUS] = "status",
	[FAILURE_FILE] = "file",
	[FAILURE_PROGRAM] = "program",
};

const char *
outcome_name(enum outcome outcome)
{
	return outcome_names[outcome];
}

const char *
failure_name(enum failure failure)
{
	return failure_names[failure];
}

void
visit_result_free(struct visit_result *result)
{
	if (result == NULL)
		return;
	buf_release(&result->body);
	free(result->content_type);
	free(result->final_url);
	free(result->moved_to);
	free(result->link);
	free(result->etag);
	free(result->last_modified);
	free(result->held_name);
	free(result);
}

struct validators
visit_result_validators(const struct visit_result *result)
{
	return (struct validators){
		span_of(result->etag), span_of(result->last_modified), result->body_hash};
}
