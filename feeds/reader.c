#include "feeds/reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "feeds/base/memory.h"
#include "feeds/base/utf8.h"
#include "feeds/html_text.h"
#include "feeds/link.h"
#include "feeds/markup_writer.h"
#include "feeds/mojibake.h"
#include "feeds/root.h"

#define WARNINGS_MAX 100
#define WARNING_TEXT_MAX 200
#define DIRECT_BYTES 256 /* from which a text is worth being copied once only */

/* In the order of a search; an element stands in one of them. */
static const struct element_table *const tables[] = {
	&rss_elements,
	&atom_elements,
	&dc_elements,
	&content_elements,
	&media_elements,
	&itunes_elements,
	&syndication_elements,
	&wires_elements,
	&sitemap_elements,
	&cdf_elements,
};

void
reader_init(struct reader *reader, struct arena *arena, struct feed *feed)
{
	memset(reader, 0, offsetof(struct reader, frames));
	reader->arena = arena;
	reader->feed = feed;
	reader->update_base_seconds = TTL_NONE;
	reader->update_frequency = 1;
	reader->latest = INT64_MAX;
	buf_init(&reader->text, SCRATCH_MAX);
	feed->updated = TIME_NONE;
	feed->ttl_seconds = TTL_NONE;
	feed->update_period_seconds = TTL_NONE;
	feed->update_base = TIME_NONE;
	/* The frame below all: the root element's parent. */
	reader->frames[0] = (struct frame){.scope = SCOPE_TOP};
	reader->depth = 1;
}

void
reader_release(struct reader *reader)
{
	buf_release(&reader->text);
	free(reader->items);
	free(reader->categories);
	free(reader->warnings);
	reader->items = NULL;
	reader->warnings = NULL;
	reader->categories = NULL;
}

struct frame *
reader_top(struct reader *reader)
{
	return &reader->frames[reader->depth - 1];
}

enum scope
reader_scope(const struct reader *reader)
{
	return reader->frames[reader->depth - 1].scope;
}

/* A message may quote the document, and be cut inside of a character. */
static struct span
well_formed(struct arena *arena, struct span text)
{
	struct arena_draft draft = arena_draft_begin(arena, text.len * UTF8_MAX_BYTES);
	size_t len = 0;

	for (size_t at = 0; at < text.len;) {
		uint32_t point;

		at += utf8_decode(span_from(text, at), &point);
		len += utf8_encode(point < ' ' ? ' ' : point, draft.at + len);
	}
	return arena_draft_end(arena, draft, len);
}

void
reader_warn(struct reader *reader, const char *code, int line, const char *format, ...)
{
	struct feed *feed = reader != NULL ? reader->feed : NULL;
	char text[WARNING_TEXT_MAX];
	va_list args;
	int len;

	if (feed == NULL || feed->n_warnings >= WARNINGS_MAX)
		return;
	reader->warnings = memory_room(reader->warnings, feed->n_warnings,
		&reader->warnings_capacity, sizeof *reader->warnings);
	va_start(args, format);
	len = vsnprintf(text, sizeof text, format, args);
	va_end(args);
	if (len < 0)
		return;
	reader->warnings[feed->n_warnings++] = (struct feed_warning){
		.code = code,
		.line = line,
		.message = well_formed(reader->arena, span_of(text)),
	};
}

/* An element without a namespace, or in the one that the root has, is of the document's own kind. */
static enum space
space_here(const struct reader *reader, const struct xml_tag *tag)
{
	if (tag->space == SPACE_NONE)
		return reader->home;
	if (tag->prefix == NULL && tag->uri == reader->root_uri)
		return reader->home;
	return tag->space;
}

static const struct element *
search(const struct xml_tag *tag, enum space space, unsigned scope)
{
	struct span name = span_of(tag->name);

	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		const struct element_table *table = tables[i];

		for (size_t j = 0; j < table->n; j++) {
			const struct element *row = &table->rows[j];

			if (row->space == space && (row->scopes & scope) != 0 &&
				span_equal_nocase(span_of(row->name), name))
				return row;
		}
	}
	return NULL;
}

static const struct element *
find_element(struct reader *reader, const struct xml_tag *tag, enum scope scope)
{
	enum space space = space_here(reader, tag);
	uintptr_t bits = (uintptr_t)tag->name;
	size_t slot = (bits ^ bits >> 7 ^ (unsigned)scope * 31) & (ROWS_CACHED - 1);
	struct row_cache *cached = &reader->cache[slot];

	if (cached->name != tag->name || cached->scope != scope || cached->space != space)
		*cached = (struct row_cache){
			.name = tag->name,
			.scope = scope,
			.space = space,
			.element = search(tag, space, scope),
		};
	return cached->element;
}

/* xml:base and xml:lang hold for all that is below. */
static void
inherit(struct reader *reader, struct frame *frame, const struct xml_tag *tag)
{
	struct span value;

	for (size_t i = 0; i < tag->n_attributes; i++) {
		const struct xml_attribute *attribute = &tag->attributes[i];

		if (attribute->space != SPACE_XML)
			continue;
		value = span_trim(attribute->value);
		if (strcmp(attribute->name, "base") == 0 && value.len > 0) {
			frame->base = arena_copy(
				reader->arena, link_resolve(frame->base, value, reader->arena));
			frame->has_own_base = frame->is_in_markup;
		} else if (strcmp(attribute->name, "lang") == 0) {
			frame->language = arena_copy(reader->arena, value);
		}
	}
}

static struct frame *
push(struct reader *reader)
{
	struct frame *parent = reader_top(reader);
	struct frame *frame = parent + 1;

	*frame = (struct frame){
		.scope = SCOPE_SKIP,
		.base = parent->base,
		.language = parent->language,
		.has_own_base = parent->has_own_base,
		.text_start = reader->text.len,
	};
	reader->depth++;
	return frame;
}

void
reader_push(struct reader *reader, enum scope scope)
{
	push(reader)->scope = scope;
}

void
reader_pop(struct reader *reader)
{
	reader->depth--;
}

static bool
takes_markup(const struct frame *frame)
{
	return frame->capture == CAPTURE_MARKUP || frame->capture == CAPTURE_XHTML;
}

/* A child of an element that is captured: its tag becomes a part of the text. */
static void
start_in_markup(struct reader *reader, struct frame *frame, const struct xml_tag *tag)
{
	frame->capture = frame[-1].capture;
	frame->is_in_markup = true;
	frame->name = tag->name;
	inherit(reader, frame, tag);
	markup_start(
		&reader->text, tag, frame->has_own_base ? frame->base : SPAN_NONE, reader->arena);
	for (size_t i = reader->depth - 1; i > 0 && !reader->frames[i].has_markup; i--) {
		reader->frames[i].has_markup = true;
		if (!reader->frames[i].is_in_markup)
			break;
	}
}

static void
start_ours(struct reader *reader, struct frame *frame, const struct xml_tag *tag)
{
	enum scope around = frame[-1].scope;

	frame->element = find_element(reader, tag, around);
	inherit(reader, frame, tag);
	if (frame->element == NULL) {
		if ((around == SCOPE_FEED || around == SCOPE_WRAPPER) && tag->space == SPACE_NONE)
			frame->scope = SCOPE_WRAPPER;
		/* the title and the link of an image are no part of its address */
		if (around != SCOPE_IMAGE)
			frame->capture = frame[-1].capture;
		return;
	}
	frame->scope = frame->element->opens;
	frame->capture = frame->element->capture;
	frame->kind = MARKUP_TEXT;
	if (frame->element->begin != NULL)
		frame->element->begin(reader, tag);
}

void
reader_begin_root(struct reader *reader, const struct xml_tag *tag)
{
	struct frame *frame = reader_top(reader);

	start_ours(reader, frame, tag);
	reader->root_language = frame->language;
	if (frame->element == NULL) {
		frame->scope = SCOPE_FEED;
		frame->capture = CAPTURE_NOTHING;
	}
}

/* A large text that is alone in its element is copied once. */
static bool
take_directly(struct reader *reader, struct span text)
{
	const struct frame *frame = reader_top(reader);

	if (text.len < DIRECT_BYTES || frame->is_in_markup || frame->element == NULL ||
		frame->capture == CAPTURE_NOTHING || frame->capture == CAPTURE_XHTML ||
		reader->text.len > frame->text_start)
		return false;
	reader->direct = arena_copy(reader->arena, text);
	return true;
}

/* It was not alone. */
static void
give_up_direct(struct reader *reader)
{
	struct span direct = reader->direct;

	if (direct.at == NULL)
		return;
	buf_add(&reader->text, direct);
	arena_give_back(reader->arena, direct.at, direct.len, direct.len);
	reader->direct = SPAN_NONE;
}

static void
on_start(void *context, const struct xml_tag *tag)
{
	struct reader *reader = context;
	struct frame *frame;

	if (reader->is_refused)
		return;
	if (reader->too_deep > 0 || reader->depth == DEPTH_MAX) {
		if (reader->too_deep++ == 0)
			reader_warn(reader, "too-deep", tag->line,
				"elements below a depth of %d are left out", DEPTH_MAX);
		return;
	}
	give_up_direct(reader);
	frame = push(reader);
	if (reader->depth == 2)
		root_begin(reader, tag);
	else if (takes_markup(frame - 1))
		start_in_markup(reader, frame, tag);
	else
		start_ours(reader, frame, tag);
}

static void
on_text(void *context, struct span text)
{
	struct reader *reader = context;

	if (reader->direct.at != NULL)
		give_up_direct(reader);
	else if (take_directly(reader, text))
		return;
	switch (reader_top(reader)->capture) {
	case CAPTURE_NOTHING:
		break;
	case CAPTURE_TEXT:
	case CAPTURE_MARKUP:
		buf_add(&reader->text, text);
		break;
	case CAPTURE_XHTML:
		markup_text(&reader->text, text);
		break;
	}
}

/* By the evidence, where the format does not say. */
static enum markup_kind
kind_of(const struct frame *frame, struct span text)
{
	if (frame->has_markup || frame->kind == MARKUP_HTML || frame->capture == CAPTURE_XHTML)
		return MARKUP_HTML;
	if (frame->is_literal)
		return MARKUP_TEXT;
	return html_looks_like_markup(text) ? MARKUP_HTML : MARKUP_TEXT;
}

/* What came is not kept in the arena beside what was meant. */
static void
mend_twice_encoded(struct reader *reader, struct value *value)
{
	struct span text = value->text;
	size_t start = reader->text.len;

	if (!mojibake_is(text))
		return;
	if (value->is_kept) {
		buf_add(&reader->text, text);
		arena_give_back(reader->arena, text.at, text.len, text.len);
		text = span_from(buf_span(&reader->text), start);
	}
	value->text = mojibake_mend(text, reader->arena);
	value->is_kept = true;
	reader_warn(reader, "double-encoded", reader->item != NULL ? reader->item->line : 0,
		"UTF-8 that was encoded once more is read as it was meant");
}

/* A section that was escaped, or stands in another: its marks are no text. */
static struct span
without_section(struct span text)
{
	struct span trimmed = span_trim(text);
	struct span begin = SPAN("<![CDATA[");
	struct span end = SPAN("]]>");

	if (trimmed.len < begin.len + end.len || !span_starts_with(trimmed, begin) ||
		!span_ends_with(trimmed, end))
		return text;
	return span_head(span_from(trimmed, begin.len), trimmed.len - begin.len - end.len);
}

static void
end_ours(struct reader *reader, const struct frame *frame)
{
	struct span direct = reader->direct;
	struct span text =
		direct.at != NULL ? direct : span_from(buf_span(&reader->text), frame->text_start);
	struct value value = {
		.element = frame->element,
		.text = frame->is_literal ? text : without_section(text),
		.is_kept = direct.at != NULL,
		.base = frame->base,
		.language = frame->language,
		.has_markup = frame->has_markup,
	};

	reader->direct = SPAN_NONE;
	mend_twice_encoded(reader, &value);
	value.kind = kind_of(frame, value.text);
	reader->keeps_text = false;
	frame->element->end(reader, &value);
	if (value.is_kept && !reader->keeps_text) /* the item has a better one */
		arena_give_back(reader->arena, value.text.at, value.text.len, value.text.len);
}

static void
on_end(void *context)
{
	struct reader *reader = context;
	struct frame *frame = reader_top(reader);

	if (reader->is_refused)
		return;
	if (reader->too_deep > 0) {
		reader->too_deep--;
		return;
	}
	reader->depth--;
	if (frame->is_in_markup) {
		markup_end(&reader->text, frame->name);
		return;
	}
	if (frame->element == NULL)
		return;
	if (frame->element->end != NULL)
		end_ours(reader, frame);
	reader->direct = SPAN_NONE;
	buf_cut(&reader->text, frame->text_start);
}

void
reader_end(struct reader *reader)
{
	reader->too_deep = 0;
	while (reader->depth > 1 && !reader->is_refused)
		on_end(reader);
}

const struct xml_events reader_events = {
	.on_start = on_start,
	.on_text = on_text,
	.on_end = on_end,
};
