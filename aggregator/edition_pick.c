#include "aggregator/edition_pick.h"

#include <stdlib.h>

#include "aggregator/base/hash.h"
#include "aggregator/item_subject.h"
#include "aggregator/rereading.h"
#include "aggregator/store/item_store.h"
#include "feeds/base/memory.h"

#define TABLE_FIRST 1024

static size_t *
slot_of(const struct pick *pick, int64_t story)
{
	size_t mask = pick->table_size - 1;
	size_t slot = (size_t)hash_pair((uint64_t)story, 0) & mask;

	while (pick->table[slot] != 0 && pick->at[pick->table[slot] - 1].story != story)
		slot = (slot + 1) & mask;
	return &pick->table[slot];
}

static void
grow_table(struct pick *pick)
{
	free(pick->table);
	pick->table_size = pick->table_size > 0 ? pick->table_size * 2 : TABLE_FIRST;
	pick->table = memory_new(pick->table_size, sizeof *pick->table);
	for (size_t i = 0; i < pick->n; i++)
		*slot_of(pick, pick->at[i].story) = i + 1;
}

static struct picked_story *
story_of(struct pick *pick, int64_t story)
{
	size_t *slot;

	if (pick->n * 2 >= pick->table_size)
		grow_table(pick);
	slot = slot_of(pick, story);
	if (*slot == 0) {
		pick->at = memory_room(pick->at, pick->n, &pick->capacity, sizeof *pick->at);
		pick->at[pick->n] = (struct picked_story){.story = story};
		*slot = ++pick->n;
	}
	return &pick->at[*slot - 1];
}

/* How many items and outlets of the window a story has: the latter is what `sources:` asks for. */
static void
count(struct pick *pick, const struct item_record *item)
{
	struct picked_story *story = story_of(pick, item->place.story);

	story->n_items++;
	outlets_add(&story->outlets, item);
	story->has_news = story->has_news || !item->place.is_recycled;
	pick->n_items++;
}

static int
best_relevance(const struct query_subject *seen, const struct item_record *item)
{
	int best = 0;

	for (size_t i = 0; i < seen->n_companies; i++)
		if (seen->companies[i].is_watched && item->companies[i].relevance > best)
			best = item->companies[i].relevance;
	return best;
}

struct asking {
	struct pick *pick;
	const struct edition_wish *wish;
	struct item_subject *subject;
	struct rereading *rereading; /* NULL: items are as they are stored */
};

static void
ask(const struct asking *asking, const struct item_record *stored)
{
	struct picked_story *story = story_of(asking->pick, stored->place.story);
	const struct query *query = asking->wish->config->query;
	const struct item_record *item =
		asking->rereading != NULL ? rereading_of(asking->rereading, stored) : stored;
	const struct query_subject *seen =
		item_subject_fill(asking->subject, item, asking->wish->now, (int)story->outlets.n);
	int relevance;

	if (query != NULL && !query_matches(query, seen))
		return;
	story->is_wanted = true;
	relevance = best_relevance(seen, item);
	if (relevance > story->relevance)
		story->relevance = relevance;
}

static void
note_sources(void *context, const struct query_test *test)
{
	bool *asks = context;

	*asks = *asks || span_equal(span_of(query_test_field(test)), SPAN("sources"));
}

/* What has to be known of the whole window before an item can be asked. */
static bool
asks_for_sources(const struct query *query)
{
	bool asks = false;

	if (query != NULL)
		query_each_test(query, note_sources, &asks);
	return asks;
}

/* The bodies of a window are many times as large as its heads: they are read if they are asked for. */
static enum item_parts
parts_asked(const struct asking *asking)
{
	const struct query *query = asking->wish->config->query;
	bool asks_text = query != NULL && query_asks_text(query);

	return asks_text || asking->rereading != NULL ? ITEM_WHOLE : ITEM_HEAD;
}

/* One walk over the window: `counts`, `asks`, or both at once. */
static bool
walk(const struct asking *asking, struct store *store, bool counts, bool asks, struct error *err)
{
	const struct edition_wish *wish = asking->wish;
	struct item_cursor *cursor = items_between(
		store, wish->window_from, wish->window_to, asks ? parts_asked(asking) : ITEM_HEAD);
	const struct item_record *item;

	while ((item = item_cursor_next(cursor)) != NULL) {
		if (counts)
			count(asking->pick, item);
		if (asks)
			ask(asking, item);
	}
	return item_cursor_close(cursor, err);
}

static bool
walk_all(const struct asking *asking, struct store *store, struct error *err)
{
	if (!asks_for_sources(asking->wish->config->query))
		return walk(asking, store, true, true, err);
	return walk(asking, store, true, false, err) && walk(asking, store, false, true, err);
}

bool
pick_init(struct pick *pick, const struct plan *plan, struct store *store,
	const struct edition_wish *wish, struct error *err)
{
	struct feed_names names;
	struct asking asking = {.pick = pick, .wish = wish};
	bool ok = false;

	*pick = (struct pick){0};
	if (!feed_names_init(&names, plan, store, err))
		goto out;
	asking.subject = item_subject_new(plan, &names);
	if (wish->reads_again)
		asking.rereading = rereading_new(plan, &names);
	item_subject_set_query(asking.subject, wish->config->query);
	ok = walk_all(&asking, store, err);
out:
	rereading_free(asking.rereading);
	item_subject_free(asking.subject);
	feed_names_release(&names);
	return ok;
}

void
pick_release(struct pick *pick)
{
	free(pick->at);
	free(pick->table);
	*pick = (struct pick){0};
}
