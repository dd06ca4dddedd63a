#ifndef AGGREGATOR_WATCH_EXCHANGE_H
#define AGGREGATOR_WATCH_EXCHANGE_H

#include <stdbool.h>

#include "feeds/base/span.h"

/*
 * What the directory's tickers of an exchange end in: "L" for "LSE" and "LON" (VOD.L), "" for those
 * of the United States (META), NULL for a word that is no exchange. Spaces, signs and case of the
 * name do not matter. What ends in a colon stands before the ticker: "CRYPTO:" (CRYPTO:BTC).
 */
const char *exchange_suffix(struct span name);

/* Likewise for Reuters' code behind the point: "" for "O" (META.O), "SW" for "S" (NESN.S). */
const char *exchange_suffix_of_ric(struct span code);

/* Whether the first `len` bytes of the text are an exchange, and its ticker follows: "LSE:RMV". */
bool exchange_heads_ticker(struct span text, size_t len);

#endif
