#include "feeds/item_end.h"

#include <string.h>

#include "feeds/base/memory.h"
#include "feeds/base/utf8.h"
#include "feeds/field.h"
#include "feeds/html_text.h"
#include "feeds/language.h"
#include "feeds/link.h"
#include "feeds/plain_line.h"
#include "feeds/wires.h"

#define ITEMS_MAX 1000000
#define CAPTION_RANK 5 /* of media:description */

void
item_begin(struct reader *reader, int line)
{
	struct feed *feed = reader->feed;

	reader->item = NULL;
	if (feed->n_items >= ITEMS_MAX) {
		if (feed->n_items == ITEMS_MAX)
			reader_warn(reader, "too-many-items", line, "only the first %d are read",
				ITEMS_MAX);
		reader_top(reader)->scope = SCOPE_SKIP;
		return;
	}
	reader->items = memory_room(
		reader->items, feed->n_items, &reader->items_capacity, sizeof *reader->items);
	reader->item = &reader->items[feed->n_items++];
	*reader->item = (struct item){
		.published = TIME_NONE,
		.updated = TIME_NONE,
		.line = line,
	};
	memset(reader->item_ranks, 0, sizeof reader->item_ranks);
	memset(reader->source_ranks, 0, sizeof reader->source_ranks);
	reader->has_guid_link = false;
	reader->item_language = reader_top(reader)->language;
	reader->source_authors = NULL;
	reader->n_source_authors = 0;
}

static struct span
body_text(struct reader *reader, const struct markup *body)
{
	if (body->kind == MARKUP_HTML)
		return html_text(body->source, HTML_TEXT_PARAGRAPHS, reader->arena);
	return plain_line(body->source, reader->arena);
}

/* RFC 4287, 4.2.1: an entry without an author has its source's. */
static void
inherit_authors(struct reader *reader)
{
	struct item *item = reader->item;

	if (item->n_authors == 0) {
		item->authors = reader->source_authors;
		item->n_authors = reader->n_source_authors;
	}
}

/*
 * RSS 2.0: a guid that is not said to be none is the item's address. Elsewhere an identifier is one
 * when it is a web address.
 */
static void
link_from_id(struct reader *reader)
{
	struct item *item = reader->item;

	if (item->url.at == NULL && (reader->has_guid_link || link_is_web(item->id)))
		item->url = item->id;
}

static void
image_from_enclosure(struct item *item)
{
	for (size_t i = 0; i < item->n_enclosures && item->image.at == NULL; i++)
		if (span_starts_with_nocase(item->enclosures[i].type, SPAN("image/")))
			item->image = item->enclosures[i].url;
}

void
item_end(struct reader *reader)
{
	struct item *item = reader->item;

	if (item == NULL)
		return;
	/* A picture's caption is no summary of a text that is there. */
	if (item->content.source.at != NULL && reader->item_ranks[FIELD_SUMMARY] <= CAPTION_RANK)
		item->summary = (struct markup){0};
	item->summary_text = body_text(reader, &item->summary);
	item->content_text = body_text(reader, &item->content);
	if (item->language.at == NULL)
		item->language = reader->item_language;
	reader_push(reader, SCOPE_ITEM);
	wires_item_end(reader);
	reader_pop(reader);
	inherit_authors(reader);
	link_from_id(reader);
	image_from_enclosure(item);
	reader->item = NULL;
}

static bool
names_an_author(const struct item *item)
{
	for (size_t i = 0; i < item->n_authors; i++)
		if (item->authors[i].name.len > 0 || item->authors[i].email.len > 0)
			return true;
	return false;
}

/* RFC 4287, 4.2.1: the feed's authors are those of its entries that name none. */
static void
lend_authors(struct feed *feed)
{
	if (feed->n_authors == 0)
		return;
	for (size_t i = 0; i < feed->n_items; i++) {
		struct item *item = &feed->items[i];

		if (!names_an_author(item)) {
			item->authors = feed->authors;
			item->n_authors = feed->n_authors;
		}
	}
}

#define GUESS_BYTES 600 /* enough to tell a language by */
#define GUESSES_AGREE 4 /* so many items of one language in a row: the feed is in it */

static struct span
guess_language(const struct item *item)
{
	struct span text = item->content_text.len > 0 ? item->content_text : item->summary_text;
	struct span language = language_guess(utf8_head(text, GUESS_BYTES));

	return language.at != NULL ? language : language_guess(item->title);
}

/*
 * Where neither the feed nor the item says its language, the item's text does. The first items speak
 * for the rest when they agree.
 */
static void
guess_languages(struct feed *feed)
{
	struct span last = SPAN_NONE;
	size_t n_agree = 0;

	if (feed->language.at != NULL)
		return;
	for (size_t i = 0; i < feed->n_items; i++) {
		struct item *item = &feed->items[i];

		if (item->language.len > 0)
			continue;
		item->language = n_agree < GUESSES_AGREE ? guess_language(item) : last;
		n_agree = span_equal(item->language, last) ? n_agree + 1 : 1;
		last = item->language;
	}
}

/* They grew on the heap: the arena gets them once, and no larger than they are. */
static void
keep_items(struct reader *reader)
{
	struct feed *feed = reader->feed;

	if (feed->n_items == 0)
		return;
	feed->items = arena_array(reader->arena, feed->n_items, sizeof *feed->items);
	memcpy(feed->items, reader->items, feed->n_items * sizeof *feed->items);
}

void
feed_end(struct reader *reader)
{
	struct feed *feed = reader->feed;

	keep_items(reader);
	lend_authors(feed);
	zone_habit_apply(&reader->zones, feed);
	if (feed->language.at == NULL)
		feed->language = reader->root_language;
	guess_languages(feed);
	if (reader->update_base_seconds != TTL_NONE)
		feed->update_period_seconds =
			reader->update_base_seconds / reader->update_frequency;
}
