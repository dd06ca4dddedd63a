#include "aggregator/feed_worth.h"

#include "aggregator/store/item_store.h"

#define BELIEVED_SECONDS ((int64_t)3 * 86400) /* as old as news is when we first meet it */

static int64_t
had_at(const struct telling *telling)
{
	int64_t seen = telling->first_seen_at;
	int64_t published = telling->published_at;

	if (published == ITEM_TIME_NONE || published > seen || published < seen - BELIEVED_SECONDS)
		return seen;
	return published;
}

static void
add(void *context, const struct telling *telling)
{
	const struct worth_item item = {
		.story = telling->story,
		.published = had_at(telling),
		.feed = (uint32_t)telling->feed,
		.is_kept = telling->is_kept,
	};

	worth_add(context, &item);
}

bool
feed_worth_read(struct worth *worth, struct store *store, const struct telling_window *window,
	struct error *err)
{
	return tellings_each(store, window, add, worth, err);
}
