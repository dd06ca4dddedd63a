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
		if (!reader->has_too_many)
			reader_warn(reader, "too-many-items", line, "only the first %d are read",
				ITEMS_MAX);
		reader->has_too_many = true;
		reader_top(reader)->scope = SCOPE_SKIP;
		return;
	}
	reader->open_item = item_absent;
	reader->open_item.line = line;
	reader->item = &reader->open_item;
	reader->item_floats = (struct item_floats){0};
	memset(reader->item_ranks, 0, sizeof reader->item_ranks);
	memset(reader->source_ranks, 0, sizeof reader->source_ranks);
	reader->has_guid = false;
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
 * RSS 2.0: a guid is the item's address if it is not said to be none. Elsewhere an identifier is one
 * when it is a web address.
 */
static void
link_from_id(struct reader *reader)
{
	struct item *item = reader->item;

	if (item->url.at != NULL || item->id.at == NULL)
		return;
	if (!(reader->has_guid ? reader->has_guid_link : link_is_web(item->id)))
		return;
	/* a number is no path, whatever the standard makes of it */
	item->url = link_is_web(item->id) || span_find_byte(item->id, '/') == item->id.len
			    ? item->id
			    : resolve_here(reader, item->id);
}

static void
image_from_enclosure(struct item *item)
{
	for (size_t i = 0; i < item->n_enclosures && item->image.at == NULL; i++)
		if (span_starts_with_nocase(item->enclosures[i].type, SPAN("image/")))
			item->image = item->enclosures[i].url;
}

/* RFC 4287, 4.2.1: the feed's authors are those of its entries that name none. */
static bool
names_an_author(const struct item *item)
{
	for (size_t i = 0; i < item->n_authors; i++)
		if (item->authors[i].name.len > 0 || item->authors[i].email.len > 0)
			return true;
	return false;
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
settle_language(struct reader *reader)
{
	struct item *item = reader->item;

	if (item->language.at == NULL)
		item->language = reader->item_language;
	if (item->language.len > 0 || reader->feed->language.at != NULL ||
		reader->root_language.at != NULL)
		return;
	item->language =
		reader->n_guesses_agree < GUESSES_AGREE ? guess_language(item) : reader->last_guess;
	reader->has_guesses = true;
	reader->n_guesses_agree =
		span_equal(item->language, reader->last_guess) ? reader->n_guesses_agree + 1 : 1;
	reader->last_guess = item->language;
}

/* A list that grows in the arena leaves its smaller forms there: this one grew on the heap. */
static void
keep_categories(struct reader *reader)
{
	struct item *item = reader->item;
	struct category *kept;

	if (item->n_categories == 0)
		return;
	kept = arena_array(reader->arena, item->n_categories, sizeof *kept);
	memcpy(kept, item->categories, item->n_categories * sizeof *kept);
	item->categories = kept;
}

static void
keep_item(struct reader *reader)
{
	struct feed *feed = reader->feed;

	keep_categories(reader);
	reader->items = memory_room(
		reader->items, feed->n_items, &reader->items_capacity, sizeof *reader->items);
	reader->items[feed->n_items++] =
		item_pack(reader->item, reader->item_floats, reader->arena);
	reader->item = NULL;
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
	settle_language(reader);
	reader_push(reader, SCOPE_ITEM);
	wires_item_end(reader);
	reader_pop(reader);
	inherit_authors(reader);
	link_from_id(reader);
	image_from_enclosure(item);
	keep_item(reader);
}

struct item
feed_item(const struct feed *feed, size_t number)
{
	struct item item;

	item_unpack(feed->items[number], &item);
	if (feed->n_authors > 0 && !names_an_author(&item)) {
		item.authors = feed->authors;
		item.n_authors = feed->n_authors;
	}
	return item;
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

/* Times without a zone are in that of the others. */
static void
shift_times(struct reader *reader)
{
	struct feed *feed = reader->feed;
	int seconds = zone_habit_seconds(&reader->zones);

	if (seconds == 0)
		return;
	if (reader->feed_floats)
		feed->updated -= seconds;
	for (size_t i = 0; i < feed->n_items; i++)
		item_packed_shift(feed->items[i], seconds);
}

/* The feed said its language behind the items: nobody has to guess. */
static void
forget_guesses(struct reader *reader)
{
	struct feed *feed = reader->feed;

	for (size_t i = 0; reader->has_guesses && i < feed->n_items; i++)
		item_packed_forget_language(feed->items[i]);
}

static void
keep_warnings(struct reader *reader)
{
	struct feed *feed = reader->feed;

	feed->warnings = arena_array(reader->arena, feed->n_warnings, sizeof *feed->warnings);
	if (feed->n_warnings > 0)
		memcpy(feed->warnings, reader->warnings, feed->n_warnings * sizeof *feed->warnings);
}

void
feed_end(struct reader *reader)
{
	struct feed *feed = reader->feed;

	keep_items(reader);
	keep_warnings(reader);
	shift_times(reader);
	if (feed->language.at != NULL)
		forget_guesses(reader);
	else
		feed->language = reader->root_language;
	if (reader->update_base_seconds != TTL_NONE)
		feed->update_period_seconds =
			reader->update_base_seconds / reader->update_frequency;
}
