#include "aggregator/outlets.h"

#include "aggregator/base/hash.h"

bool
outlets_add(struct outlets *outlets, const struct item_record *item)
{
	uint64_t outlet =
		item->source.len > 0 ? hash_span(item->source) : hash_pair((uint64_t)item->feed, 0);

	for (size_t i = 0; i < outlets->n; i++)
		if (outlets->seen[i] == outlet)
			return false;
	if (outlets->n == OUTLETS_MAX)
		return false;
	outlets->seen[outlets->n++] = outlet;
	return true;
}

bool
outlets_of_story(struct store *store, int64_t story, int *n, struct error *err)
{
	struct item_cursor *cursor = items_of_story(store, story, ITEM_HEAD);
	struct outlets outlets = {.n = 0};
	const struct item_record *item;

	while ((item = item_cursor_next(cursor)) != NULL)
		outlets_add(&outlets, item);
	*n = (int)outlets.n;
	return item_cursor_close(cursor, err);
}

struct span
outlet_name(const struct item_record *item, const struct feed_names *names)
{
	const struct feed_name *feed = feed_names_find(names, item->feed);

	if (item->source.len > 0 || feed == NULL)
		return item->source;
	return feed->title;
}
