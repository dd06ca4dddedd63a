/*
 * RSS 0.90 to 0.94, 1.0 and 2.0: the elements of the core. Sources: RSS 0.91 (Netscape, UserLand),
 * 0.92, 0.93, 0.94, 1.0 (purl.org/rss/1.0/spec), 2.0 (rssboard.org/rss-specification).
 */
#include <string.h>

#include "feeds/base/ascii.h"
#include "feeds/field.h"
#include "feeds/item_end.h"
#include "feeds/reader.h"

#define MINUTE_SECONDS 60
#define TTL_MINUTES_MAX 5256000 /* ten years */

static void
begin_channel(struct reader *reader, const struct xml_tag *tag)
{
	struct span about = xml_attribute_of(tag, SPACE_RDF, "about");
	struct span uri = span_of(tag->uri);

	if (reader->root_language.at == NULL)
		reader->root_language = reader_top(reader)->language;
	if (reader->feed->format == FEED_RSS_10 &&
		span_find(uri, SPAN("netscape.com/rdf/simple/0.9")) < uri.len)
		reader->feed->format = FEED_RSS_090;
	if (span_trim(about).len > 0 && field_claim(reader, FIELD_ID, 10))
		reader->feed->id = keep_trimmed(reader, about);
}

static void
begin_item(struct reader *reader, const struct xml_tag *tag)
{
	struct span about = xml_attribute_of(tag, SPACE_RDF, "about");

	item_begin(reader, tag->line);
	if (reader->item == NULL || span_trim(about).len == 0)
		return;
	if (field_claim(reader, FIELD_ID, 10))
		reader->item->id = keep_trimmed(reader, about);
}

static void
end_item(struct reader *reader, const struct value *value)
{
	(void)value;
	item_end(reader);
}

/* Some write Atom's link without its namespace: its address is meant as one beyond doubt. */
static const struct element href_link = {.field = FIELD_URL, .rank = 51};

static void
begin_link(struct reader *reader, const struct xml_tag *tag)
{
	struct span href = xml_attribute(tag, "href");
	struct span rel = span_trim(xml_attribute(tag, "rel"));

	if (href.at == NULL)
		href = xml_attribute_of(tag, SPACE_RDF, "resource");
	if (rel.len == 0 || span_equal_nocase(rel, SPAN("alternate")))
		set_url(reader, &href_link, href);
}

static void
take_link(struct reader *reader, const struct value *value)
{
	take_url(reader, value);
	if (reader->item == NULL && reader->link_base.at == NULL)
		reader->link_base = reader->feed->link;
}

static void
begin_guid(struct reader *reader, const struct xml_tag *tag)
{
	struct span is_permalink = span_trim(xml_attribute(tag, "isPermaLink"));

	if (is_permalink.at == NULL)
		is_permalink = span_trim(xml_attribute(tag, "ispermalink"));
	reader->is_permalink = !span_equal_nocase(is_permalink, SPAN("false"));
}

static void
take_guid(struct reader *reader, const struct value *value)
{
	if (reader->item == NULL || span_trim(value->text).len == 0)
		return;
	if (reader->item_ranks[FIELD_ID] < value->element->rank) {
		reader->has_guid = true;
		reader->has_guid_link = reader->is_permalink;
	}
	take_id(reader, value);
}

static void
begin_category(struct reader *reader, const struct xml_tag *tag)
{
	reader->category = (struct category){
		.scheme = keep_trimmed(reader, xml_attribute(tag, "domain")),
	};
}

static void
begin_enclosure(struct reader *reader, const struct xml_tag *tag)
{
	struct span url = xml_attribute(tag, "url");

	if (url.at == NULL)
		url = xml_attribute_of(tag, SPACE_RDF, "resource");
	if (url.at == NULL)
		url = xml_attribute(tag, "href");
	add_enclosure(reader, url, xml_attribute(tag, "type"), xml_attribute(tag, "length"));
}

static void
begin_source(struct reader *reader, const struct xml_tag *tag)
{
	if (reader->item != NULL && span_trim(xml_attribute(tag, "url")).len > 0)
		reader->item->source.url = resolve_here(reader, xml_attribute(tag, "url"));
}

static void
take_source(struct reader *reader, const struct value *value)
{
	struct span title = plain_text(reader, value);

	if (reader->item != NULL && title.len > 0)
		reader->item->source.title = title;
}

/* An item with a <description> and a <summary>: the first is its summary, the second its content. */
static void
take_description(struct reader *reader, const struct value *value)
{
	static const struct element as_content = {.field = FIELD_CONTENT, .rank = 10};
	struct value second = *value;
	uint8_t held = reader->item_ranks[FIELD_SUMMARY];

	if (reader->item == NULL || held < 50 || held == value->element->rank) {
		take_body(reader, value);
		return;
	}
	second.element = &as_content;
	take_body(reader, &second);
}

static void
begin_image(struct reader *reader, const struct xml_tag *tag)
{
	struct span url = xml_attribute_of(tag, SPACE_RDF, "resource");

	if (url.at == NULL)
		url = xml_attribute(tag, "href");
	set_url(reader, reader_top(reader)->element, url);
}

static void
take_ttl(struct reader *reader, const struct value *value)
{
	unsigned long long minutes;

	if (span_to_uint(span_trim(value->text), TTL_MINUTES_MAX, &minutes) &&
		field_claim(reader, FIELD_TTL, value->element->rank))
		reader->feed->ttl_seconds = (int64_t)minutes * MINUTE_SECONDS;
}

static void
take_skip_hour(struct reader *reader, const struct value *value)
{
	unsigned long long hour;

	if (span_to_uint(span_trim(value->text), 24, &hour))
		reader->feed->skip_hours |= 1U << (hour % 24); /* 24 is 0.91's word for 0 */
}

static void
take_skip_day(struct reader *reader, const struct value *value)
{
	static const char days[][4] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
	struct span text = span_head(span_trim(value->text), 3);

	for (unsigned i = 0; i < sizeof days / sizeof *days; i++)
		if (span_equal_nocase(text, span_of(days[i])))
			reader->feed->skip_days |= (uint8_t)(1U << i);
}

#define BOTH (SCOPE_FEED | SCOPE_ITEM)

static const struct element rows[] = {
	{SCOPE_FEED, SPACE_RSS, "channel", CAPTURE_NOTHING, SCOPE_FEED, FIELD_NONE, 0,
		begin_channel, NULL},
	{SCOPE_FEED | SCOPE_WRAPPER, SPACE_RSS, "item", CAPTURE_NOTHING, SCOPE_ITEM, FIELD_NONE, 0,
		begin_item, end_item},
	{BOTH, SPACE_RSS, "title", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_TITLE, 50, NULL, take_title},
	{BOTH, SPACE_RSS, "link", CAPTURE_TEXT, SCOPE_SKIP, FIELD_URL, 50, begin_link, take_link},
	{BOTH, SPACE_RSS, "description", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_SUMMARY, 50, NULL,
		take_description},
	{BOTH, SPACE_RSS, "guid", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_ID, 50, begin_guid, take_guid},
	{SCOPE_ITEM, SPACE_RSS, "pubDate", CAPTURE_TEXT, SCOPE_SKIP, FIELD_PUBLISHED, 50, NULL,
		take_date},
	{SCOPE_FEED, SPACE_RSS, "lastBuildDate", CAPTURE_TEXT, SCOPE_SKIP, FIELD_UPDATED, 50, NULL,
		take_date},
	{SCOPE_FEED, SPACE_RSS, "pubDate", CAPTURE_TEXT, SCOPE_SKIP, FIELD_UPDATED, 40, NULL,
		take_date},
	{SCOPE_ITEM, SPACE_RSS, "author", CAPTURE_TEXT, SCOPE_PERSON, FIELD_AUTHORS, 50, NULL,
		take_author_text},
	{SCOPE_FEED, SPACE_RSS, "author", CAPTURE_TEXT, SCOPE_PERSON, FIELD_AUTHORS, 15, NULL,
		take_author_text},
	{SCOPE_FEED, SPACE_RSS, "managingEditor", CAPTURE_TEXT, SCOPE_SKIP, FIELD_AUTHORS, 50, NULL,
		take_author_text},
	{SCOPE_FEED, SPACE_RSS, "webMaster", CAPTURE_TEXT, SCOPE_SKIP, FIELD_AUTHORS, 5, NULL,
		take_author_text},
	{SCOPE_ITEM, SPACE_RSS, "categories", CAPTURE_NOTHING, SCOPE_ITEM, FIELD_NONE, 0, NULL,
		NULL},
	{BOTH, SPACE_RSS, "category", CAPTURE_TEXT, SCOPE_SKIP, FIELD_NONE, 50, begin_category,
		take_category_text},
	{SCOPE_ITEM, SPACE_RSS, "comments", CAPTURE_TEXT, SCOPE_SKIP, FIELD_COMMENTS, 50, NULL,
		take_url},
	{SCOPE_ITEM, SPACE_RSS, "enclosure", CAPTURE_NOTHING, SCOPE_SKIP, FIELD_NONE, 0,
		begin_enclosure, NULL},
	{SCOPE_ITEM, SPACE_ENC, "enclosure", CAPTURE_NOTHING, SCOPE_SKIP, FIELD_NONE, 0,
		begin_enclosure, NULL},
	{SCOPE_ITEM, SPACE_RSS, "source", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_NONE, 0, begin_source,
		take_source},
	{BOTH, SPACE_RSS, "image", CAPTURE_TEXT, SCOPE_IMAGE, FIELD_IMAGE, 50, begin_image,
		take_image_url},
	{SCOPE_IMAGE, SPACE_RSS, "url", CAPTURE_TEXT, SCOPE_SKIP, FIELD_IMAGE, 60, NULL, take_url},
	{SCOPE_FEED, SPACE_RSS, "language", CAPTURE_TEXT, SCOPE_SKIP, FIELD_LANGUAGE, 50, NULL,
		take_literal},
	{SCOPE_FEED, SPACE_RSS, "copyright", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_RIGHTS, 50, NULL,
		take_plain},
	{SCOPE_FEED, SPACE_RSS, "generator", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_GENERATOR, 50, NULL,
		take_literal},
	{SCOPE_ITEM, SPACE_RSS, "summary", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_SUMMARY, 51, NULL,
		take_description},
	{SCOPE_FEED, SPACE_RSS, "ttl", CAPTURE_TEXT, SCOPE_SKIP, FIELD_TTL, 50, NULL, take_ttl},
	{SCOPE_FEED, SPACE_RSS, "skipHours", CAPTURE_NOTHING, SCOPE_SKIP_HOURS, FIELD_NONE, 0, NULL,
		NULL},
	{SCOPE_SKIP_HOURS, SPACE_RSS, "hour", CAPTURE_TEXT, SCOPE_SKIP, FIELD_NONE, 0, NULL,
		take_skip_hour},
	{SCOPE_FEED, SPACE_RSS, "skipDays", CAPTURE_NOTHING, SCOPE_SKIP_HOURS, FIELD_NONE, 0, NULL,
		NULL},
	{SCOPE_SKIP_HOURS, SPACE_RSS, "day", CAPTURE_TEXT, SCOPE_SKIP, FIELD_NONE, 0, NULL,
		take_skip_day},
	/* What belongs to other vocabularies, by writers who forgot to say so. */
	{SCOPE_ITEM, SPACE_RSS, "encoded", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_CONTENT, 18, NULL,
		take_body},
	{SCOPE_ITEM, SPACE_RSS, "content", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_CONTENT, 17, NULL,
		take_body},
	{SCOPE_ITEM, SPACE_RSS, "published", CAPTURE_TEXT, SCOPE_SKIP, FIELD_PUBLISHED, 9, NULL,
		take_date},
	{SCOPE_ITEM, SPACE_RSS, "date", CAPTURE_TEXT, SCOPE_SKIP, FIELD_PUBLISHED, 8, NULL,
		take_date},
	{SCOPE_ITEM, SPACE_RSS, "updated", CAPTURE_TEXT, SCOPE_SKIP, FIELD_UPDATED, 9, NULL,
		take_date},
	{SCOPE_ITEM, SPACE_RSS, "creator", CAPTURE_TEXT, SCOPE_SKIP, FIELD_AUTHORS, 8, NULL,
		take_author_text},
	{SCOPE_ITEM, SPACE_RSS, "id", CAPTURE_TEXT, SCOPE_SKIP, FIELD_ID, 8, NULL, take_id},
	{SCOPE_ITEM, SPACE_RSS, "url", CAPTURE_TEXT, SCOPE_SKIP, FIELD_URL, 8, NULL, take_url},
	{SCOPE_ITEM, SPACE_RSS, "language", CAPTURE_TEXT, SCOPE_SKIP, FIELD_LANGUAGE, 30, NULL,
		take_literal},
	{SCOPE_FEED, SPACE_RSS, "textinput", CAPTURE_NOTHING, SCOPE_SKIP, FIELD_NONE, 0, NULL,
		NULL},
};

const struct element_table rss_elements = {rows, sizeof rows / sizeof *rows};
