#ifndef AGGREGATOR_WATCH_BRACKET_H
#define AGGREGATOR_WATCH_BRACKET_H

#include <stdbool.h>

#include "aggregator/watch/directory.h"
#include "aggregator/watch/ticker_scan.h"
#include "aggregator/watch/words.h"

/*
 * Whether the words before the bracket say nothing of the company whose ticker stands in it:
 * "the Kuomintang (KMT)" is not Kennametal. A list of tickers ("(TSLA, F)") and a bracket at the end
 * are a publisher's way to tag, and never somebody else's.
 */
bool bracket_is_others(const struct words_known *words, const struct entry *entry, struct span text,
	const struct ticker_found *found);

#endif
