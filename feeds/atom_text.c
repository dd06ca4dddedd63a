#include "feeds/atom_text.h"

#include "feeds/base/utf8.h"
#include "feeds/base64.h"
#include "feeds/field.h"

/* What the type attribute says; a media type stands for what it most resembles. */
enum text_type { TYPE_TEXT, TYPE_HTML, TYPE_XHTML, TYPE_XML, TYPE_BINARY };

static enum text_type
text_type(struct span type)
{
	if (type.len == 0 || span_equal_nocase(type, SPAN("text")))
		return TYPE_TEXT;
	if (span_equal_nocase(type, SPAN("xhtml")) ||
		span_starts_with_nocase(type, SPAN("application/xhtml")))
		return TYPE_XHTML;
	if (span_find_nocase(type, SPAN("html")) < type.len)
		return TYPE_HTML;
	if (span_ends_with_nocase(type, SPAN("+xml")) || span_ends_with_nocase(type, SPAN("/xml")))
		return TYPE_XML;
	if (span_starts_with_nocase(type, SPAN("text/")) || span_find_byte(type, '/') == type.len)
		return TYPE_TEXT;
	return TYPE_BINARY;
}

static void
set_kind(struct frame *frame, enum text_type type)
{
	frame->is_literal = type == TYPE_TEXT;
	frame->kind = type == TYPE_HTML ? MARKUP_HTML : MARKUP_TEXT;
	if (type == TYPE_XHTML || type == TYPE_XML)
		frame->capture = CAPTURE_XHTML;
}

/* Atom 0.3's mode says how the markup is packed. */
static void
read_mode(struct reader *reader, struct frame *frame, const struct xml_tag *tag)
{
	struct span mode = span_trim(xml_attribute(tag, "mode"));

	reader->is_base64 = span_equal_nocase(mode, SPAN("base64"));
	if (frame->capture == CAPTURE_XHTML && mode.len > 0 &&
		!span_equal_nocase(mode, SPAN("xml"))) {
		frame->capture = CAPTURE_MARKUP;
		frame->kind = MARKUP_HTML;
	}
	if (frame->kind == MARKUP_HTML && span_equal_nocase(mode, SPAN("xml")))
		frame->capture = CAPTURE_XHTML;
}

void
atom_text_begin(struct reader *reader, const struct xml_tag *tag)
{
	struct frame *frame = reader_top(reader);

	set_kind(frame, text_type(span_trim(xml_attribute(tag, "type"))));
	read_mode(reader, frame, tag);
}

/* Atom 0.3: "multipart/alternative" holds contents, of which the first is read. */
static bool
is_multipart(const struct xml_tag *tag)
{
	struct span type = span_trim(xml_attribute(tag, "type"));

	return span_starts_with_nocase(type, SPAN("multipart/"));
}

void
atom_content_begin(struct reader *reader, const struct xml_tag *tag)
{
	struct frame *frame = reader_top(reader);
	enum text_type type = text_type(span_trim(xml_attribute(tag, "type")));

	set_kind(frame, type);
	read_mode(reader, frame, tag);
	if (type == TYPE_BINARY)
		frame->capture = CAPTURE_NOTHING;
	if (is_multipart(tag))
		frame->scope = SCOPE_ITEM;
}

static struct value
decode(struct reader *reader, const struct value *value)
{
	struct value decoded = *value;
	struct span bytes;

	if (!reader->is_base64)
		return decoded;
	reader->is_base64 = false;
	if (base64_decode(value->text, reader->arena, &bytes) && utf8_is_valid(bytes))
		decoded.text = bytes;
	return decoded;
}

void
atom_title_end(struct reader *reader, const struct value *value)
{
	struct value decoded = decode(reader, value);

	take_title(reader, &decoded);
}

void
atom_body_end(struct reader *reader, const struct value *value)
{
	struct value decoded = decode(reader, value);

	take_body(reader, &decoded);
}

void
atom_plain_end(struct reader *reader, const struct value *value)
{
	struct value decoded = decode(reader, value);

	take_plain(reader, &decoded);
}
