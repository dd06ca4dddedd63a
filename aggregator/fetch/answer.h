#ifndef AGGREGATOR_FETCH_ANSWER_H
#define AGGREGATOR_FETCH_ANSWER_H

#include <stdint.h>

#include "aggregator/fetch/transfer.h"
#include "aggregator/fetch/visit.h"
#include "feeds/base/compiler.h"

/*
 * What a finished transfer means for the feed: fills outcome, failure, text, validators, freshness
 * and Retry-After of `result`. `sent` is what the request carried; `now` is Unix seconds. The body
 * stays in the transfer: the caller takes it when the outcome is FRESH.
 */
void answer_judge(struct visit_result *result, const struct response *response,
	const struct validators *sent, int64_t now);

/* Keeps the set that was sent: nothing that was learned on this visit may replace it. */
void answer_keep_validators(struct visit_result *result, const struct validators *sent);

/* Notes a failure: the outcome is FAILED, and the text is for the user. */
void answer_fail(struct visit_result *result, enum failure failure, const char *format, ...)
	PRINTF_LIKE(3, 4);

#endif
