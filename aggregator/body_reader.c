#include "aggregator/body_reader.h"

#include <stdlib.h>

#include "aggregator/backfill.h"
#include "aggregator/base/hash.h"
#include "aggregator/glimpse.h"
#include "aggregator/identity.h"
#include "aggregator/item_tags.h"
#include "aggregator/story/canonical.h"
#include "feeds/base/memory.h"
#include "feeds/base/utf8.h"
#include "feeds/language.h"

#define TEXT_BYTES_MAX ITEM_TEXT_BYTES_MAX /* of an item that is matched and stored */
#define HEADLINE_BYTES_MAX 160             /* made of the text of an item without a title */
#define STORY_COMPANIES_MAX 16             /* of one item that count for its story */
#define LANGUAGE_ITEMS 8                   /* that a language is guessed from */
#define RECENT_ITEMS_MAX 500 /* of a feed, that its items are held against when ids are doubted */
#define JOINED_BYTES_MAX ITEM_LINE_BYTES_MAX

struct body_reader {
	struct store *store;
	struct plan *plan;             /* of the last batch that had something new; or NULL */
	struct watch_scratch *scratch; /* for it */
};

struct body_reader *
body_reader_new(struct store *store)
{
	struct body_reader *reader = memory_new(1, sizeof *reader);

	reader->store = store;
	return reader;
}

static void
forget_plan(struct body_reader *reader)
{
	watch_scratch_free(reader->scratch);
	plan_free(reader->plan);
	reader->scratch = NULL;
	reader->plan = NULL;
}

void
body_reader_free(struct body_reader *reader)
{
	if (reader == NULL)
		return;
	forget_plan(reader);
	free(reader);
}

/* The parser, with what the response said about the document. */
static void
parse(struct batch *batch)
{
	struct visit_result *result = batch->result;
	struct feed_hints hints = {
		.base_url = span_of(result->final_url),
		.content_type = span_of(result->content_type),
		.seen_at = result->finished_at,
	};

	batch->feed = feed_parse(buf_span(&result->body), &hints, batch->arena, &batch->error);
	if (batch->feed == NULL)
		glimpse_add(buf_span(&result->body), &batch->error);
	buf_release(&result->body);
}

static struct span
longest_text(const struct item *item)
{
	struct span text = item->content_text;

	if (item->summary_text.len > text.len)
		text = item->summary_text;
	return utf8_head(text, TEXT_BYTES_MAX);
}

/* An item without a title is known by how its text begins, or by its link. */
static struct span
headline_of(const struct item *item, struct span text)
{
	struct span line;

	if (item->title.len > 0)
		return item->title;
	line = span_trim(span_head(text, span_find_byte(text, '\n')));
	if (line.len == 0)
		return item->url;
	return utf8_head(line, HEADLINE_BYTES_MAX);
}

static int64_t
or_none(int64_t at)
{
	return at != TIME_NONE ? at : ITEM_TIME_NONE;
}

static void
describe(struct batch *batch, struct batch_item *fresh, enum identity_by by)
{
	const struct item item = feed_item(batch->feed, fresh->place);
	struct item_record *record = &fresh->record;

	record->feed = batch->feed_plan->number;
	record->id = item.id;
	record->url = item.url;
	record->text = longest_text(&item);
	record->title = headline_of(&item, record->text);
	record->source = item.source.title;
	record->author = item.n_authors > 0 ? item.authors[0].name : SPAN_NONE;
	record->language = item.language;
	record->published_at = or_none(item.published != TIME_NONE ? item.published : item.updated);
	record->updated_at = or_none(item.updated);
	identity_set(record, by);
}

static void
describe_all(struct batch *batch)
{
	const struct feed *feed = batch->feed;
	enum identity_by by = identity_choose(batch->feed_plan);

	batch->items = arena_array(batch->arena, feed->n_items, sizeof *batch->items);
	batch->n_items = feed->n_items;
	for (size_t i = 0; i < feed->n_items; i++) {
		batch->items[i].place = i;
		describe(batch, &batch->items[i], by);
	}
}

/*
 * An open table of identities, larger than the number of items; 0 is a free place. Tells whether the
 * identity stood in it already.
 */
static bool
meet(uint64_t *table, size_t mask, uint64_t identity)
{
	size_t slot = (size_t)identity & mask;
	uint64_t key = identity != 0 ? identity : 1;

	while (table[slot] != 0) {
		if (table[slot] == key)
			return true;
		slot = (slot + 1) & mask;
	}
	table[slot] = key;
	return false;
}

/* An id that its document gives to several items identifies none: link and title do. */
static void
part_shared_ids(struct batch *batch, uint64_t *met, uint64_t *shared, size_t mask)
{
	for (size_t i = 0; i < batch->n_items; i++)
		if (meet(met, mask, batch->items[i].record.identity))
			meet(shared, mask, batch->items[i].record.identity);
	for (size_t i = 0; i < batch->n_items; i++) {
		struct item_record *record = &batch->items[i].record;
		size_t slot = (size_t)record->identity & mask;

		while (shared[slot] != 0 && shared[slot] != record->identity)
			slot = (slot + 1) & mask;
		if (shared[slot] != 0)
			record->identity = hash_pair(record->identity,
				hash_pair(hash_span(record->url), hash_span(record->title)));
	}
}

/* What a document tells twice, it tells once: the first counts. */
static void
drop_repeated(struct batch *batch)
{
	size_t size = 16;
	size_t kept = 0;
	uint64_t *tables;

	while (size < batch->n_items * 2)
		size *= 2;
	tables = memory_new(size * 3, sizeof *tables);
	part_shared_ids(batch, tables, tables + size, size - 1);
	for (size_t i = 0; i < batch->n_items; i++)
		if (!meet(tables + 2 * size, size - 1, batch->items[i].record.identity))
			batch->items[kept++] = batch->items[i];
	batch->n_items = kept;
	free(tables);
}

/* Drops what the store has as it is; gives what changed its number. */
static void
keep_unknown(struct batch *batch, const struct item_known *known)
{
	size_t kept = 0;

	for (size_t i = 0; i < batch->n_items; i++) {
		batch->n_known += known[i].item != 0 &&
				  (batch->known_below == 0 || known[i].item < batch->known_below);
		if (known[i].item != 0 && known[i].content == batch->items[i].record.content)
			continue;
		batch->items[kept] = batch->items[i];
		batch->items[kept++].record.number = known[i].item;
	}
	batch->n_items = kept;
}

/*
 * A document without any item of the last one: either they have other ids now, or more came than it has
 * room for. Of a document with one item alone nothing can be said.
 */
static void
doubt_ids(struct body_reader *reader, struct batch *batch)
{
	struct recent_items recent = {.arena = batch->arena};

	if (batch->page != 0 || batch->n_known > 0 || batch->n_items == 0 ||
		batch->feed_plan->state.last_success == 0 || batch->result->is_delta)
		return;
	if (!items_recent(reader->store, batch->feed_plan->number, RECENT_ITEMS_MAX, &recent,
		    &batch->trouble) ||
		recent.n == 0)
		return;
	batch->known_below = recent.at[0].number + 1;
	if (!identity_recognise(batch, &recent))
		batch->lost_items = batch->n_items > 1;
}

static void
drop_known(struct body_reader *reader, struct batch *batch)
{
	struct item_known *known = arena_array(batch->arena, batch->n_items, sizeof *known);

	for (size_t i = 0; i < batch->n_items; i++)
		known[i].identity = batch->items[i].record.identity;
	if (items_known(reader->store, batch->feed_plan->number, known, batch->n_items,
		    &batch->trouble))
		keep_unknown(batch, known);
	else
		batch->n_items = 0;
}

/* Several values in one text, parted by `separator`. */
static struct span
join(struct arena *arena, const struct span *values, size_t n, char separator)
{
	struct buf joined;
	struct span copy;

	if (n == 0)
		return SPAN_NONE;
	buf_init(&joined, JOINED_BYTES_MAX);
	for (size_t i = 0; i < n && joined.len + values[i].len < JOINED_BYTES_MAX; i++) {
		if (i > 0)
			buf_add_byte(&joined, separator);
		buf_add(&joined, values[i]);
	}
	copy = arena_copy(arena, buf_span(&joined));
	buf_release(&joined);
	return copy;
}

static struct span *
terms_of(struct arena *arena, const struct item *item)
{
	struct span *terms = arena_array(arena, item->n_categories, sizeof *terms);

	for (size_t i = 0; i < item->n_categories; i++) {
		const struct category *category = &item->categories[i];

		terms[i] = category->label.len > 0 ? category->label : category->term;
	}
	return terms;
}

/* The outlet: the item's own source, else what the user or the document calls the feed. */
static struct span
outlet_of(const struct batch *batch, const struct item_record *record)
{
	if (record->source.len > 0)
		return record->source;
	if (batch->feed_plan->title.len > 0)
		return batch->feed_plan->title;
	return batch->feed->title;
}

/* What nobody declared, the longest of the first new texts tells, for all of them. */
static struct span
guess_language(const struct batch *batch)
{
	struct span longest = SPAN_NONE;

	for (size_t i = 0; i < batch->n_items && i < LANGUAGE_ITEMS; i++) {
		const struct item_record *record = &batch->items[i].record;

		if (record->text.len > longest.len)
			longest = record->text;
		if (record->title.len > longest.len)
			longest = record->title;
	}
	return language_guess(longest);
}

static void
set_languages(struct batch *batch)
{
	struct span usual = batch->feed->language;

	if (usual.len == 0)
		usual = guess_language(batch);
	for (size_t i = 0; i < batch->n_items; i++) {
		struct item_record *record = &batch->items[i].record;

		if (record->language.len == 0)
			record->language = usual;
	}
}

static void
tag(struct body_reader *reader, struct batch *batch, struct batch_item *fresh,
	struct verdict *verdict)
{
	struct item_record *record = &fresh->record;
	const struct item item = feed_item(batch->feed, fresh->place);
	struct span *terms = terms_of(batch->arena, &item);
	struct watch_item seen = {
		.title = record->title,
		.text = record->text,
		.url = record->url,
		.source = outlet_of(batch, record),
		.feed_title = batch->feed->title,
		.feed_url = span_of(batch->feed_plan->source->location),
		.language = record->language,
		.tickers = item.tickers,
		.n_tickers = item.n_tickers,
		.categories = terms,
		.n_categories = item.n_categories,
		.published = item.published != TIME_NONE ? item.published : 0,
	};

	watch_read(reader->plan->watch, reader->scratch, &seen, batch->arena, verdict);
	item_tags_set(record, verdict, batch->arena);
	record->tickers = join(batch->arena, item.tickers, item.n_tickers, ' ');
	record->categories = join(batch->arena, terms, item.n_categories, '\n');
}

/* A date in the future is a mistake, and would make the live stories grow old before their time. */
static int64_t
published_by(const struct item_record *record, int64_t now)
{
	if (record->published_at == ITEM_TIME_NONE || record->published_at > now)
		return now;
	return record->published_at;
}

/* What story/ asks of an item, and its stored form. */
static void
take_fingerprint(struct body_reader *reader, struct batch *batch, struct batch_item *fresh,
	const struct verdict *verdict)
{
	struct item_record *record = &fresh->record;
	struct story_company companies[STORY_COMPANIES_MAX];
	struct story_item seen = {
		.title = record->title,
		.text = record->text,
		.url = record->url,
		.source = outlet_of(batch, record),
		.id = record->id,
		.feed = (uint32_t)record->feed,
		.published = published_by(record, batch->result->finished_at),
		.companies = companies,
	};
	struct buf stored;

	for (size_t i = 0; i < verdict->n_companies && i < STORY_COMPANIES_MAX; i++)
		companies[seen.n_companies++] = (struct story_company){
			.key = fingerprint_company(span_of(verdict->companies[i].company->id)),
			.is_about = verdict->companies[i].role == ROLE_ABOUT,
		};
	fingerprint_make(reader->plan->background, &seen, &fresh->fingerprint);
	record->canonical = fresh->fingerprint.link;
	buf_init(&stored, FINGERPRINT_BYTES_MAX);
	fingerprint_write(&fresh->fingerprint, &stored);
	record->fingerprint = arena_copy(batch->arena, buf_span(&stored));
	buf_release(&stored);
}

/* The first new item is when a plan is needed. */
static bool
prepare(struct body_reader *reader, struct batch *batch)
{
	struct plan *plan = batch->feed_plan->plan;

	if (batch->n_items == 0 || reader->plan == plan)
		return true;
	if (!plan_compile(plan, &batch->trouble))
		return false;
	forget_plan(reader);
	reader->plan = plan_keep(plan);
	reader->scratch = watch_scratch_new(plan->watch);
	return true;
}

void
body_reader_read(struct body_reader *reader, struct batch *batch)
{
	if (batch->result->outcome != OUTCOME_FRESH)
		return;
	parse(batch);
	if (batch->feed == NULL)
		return;
	describe_all(batch);
	drop_repeated(batch);
	drop_known(reader, batch);
	if (batch->trouble.status == 0)
		doubt_ids(reader, batch);
	backfill_plan(batch);
	set_languages(batch);
	if (!prepare(reader, batch)) {
		batch->n_items = 0;
		return;
	}
	for (size_t i = 0; i < batch->n_items; i++) {
		struct batch_item *fresh = &batch->items[i];
		struct verdict verdict;

		tag(reader, batch, fresh, &verdict);
		take_fingerprint(reader, batch, fresh, &verdict);
	}
}
