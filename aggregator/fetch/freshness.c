#include "aggregator/fetch/freshness.h"

#include <stdbool.h>

#include "aggregator/fetch/head.h"
#include "aggregator/fetch/http_date.h"
#include "aggregator/fetch/visit.h"

#define SECONDS_MAX 999999999ULL

/* RFC 9111, section 1.2.2: too large a number counts as the largest; what is no number as stale. */
static int64_t
read_seconds(struct span text)
{
	unsigned long long seconds;

	text = span_trim(text);
	if (text.len >= 2 && text.at[0] == '"' && text.at[text.len - 1] == '"')
		text = span_make(text.at + 1, text.len - 2);
	if (span_to_uint(text, SECONDS_MAX, &seconds))
		return (int64_t)seconds;
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] < '0' || text.at[i] > '9')
			return 0;
	return text.len > 0 ? (int64_t)SECONDS_MAX : 0;
}

/* The lifetime that Cache-Control gives; FRESHNESS_UNKNOWN: none. The first max-age counts. */
static int64_t
controlled_lifetime(struct span control)
{
	int64_t lifetime = FRESHNESS_UNKNOWN;
	struct span part;

	while (span_split(&control, ',', &part)) {
		struct span name = span_trim(span_head(part, span_find_byte(part, '=')));

		if (span_equal_nocase(name, SPAN("no-cache")) ||
			span_equal_nocase(name, SPAN("no-store")))
			return 0;
		if (lifetime == FRESHNESS_UNKNOWN && span_equal_nocase(name, SPAN("max-age")))
			lifetime = read_seconds(span_from(part, span_find_byte(part, '=') + 1));
	}
	return lifetime;
}

/* An Expires that is no date, "0" above all, has passed (RFC 9111, section 5.3). */
static int64_t
expiry_lifetime(const struct head *head, int64_t now)
{
	struct span expires = head_value(head, HEAD_EXPIRES);
	int64_t date = now;
	int64_t when;

	if (expires.at == NULL)
		return FRESHNESS_UNKNOWN;
	if (!http_date_read(head_value(head, HEAD_DATE), &date))
		date = now;
	if (!http_date_read(expires, &when) || when <= date)
		return 0;
	return when - date;
}

int64_t
freshness_seconds(const struct head *head, int64_t now)
{
	int64_t lifetime = controlled_lifetime(head_value(head, HEAD_CACHE_CONTROL));
	int64_t age = 0;

	if (lifetime == FRESHNESS_UNKNOWN)
		lifetime = expiry_lifetime(head, now);
	if (lifetime == FRESHNESS_UNKNOWN)
		return FRESHNESS_UNKNOWN;
	if (head_value(head, HEAD_AGE).at != NULL)
		age = read_seconds(head_value(head, HEAD_AGE));
	return lifetime > age ? lifetime - age : 0;
}
