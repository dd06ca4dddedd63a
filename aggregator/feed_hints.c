#include "aggregator/feed_hints.h"

#include "feeds/base/ascii.h"

#define TTL_MAX 100000000 /* seconds: three years */

struct schedule_hints
feed_hints_of(const struct feed *feed)
{
	struct schedule_hints hints = {
		.skip_hours = feed->skip_hours, .skip_days = feed->skip_days};

	if (feed->ttl_seconds > 0)
		hints.ttl_seconds = feed->ttl_seconds;
	if (feed->update_period_seconds > hints.ttl_seconds)
		hints.ttl_seconds = feed->update_period_seconds;
	if (hints.ttl_seconds > TTL_MAX)
		hints.ttl_seconds = TTL_MAX;
	return hints;
}

void
feed_hints_write(const struct schedule_hints *hints, struct buf *out)
{
	if (hints->ttl_seconds > 0)
		buf_format(out, "ttl=%lld ", (long long)hints->ttl_seconds);
	if (hints->skip_hours != 0)
		buf_format(out, "skip-hours=%x ", (unsigned)hints->skip_hours);
	if (hints->skip_days != 0)
		buf_format(out, "skip-days=%x ", (unsigned)hints->skip_days);
}

static unsigned
read_bits(struct span digits)
{
	unsigned bits = 0;

	for (size_t i = 0; i < digits.len && i < 8; i++) {
		int digit = ascii_hex(digits.at[i]);

		if (digit < 0)
			return 0;
		bits = bits << 4 | (unsigned)digit;
	}
	return bits;
}

struct schedule_hints
feed_hints_read(struct span stored)
{
	struct schedule_hints hints = {0};
	struct span word;

	while (span_split(&stored, ' ', &word)) {
		size_t sign = span_find_byte(word, '=');
		struct span name = span_head(word, sign);
		struct span value = sign < word.len ? span_from(word, sign + 1) : SPAN_NONE;
		unsigned long long seconds;

		if (span_equal(name, SPAN("ttl")) && span_to_uint(value, TTL_MAX, &seconds))
			hints.ttl_seconds = (int64_t)seconds;
		else if (span_equal(name, SPAN("skip-hours")))
			hints.skip_hours = read_bits(value) & 0xffffff;
		else if (span_equal(name, SPAN("skip-days")))
			hints.skip_days = (uint8_t)(read_bits(value) & 0x7f);
	}
	return hints;
}
