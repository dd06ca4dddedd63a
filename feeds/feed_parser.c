#include <stdlib.h>
#include <sysexits.h>

#include "feeds/base/buf.h"
#include "feeds/base/memory.h"
#include "feeds/base/utf8.h"
#include "feeds/date_civil.h"
#include "feeds/encoding.h"
#include "feeds/feed.h"
#include "feeds/item_end.h"
#include "feeds/json_feed.h"
#include "feeds/prolog.h"
#include "feeds/reader.h"
#include "feeds/repair.h"
#include "feeds/xml.h"

#define DOCUMENT_BYTES_MAX ((size_t)1 << 30)
#define SHOWN_NAME_MAX 40

/* One document on its way. */
struct parse {
	struct arena *arena;
	struct feed_hints hints; /* copied into the arena: items keep the base */
	struct decoded decoded;
	struct reader *reader;
	struct error *err;
};

static void
begin_feed(struct parse *parse)
{
	struct feed *feed = arena_alloc(parse->arena, sizeof *feed);

	reader_init(parse->reader, parse->arena, feed);
	reader_top(parse->reader)->base = parse->hints.base_url;
	if (parse->hints.seen_at > 0)
		parse->reader->latest = parse->hints.seen_at + DAY_SECONDS; /* of any zone */
	feed->encoding = arena_copy(parse->arena, span_of(parse->decoded.name));
	if (parse->decoded.is_contrary)
		reader_warn(parse->reader, "wrong-encoding", 0,
			"the document is %s, whatever it says", parse->decoded.name);
	if (parse->decoded.n_mended > 0)
		reader_warn(parse->reader, "bad-bytes", parse->decoded.mended_line,
			"%zu bytes are no %s; each was read as what it most likely is",
			parse->decoded.n_mended, parse->decoded.name);
}

/* As it should be: false if it is not well formed, and `fault` says where. */
static bool
parse_strictly(
	struct parse *parse, struct span text, const struct prolog *prolog, struct xml_fault *fault)
{
	struct xml *xml =
		xml_new(&reader_events, parse->reader, &prolog->entities, prolog->root_line);
	bool ok = xml_add(xml, text) && xml_end(xml);

	if (!ok)
		*fault = *xml_fault(xml);
	xml_free(xml);
	return ok;
}

/* As it is. */
static void
parse_mended(struct parse *parse, struct span text, const struct prolog *prolog)
{
	struct xml *xml =
		xml_new(&reader_events, parse->reader, &prolog->entities, prolog->root_line);

	if (!repair_parse(parse->reader, xml, text, prolog->root_line, &prolog->entities))
		reader_warn(parse->reader, "beyond-repair", xml_fault(xml)->line, "%s",
			xml_fault(xml)->message);
	reader_end(parse->reader); /* before the names of its open elements go */
	xml_free(xml);
}

/*
 * libxml2's own recovery loses what follows the damage. So a document that is not well formed is
 * read a second time, mended on its way; what the first reading gave is dropped.
 */
static void
parse_xml(struct parse *parse, struct span text, const struct prolog *prolog)
{
	struct arena_mark start = arena_mark(parse->arena);
	struct xml_fault fault = {0};

	begin_feed(parse);
	text = span_from(text, prolog->root_at);
	if (!parse_strictly(parse, text, prolog, &fault)) {
		reader_release(parse->reader);
		arena_rewind(parse->arena, start);
		begin_feed(parse);
		reader_warn(parse->reader, "not-well-formed", fault.line, "%s", fault.message);
		parse_mended(parse, text, prolog);
	}
	if (prolog->refused_line != 0)
		reader_warn(parse->reader, "entity-refused", prolog->refused_line, "%s",
			"an entity made of other entities, or of a file, is not expanded");
}

static bool
read_xml(struct parse *parse, struct span text)
{
	struct prolog prolog = prolog_read(text, parse->arena);

	if (prolog.root_name.len == 0)
		return error_set(parse->err, EX_DATAERR, "neither XML nor JSON: no feed");
	parse_xml(parse, text, &prolog);
	if (!parse->reader->has_root)
		return error_set(parse->err, EX_DATAERR,
			"<%.*s> is no feed of a format that broadtape reads",
			SPAN_ARGS(utf8_head(prolog.root_name, SHOWN_NAME_MAX)));
	return true;
}

static bool
read_json(struct parse *parse, struct span text)
{
	begin_feed(parse);
	return json_feed_read(parse->reader, text, parse->err);
}

static bool
read_document(struct parse *parse, struct span bytes, struct buf *room)
{
	struct span text;

	if (bytes.len > DOCUMENT_BYTES_MAX)
		return error_set(parse->err, EX_DATAERR, "the document is larger than %zu MiB",
			DOCUMENT_BYTES_MAX >> 20);
	parse->decoded = encoding_decode(bytes, parse->hints.content_type, room);
	text = parse->decoded.text;
	arena_reserve(parse->arena, text.len);
	if (span_trim(text).len == 0)
		return error_set(parse->err, EX_DATAERR, "the document is empty");
	if (span_trim(text).at[0] == '{')
		return read_json(parse, span_trim(text));
	return read_xml(parse, text);
}

struct feed *
feed_parse(
	struct span bytes, const struct feed_hints *hints, struct arena *arena, struct error *err)
{
	struct parse parse = {.arena = arena, .err = err};
	struct reader *reader = memory_resize(NULL, 1, sizeof *reader);
	struct feed *feed = NULL;
	struct buf room;

	parse.reader = reader;
	reader->text = (struct buf){0}; /* nothing to release before begin_feed */
	reader->items = NULL;
	reader->categories = NULL;
	reader->warnings = NULL;
	if (hints != NULL)
		parse.hints = (struct feed_hints){
			.base_url = arena_copy(arena, hints->base_url),
			.content_type = hints->content_type,
			.seen_at = hints->seen_at,
		};
	buf_init(&room, BUF_UNLIMITED);
	if (read_document(&parse, bytes, &room)) {
		feed = reader->feed;
		feed_end(reader);
	}
	reader_release(reader);
	free(reader);
	buf_release(&room);
	return feed;
}

struct feed_parser {
	struct arena *arena;
	struct feed_hints hints;
	struct buf bytes;
};

struct feed_parser *
feed_parser_new(const struct feed_hints *hints, struct arena *arena)
{
	struct feed_parser *parser = memory_new(1, sizeof *parser);

	parser->arena = arena;
	if (hints != NULL)
		parser->hints = (struct feed_hints){
			.base_url = arena_copy(arena, hints->base_url),
			.content_type = arena_copy(arena, hints->content_type),
			.seen_at = hints->seen_at,
		};
	buf_init(&parser->bytes, DOCUMENT_BYTES_MAX + 1);
	return parser;
}

void
feed_parser_add(struct feed_parser *parser, struct span piece)
{
	buf_add(&parser->bytes, piece);
}

struct feed *
feed_parser_end(struct feed_parser *parser, struct error *err)
{
	struct feed *feed =
		feed_parse(buf_span(&parser->bytes), &parser->hints, parser->arena, err);

	feed_parser_free(parser);
	return feed;
}

void
feed_parser_free(struct feed_parser *parser)
{
	if (parser == NULL)
		return;
	buf_release(&parser->bytes);
	free(parser);
}
