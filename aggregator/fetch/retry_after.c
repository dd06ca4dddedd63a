#include "aggregator/fetch/retry_after.h"

#include <stdbool.h>

#include "aggregator/fetch/http_date.h"
#include "aggregator/fetch/visit.h"

#define SECONDS_MAX 999999999ULL /* 31 years; more is an attack or an accident */

int64_t
retry_after_seconds(struct span value, int64_t server_now)
{
	struct span text = span_trim(value);
	unsigned long long seconds;
	int64_t when;

	if (span_to_uint(text, SECONDS_MAX, &seconds))
		return (int64_t)seconds;
	if (http_date_read(text, &when))
		return when > server_now ? when - server_now : 0;
	return RETRY_AFTER_NONE;
}
