/* Apple's podcast elements, and Google's copies of them. */
#include "feeds/field.h"
#include "feeds/reader.h"

static void
begin_image(struct reader *reader, const struct xml_tag *tag)
{
	struct span href = xml_attribute(tag, "href");

	set_url(reader, reader_top(reader)->element,
		href.at != NULL ? href : xml_attribute(tag, "url"));
}

#define SCHEME SPAN("http://www.itunes.com/")

static void
add_word(struct reader *reader, struct span word)
{
	if (span_trim(word).len > 0)
		add_category(reader, (struct category){.term = word, .scheme = SCHEME});
}

static void
begin_category(struct reader *reader, const struct xml_tag *tag)
{
	struct span text = xml_attribute(tag, "text");

	add_word(reader, text);
	if (span_trim(text).len > 0)
		reader_top(reader)->capture = CAPTURE_NOTHING;
}

/* Some write the category between the tags. */
static void
end_category(struct reader *reader, const struct value *value)
{
	add_word(reader, keep_line(reader, value->text));
}

static void
take_keywords(struct reader *reader, const struct value *value)
{
	struct span rest = span_trim(value->text);
	char separator = span_find_byte(rest, ',') < rest.len ? ',' : ' ';
	struct span word;

	while (span_split(&rest, separator, &word))
		add_word(reader, word);
}

static void
begin_owner(struct reader *reader, const struct xml_tag *tag)
{
	(void)tag;
	reader->person = (struct author){0};
}

static void
take_owner_name(struct reader *reader, const struct value *value)
{
	reader->person.name = keep_line(reader, value->text);
}

static void
take_owner_email(struct reader *reader, const struct value *value)
{
	reader->person.email = keep_trimmed(reader, value->text);
}

static void
end_owner(struct reader *reader, const struct value *value)
{
	struct author person = reader->person;

	reader->person = (struct author){0};
	if (reader->feed->n_authors == 0 &&
		field_claim(reader, FIELD_AUTHORS, value->element->rank))
		add_author(reader, person);
}

static void
begin_link(struct reader *reader, const struct xml_tag *tag)
{
	if (span_equal_nocase(span_trim(xml_attribute(tag, "rel")), SPAN("image")))
		begin_image(reader, tag);
}

#define FEED SCOPE_FEED
#define ITEM SCOPE_ITEM
#define BOTH (SCOPE_FEED | SCOPE_ITEM)

static const struct element rows[] = {
	{ITEM, SPACE_ITUNES, "title", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_TITLE, 10, NULL,
		take_title},
	{BOTH, SPACE_ITUNES, "summary", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_SUMMARY, 12, NULL,
		take_body},
	{BOTH, SPACE_ITUNES, "subtitle", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_SUMMARY, 8, NULL,
		take_body},
	{BOTH, SPACE_ITUNES, "author", CAPTURE_TEXT, SCOPE_SKIP, FIELD_AUTHORS, 20, NULL,
		take_author_text},
	{BOTH, SPACE_ITUNES, "image", CAPTURE_TEXT, SCOPE_SKIP, FIELD_IMAGE, 40, begin_image,
		take_image_url},
	{BOTH, SPACE_ITUNES, "link", CAPTURE_NOTHING, SCOPE_SKIP, FIELD_IMAGE, 38, begin_link,
		NULL},
	{FEED, SPACE_ITUNES, "category", CAPTURE_TEXT, SCOPE_FEED, FIELD_NONE, 0, begin_category,
		end_category},
	{ITEM, SPACE_ITUNES, "category", CAPTURE_TEXT, SCOPE_ITEM, FIELD_NONE, 0, begin_category,
		end_category},
	{BOTH, SPACE_ITUNES, "keywords", CAPTURE_TEXT, SCOPE_SKIP, FIELD_NONE, 0, NULL,
		take_keywords},
	{FEED, SPACE_ITUNES, "owner", CAPTURE_NOTHING, SCOPE_PERSON, FIELD_AUTHORS, 2, begin_owner,
		end_owner},
	{SCOPE_PERSON, SPACE_ITUNES, "name", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_NONE, 0, NULL,
		take_owner_name},
	{SCOPE_PERSON, SPACE_ITUNES, "email", CAPTURE_TEXT, SCOPE_SKIP, FIELD_NONE, 0, NULL,
		take_owner_email},
	{BOTH, SPACE_GOOGLEPLAY, "author", CAPTURE_TEXT, SCOPE_SKIP, FIELD_AUTHORS, 18, NULL,
		take_author_text},
	{BOTH, SPACE_GOOGLEPLAY, "description", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_SUMMARY, 7, NULL,
		take_body},
	{BOTH, SPACE_GOOGLEPLAY, "image", CAPTURE_NOTHING, SCOPE_SKIP, FIELD_IMAGE, 20, begin_image,
		NULL},
};

const struct element_table itunes_elements = {rows, sizeof rows / sizeof *rows};
