#ifndef FEEDS_TICKER_H
#define FEEDS_TICKER_H

#include "feeds/reader.h"

/*
 * Stock symbols as feeds carry them, in one spelling: "NASDAQ:META", the exchange in capitals and
 * by its usual name, or "META" where no exchange is given, or "CIK:0001326801" for the SEC's own
 * number of a company.
 */

/* Each of a list parted by commas, semicolons or bars, added to the item that is open. */
void tickers_take_list(struct reader *reader, struct span list);

/*
 * Those that are written with their exchange, "NYSE: IBM; TSX: X" or "NASDAQ: GOOG, GOOGL": what has
 * no exchange that is known is no ticker.
 */
void tickers_take_written(struct reader *reader, struct span text);

/* The same for all that stands in brackets in a text: "Acme Inc. (NASDAQ: ACME) today said". */
void tickers_take_bracketed(struct reader *reader, struct span text);

/* A symbol on an exchange, both as they came; an empty exchange is none. */
void ticker_take(struct reader *reader, struct span exchange, struct span symbol);

/* The SEC's number, 1 to 10 digits. */
void ticker_take_cik(struct reader *reader, struct span digits);

#endif
