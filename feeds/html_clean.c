#include "feeds/html_clean.h"

#include <gumbo.h>
#include <string.h>

#include "feeds/base/buf.h"
#include "feeds/base/utf8.h"
#include "feeds/html_attribute.h"
#include "feeds/html_filter.h"
#include "feeds/html_style.h"
#include "feeds/html_text.h"
#include "feeds/html_tracker.h"

#define INPUT_BYTES_MAX ((size_t)4 << 20)
#define GROWTH_MAX 8 /* more than this many times the input is an attack by formatting */
#define OUTPUT_BYTES_MIN ((size_t)64 << 10)
#define ROUNDS_MAX 5   /* the second one mostly finds nothing to change */
#define DEPTH_MAX 1024 /* of the tree: the filter's, and what the builder adds in between */

/* So that the builder is in the body and in the mode of a modern page from the start. */
#define PROLOGUE "<!DOCTYPE html><body>"

struct writer {
	struct buf *out;
	struct span base_url;
	struct arena *arena; /* for values, as long as the tree */
	bool is_written
		[DEPTH_MAX]; /* whether the element at this depth has its tags in the output */
	size_t depth;
};

/* The tree lives in an arena of its own: nothing in it is freed piece by piece. */
static void *
on_allocate(void *arena, size_t size)
{
	return arena_alloc(arena, size);
}

static void
on_free(void *arena, void *memory)
{
	(void)arena;
	(void)memory;
}

static const char *
escape_of(char byte, bool in_value)
{
	switch (byte) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return in_value ? "&quot;" : NULL;
	case '\r':
		return "\n";
	default:
		return (unsigned char)byte < 0x20 && byte != '\n' && byte != '\t' ? "" : NULL;
	}
}

/* Control characters are left out, and a line ends in one way. */
static void
put_escaped(struct buf *out, struct span text, bool in_value)
{
	size_t from = 0;

	for (size_t at = 0; at < text.len; at++) {
		const char *escape = escape_of(text.at[at], in_value);

		if (escape == NULL)
			continue;
		buf_add(out, span_make(text.at + from, at - from));
		buf_add_text(out, escape);
		from = at + 1;
	}
	buf_add(out, span_from(text, from));
}

static const struct html_element *
element_of(const GumboNode *node)
{
	const GumboElement *element = &node->v.element;
	const struct html_element *found;
	GumboStringPiece piece = element->original_tag;

	if (node->type != GUMBO_NODE_ELEMENT || element->tag_namespace != GUMBO_NAMESPACE_HTML)
		return NULL;
	if (element->tag == GUMBO_TAG_UNKNOWN) {
		gumbo_tag_from_original_text(&piece);
		found = html_element_find(span_make(piece.data, piece.length));
	} else {
		found = html_element_find(span_of(gumbo_normalized_tagname(element->tag)));
	}
	return found != NULL && (found->flags & HTML_ALLOWED) != 0 ? found : NULL;
}

static struct span
attribute(const GumboNode *node, const char *name)
{
	const GumboAttribute *found = gumbo_get_attribute(&node->v.element.attributes, name);

	return found != NULL ? span_of(found->value) : SPAN_NONE;
}

static bool
is_tracking(const GumboNode *node)
{
	return html_tracker_is_size(attribute(node, "width"), attribute(node, "height")) ||
	       html_style_hides(attribute(node, "style"));
}

/* Writes the attributes that may stay; gives how many of them are addresses. */
static int
put_attributes(struct writer *writer, const GumboNode *node, const struct html_element *element)
{
	const GumboVector *attributes = &node->v.element.attributes;
	int n_addresses = 0;

	for (unsigned i = 0; i < attributes->length; i++) {
		const GumboAttribute *given = attributes->data[i];
		const struct html_rule *rule = html_attribute_find(element, span_of(given->name));
		struct span value;

		if (rule == NULL)
			continue;
		value = html_attribute_clean(
			rule, span_of(given->value), writer->base_url, writer->arena);
		if (value.at == NULL)
			continue;
		if (rule->value == HTML_VALUE_LINK || rule->value == HTML_VALUE_SOURCE ||
			rule->value == HTML_VALUE_SOURCES)
			n_addresses++;
		buf_add_byte(writer->out, ' ');
		buf_add_text(writer->out, rule->name);
		buf_add_text(writer->out, "=\"");
		put_escaped(writer->out, value, true);
		buf_add_byte(writer->out, '"');
	}
	return n_addresses;
}

static bool
is_named(const struct html_element *element, const char *name)
{
	return strcmp(element->name, name) == 0;
}

/* A parser drops the first line end in a "pre", so one that counts is written twice. */
static bool
begins_with_line_end(const GumboNode *node)
{
	const GumboNode *first;

	if (node->v.element.children.length == 0)
		return false;
	first = node->v.element.children.data[0];
	return (first->type == GUMBO_NODE_TEXT || first->type == GUMBO_NODE_WHITESPACE) &&
	       first->v.text.text[0] == '\n';
}

/* False: the tags of this element are not in the output. */
static bool
put_start(struct writer *writer, const GumboNode *node)
{
	const struct html_element *element = element_of(node);
	size_t start = writer->out->len;
	int n_addresses;

	if (element == NULL || (is_named(element, "img") && is_tracking(node)))
		return false;
	buf_add_byte(writer->out, '<');
	buf_add_text(writer->out, element->name);
	n_addresses = put_attributes(writer, node, element);
	if (n_addresses == 0 && (is_named(element, "img") || is_named(element, "source") ||
					is_named(element, "track") || is_named(element, "a"))) {
		buf_cut(writer->out, start);
		return false;
	}
	buf_add_byte(writer->out, '>');
	if (is_named(element, "pre") && begins_with_line_end(node))
		buf_add_byte(writer->out, '\n');
	return true;
}

static void
put_end(struct writer *writer, const GumboNode *node)
{
	const struct html_element *element = element_of(node);

	if (!writer->is_written[writer->depth] || (element->flags & HTML_VOID) != 0)
		return;
	buf_add_text(writer->out, "</");
	buf_add_text(writer->out, element->name);
	buf_add_byte(writer->out, '>');
}

static const GumboVector *
children_of(const GumboNode *node)
{
	return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE
		       ? &node->v.element.children
		       : &kGumboEmptyVector;
}

static void
enter(struct writer *writer, const GumboNode *node)
{
	switch (node->type) {
	case GUMBO_NODE_ELEMENT:
		if (writer->depth < DEPTH_MAX)
			writer->is_written[writer->depth] = put_start(writer, node);
		break;
	case GUMBO_NODE_TEXT:
	case GUMBO_NODE_WHITESPACE:
	case GUMBO_NODE_CDATA:
		put_escaped(writer->out, span_of(node->v.text.text), false);
		break;
	case GUMBO_NODE_DOCUMENT:
	case GUMBO_NODE_COMMENT:
	case GUMBO_NODE_TEMPLATE:
		break;
	}
}

/* Without recursion: the parent and the place in it tell what comes next. */
static void
put_tree(struct writer *writer, const GumboNode *body)
{
	const GumboNode *node = body;
	size_t at = 0; /* the next child of `node` */

	for (;;) {
		const GumboVector *children = children_of(node);

		if (at < children->length && writer->depth < DEPTH_MAX) {
			node = children->data[at];
			at = 0;
			enter(writer, node);
			writer->depth++;
			continue;
		}
		if (node == body)
			return;
		writer->depth--;
		if (node->type == GUMBO_NODE_ELEMENT)
			put_end(writer, node);
		at = node->index_within_parent + 1;
		node = node->parent;
	}
}

static const GumboNode *
find_body(const GumboOutput *output)
{
	const GumboVector *children = children_of(output->root);

	for (unsigned i = 0; i < children->length; i++) {
		const GumboNode *node = children->data[i];

		if (node->type == GUMBO_NODE_ELEMENT && node->v.element.tag == GUMBO_TAG_BODY)
			return node;
	}
	return NULL;
}

static void
clean_piece(struct span piece, struct span base_url, struct arena *arena, struct buf *out)
{
	GumboOptions options = kGumboDefaultOptions;
	struct writer writer = {.out = out, .base_url = base_url, .arena = arena};
	const GumboNode *body;

	options.allocator = on_allocate;
	options.deallocator = on_free;
	options.userdata = arena;
	options.max_errors = 0;
	body = find_body(gumbo_parse_with_options(&options, piece.at, piece.len));
	if (body != NULL)
		put_tree(&writer, body);
}

/* The tree builder would take them for broken text. */
static void
drop_controls(struct buf *buf)
{
	size_t kept = 0;

	for (size_t at = 0; at < buf->len; at++) {
		unsigned char byte = (unsigned char)buf->at[at];

		if ((byte >= 0x20 || (byte >= '\t' && byte <= '\r' && byte != '\v')) &&
			byte != 0x7f)
			buf->at[kept++] = buf->at[at];
	}
	buf_cut(buf, kept);
}

/* Appends the clean form of `html` to `out`; false: it grows beyond all measure. */
static bool
clean_once(struct span html, struct span base_url, struct buf *out)
{
	struct html_filter filter;
	struct arena *arena = arena_new();
	struct buf piece;

	buf_init(&piece, BUF_UNLIMITED);
	html_filter_init(&filter, html);
	for (;;) {
		buf_clear(&piece);
		buf_add_text(&piece, PROLOGUE);
		if (!html_filter_next(&filter, &piece) || out->is_full)
			break;
		drop_controls(&piece);
		clean_piece(buf_span(&piece), base_url, arena, out);
		arena_clear(arena);
	}
	buf_release(&piece);
	arena_free(arena);
	return !out->is_full;
}

struct clean_html
html_clean_text(struct span text, struct arena *arena)
{
	struct clean_html clean = {SPAN_NONE};
	struct buf out;

	if (text.at == NULL)
		return clean;
	buf_init(&out, BUF_UNLIMITED);
	put_escaped(&out, text, false);
	clean.html = arena_copy(arena, buf_span(&out));
	buf_release(&out);
	return clean;
}

/* What cannot be brought to rest is shown without its markup. */
static struct clean_html
give_up(struct span html, struct arena *arena)
{
	return html_clean_text(html_text(html, HTML_TEXT_PARAGRAPHS, arena), arena);
}

/*
 * Cleans until another round changes nothing. So it is proved, not hoped, that whoever reads the
 * result sees the tree that was checked.
 */
struct clean_html
html_clean(struct span html, struct span base_url, struct arena *arena)
{
	struct clean_html clean = {SPAN_NONE};
	struct span input = utf8_head(html, INPUT_BYTES_MAX);
	struct span before = input;
	struct buf bufs[2];
	bool is_at_rest = false;

	if (html.at == NULL)
		return clean;
	for (int i = 0; i < 2; i++)
		buf_init(&bufs[i], OUTPUT_BYTES_MIN + input.len * GROWTH_MAX);
	for (int round = 0; round < ROUNDS_MAX && !is_at_rest; round++) {
		struct buf *out = &bufs[round % 2];

		buf_clear(out);
		if (!clean_once(before, base_url, out))
			break;
		is_at_rest = span_equal(before, buf_span(out));
		before = buf_span(out);
	}
	clean = is_at_rest ? (struct clean_html){arena_copy(arena, before)} : give_up(input, arena);
	buf_release(&bufs[0]);
	buf_release(&bufs[1]);
	return clean;
}
