/* Microsoft's Channel Definition Format (W3C note of 1997-03-09). */
#include "feeds/field.h"
#include "feeds/item_end.h"
#include "feeds/reader.h"

static struct span
attribute(const struct xml_tag *tag, struct span name)
{
	for (size_t i = 0; i < tag->n_attributes; i++)
		if (span_equal_nocase(span_of(tag->attributes[i].name), name))
			return tag->attributes[i].value;
	return SPAN_NONE;
}

static const struct element link_row = {.field = FIELD_URL, .rank = 50};
static const struct element lastmod_row = {.field = FIELD_UPDATED, .rank = 50};

static void
read_attributes(struct reader *reader, const struct xml_tag *tag)
{
	struct value lastmod = {
		.element = &lastmod_row,
		.text = attribute(tag, SPAN("LASTMOD")),
	};

	set_url(reader, &link_row, attribute(tag, SPAN("HREF")));
	if (lastmod.text.len > 0)
		take_date(reader, &lastmod);
}

static void
begin_channel(struct reader *reader, const struct xml_tag *tag)
{
	struct span base = attribute(tag, SPAN("BASE"));

	if (span_trim(base).len > 0)
		reader_top(reader)->base = resolve_here(reader, base);
	read_attributes(reader, tag);
}

static void
begin_item(struct reader *reader, const struct xml_tag *tag)
{
	item_begin(reader, tag->line);
	if (reader->item != NULL)
		read_attributes(reader, tag);
}

static void
end_item(struct reader *reader, const struct value *value)
{
	(void)value;
	item_end(reader);
}

static void
begin_logo(struct reader *reader, const struct xml_tag *tag)
{
	set_url(reader, reader_top(reader)->element, attribute(tag, SPAN("HREF")));
}

static void
begin_a(struct reader *reader, const struct xml_tag *tag)
{
	set_url(reader, &link_row, attribute(tag, SPAN("HREF")));
}

#define BOTH (SCOPE_FEED | SCOPE_ITEM)

static const struct element rows[] = {
	{SCOPE_TOP | SCOPE_FEED, SPACE_CDF, "CHANNEL", CAPTURE_NOTHING, SCOPE_FEED, FIELD_NONE, 0,
		begin_channel, NULL},
	{SCOPE_FEED, SPACE_CDF, "ITEM", CAPTURE_NOTHING, SCOPE_ITEM, FIELD_NONE, 0, begin_item,
		end_item},
	{BOTH, SPACE_CDF, "TITLE", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_TITLE, 50, NULL, take_title},
	{BOTH, SPACE_CDF, "ABSTRACT", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_SUMMARY, 50, NULL,
		take_body},
	{BOTH, SPACE_CDF, "A", CAPTURE_NOTHING, SCOPE_SKIP, FIELD_URL, 0, begin_a, NULL},
	{BOTH, SPACE_CDF, "LOGO", CAPTURE_NOTHING, SCOPE_SKIP, FIELD_IMAGE, 50, begin_logo, NULL},
};

const struct element_table cdf_elements = {rows, sizeof rows / sizeof *rows};
