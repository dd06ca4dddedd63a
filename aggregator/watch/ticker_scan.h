#ifndef AGGREGATOR_WATCH_TICKER_SCAN_H
#define AGGREGATOR_WATCH_TICKER_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "aggregator/watch/watch.h"
#include "feeds/base/span.h"

/* A ticker, or the SEC's number, that is written as such. */
struct ticker_found {
	enum evidence_kind kind; /* listed ticker, cashtag, ticker in brackets, CIK */
	struct span ticker;      /* without the exchange: "VOD" */
	const char *suffix;      /* exchange.h: "" of the United States, "L" of London */
	size_t start, end;       /* of it in the text */
};
typedef void ticker_found_fn(void *context, const struct ticker_found *found);

/*
 * Finds "$META", "NASDAQ: META", "LON:VOD", "<META.O>", "(META)", "(GOOG, GOOGL)", "(005930.KS)",
 * "(0001326801)" and "CIK: 1326801".
 */
void ticker_scan(struct span text, ticker_found_fn *on_ticker, void *context);

/*
 * What a feed tells: "NASDAQ:META", "LSE: VOD", "VOD.L", "CIK:0001326801", or "META" alone. False: of
 * an exchange that nobody knows.
 */
bool ticker_of_feed(struct span text, struct ticker_found *found);

#endif
