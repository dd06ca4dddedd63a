#ifndef AGGREGATOR_FETCH_BUCKET_H
#define AGGREGATOR_FETCH_BUCKET_H

#include <stddef.h>
#include <stdint.h>

/* A bucket of tokens: it fills at a rate up to a burst, and each request takes one. */
struct bucket {
	double tokens;
	int64_t at_ms; /* when it was looked at last; INT64_MIN: never, it is as it was made */
};

/* Full. */
struct bucket bucket_full(size_t burst);

/* Fills it up to now: `rate` is in tokens a second, a burst of 0 counts as 1. */
void bucket_refill(struct bucket *bucket, double rate, size_t burst, int64_t now_ms);

/* When it has a token: now, or later. Refills; a rate of 0 is no limit. */
int64_t bucket_ready_ms(struct bucket *bucket, double rate, size_t burst, int64_t now_ms);

/* Another burst, for a bucket whose rate was `rate`: a debt of a time without a rate does not count. */
void bucket_change(struct bucket *bucket, double rate, size_t burst);

#endif
