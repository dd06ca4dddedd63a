#include "aggregator/fetch/schedule_memory.h"

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
