#include "feeds/xml.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "feeds/base/ascii.h"
#include "feeds/base/buf.h"
#include "feeds/base/memory.h"
#include "feeds/base/utf8.h"
#include "feeds/encoding.h"
#include "feeds/entity.h"
#include "feeds/xml_section.h"
#include "feeds/xml_text.h"

/*
 * libxml2 compares each attribute of a tag with all before it. A tag that spans more than two
 * pieces of this size, or has too many attributes, is refused here, once; the document comes again
 * through repair.c, which cuts them.
 */
#define PIECE_BYTES 32768
#define PIECE_BYTES_MAX ((size_t)1 << 30)
#define ATTRIBUTES_MAX 256
#define NAMESPACES_MAX 255 /* in scope at one place: libxml2 walks through them for each name */
#define SPACES_CACHED 64   /* a power of two */
#define TEXT_BYTES_MIN 64  /* from which a text is worth a stop */
#define FAILED_STOPS_MAX 16

struct uri_space {
	const xmlChar *uri; /* libxml2 keeps one pointer for one string */
	const xmlChar *prefix;
	enum space space;
};

struct xml {
	xmlParserCtxt *parser;
	const struct xml_events *events;
	void *context;
	const struct xml_entities *entities;
	bool is_broken;
	bool is_mended;
	size_t n_namespaces; /* declared by the elements that are open */
	struct buf open;     /* a byte for each open element: how many namespaces it declared */
	struct uri_space spaces[SPACES_CACHED];
	xmlEntity entity; /* what on_entity gave last */
	struct buf entity_text;
	struct buf text; /* with its references decoded */
	struct xml_fault fault;
	struct xml_attribute attributes[ATTRIBUTES_MAX]; /* last: set when used */
};

static void
stop(struct xml *xml, int line, const char *message)
{
	size_t len = 0;

	if (xml->is_broken)
		return;
	xml->is_broken = true;
	xml->fault.line = line;
	for (; message[len] != '\0' && len + 1 < sizeof xml->fault.message; len++)
		xml->fault.message[len] = message[len] >= ' ' ? message[len] : ' ';
	while (len > 0 && xml->fault.message[len - 1] == ' ')
		len--;
	xml->fault.message[len] = '\0';
	xmlStopParser(xml->parser);
}

static int
line_now(const struct xml *xml)
{
	const xmlParserInput *input = xml->parser->input;

	return input != NULL ? input->line : 0;
}

static size_t
cache_slot(const void *uri, const void *prefix)
{
	uintptr_t bits = (uintptr_t)uri ^ (uintptr_t)prefix << 1;

	return (bits >> 3 ^ bits >> 9) & (SPACES_CACHED - 1);
}

static enum space
space_of(struct xml *xml, const xmlChar *prefix, const xmlChar *uri)
{
	struct uri_space *cached;

	if (uri == NULL)
		return space_of_prefix(span_of((const char *)prefix));
	cached = &xml->spaces[cache_slot(uri, prefix)];
	if (cached->uri != uri || cached->prefix != prefix)
		*cached = (struct uri_space){
			.uri = uri,
			.prefix = prefix,
			.space = space_of_name(
				span_of((const char *)uri), span_of((const char *)prefix)),
		};
	return cached->space;
}

/* libxml2 gives five pointers an attribute: name, prefix, URI, and the value's begin and end. */
static size_t
read_attributes(struct xml *xml, int n, const xmlChar **from)
{
	size_t n_read = 0;

	for (int i = 0; i < n; i++, from += 5) {
		xml->attributes[n_read++] = (struct xml_attribute){
			.name = (const char *)from[0],
			.prefix = (const char *)from[1],
			.space = from[1] != NULL ? space_of(xml, from[1], from[2]) : SPACE_NONE,
			.value = span_make((const char *)from[3], (size_t)(from[4] - from[3])),
		};
	}
	return n_read;
}

/* False: the tag is beyond a cap. */
static bool
is_bearable(struct xml *xml, int n_namespaces, int n_attributes)
{
	xml->n_namespaces += (size_t)n_namespaces;
	if (xml->n_namespaces > NAMESPACES_MAX)
		stop(xml, line_now(xml), "too many namespaces");
	if (n_attributes > ATTRIBUTES_MAX)
		stop(xml, line_now(xml), "too many attributes");
	return !xml->is_broken && buf_add_byte(&xml->open, (char)n_namespaces);
}

static void
on_start_element(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
	int n_namespaces, const xmlChar **namespaces, int n_attributes, int n_defaulted,
	const xmlChar **attributes)
{
	struct xml *xml = context;
	struct xml_tag tag;

	(void)namespaces;
	(void)n_defaulted;
	if (xml->is_broken || !is_bearable(xml, n_namespaces, n_attributes))
		return;
	tag = (struct xml_tag){
		.space = space_of(xml, prefix, uri),
		.prefix = (const char *)prefix,
		.name = (const char *)name,
		.uri = (const char *)uri,
		.attributes = xml->attributes,
		.n_attributes = read_attributes(xml, n_attributes, attributes),
		.line = line_now(xml),
	};
	xml->events->on_start(xml->context, &tag);
}

static void
on_end_element(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	struct xml *xml = context;

	(void)name;
	(void)prefix;
	(void)uri;
	if (xml->is_broken || xml->open.len == 0)
		return;
	xml->n_namespaces -= (unsigned char)xml->open.at[xml->open.len - 1];
	buf_cut(&xml->open, xml->open.len - 1);
	xml->events->on_end(xml->context);
}

static void
on_characters(void *context, const xmlChar *text, int len)
{
	struct xml *xml = context;

	char bytes[UTF8_MAX_BYTES];

	/* &#146; is U+0092 by the letter, and windows-1252 in every feed that has it. */
	if (len == 2 && text[0] == 0xc2 && text[1] < 0xa0) {
		len = (int)utf8_encode(encoding_windows_1252(text[1]), bytes);
		text = (const xmlChar *)bytes;
	}
	if (!xml->is_broken && len > 0)
		xml->events->on_text(xml->context, span_make((const char *)text, (size_t)len));
}

/* A section that holds the begin of another most likely lost its end: repair.c will look. */
static void
on_cdata(void *context, const xmlChar *text, int len)
{
	struct xml *xml = context;
	struct span content = span_make((const char *)text, len > 0 ? (size_t)len : 0);

	if (span_find(content, SPAN("<![CDATA[")) < content.len && !xml->is_mended)
		stop(xml, line_now(xml), "a CDATA section inside of another");
	else
		on_characters(context, text, len);
}

static struct span
entity_text(const struct xml *xml, struct span name)
{
	for (size_t i = 0; xml->entities != NULL && i < xml->entities->n; i++)
		if (span_equal(xml->entities->at[i].name, name))
			return xml->entities->at[i].text;
	return entity_named(name);
}

/* In an attribute libxml2 decodes the text of an entity once more. */
static void
escape_for_attribute(struct buf *out, struct span text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '&')
			buf_add_text(out, "&#38;");
		else if (text.at[i] == '<')
			buf_add_text(out, "&#60;");
		else
			buf_add_byte(out, text.at[i]);
	}
}

/*
 * libxml2 asks what an entity stands for. It is told that it is one of XML's own, whose text is
 * taken as it is; in attributes it takes only one byte of those, so there it is a general one.
 */
static xmlEntity *
on_entity(void *context, const xmlChar *name)
{
	struct xml *xml = context;
	struct span text = entity_text(xml, span_of((const char *)name));
	bool in_attribute = xml->parser->instate == XML_PARSER_ATTRIBUTE_VALUE;

	if (text.at == NULL)
		return NULL;
	buf_clear(&xml->entity_text);
	if (in_attribute)
		escape_for_attribute(&xml->entity_text, text);
	else
		buf_add(&xml->entity_text, text);
	xml->entity = (xmlEntity){
		.type = XML_ENTITY_DECL,
		.name = name,
		.etype =
			in_attribute ? XML_INTERNAL_GENERAL_ENTITY : XML_INTERNAL_PREDEFINED_ENTITY,
		.length = (int)xml->entity_text.len,
		.checked = 2, /* looked through, holds no '<' */
	};
	buf_string(&xml->entity_text);
	xml->entity.content = (xmlChar *)xml->entity_text.at;
	return &xml->entity;
}

static void
on_error(void *context, xmlError *error)
{
	struct xml *xml = context;

	if (error->level == XML_ERR_FATAL)
		stop(xml, error->line, error->message != NULL ? error->message : "not well formed");
}

static const xmlSAXHandler call_backs = {
	.initialized = XML_SAX2_MAGIC,
	.startElementNs = on_start_element,
	.endElementNs = on_end_element,
	.characters = on_characters,
	.ignorableWhitespace = on_characters, /* the same: libxml2 need not find out which it is */
	.cdataBlock = on_cdata,
	.getEntity = on_entity,
	.serror = (xmlStructuredErrorFunc)on_error,
};

struct xml *
xml_new(const struct xml_events *events, void *context, const struct xml_entities *entities,
	int first_line)
{
	struct xml *xml = memory_resize(NULL, 1, sizeof *xml);
	xmlSAXHandler handler = call_backs;

	memset(xml, 0, offsetof(struct xml, attributes));
	xml->events = events;
	xml->context = context;
	xml->entities = entities;
	buf_init(&xml->open, BUF_UNLIMITED);
	buf_init(&xml->entity_text, BUF_UNLIMITED);
	buf_init(&xml->text, BUF_UNLIMITED);
	xml->parser = xmlCreatePushParserCtxt(&handler, xml, NULL, 0, NULL);
	if (xml->parser == NULL)
		memory_exhausted(sizeof *xml->parser);
	xml->parser->input->line = first_line; /* its messages speak of lines too */
	xmlCtxtUseOptions(xml->parser, XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOENT);
	return xml;
}

void
xml_free(struct xml *xml)
{
	if (xml == NULL)
		return;
	xmlFreeParserCtxt(xml->parser);
	buf_release(&xml->open);
	buf_release(&xml->entity_text);
	buf_release(&xml->text);
	free(xml);
}

void
xml_trust(struct xml *xml)
{
	xml->is_mended = true;
}

/* What libxml2 holds back, because the end of a tag, a comment or a section has not come. */
static size_t
held_back(const struct xml *xml)
{
	const xmlParserInput *input = xml->parser->input;

	return input != NULL ? (size_t)(input->end - input->cur) : 0;
}

static bool
is_in_long_tag(const struct xml *xml)
{
	xmlParserInputState state = xml->parser->instate;
	const xmlParserInput *input = xml->parser->input;

	if (xml->is_broken || held_back(xml) <= PIECE_BYTES || *input->cur != '<')
		return false;
	return state == XML_PARSER_START_TAG ||
	       (state == XML_PARSER_CONTENT && input->cur[1] != '!' && input->cur[1] != '?');
}

/*
 * libxml2 walks through what it holds back with every piece: pieces that grow with it keep that
 * linear.
 */
static size_t
piece_bytes(const struct xml *xml)
{
	size_t held = held_back(xml);

	if (held < PIECE_BYTES)
		return PIECE_BYTES;
	return held < PIECE_BYTES_MAX ? held : PIECE_BYTES_MAX;
}

/*
 * As much as fits, but not beyond a place from which libxml2 may be spared the work: the begin of a
 * CDATA section, or that of a long text.
 */
static struct span
up_to_stop(struct span piece)
{
	size_t at = 0;

	for (;;) {
		size_t tag = at + span_find_byte(span_from(piece, at), '<');
		struct span rest = span_from(piece, tag);

		if (at > 0 && tag - at >= TEXT_BYTES_MIN)
			return span_head(piece, at);
		if (span_starts_with(rest, SPAN(XML_SECTION_BEGIN)))
			return span_head(piece, tag + strlen(XML_SECTION_BEGIN));
		at = tag + span_find_byte(rest, '>') + 1;
		if (at >= piece.len)
			return piece;
	}
}

/*
 * libxml2 has told that a section begins, and that it has seen all that stands before `rest`. What
 * is in the section it would only look at, byte by byte and twice, and copy: that is handed on from
 * here, and libxml2 comes back at the section's end. False: it shall see the content itself.
 */
static bool
skip_section(struct xml *xml, struct span *rest)
{
	struct xml_section section = xml_section_read(*rest);

	if (!section.is_closed || !section.is_allowed || (section.is_nested && !xml->is_mended))
		return false;
	if (section.len > 0)
		xml->events->on_text(xml->context, span_head(*rest, section.len));
	xml->parser->input->line += section.n_lines;
	*rest = span_from(*rest, section.len);
	return true;
}

/*
 * The same for text between tags: libxml2 tells of each reference one by one, and escaped HTML is
 * full of them.
 */
static bool
skip_text(struct xml *xml, struct span *rest)
{
	struct xml_text text;

	if (!xml_text_read(*rest, xml->entities, &xml->text, &text))
		return false;
	xml->events->on_text(xml->context, text.content);
	xml->parser->input->line += text.n_lines;
	*rest = span_from(*rest, text.len);
	return true;
}

/* Whatever a stop looked like (it may stand in a comment), only libxml2 knows where it is. */
static bool
skip(struct xml *xml, struct span *rest)
{
	xmlParserInputState state = xml->parser->instate;

	if (xml->is_broken || held_back(xml) > 0)
		return false;
	if (state == XML_PARSER_CDATA_SECTION)
		return skip_section(xml, rest);
	return state == XML_PARSER_CONTENT && skip_text(xml, rest);
}

/* A stop that is none costs a look at all that follows: after some there are no more. */
bool
xml_add(struct xml *xml, struct span utf8)
{
	int n_failed = 0;

	while (utf8.len > 0 && !xml->is_broken) {
		struct span whole = span_head(utf8, piece_bytes(xml));
		struct span piece = n_failed < FAILED_STOPS_MAX ? up_to_stop(whole) : whole;

		xmlParseChunk(xml->parser, piece.at, (int)piece.len, 0);
		if (is_in_long_tag(xml))
			stop(xml, line_now(xml), "a very long tag");
		utf8 = span_from(utf8, piece.len);
		if (piece.len < whole.len && !skip(xml, &utf8))
			n_failed++;
	}
	return !xml->is_broken;
}

bool
xml_end(struct xml *xml)
{
	if (!xml->is_broken)
		xmlParseChunk(xml->parser, NULL, 0, 1);
	if (!xml->parser->wellFormed)
		stop(xml, line_now(xml), "not well formed");
	return !xml->is_broken;
}

const struct xml_fault *
xml_fault(const struct xml *xml)
{
	return &xml->fault;
}

struct span
xml_attribute_of(const struct xml_tag *tag, enum space space, const char *name)
{
	for (size_t i = 0; i < tag->n_attributes; i++)
		if (tag->attributes[i].space == space && strcmp(tag->attributes[i].name, name) == 0)
			return tag->attributes[i].value;
	return SPAN_NONE;
}

struct span
xml_attribute(const struct xml_tag *tag, const char *name)
{
	return xml_attribute_of(tag, SPACE_NONE, name);
}
