#ifndef AGGREGATOR_FETCH_FRESHNESS_H
#define AGGREGATOR_FETCH_FRESHNESS_H

#include <stdint.h>

struct head;

/*
 * For how many more seconds a response says that it is fresh (RFC 9111, section 4.2): max-age, or
 * Expires less Date; then less Age. no-store and no-cache give 0: no promise, not "never ask". A
 * private cache is what we are, so s-maxage does not count. FRESHNESS_UNKNOWN: it says nothing.
 */
int64_t freshness_seconds(const struct head *head, int64_t now);

#endif
