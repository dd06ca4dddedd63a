/* Media RSS 1.5 (rssboard.org/media-rss). */
#include "feeds/field.h"
#include "feeds/reader.h"

static bool
ends_as_image(struct span url)
{
	static const char *const ends[] = {".jpg", ".jpeg", ".png", ".gif", ".webp"};

	url = span_head(url, span_find_byte(url, '?'));
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (span_ends_with_nocase(url, span_of(ends[i])))
			return true;
	return false;
}

/* Where nothing says what the object is, its name does. */
static bool
is_image(const struct xml_tag *tag)
{
	struct span medium = span_trim(xml_attribute(tag, "medium"));
	struct span type = span_trim(xml_attribute(tag, "type"));

	if (medium.len == 0 && type.len == 0)
		return ends_as_image(span_trim(xml_attribute(tag, "url")));
	return span_equal_nocase(medium, SPAN("image")) ||
	       span_starts_with_nocase(type, SPAN("image/"));
}

static void
begin_content(struct reader *reader, const struct xml_tag *tag)
{
	if (is_image(tag))
		set_url(reader, reader_top(reader)->element, xml_attribute(tag, "url"));
}

static void
begin_thumbnail(struct reader *reader, const struct xml_tag *tag)
{
	set_url(reader, reader_top(reader)->element, xml_attribute(tag, "url"));
}

/* Media RSS 1.5, media:category: what the scheme is when none is given. */
#define DEFAULT_SCHEME SPAN("http://search.yahoo.com/mrss/category_schema")

static void
begin_category(struct reader *reader, const struct xml_tag *tag)
{
	struct span scheme = xml_attribute(tag, "scheme");

	reader->category = (struct category){
		.scheme = keep_trimmed(reader, scheme.len > 0 ? scheme : DEFAULT_SCHEME),
		.label = keep_trimmed(reader, xml_attribute(tag, "label")),
	};
}

static void
take_keywords(struct reader *reader, const struct value *value)
{
	struct span rest = value->text;
	struct span word;

	while (span_split(&rest, ',', &word))
		add_category(reader, (struct category){.term = word});
}

#define ITEM SCOPE_ITEM
#define BOTH (SCOPE_FEED | SCOPE_ITEM)

static const struct element rows[] = {
	{ITEM, SPACE_MEDIA, "group", CAPTURE_NOTHING, SCOPE_ITEM, FIELD_NONE, 0, NULL, NULL},
	{ITEM, SPACE_MEDIA, "content", CAPTURE_NOTHING, SCOPE_ITEM, FIELD_IMAGE, 30, begin_content,
		NULL},
	{BOTH, SPACE_MEDIA, "thumbnail", CAPTURE_NOTHING, SCOPE_SKIP, FIELD_IMAGE, 35,
		begin_thumbnail, NULL},
	{SCOPE_FEED, SPACE_MEDIA, "content", CAPTURE_NOTHING, SCOPE_SKIP, FIELD_IMAGE, 10,
		begin_content, NULL},
	{ITEM, SPACE_MEDIA, "title", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_TITLE, 5, NULL, take_title},
	{ITEM, SPACE_MEDIA, "description", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_SUMMARY, 5, NULL,
		take_body},
	{BOTH, SPACE_MEDIA, "category", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_NONE, 0, begin_category,
		take_category_text},
	{BOTH, SPACE_MEDIA, "keywords", CAPTURE_TEXT, SCOPE_SKIP, FIELD_NONE, 0, NULL,
		take_keywords},
};

const struct element_table media_elements = {rows, sizeof rows / sizeof *rows};
