#include "aggregator/rereading.h"

#include <stdlib.h>

#include "aggregator/item_tags.h"
#include "feeds/base/memory.h"

struct rereading {
	const struct plan *plan;
	const struct feed_names *names;
	struct watch_scratch *scratch;
	struct arena *arena; /* of one item */
	struct item_record item;
};

struct rereading *
rereading_new(const struct plan *plan, const struct feed_names *names)
{
	struct rereading *rereading = memory_new(1, sizeof *rereading);

	rereading->plan = plan;
	rereading->names = names;
	rereading->scratch = watch_scratch_new(plan->watch);
	rereading->arena = arena_new();
	return rereading;
}

void
rereading_free(struct rereading *rereading)
{
	if (rereading == NULL)
		return;
	watch_scratch_free(rereading->scratch);
	arena_free(rereading->arena);
	free(rereading);
}

/* The words of a line; gives how many. */
static size_t
split(struct arena *arena, struct span line, char separator, struct span **words)
{
	size_t capacity = 0;
	size_t n = 0;
	struct span word;

	*words = NULL;
	while (line.len > 0 && span_split(&line, separator, &word)) {
		*words = arena_room(arena, *words, n, &capacity, sizeof **words);
		(*words)[n++] = word;
	}
	return n;
}

const struct item_record *
rereading_of(struct rereading *rereading, const struct item_record *item)
{
	const struct feed_name *feed = feed_names_find(rereading->names, item->feed);
	struct watch_item seen = {
		.title = item->title,
		.text = item->text.len > item->summary.len ? item->text : item->summary,
		.url = item->url,
		.source = item->source,
		.language = item->language,
		.published = item->published_at != ITEM_TIME_NONE ? item->published_at : 0,
	};
	struct span *tickers;
	struct span *categories;
	struct verdict verdict;

	arena_clear(rereading->arena);
	if (feed != NULL) {
		seen.feed_title = feed->title;
		seen.feed_url = feed->url;
		seen.source = item->source.len > 0 ? item->source : feed->title;
	}
	seen.n_tickers = split(rereading->arena, item->tickers, ' ', &tickers);
	seen.n_categories = split(rereading->arena, item->categories, '\n', &categories);
	seen.tickers = tickers;
	seen.categories = categories;
	watch_read(rereading->plan->watch, rereading->scratch, &seen, rereading->arena, &verdict);
	rereading->item = *item;
	item_tags_set(&rereading->item, &verdict, rereading->arena);
	return &rereading->item;
}
