/* Sitemaps (sitemaps.org, 0.9) with Google's news and image extensions, and sitemap indexes. */
#include "feeds/field.h"
#include "feeds/item_end.h"
#include "feeds/reader.h"
#include "feeds/ticker.h"

#define SITEMAPS_MAX 50000 /* sitemaps.org's own limit */

static void
begin_url(struct reader *reader, const struct xml_tag *tag)
{
	item_begin(reader, tag->line);
}

static void
end_url(struct reader *reader, const struct value *value)
{
	(void)value;
	item_end(reader);
}

static void
take_sitemap(struct reader *reader, const struct value *value)
{
	struct feed *feed = reader->feed;

	if (span_trim(value->text).len == 0 || feed->n_sitemaps >= SITEMAPS_MAX)
		return;
	feed->sitemaps = arena_list_room(
		reader->arena, feed->sitemaps, feed->n_sitemaps, sizeof *feed->sitemaps);
	feed->sitemap_times = arena_list_room(
		reader->arena, feed->sitemap_times, feed->n_sitemaps, sizeof *feed->sitemap_times);
	feed->sitemap_times[feed->n_sitemaps] = TIME_NONE;
	feed->sitemaps[feed->n_sitemaps++] = resolve_here(reader, value->text);
}

/* Of the sitemap that was named just before. */
static void
take_sitemap_time(struct reader *reader, const struct value *value)
{
	struct feed *feed = reader->feed;

	if (feed->n_sitemaps > 0)
		feed->sitemap_times[feed->n_sitemaps - 1] = date_parse(value->text);
}

/* The publication is the item's source, and the feed's title when it has none. */
static void
take_publication(struct reader *reader, const struct value *value)
{
	struct span name = plain_text(reader, value);

	if (reader->item == NULL || name.len == 0)
		return;
	reader->item->source.title = name;
	if (reader->feed->title.at == NULL)
		reader->feed->title = name;
}

static void
take_keywords(struct reader *reader, const struct value *value)
{
	struct span rest = value->text;
	struct span word;

	while (span_split(&rest, ',', &word))
		add_category(reader, (struct category){.term = word});
}

static void
take_stock_tickers(struct reader *reader, const struct value *value)
{
	tickers_take_list(reader, value->text);
}

static void
take_genres(struct reader *reader, const struct value *value)
{
	struct span rest = value->text;
	struct span word;

	while (span_split(&rest, ',', &word))
		if (span_trim(word).len > 0)
			add_category(reader, (struct category){.term = word,
						     .scheme = SPAN("http://www.google.com/schemas/"
								    "sitemap-news/0.9#genres")});
}

#define ITEM SCOPE_ITEM

static const struct element rows[] = {
	{SCOPE_FEED, SPACE_SITEMAP, "url", CAPTURE_NOTHING, SCOPE_ITEM, FIELD_NONE, 0, begin_url,
		end_url},
	{SCOPE_FEED, SPACE_SITEMAP, "sitemap", CAPTURE_NOTHING, SCOPE_SITEMAP, FIELD_NONE, 0, NULL,
		NULL},
	{SCOPE_SITEMAP, SPACE_SITEMAP, "loc", CAPTURE_TEXT, SCOPE_SKIP, FIELD_NONE, 0, NULL,
		take_sitemap},
	{SCOPE_SITEMAP, SPACE_SITEMAP, "lastmod", CAPTURE_TEXT, SCOPE_SKIP, FIELD_NONE, 0, NULL,
		take_sitemap_time},
	{ITEM, SPACE_SITEMAP, "loc", CAPTURE_TEXT, SCOPE_SKIP, FIELD_URL, 50, NULL, take_url},
	{ITEM, SPACE_SITEMAP, "lastmod", CAPTURE_TEXT, SCOPE_SKIP, FIELD_UPDATED, 50, NULL,
		take_date},
	{ITEM, SPACE_NEWS, "news", CAPTURE_NOTHING, SCOPE_ITEM, FIELD_NONE, 0, NULL, NULL},
	{ITEM, SPACE_NEWS, "publication", CAPTURE_NOTHING, SCOPE_ITEM, FIELD_NONE, 0, NULL, NULL},
	{ITEM, SPACE_NEWS, "name", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_NONE, 0, NULL,
		take_publication},
	{ITEM, SPACE_NEWS, "language", CAPTURE_TEXT, SCOPE_SKIP, FIELD_LANGUAGE, 50, NULL,
		take_literal},
	{ITEM, SPACE_NEWS, "publication_date", CAPTURE_TEXT, SCOPE_SKIP, FIELD_PUBLISHED, 50, NULL,
		take_date},
	{ITEM, SPACE_NEWS, "title", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_TITLE, 50, NULL, take_title},
	{ITEM, SPACE_NEWS, "keywords", CAPTURE_TEXT, SCOPE_SKIP, FIELD_NONE, 0, NULL,
		take_keywords},
	{ITEM, SPACE_NEWS, "genres", CAPTURE_TEXT, SCOPE_SKIP, FIELD_NONE, 0, NULL, take_genres},
	{ITEM, SPACE_NEWS, "stock_tickers", CAPTURE_TEXT, SCOPE_SKIP, FIELD_NONE, 0, NULL,
		take_stock_tickers},
	{ITEM, SPACE_IMAGE, "image", CAPTURE_NOTHING, SCOPE_ITEM, FIELD_NONE, 0, NULL, NULL},
	{ITEM, SPACE_IMAGE, "loc", CAPTURE_TEXT, SCOPE_SKIP, FIELD_IMAGE, 50, NULL, take_url},
};

const struct element_table sitemap_elements = {rows, sizeof rows / sizeof *rows};
