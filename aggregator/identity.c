#include "aggregator/identity.h"

#include <stdlib.h>

#include "aggregator/base/hash.h"
#include "aggregator/manners.h"
#include "aggregator/plan.h"
#include "aggregator/store/feed_store.h"
#include "aggregator/story/headline.h"
#include "feeds/base/memory.h"

#define DAY 86400
#define RECOGNISED_PART 3 /* a third of the items, at least: no chance */
#define SEED_LINK 1
#define SEED_TITLE 2
#define SEED_WORDS 3

enum identity_by
identity_choose(const struct feed_plan *feed)
{
	if ((feed->state.traits & FEED_CHANGES_LINKS) != 0)
		return IDENTITY_BY_WORDS;
	if ((feed->state.traits & FEED_CHANGES_IDS) != 0)
		return IDENTITY_BY_LINK;
	return manners_ids_change(feed->plan->config, span_of(feed->source->location))
		       ? IDENTITY_BY_WORDS
		       : IDENTITY_BY_ID;
}

static uint64_t
words_of(struct span title, struct span source, int64_t published_at)
{
	int64_t day = published_at != ITEM_TIME_NONE ? published_at / DAY : 0;
	uint64_t words = hash_pair(
		hash_span_seeded(headline_clean(title, source), SEED_WORDS), hash_span(source));

	return hash_pair(words, (uint64_t)day);
}

static uint64_t
by_id(const struct item_record *record)
{
	if (record->id.len > 0)
		return hash_span(record->id);
	if (record->url.len > 0)
		return hash_span_seeded(record->url, SEED_LINK);
	return hash_span_seeded(record->title, SEED_TITLE);
}

void
identity_set(struct item_record *record, enum identity_by by)
{
	uint64_t says = hash_pair(hash_span(record->title), hash_span(record->text));

	switch (by) {
	case IDENTITY_BY_ID:
		record->identity = by_id(record);
		record->content = hash_pair(says, hash_span(record->url));
		break;
	case IDENTITY_BY_LINK:
		record->identity = record->url.len > 0 ? hash_span_seeded(record->url, SEED_LINK)
						       : words_of(record->title, record->source,
								 record->published_at);
		record->content = says;
		break;
	case IDENTITY_BY_WORDS:
		record->identity = words_of(record->title, record->source, record->published_at);
		record->content = says;
		break;
	}
}

/* What a recent item is known by, to be looked up. */
struct key {
	uint64_t hash;
	int64_t item;
};

static int
compare_keys(const void *a, const void *b)
{
	const struct key *left = a;
	const struct key *right = b;

	return (left->hash > right->hash) - (left->hash < right->hash);
}

static struct key *
make_keys(const struct recent_items *recent, enum identity_by by)
{
	struct key *keys = memory_new(recent->n + 1, sizeof *keys);

	for (size_t i = 0; i < recent->n; i++) {
		const struct recent_item *item = &recent->at[i];

		keys[i].item = item->number;
		keys[i].hash = by == IDENTITY_BY_LINK
				       ? hash_span_seeded(item->url, SEED_LINK)
				       : words_of(item->title, item->source, item->published_at);
	}
	qsort(keys, recent->n, sizeof *keys, compare_keys);
	return keys;
}

/* Whether each item has a link of its own: where all lead to one page, links tell nothing. */
static bool
has_own_links(const struct batch *batch)
{
	for (size_t i = 0; i < batch->n_items; i++)
		if (batch->items[i].record.url.len == 0)
			return false;
	for (size_t i = 1; i < batch->n_items; i++)
		if (span_equal(batch->items[i - 1].record.url, batch->items[i].record.url))
			return false;
	return true;
}

/* The batch's items that `keys` know become aliases; if they are too few, nothing happens. */
static bool
recognise_by(struct batch *batch, const struct recent_items *recent, enum identity_by by)
{
	struct item_alias *aliases = arena_array(batch->arena, batch->n_items, sizeof *aliases);
	struct key *keys = make_keys(recent, by);
	size_t n_aliases = 0;
	size_t n_kept = 0;

	for (size_t i = 0; i < batch->n_items; i++) {
		struct item_record record = batch->items[i].record;
		const struct key *found;

		identity_set(&record, by);
		found = bsearch(&(struct key){record.identity, 0}, keys, recent->n, sizeof *keys,
			compare_keys);
		if (found != NULL)
			aliases[n_aliases++] =
				(struct item_alias){record.identity, record.content, found->item};
	}
	if (n_aliases == 0 || n_aliases * RECOGNISED_PART < batch->n_items) {
		free(keys);
		return false;
	}
	for (size_t i = 0; i < batch->n_items; i++) {
		struct item_record *record = &batch->items[i].record;

		identity_set(record, by);
		if (bsearch(&(struct key){record->identity, 0}, keys, recent->n, sizeof *keys,
			    compare_keys) == NULL)
			batch->items[n_kept++] = batch->items[i];
	}
	free(keys);
	batch->n_items = n_kept;
	batch->aliases = aliases;
	batch->n_aliases = n_aliases;
	batch->n_known = n_aliases;
	return true;
}

bool
identity_recognise(struct batch *batch, const struct recent_items *recent)
{
	if (has_own_links(batch) && recognise_by(batch, recent, IDENTITY_BY_LINK)) {
		batch->traits = FEED_CHANGES_IDS;
		return true;
	}
	if (!recognise_by(batch, recent, IDENTITY_BY_WORDS))
		return false;
	batch->traits = FEED_CHANGES_IDS | FEED_CHANGES_LINKS;
	return true;
}
