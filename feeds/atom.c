/* Atom 0.3 (draft-ietf-atompub-format-00 and before) and 1.0 (RFC 4287), with RFC 5005's links. */
#include <string.h>

#include "feeds/atom_text.h"
#include "feeds/base/ascii.h"
#include "feeds/field.h"
#include "feeds/item_end.h"
#include "feeds/link.h"
#include "feeds/reader.h"

static void
begin_entry(struct reader *reader, const struct xml_tag *tag)
{
	item_begin(reader, tag->line);
}

static void
end_entry(struct reader *reader, const struct value *value)
{
	(void)value;
	item_end(reader);
}

enum link_owner { OF_ANY, OF_FEED, OF_ITEM };

/* What a link is for, by its rel: RFC 4287 4.2.7.2, RFC 5005, RFC 4685, WebSub. */
static const struct relation {
	const char *rel;
	enum link_owner owner;
	struct element sets; /* field and rank */
} relations[] = {
	{"alternate", OF_ANY, {.field = FIELD_URL, .rank = 40}},
	{"self", OF_FEED, {.field = FIELD_SELF, .rank = 50}},
	{"hub", OF_FEED, {.field = FIELD_HUB, .rank = 50}},
	{"next", OF_FEED, {.field = FIELD_NEXT_PAGE, .rank = 50}},
	{"prev-archive", OF_FEED, {.field = FIELD_PREV_ARCHIVE, .rank = 50}},
};

/* Registered relations may be written as the URI that they stand for. */
static struct span
relation_name(const struct xml_tag *tag)
{
	struct span rel = span_trim(xml_attribute(tag, "rel"));
	struct span registry = SPAN("http://www.iana.org/assignments/relation/");

	if (rel.len == 0)
		return SPAN("alternate");
	return span_starts_with_nocase(rel, registry) ? span_from(rel, registry.len) : rel;
}

static bool
is_html(struct span type)
{
	return type.len == 0 || span_find_nocase(type, SPAN("html")) < type.len;
}

/* Of several alternates, a page for a browser is the one that people mean. */
static const struct element page_link = {.field = FIELD_URL, .rank = 41};

static bool
is_page_link(const struct relation *relation, struct span href, struct span type)
{
	return relation->sets.field == FIELD_URL && type.len > 0 && is_html(type) &&
	       !span_starts_with(href, SPAN("gemini:"));
}

/* Relations are compared letter by letter: another case is meant so only if nothing better comes. */
static void
set_related(struct reader *reader, const struct element *sets, bool is_exact, struct span href)
{
	struct element lesser = *sets;

	lesser.rank = 30;
	set_url(reader, is_exact ? sets : &lesser, href);
}

static void
begin_link(struct reader *reader, const struct xml_tag *tag)
{
	static const struct element replies = {.field = FIELD_COMMENTS, .rank = 40};
	struct span rel = relation_name(tag);
	struct span href = xml_attribute(tag, "href");
	struct span type = span_trim(xml_attribute(tag, "type"));

	reader->is_alternate = span_equal_nocase(rel, SPAN("alternate"));
	if (href.at != NULL && span_trim(href).len == 0)
		href = reader_top(reader)
			       ->base; /* an empty reference is the document (RFC 3986, 4.4) */
	for (size_t i = 0; i < sizeof relations / sizeof *relations; i++) {
		const struct relation *relation = &relations[i];

		if (!span_equal_nocase(rel, span_of(relation->rel)))
			continue;
		if (relation->owner == OF_FEED && reader->item != NULL)
			continue;
		set_related(reader,
			is_page_link(relation, href, type) ? &page_link : &relation->sets,
			span_equal(rel, span_of(relation->rel)), href);
	}
	if (reader->item == NULL)
		return;
	if (span_equal_nocase(rel, SPAN("enclosure")))
		add_enclosure(reader, href, type, xml_attribute(tag, "length"));
	if (span_equal_nocase(rel, SPAN("replies")) && type.len > 0 && is_html(type))
		set_url(reader, &replies, href);
}

/* Atom 0.3 drafts had the address as text. */
static void
end_link(struct reader *reader, const struct value *value)
{
	if (reader->is_alternate)
		take_url(reader, value);
	if (reader->item == NULL && reader->link_base.at == NULL)
		reader->link_base = reader->feed->link;
}

static void
begin_person(struct reader *reader, const struct xml_tag *tag)
{
	(void)tag;
	reader->person = (struct author){0};
}

/* A person without the elements of one may be a line of text. */
static void
end_author(struct reader *reader, const struct value *value)
{
	struct author person = reader->person;

	reader->person = (struct author){0};
	if (person.name.len > 0 || person.email.len > 0 || person.url.len > 0)
		add_author(reader, person);
	else
		take_author_text(reader, value);
}

static void
take_name(struct reader *reader, const struct value *value)
{
	if (reader->person.name.at == NULL)
		reader->person.name = keep_line(reader, value->text);
}

static void
take_email(struct reader *reader, const struct value *value)
{
	if (reader->person.email.at == NULL)
		reader->person.email = keep_trimmed(reader, value->text);
}

static void
take_person_url(struct reader *reader, const struct value *value)
{
	if (reader->person.url.at == NULL && span_trim(value->text).len > 0)
		reader->person.url = resolve_here(reader, value->text);
}

static void
begin_category(struct reader *reader, const struct xml_tag *tag)
{
	reader->category = (struct category){
		.term = keep_trimmed(reader, xml_attribute(tag, "term")),
		.scheme = keep_trimmed(reader, xml_attribute(tag, "scheme")),
		.label = keep_trimmed(reader, xml_attribute(tag, "label")),
	};
}

/* Some write the term as text, as RSS does. */
static void
end_category(struct reader *reader, const struct value *value)
{
	if (reader->category.term.len > 0 || span_trim(value->text).len == 0)
		add_category(reader, reader->category);
	else
		take_category_text(reader, value);
	reader->category = (struct category){0};
}

static void
begin_source(struct reader *reader, const struct xml_tag *tag)
{
	(void)tag;
	memset(reader->source_ranks, 0, sizeof reader->source_ranks);
}

/* A relative reference that shows by its slashes that it is one. */
static bool
is_path(struct span text)
{
	return span_find_byte(text, '/') < text.len && span_find_byte(text, ':') == text.len;
}

/* An IRI (RFC 4287, 4.2.6); one that is relative counts from what the document itself says. */
static void
end_id(struct reader *reader, const struct value *value)
{
	struct value absolute = *value;

	if (value->base.len > 0 && is_path(span_trim(value->text)))
		absolute.text = link_resolve(value->base, span_trim(value->text), reader->arena);
	take_id(reader, &absolute);
}

#define FEED SCOPE_FEED
#define ITEM SCOPE_ITEM
#define ALL (SCOPE_FEED | SCOPE_ITEM | SCOPE_SOURCE)
#define BOTH (SCOPE_FEED | SCOPE_ITEM)

static const struct element rows[] = {
	{SCOPE_TOP | FEED | SCOPE_WRAPPER, SPACE_ATOM, "entry", CAPTURE_NOTHING, SCOPE_ITEM,
		FIELD_NONE, 0, begin_entry, end_entry},
	{ITEM, SPACE_ATOM, "source", CAPTURE_NOTHING, SCOPE_SOURCE, FIELD_NONE, 0, begin_source,
		NULL},
	{ALL, SPACE_ATOM, "title", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_TITLE, 45, atom_text_begin,
		atom_title_end},
	{ALL, SPACE_ATOM, "link", CAPTURE_TEXT, SCOPE_SKIP, FIELD_URL, 30, begin_link, end_link},
	{ALL, SPACE_ATOM, "id", CAPTURE_TEXT, SCOPE_SKIP, FIELD_ID, 45, NULL, end_id},
	{ITEM, SPACE_ATOM, "summary", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_SUMMARY, 45,
		atom_text_begin, atom_body_end},
	{ITEM, SPACE_ATOM, "content", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_CONTENT, 45,
		atom_content_begin, atom_body_end},
	{FEED, SPACE_ATOM, "subtitle", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_SUMMARY, 45,
		atom_text_begin, atom_body_end},
	{FEED, SPACE_ATOM, "tagline", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_SUMMARY, 44,
		atom_text_begin, atom_body_end},
	{FEED, SPACE_ATOM, "info", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_SUMMARY, 2, atom_text_begin,
		atom_body_end},
	{FEED, SPACE_ATOM, "rights", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_RIGHTS, 45, atom_text_begin,
		atom_plain_end},
	{FEED, SPACE_ATOM, "copyright", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_RIGHTS, 44,
		atom_text_begin, atom_plain_end},
	{FEED, SPACE_ATOM, "generator", CAPTURE_TEXT, SCOPE_SKIP, FIELD_GENERATOR, 45, NULL,
		take_plain},
	{FEED, SPACE_ATOM, "logo", CAPTURE_TEXT, SCOPE_SKIP, FIELD_IMAGE, 45, NULL, take_url},
	{FEED, SPACE_ATOM, "icon", CAPTURE_TEXT, SCOPE_SKIP, FIELD_IMAGE, 44, NULL, take_url},
	{ITEM, SPACE_ATOM, "published", CAPTURE_TEXT, SCOPE_SKIP, FIELD_PUBLISHED, 45, NULL,
		take_date},
	{ITEM, SPACE_ATOM, "issued", CAPTURE_TEXT, SCOPE_SKIP, FIELD_PUBLISHED, 44, NULL,
		take_date},
	{ITEM, SPACE_ATOM, "created", CAPTURE_TEXT, SCOPE_SKIP, FIELD_PUBLISHED, 4, NULL,
		take_date},
	{BOTH, SPACE_ATOM, "updated", CAPTURE_TEXT, SCOPE_SKIP, FIELD_UPDATED, 45, NULL, take_date},
	{BOTH, SPACE_ATOM, "modified", CAPTURE_TEXT, SCOPE_SKIP, FIELD_UPDATED, 44, NULL,
		take_date},
	{ALL, SPACE_ATOM, "author", CAPTURE_TEXT, SCOPE_PERSON, FIELD_AUTHORS, 45, begin_person,
		end_author},
	{SCOPE_PERSON, SPACE_ATOM, "name", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_NONE, 0, NULL,
		take_name},
	{SCOPE_PERSON, SPACE_ATOM, "email", CAPTURE_TEXT, SCOPE_SKIP, FIELD_NONE, 0, NULL,
		take_email},
	{SCOPE_PERSON, SPACE_ATOM, "uri", CAPTURE_TEXT, SCOPE_SKIP, FIELD_NONE, 0, NULL,
		take_person_url},
	{SCOPE_PERSON, SPACE_ATOM, "url", CAPTURE_TEXT, SCOPE_SKIP, FIELD_NONE, 0, NULL,
		take_person_url},
	{SCOPE_PERSON, SPACE_ATOM, "homepage", CAPTURE_TEXT, SCOPE_SKIP, FIELD_NONE, 0, NULL,
		take_person_url},
	{SCOPE_PERSON, SPACE_RSS, "name", CAPTURE_MARKUP, SCOPE_SKIP, FIELD_NONE, 0, NULL,
		take_name},
	{SCOPE_PERSON, SPACE_RSS, "email", CAPTURE_TEXT, SCOPE_SKIP, FIELD_NONE, 0, NULL,
		take_email},
	{SCOPE_PERSON, SPACE_RSS, "uri", CAPTURE_TEXT, SCOPE_SKIP, FIELD_NONE, 0, NULL,
		take_person_url},
	{BOTH, SPACE_ATOM, "category", CAPTURE_TEXT, SCOPE_SKIP, FIELD_NONE, 0, begin_category,
		end_category},
};

const struct element_table atom_elements = {rows, sizeof rows / sizeof *rows};
