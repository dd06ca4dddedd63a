#include "feeds/markup_writer.h"

#include <string.h>

#include "feeds/link.h"

static const char *const void_elements[] = {
	"area",
	"base",
	"br",
	"col",
	"embed",
	"hr",
	"img",
	"input",
	"link",
	"meta",
	"param",
	"source",
	"track",
	"wbr",
};

static const char *const link_attributes[] = {
	"href",
	"src",
	"cite",
	"poster",
	"longdesc",
	"background",
	"action",
	"data",
	"usemap",
};

static bool
is_one_of(const char *name, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (span_equal_nocase(span_of(name), span_of(names[i])))
			return true;
	return false;
}

#define IS_ONE_OF(name, names) is_one_of(name, names, sizeof names / sizeof *names)

static const char *
escape_of(char byte)
{
	switch (byte) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	default:
		return NULL;
	}
}

void
markup_text(struct buf *out, struct span text)
{
	size_t from = 0;

	for (size_t i = 0; i < text.len; i++) {
		const char *escape = escape_of(text.at[i]);

		if (escape == NULL)
			continue;
		buf_add(out, span_make(text.at + from, i - from));
		buf_add_text(out, escape);
		from = i + 1;
	}
	buf_add(out, span_from(text, from));
}

static void
write_attribute(struct buf *out, const struct xml_attribute *attribute, struct span value)
{
	buf_add_byte(out, ' ');
	if (attribute->space == SPACE_XLINK)
		buf_add_text(out, "xlink:");
	buf_add_text(out, attribute->name);
	buf_add_text(out, "=\"");
	markup_text(out, value);
	buf_add_byte(out, '"');
}

static bool
is_written(const struct xml_attribute *attribute)
{
	if (attribute->space == SPACE_XML)
		return strcmp(attribute->name, "lang") == 0;
	return attribute->space == SPACE_NONE || attribute->space == SPACE_XLINK ||
	       attribute->space == SPACE_XHTML;
}

void
markup_start(struct buf *out, const struct xml_tag *tag, struct span base, struct arena *scratch)
{
	buf_add_byte(out, '<');
	buf_add_text(out, tag->name);
	for (size_t i = 0; i < tag->n_attributes; i++) {
		const struct xml_attribute *attribute = &tag->attributes[i];
		struct span value = attribute->value;

		if (!is_written(attribute))
			continue;
		if (base.at != NULL && IS_ONE_OF(attribute->name, link_attributes))
			value = link_resolve(base, value, scratch);
		write_attribute(out, attribute, value);
	}
	buf_add_byte(out, '>');
}

void
markup_end(struct buf *out, const char *name)
{
	if (IS_ONE_OF(name, void_elements))
		return;
	buf_add_text(out, "</");
	buf_add_text(out, name);
	buf_add_byte(out, '>');
}
