#include "aggregator/feed_names.h"

#include <stdlib.h>

#include "aggregator/plan.h"
#include "aggregator/store/feed_store.h"
#include "feeds/base/memory.h"

static struct span
first_of(struct span first, struct span second, struct span third)
{
	if (first.len > 0)
		return first;
	return second.len > 0 ? second : third;
}

static void
split_tags(struct feed_name *name, struct span tags, struct arena *arena)
{
	size_t n = 1;
	struct span *split;
	struct span tag;

	for (size_t i = 0; i < tags.len; i++)
		n += tags.at[i] == ' ';
	split = arena_array(arena, n, sizeof *split);
	while (span_split(&tags, ' ', &tag))
		if (tag.len > 0)
			split[name->n_tags++] = arena_copy(arena, tag);
	name->tags = split;
}

/* The sources of a plan by their address, which is the store's, too. */
struct by_url {
	struct span url;
	const struct source *source;
};

struct index {
	struct by_url *at;
	size_t n;
};

static int
compare_urls(const void *a, const void *b)
{
	return span_compare(((const struct by_url *)a)->url, ((const struct by_url *)b)->url);
}

static struct index
index_sources(const struct sources *sources)
{
	struct index index = {memory_new(sources->n, sizeof *index.at), sources->n};

	for (size_t i = 0; i < index.n; i++)
		index.at[i] = (struct by_url){span_of(sources->at[i].location), &sources->at[i]};
	qsort(index.at, index.n, sizeof *index.at, compare_urls);
	return index;
}

static const struct source *
find_source(const struct index *index, struct span url)
{
	struct by_url key = {url, NULL};
	const struct by_url *found = bsearch(&key, index->at, index->n, sizeof key, compare_urls);

	return found != NULL ? found->source : NULL;
}

static void
add(struct feed_names *names, const struct feed_record *record, const struct source *source)
{
	struct arena *arena = names->arena;
	struct span title = source != NULL ? span_of(source->title) : record->configured_title;
	struct feed_name *name;

	names->at = memory_room(names->at, names->n, &names->capacity, sizeof *names->at);
	name = &names->at[names->n++];
	*name = (struct feed_name){
		.number = record->number,
		.title = arena_copy(arena, first_of(title, record->state.title, record->url)),
		.url = arena_copy(arena, record->url),
		.home = arena_copy(arena, record->state.html_url),
		.weight = source != NULL ? source->row->weight : 1,
		.is_active = record->is_active,
	};
	split_tags(name, source != NULL ? source_tags(source, arena) : record->tags, arena);
}

bool
feed_names_init(
	struct feed_names *names, const struct plan *plan, struct store *store, struct error *err)
{
	struct index index = index_sources(&plan->sources);
	struct feed_cursor *cursor = feeds_all(store);
	const struct feed_record *record;

	*names = (struct feed_names){.arena = arena_new()};
	while ((record = feed_cursor_next(cursor)) != NULL)
		add(names, record, find_source(&index, record->url));
	free(index.at);
	return feed_cursor_close(cursor, err);
}

void
feed_names_release(struct feed_names *names)
{
	free(names->at);
	arena_free(names->arena);
	*names = (struct feed_names){0};
}

static int
compare_numbers(const void *a, const void *b)
{
	const struct feed_name *left = a;
	const struct feed_name *right = b;

	return (left->number > right->number) - (left->number < right->number);
}

const struct feed_name *
feed_names_find(const struct feed_names *names, int64_t number)
{
	struct feed_name key = {.number = number};

	if (names->n == 0)
		return NULL;
	return bsearch(&key, names->at, names->n, sizeof key, compare_numbers);
}
