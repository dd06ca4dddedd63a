#include "aggregator/fetch/answer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "aggregator/base/hash.h"
#include "aggregator/fetch/freshness.h"
#include "aggregator/fetch/http_date.h"
#include "aggregator/fetch/retry_after.h"
#include "feeds/base/memory.h"

/* What the statuses that feeds meet are called (RFC 9110, section 15; RFC 6585; Cloudflare's 52x). */
static const struct status_name {
	int status;
	const char *name;
} status_names[] = {
	{204, "No Content"},
	{206, "Partial Content"},
	{300, "Multiple Choices"},
	{400, "Bad Request"},
	{401, "Unauthorized: the feed wants a user and a password"},
	{402, "Payment Required"},
	{403, "Forbidden"},
	{404, "Not Found"},
	{405, "Method Not Allowed"},
	{406, "Not Acceptable"},
	{407, "Proxy Authentication Required"},
	{408, "Request Timeout"},
	{410, "Gone"},
	{421, "Misdirected Request"},
	{429, "Too Many Requests"},
	{451, "Unavailable For Legal Reasons"},
	{500, "Internal Server Error"},
	{501, "Not Implemented"},
	{502, "Bad Gateway"},
	{503, "Service Unavailable"},
	{504, "Gateway Timeout"},
	{520, "Unknown Error behind the CDN"},
	{521, "Web Server Is Down behind the CDN"},
	{522, "Connection Timed Out behind the CDN"},
	{523, "Origin Is Unreachable behind the CDN"},
	{524, "A Timeout Occurred behind the CDN"},
};

static const char *
status_name(int status)
{
	for (size_t i = 0; i < sizeof status_names / sizeof status_names[0]; i++)
		if (status_names[i].status == status)
			return status_names[i].name;
	return "a status that says no more";
}

void
answer_fail(struct visit_result *result, enum failure failure, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(result->text, sizeof result->text, format, args);
	va_end(args);
	result->outcome = OUTCOME_FAILED;
	result->failure = failure;
}

static char *
copy_of(struct span span)
{
	return span.len > 0 ? memory_string(span.at, span.len) : NULL;
}

static void
replace_validators(struct visit_result *result, struct span etag, struct span last_modified)
{
	free(result->etag);
	free(result->last_modified);
	result->etag = copy_of(etag);
	result->last_modified = copy_of(last_modified);
}

void
answer_keep_validators(struct visit_result *result, const struct validators *sent)
{
	replace_validators(result, sent->etag, sent->last_modified);
	result->body_hash = sent->body_hash;
}

static void
judge_body(
	struct visit_result *result, const struct response *response, const struct validators *sent)
{
	uint64_t hash = hash_span(buf_span(&response->body));

	replace_validators(result, head_value(&response->head, HEAD_ETAG),
		head_value(&response->head, HEAD_LAST_MODIFIED));
	result->body_hash = hash;
	result->is_delta = response->head.status == 226 && sent->etag.len > 0;
	result->outcome = hash == sent->body_hash ? OUTCOME_UNCHANGED : OUTCOME_FRESH;
}

/*
 * A 304 that names another ETag brings its own, whole set (RFC 9111, section 4.3.4). One that names
 * none, or a date alone, confirms the set that was sent: an ETag is not lost by it, nor mixed.
 */
static void
judge_not_modified(
	struct visit_result *result, const struct response *response, const struct validators *sent)
{
	struct span etag = head_value(&response->head, HEAD_ETAG);

	if (sent->etag.len == 0 && sent->last_modified.len == 0) {
		answer_fail(result, FAILURE_PROTOCOL,
			"the server answers 304 Not Modified to a request without condition");
		return;
	}
	if (etag.len > 0 && !span_equal(etag, sent->etag))
		replace_validators(result, etag, head_value(&response->head, HEAD_LAST_MODIFIED));
	result->outcome = OUTCOME_UNCHANGED;
}

static void
judge_status(
	struct visit_result *result, const struct response *response, const struct validators *sent)
{
	int status = response->head.status;

	if (status == 200 || status == 203 || status == 226) {
		judge_body(result, response, sent);
		return;
	}
	if (status == 304) {
		judge_not_modified(result, response, sent);
		return;
	}
	answer_fail(
		result, FAILURE_STATUS, "the server answers %d %s", status, status_name(status));
	if (status == 410)
		result->outcome = OUTCOME_GONE;
	if (status == 429 || (status == 503 && result->retry_after_seconds != RETRY_AFTER_NONE))
		result->outcome = OUTCOME_LATER;
}

void
answer_judge(struct visit_result *result, const struct response *response,
	const struct validators *sent, int64_t now)
{
	const struct head *head = &response->head;
	int64_t server_now = now;

	answer_keep_validators(result, sent);
	if (response->failure != FAILURE_NONE) {
		answer_fail(result, response->failure, "%s", response->text);
		return;
	}
	if (!http_date_read(head_value(head, HEAD_DATE), &server_now))
		server_now = now;
	if (head_value(head, HEAD_RETRY_AFTER).at != NULL)
		result->retry_after_seconds =
			retry_after_seconds(head_value(head, HEAD_RETRY_AFTER), server_now);
	judge_status(result, response, sent);
	result->freshness_seconds = freshness_seconds(head, now);
	result->content_type = copy_of(head_value(head, HEAD_CONTENT_TYPE));
	result->link = copy_of(head_value(head, HEAD_LINK));
}
