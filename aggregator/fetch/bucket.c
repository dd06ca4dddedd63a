#include "aggregator/fetch/bucket.h"

struct bucket
bucket_full(size_t burst)
{
	return (struct bucket){.tokens = (double)burst, .at_ms = INT64_MIN};
}

void
bucket_refill(struct bucket *bucket, double rate, size_t burst, int64_t now_ms)
{
	double most = burst > 0 ? (double)burst : 1;

	if (bucket->at_ms == INT64_MIN)
		bucket->at_ms = now_ms;
	bucket->tokens += (double)(now_ms - bucket->at_ms) / 1000 * rate;
	bucket->at_ms = now_ms;
	if (bucket->tokens > most)
		bucket->tokens = most;
}

int64_t
bucket_ready_ms(struct bucket *bucket, double rate, size_t burst, int64_t now_ms)
{
	if (rate <= 0)
		return now_ms;
	bucket_refill(bucket, rate, burst, now_ms);
	if (bucket->tokens >= 1)
		return now_ms;
	return now_ms + (int64_t)((1 - bucket->tokens) / rate * 1000) + 1;
}

void
bucket_change(struct bucket *bucket, double rate, size_t burst)
{
	if (rate <= 0 && bucket->tokens < 0)
		bucket->tokens = 0;
	if (bucket->at_ms == INT64_MIN || bucket->tokens > (double)burst)
		bucket->tokens = (double)burst;
}
