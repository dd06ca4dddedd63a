#include "feeds/repair_tag.h"

#include "feeds/base/ascii.h"

#define ATTRIBUTES_MAX 64
#define NAMESPACES_MAX 128 /* in scope at one place; libxml2 walks through them */

struct attributes {
	struct span names[ATTRIBUTES_MAX];
	size_t n;
	unsigned n_namespaces;
	bool is_dropped; /* nothing of the tag is written */
};

static bool
is_name_start(char byte)
{
	return ascii_is_alpha(byte) || byte == '_';
}

static bool
is_name_byte(char byte)
{
	return ascii_is_alnum(byte) || byte == '_' || byte == '-' || byte == '.';
}

/* A name with at most one prefix: what libxml2 takes whatever else is wrong. */
static struct span
name_at(struct span text)
{
	size_t len = 0;
	bool has_prefix = false;

	if (text.len == 0 || !is_name_start(text.at[0]))
		return SPAN_NONE;
	while (len < text.len) {
		if (text.at[len] == ':') {
			if (has_prefix || len + 1 == text.len || !is_name_start(text.at[len + 1]))
				break;
			has_prefix = true;
		} else if (!is_name_byte(text.at[len])) {
			break;
		}
		len++;
	}
	return span_head(text, len);
}

struct span
repair_tag_name(struct span text)
{
	struct span name = name_at(text);
	char next;

	if (name.len == 0 || name.len == text.len)
		return SPAN_NONE;
	next = text.at[name.len];
	if (!ascii_is_space(next) && next != '/' && next != '>' && next != '<')
		return SPAN_NONE;
	return name;
}

bool
repair_tag_is_cut(struct span rest)
{
	struct span name = span_from(rest, span_starts_with(rest, SPAN("</")) ? 2 : 1);

	return name_at(name).len == name.len;
}

static struct span
local_name(struct span name)
{
	return span_from(
		name, span_find_byte(name, ':') < name.len ? span_find_byte(name, ':') + 1 : 0);
}

/* Two prefixes may stand for one namespace, so prefixed names are compared without them. */
static bool
is_repeated(const struct attributes *attributes, struct span name)
{
	bool has_prefix = span_find_byte(name, ':') < name.len;

	for (size_t i = 0; i < attributes->n; i++) {
		struct span other = attributes->names[i];

		if (span_equal(name, other))
			return true;
		if (has_prefix && span_find_byte(other, ':') < other.len &&
			!span_starts_with(name, SPAN("xmlns:")) &&
			!span_starts_with(other, SPAN("xmlns:")) &&
			span_equal(local_name(name), local_name(other)))
			return true;
	}
	return false;
}

static bool
is_namespace(struct span name)
{
	return span_equal(name, SPAN("xmlns")) || span_starts_with(name, SPAN("xmlns:"));
}

static bool
is_wanted(struct repair *repair, struct attributes *attributes, struct span name)
{
	if (attributes->is_dropped || attributes->n == ATTRIBUTES_MAX)
		return false;
	if (is_repeated(attributes, name)) {
		reader_warn(repair->reader, "repeated-attribute", repair->line,
			"the attribute '%.*s' stands twice: the first counts", SPAN_ARGS(name));
		return false;
	}
	if (!is_namespace(name))
		return true;
	attributes->n_namespaces++;
	return repair->n_namespaces + attributes->n_namespaces <= NAMESPACES_MAX;
}

static void
write_attribute(
	struct repair *repair, struct attributes *attributes, struct span name, struct span value)
{
	if (!is_wanted(repair, attributes, name))
		return;
	attributes->names[attributes->n++] = name;
	buf_add_byte(&repair->out, ' ');
	buf_add(&repair->out, name);
	buf_add_text(&repair->out, "=\"");
	repair_write_text(repair, value, true);
	buf_add_byte(&repair->out, '"');
}

static void
skip_blanks(struct repair *repair)
{
	struct span rest = repair_rest(repair);
	size_t len = 0;

	while (len < rest.len && ascii_is_space(rest.at[len]))
		len++;
	repair_advance(repair, len);
}

/* Without the '/' of "/>": in XML that ends an element more often than an address. */
static size_t
unquoted_len(struct span text)
{
	size_t len = 0;

	while (len < text.len && !ascii_is_space(text.at[len]) && text.at[len] != '>')
		len++;
	if (len > 0 && len < text.len && text.at[len] == '>' && text.at[len - 1] == '/')
		len--;
	return len;
}

static struct span
without_quote(struct span value)
{
	if (value.len > 0 && (value.at[value.len - 1] == '"' || value.at[value.len - 1] == '\''))
		value.len--;
	return value;
}

/* The quote that ends a value is followed by what may follow a value. */
static bool
ends_value(struct span behind)
{
	return behind.len == 0 || ascii_is_space(behind.at[0]) || behind.at[0] == '>' ||
	       behind.at[0] == '/' || behind.at[0] == '?';
}

static struct span
read_value(struct repair *repair)
{
	struct span rest = repair_rest(repair);
	struct span value;
	enum mark quote;
	size_t len;

	if (rest.len == 0 || (rest.at[0] != '"' && rest.at[0] != '\'')) {
		value = span_head(rest, unquoted_len(rest));
		repair_advance(repair, value.len);
		return without_quote(value);
	}
	quote = rest.at[0] == '"' ? MARK_QUOTE : MARK_APOSTROPHE;
	repair->at++;
	rest = repair_rest(repair);
	len = repair_find(repair, quote);
	if (len < rest.len && ends_value(span_from(rest, len + 1))) {
		value = span_head(rest, len);
		repair_advance(repair, len + 1);
		return value;
	}
	value = span_head(rest, unquoted_len(rest));
	repair_advance(repair, value.len);
	value = without_quote(value);
	reader_warn(repair->reader, "open-quote", repair->line,
		"the value of an attribute has no end: cut at the first blank");
	return value;
}

static void
read_attribute(struct repair *repair, struct attributes *attributes, struct span name)
{
	struct span value = name;

	repair_advance(repair, name.len);
	skip_blanks(repair);
	if (span_starts_with(repair_rest(repair), SPAN("="))) {
		repair->at++;
		skip_blanks(repair);
		value = read_value(repair);
	}
	write_attribute(repair, attributes, name, value);
}

/* Reads up to the tag's end; whether it was "/>". A '<' or the document's end ends it too. */
static bool
read_attributes(struct repair *repair, struct attributes *attributes)
{
	for (;;) {
		struct span rest, name;

		skip_blanks(repair);
		rest = repair_rest(repair);
		if (rest.len == 0 || rest.at[0] == '<')
			return false;
		if (rest.at[0] == '>') {
			repair->at++;
			return false;
		}
		if (span_starts_with(rest, SPAN("/>"))) {
			repair->at += 2;
			return true;
		}
		name = name_at(rest);
		if (name.len > 0)
			read_attribute(repair, attributes, name);
		else
			repair->at++;
	}
}

struct repair_tag
repair_read_tag(struct repair *repair, struct span name, bool is_dropped)
{
	struct attributes attributes = {.is_dropped = is_dropped};
	struct repair_tag tag = {.name = name};
	int line = repair->line;

	if (!is_dropped) {
		buf_add_byte(&repair->out, '<');
		buf_add(&repair->out, name);
	}
	repair_advance(repair, 1 + name.len);
	tag.is_empty = read_attributes(repair, &attributes);
	tag.n_namespaces = attributes.n_namespaces;
	for (; line < repair->line; line++)
		buf_add_byte(&repair->out, '\n');
	return tag;
}
