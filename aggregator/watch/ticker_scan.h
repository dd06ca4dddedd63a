#ifndef AGGREGATOR_WATCH_TICKER_SCAN_H
#define AGGREGATOR_WATCH_TICKER_SCAN_H

#include <stddef.h>

#include "aggregator/watch/watch.h"
#include "feeds/base/span.h"

/* A ticker, or the SEC's number, that is written as such. */
struct ticker_found {
	enum evidence_kind kind; /* listed ticker, cashtag, ticker in brackets, CIK */
	struct span ticker;
	size_t start, end; /* of it in the text */
};
typedef void ticker_found_fn(void *context, const struct ticker_found *found);

/*
 * Finds "$META", "NASDAQ: META", "<META.O>", "(META)", "(GOOG, GOOGL)" and "(0001326801)". Only
 * exchanges of the United States count: "LSE: BATS" is no ticker of the directory.
 */
void ticker_scan(struct span text, ticker_found_fn *on_ticker, void *context);

/* "NASDAQ:META", "NYSE: BRK.B" or "META" as a feed tells it: the ticker; SPAN_NONE: of another exchange. */
struct span ticker_of_feed(struct span text);

#endif
