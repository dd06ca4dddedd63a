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

static void
add(struct feed_names *names, const struct feed_record *record)
{
	struct arena *arena = names->arena;
	struct feed_name *name;

	names->at = memory_room(names->at, names->n, &names->capacity, sizeof *names->at);
	name = &names->at[names->n++];
	*name = (struct feed_name){
		.number = record->number,
		.title = arena_copy(arena,
			first_of(record->configured_title, record->state.title, record->url)),
		.url = arena_copy(arena, record->url),
		.home = arena_copy(arena, record->state.html_url),
		.weight = 1,
		.is_active = record->is_active,
	};
	split_tags(name, record->tags, arena);
}

/* Sources and feeds are matched by their address. */
struct by_url {
	struct span url;
	const struct source *source;
};

static int
compare_urls(const void *a, const void *b)
{
	return span_compare(((const struct by_url *)a)->url, ((const struct by_url *)b)->url);
}

static void
take_weights(struct feed_names *names, const struct plan *plan)
{
	size_t n = plan->sources.n;
	struct by_url *index = memory_new(n, sizeof *index);

	for (size_t i = 0; i < n; i++)
		index[i] = (struct by_url){
			span_of(plan->sources.at[i].location), &plan->sources.at[i]};
	qsort(index, n, sizeof *index, compare_urls);
	for (size_t i = 0; i < names->n; i++) {
		struct by_url key = {names->at[i].url, NULL};
		const struct by_url *found = bsearch(&key, index, n, sizeof key, compare_urls);

		if (found != NULL)
			names->at[i].weight = found->source->row->weight;
	}
	free(index);
}

bool
feed_names_init(
	struct feed_names *names, const struct plan *plan, struct store *store, struct error *err)
{
	struct feed_cursor *cursor = feeds_all(store);
	const struct feed_record *record;

	*names = (struct feed_names){.arena = arena_new()};
	while ((record = feed_cursor_next(cursor)) != NULL)
		add(names, record);
	take_weights(names, plan);
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
