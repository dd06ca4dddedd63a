#include "aggregator/feed_traits.h"

/* Stay until another document comes. */
#define OF_THE_DOCUMENT (FEED_UNDATED | FEED_LOST_ITEMS | FEED_FILLED_ITEMS)

static bool
is_undated(const struct feed *feed)
{
	for (size_t i = 0; i < feed->n_items; i++)
		if (feed_item(feed, i).published != TIME_NONE ||
			feed_item(feed, i).updated != TIME_NONE)
			return false;
	return feed->n_items > 0;
}

void
feed_traits_note(struct feed_state *state, const struct batch *batch, bool lost_items)
{
	unsigned traits = state->traits & ~(unsigned)(FEED_NO_FEED | FEED_PUT_OFF);

	if (batch->error.status != 0)
		traits |= FEED_NO_FEED;
	if (batch->result->outcome == OUTCOME_LATER)
		traits |= FEED_PUT_OFF;
	if (batch->feed != NULL) {
		traits &= ~(unsigned)OF_THE_DOCUMENT;
		if (is_undated(batch->feed))
			traits |= FEED_UNDATED;
		if (lost_items)
			traits |= FEED_LOST_ITEMS;
	}
	if (lost_items) {
		state->losses++;
		state->lost_at = batch->result->finished_at;
	}
	state->traits = traits;
}
