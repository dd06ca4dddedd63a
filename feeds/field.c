#include "feeds/field.h"

#include "feeds/base/memory.h"
#include "feeds/entity.h"
#include "feeds/html_text.h"
#include "feeds/link.h"
#include "feeds/person.h"
#include "feeds/plain_line.h"
#include "feeds/wires.h"

#define AUTHORS_MAX 100
#define CATEGORIES_MAX 1000
#define ENCLOSURES_MAX 1000
#define TICKERS_MAX 200

/* The innermost thing that has fields. */
static enum scope
object(const struct reader *reader)
{
	for (size_t i = reader->depth; i > 0; i--) {
		enum scope scope = reader->frames[i - 1].scope;

		if (scope == SCOPE_ITEM || scope == SCOPE_FEED || scope == SCOPE_SOURCE ||
			scope == SCOPE_SITEMAP)
			return scope;
	}
	return SCOPE_TOP;
}

static uint8_t *
ranks_here(struct reader *reader)
{
	switch (object(reader)) {
	case SCOPE_ITEM:
		return reader->item_ranks;
	case SCOPE_SOURCE:
		return reader->source_ranks;
	default:
		return reader->feed_ranks;
	}
}

bool
field_claim(struct reader *reader, enum field field, uint8_t rank)
{
	uint8_t *held = &ranks_here(reader)[field];

	if (rank <= *held)
		return false;
	*held = rank;
	return true;
}

static struct span *
item_slot(struct item *item, enum field field)
{
	switch ((int)field) {
	case FIELD_ID:
		return &item->id;
	case FIELD_URL:
		return &item->url;
	case FIELD_TITLE:
		return &item->title;
	case FIELD_LANGUAGE:
		return &item->language;
	case FIELD_COMMENTS:
		return &item->comments;
	case FIELD_IMAGE:
		return &item->image;
	default:
		return NULL;
	}
}

static struct span *
feed_slot(struct feed *feed, enum field field)
{
	switch ((int)field) {
	case FIELD_ID:
		return &feed->id;
	case FIELD_URL:
		return &feed->link;
	case FIELD_TITLE:
		return &feed->title;
	case FIELD_SUMMARY:
		return &feed->description;
	case FIELD_LANGUAGE:
		return &feed->language;
	case FIELD_IMAGE:
		return &feed->image;
	case FIELD_RIGHTS:
		return &feed->rights;
	case FIELD_SELF:
		return &feed->self;
	case FIELD_HUB:
		return &feed->hub;
	case FIELD_NEXT_PAGE:
		return &feed->next_page;
	case FIELD_PREV_ARCHIVE:
		return &feed->prev_archive;
	case FIELD_GENERATOR:
		return &feed->generator;
	default:
		return NULL;
	}
}

static struct span *
source_slot(struct item_source *source, enum field field)
{
	if (field == FIELD_TITLE)
		return &source->title;
	return field == FIELD_URL ? &source->url : NULL;
}

/* Where the field's text is kept; NULL: nothing here has such a field. */
static struct span *
text_slot(struct reader *reader, enum field field)
{
	switch (object(reader)) {
	case SCOPE_ITEM:
		return item_slot(reader->item, field);
	case SCOPE_SOURCE:
		return source_slot(&reader->item->source, field);
	case SCOPE_FEED:
		return feed_slot(reader->feed, field);
	default:
		return NULL;
	}
}

static int64_t *
time_slot(struct reader *reader, enum field field)
{
	switch (object(reader)) {
	case SCOPE_ITEM:
		return field == FIELD_PUBLISHED ? &reader->item->published : &reader->item->updated;
	case SCOPE_FEED:
		return &reader->feed->updated;
	default:
		return NULL;
	}
}

/* Where it is noted that the time in time_slot has no zone. */
static bool *
float_slot(struct reader *reader, enum field field)
{
	if (object(reader) != SCOPE_ITEM)
		return &reader->feed_floats;
	return field == FIELD_PUBLISHED ? &reader->item_floats.is_published
					: &reader->item_floats.is_updated;
}

struct span
keep_trimmed(struct reader *reader, struct span text)
{
	text = span_trim(text);
	return text.len > 0 ? arena_copy(reader->arena, text) : SPAN_NONE;
}

/* Text functions give back a part of what they got when they had nothing to change. */
static struct span
keep(struct reader *reader, struct span text, struct span borrowed)
{
	if (text.len == 0)
		return SPAN_NONE;
	if (text.at >= borrowed.at && text.at < borrowed.at + borrowed.len)
		return arena_copy(reader->arena, text);
	return text;
}

struct span
plain_text(struct reader *reader, const struct value *value)
{
	struct span text = value->kind == MARKUP_HTML
				   ? html_text(value->text, HTML_TEXT_LINE, reader->arena)
				   : plain_line(value->text, reader->arena);

	return keep(reader, text, value->text);
}

struct span
keep_line(struct reader *reader, struct span text)
{
	return keep(reader, plain_line(text, reader->arena), text);
}

static void
set(struct reader *reader, const struct element *element, struct span text)
{
	struct span *slot = text_slot(reader, element->field);

	if (slot != NULL && text.len > 0 && field_claim(reader, element->field, element->rank))
		*slot = text;
}

void
take_plain(struct reader *reader, const struct value *value)
{
	set(reader, value->element, plain_text(reader, value));
}

void
take_literal(struct reader *reader, const struct value *value)
{
	set(reader, value->element, keep_line(reader, value->text));
}

void
take_id(struct reader *reader, const struct value *value)
{
	set(reader, value->element, keep_trimmed(reader, value->text));
}

/* Servers forget to say where they are: then links count from the page that the feed is about. */
static struct span
base_or_link(const struct reader *reader, struct span base)
{
	return base.len > 0 ? base : reader->link_base;
}

/* An '&' that was escaped once too often: no address has "&amp;" in earnest. */
static struct span
unescape(struct reader *reader, struct span url)
{
	if (span_find(url, SPAN("&amp;")) == url.len)
		return url;
	return entity_decode_text(url, reader->arena);
}

static struct span
resolve(struct reader *reader, struct span base, struct span reference)
{
	struct span url = link_resolve(
		base_or_link(reader, base), unescape(reader, span_trim(reference)), reader->arena);

	return keep(reader, url, reference);
}

struct span
resolve_here(struct reader *reader, struct span reference)
{
	struct span url = resolve(reader, reader_top(reader)->base, reference);

	return url.len > 0 ? arena_copy(reader->arena, url) : SPAN_NONE;
}

void
take_url(struct reader *reader, const struct value *value)
{
	if (span_trim(value->text).len > 0)
		set(reader, value->element, resolve(reader, value->base, value->text));
}

void
take_image_url(struct reader *reader, const struct value *value)
{
	if (span_find(value->text, SPAN("://")) < value->text.len)
		take_url(reader, value);
}

void
set_url(struct reader *reader, const struct element *element, struct span reference)
{
	if (span_trim(reference).len > 0)
		set(reader, element, resolve_here(reader, reference));
}

void
take_date(struct reader *reader, const struct value *value)
{
	int64_t *slot = time_slot(reader, value->element->field);
	struct date date;

	if (slot == NULL || !date_read_by(value->text, reader->latest, &date))
		return;
	if (ranks_here(reader)[value->element->field] > value->element->rank)
		return;
	ranks_here(reader)[value->element->field] = value->element->rank;
	*slot = date.at; /* of two in one element's name, the later one is the newer state */
	*float_slot(reader, value->element->field) = zone_habit_concerns(&date);
	zone_habit_note(&reader->zones, &date);
}

static struct markup
keep_markup(struct reader *reader, const struct value *value)
{
	reader->keeps_text = value->is_kept;
	return (struct markup){
		.kind = value->kind,
		.source = value->is_kept ? value->text : arena_copy(reader->arena, value->text),
		.base = base_or_link(reader, value->base),
	};
}

void
take_title(struct reader *reader, const struct value *value)
{
	struct span text = plain_text(reader, value);

	if (object(reader) != SCOPE_ITEM) {
		set(reader, value->element, text);
		return;
	}
	if (text.len == 0 || !field_claim(reader, FIELD_TITLE, value->element->rank))
		return;
	reader->item->title = text;
	reader->item->title_markup =
		value->kind == MARKUP_HTML ? keep_markup(reader, value) : (struct markup){0};
}

void
take_body(struct reader *reader, const struct value *value)
{
	enum field field = value->element->field;
	struct markup *body;

	if (object(reader) != SCOPE_ITEM) {
		take_plain(reader, value);
		return;
	}
	if (span_trim(value->text).len == 0 || !field_claim(reader, field, value->element->rank))
		return;
	body = field == FIELD_SUMMARY ? &reader->item->summary : &reader->item->content;
	*body = keep_markup(reader, value);
	if (reader->item->language.at == NULL)
		reader->item->language = value->language;
}

static bool
same_author(struct author a, struct author b)
{
	return span_equal(a.name, b.name) && span_equal(a.email, b.email) &&
	       span_equal(a.url, b.url);
}

struct author_list {
	struct author **authors;
	size_t *n;
};

static struct author_list
authors_here(struct reader *reader)
{
	switch (object(reader)) {
	case SCOPE_ITEM:
		return (struct author_list){&reader->item->authors, &reader->item->n_authors};
	case SCOPE_SOURCE:
		return (struct author_list){&reader->source_authors, &reader->n_source_authors};
	default:
		return (struct author_list){&reader->feed->authors, &reader->feed->n_authors};
	}
}

void
add_author(struct reader *reader, struct author author)
{
	struct author_list list = authors_here(reader);

	if (author.name.len == 0 && author.email.len == 0 && author.url.len == 0)
		return;
	for (size_t i = 0; i < *list.n; i++)
		if (same_author((*list.authors)[i], author))
			return;
	if (*list.n >= AUTHORS_MAX)
		return;
	*list.authors = arena_list_room(reader->arena, *list.authors, *list.n, sizeof author);
	(*list.authors)[(*list.n)++] = (struct author){
		.name = keep_trimmed(reader, author.name),
		.email = keep_trimmed(reader, author.email),
		.url = keep_trimmed(reader, author.url),
	};
}

void
take_author_text(struct reader *reader, const struct value *value)
{
	uint8_t *held = &ranks_here(reader)[FIELD_AUTHORS];
	struct author_list list = authors_here(reader);
	struct author author = person_parse(plain_line(value->text, reader->arena));

	if (author.name.len == 0 && author.email.len == 0)
		return;
	if (value->element->rank < *held)
		return;
	if (value->element->rank > *held)
		*list.n = 0;
	*held = value->element->rank;
	add_author(reader, author);
}

static bool
same_category(const struct category *a, const struct category *b)
{
	return a->term.len == b->term.len && a->label.len == b->label.len &&
	       span_equal(a->term, b->term) && span_equal(a->label, b->label) &&
	       span_equal(a->scheme, b->scheme);
}

static struct category *
item_category_room(struct reader *reader)
{
	reader->categories = memory_room(reader->categories, reader->item->n_categories,
		&reader->categories_capacity, sizeof *reader->categories);
	return reader->categories;
}

void
add_category(struct reader *reader, struct category category)
{
	bool is_item = object(reader) == SCOPE_ITEM;
	struct category **list = is_item ? &reader->item->categories : &reader->feed->categories;
	size_t *n = is_item ? &reader->item->n_categories : &reader->feed->n_categories;

	if (object(reader) == SCOPE_SOURCE || *n >= CATEGORIES_MAX)
		return;
	category = (struct category){
		.term = span_trim(category.term),
		.scheme = span_trim(category.scheme),
		.label = span_trim(category.label),
	};
	if (category.term.len == 0 && category.label.len == 0 && category.scheme.len == 0)
		return;
	for (size_t i = 0; i < *n; i++)
		if (same_category(&(*list)[i], &category))
			return;
	*list = is_item ? item_category_room(reader)
			: arena_list_room(reader->arena, *list, *n, sizeof category);
	(*list)[(*n)++] = (struct category){
		.term = keep_trimmed(reader, category.term),
		.scheme = keep_trimmed(reader, category.scheme),
		.label = keep_trimmed(reader, category.label),
	};
}

void
take_category_text(struct reader *reader, const struct value *value)
{
	struct category category = reader->category;

	category.term = plain_line(value->text, reader->arena);
	reader->category = (struct category){0};
	if (category.term.len == 0)
		return;
	wires_take_category(reader, category);
	add_category(reader, category);
}

#define LENGTH_MAX ((unsigned long long)INT64_MAX)

void
add_enclosure(struct reader *reader, struct span reference, struct span type, struct span length)
{
	struct item *item = reader->item;
	struct enclosure enclosure = {.length = LENGTH_NONE};
	unsigned long long number;

	if (object(reader) != SCOPE_ITEM || item->n_enclosures >= ENCLOSURES_MAX ||
		span_trim(reference).len == 0)
		return;
	enclosure.url = arena_copy(
		reader->arena, link_resolve(reader_top(reader)->base,
				       unescape(reader, span_trim(reference)), reader->arena));
	for (size_t i = 0; i < item->n_enclosures; i++)
		if (span_equal(item->enclosures[i].url, enclosure.url))
			return;
	enclosure.type = keep_trimmed(reader, type);
	if (span_to_uint(span_trim(length), LENGTH_MAX, &number))
		enclosure.length = (int64_t)number;
	item->enclosures = arena_list_room(
		reader->arena, item->enclosures, item->n_enclosures, sizeof enclosure);
	item->enclosures[item->n_enclosures++] = enclosure;
}

void
add_ticker(struct reader *reader, struct span ticker)
{
	struct item *item = reader->item;

	ticker = span_trim(ticker);
	if (object(reader) != SCOPE_ITEM || ticker.len == 0 || item->n_tickers >= TICKERS_MAX)
		return;
	for (size_t i = 0; i < item->n_tickers; i++)
		if (span_equal(item->tickers[i], ticker))
			return;
	item->tickers =
		arena_list_room(reader->arena, item->tickers, item->n_tickers, sizeof ticker);
	item->tickers[item->n_tickers++] = arena_copy(reader->arena, ticker);
}
