#include "aggregator/fetch/schedule_memory.h"

#include <string.h>

#include "feeds/feed.h"

#define HINTS_VERSION 1

static unsigned char *
put(unsigned char *at, uint64_t number, int bytes)
{
	for (int i = 0; i < bytes; i++)
		*at++ = (unsigned char)(number >> 8 * i);
	return at;
}

static uint64_t
get(const unsigned char **at, int bytes)
{
	uint64_t number = 0;

	for (int i = 0; i < bytes; i++)
		number |= (uint64_t) * (*at)++ << 8 * i;
	return number;
}

void
schedule_state_write(const struct schedule_state *state, unsigned char bytes[SCHEDULE_STATE_BYTES])
{
	rhythm_write(&state->rhythm, bytes);
	put(bytes + RHYTHM_BYTES, state->laters, 4);
}

void
schedule_state_read(struct schedule_state *state, struct span bytes)
{
	const unsigned char *at;

	state->laters = 0;
	if (!rhythm_read(&state->rhythm, span_head(bytes, RHYTHM_BYTES)) ||
		bytes.len != SCHEDULE_STATE_BYTES)
		return;
	at = (const unsigned char *)bytes.at + RHYTHM_BYTES;
	state->laters = (uint32_t)get(&at, 4);
}

void
schedule_hints_write(const struct schedule_hints *hints, unsigned char bytes[SCHEDULE_HINTS_BYTES])
{
	unsigned char *at = put(bytes, HINTS_VERSION, 1);

	at = put(at, (uint64_t)hints->ttl_seconds, 8);
	at = put(at, (uint64_t)hints->update_base, 8);
	at = put(at, hints->skip_hours, 4);
	put(at, hints->skip_days, 1);
}

void
schedule_hints_read(struct schedule_hints *hints, struct span bytes)
{
	const unsigned char *at = (const unsigned char *)bytes.at;

	memset(hints, 0, sizeof *hints);
	if (bytes.len != SCHEDULE_HINTS_BYTES || get(&at, 1) != HINTS_VERSION)
		return;
	hints->ttl_seconds = (int64_t)get(&at, 8);
	hints->update_base = (int64_t)get(&at, 8);
	hints->skip_hours = (uint32_t)get(&at, 4);
	hints->skip_days = (uint8_t)get(&at, 1);
}

struct schedule_hints
schedule_hints_of(const struct feed *feed)
{
	struct schedule_hints hints = {
		.skip_hours = feed->skip_hours, .skip_days = feed->skip_days};

	if (feed->ttl_seconds > 0)
		hints.ttl_seconds = feed->ttl_seconds;
	if (feed->update_period_seconds > hints.ttl_seconds)
		hints.ttl_seconds = feed->update_period_seconds;
	return hints;
}
