#include "feeds/opml.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "feeds/base/ascii.h"
#include "feeds/base/memory.h"
#include "feeds/encoding.h"
#include "feeds/prolog.h"
#include "feeds/reader.h"
#include "feeds/repair.h"
#include "feeds/xml.h"

#define FEEDS_MAX 1000000
#define TAGS_MAX 64 /* of one feed */
#define SHOWN_NAME_MAX 40

/* One open element; a folder has a name. */
struct folder {
	struct span name;
	bool is_title; /* the list's own title */
};

struct list_reader {
	struct arena *arena;
	struct opml *opml;
	size_t capacity;
	size_t repeats_capacity;
	bool is_opml;
	bool has_root;
	struct folder open[DEPTH_MAX];
	size_t depth;
	size_t too_deep;
	struct buf title;
	/* Feeds by their URL: open addressing, index + 1, 0 is free. */
	size_t *slots;
	size_t n_slots;
};

static struct span
attribute(const struct xml_tag *tag, struct span name)
{
	for (size_t i = 0; i < tag->n_attributes; i++)
		if (span_equal_nocase(span_of(tag->attributes[i].name), name))
			return span_trim(tag->attributes[i].value);
	return SPAN_NONE;
}

static struct span
keep(struct list_reader *reader, struct span text)
{
	return text.len > 0 ? arena_copy(reader->arena, text) : SPAN_NONE;
}

/* FNV-1a, 64 bits. */
static size_t
hash(struct span text)
{
	uint64_t value = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < text.len; i++)
		value = (value ^ (unsigned char)text.at[i]) * UINT64_C(0x100000001b3);
	return (size_t)(value ^ value >> 32);
}

static size_t *
find_slot(const struct list_reader *reader, struct span url)
{
	size_t at = hash(url) & (reader->n_slots - 1);

	while (reader->slots[at] != 0 &&
		!span_equal(reader->opml->feeds[reader->slots[at] - 1].url, url))
		at = (at + 1) & (reader->n_slots - 1);
	return &reader->slots[at];
}

static void
grow_slots(struct list_reader *reader)
{
	if (reader->n_slots >= 2 * (reader->opml->n_feeds + 1))
		return;
	free(reader->slots);
	reader->n_slots = reader->n_slots > 0 ? reader->n_slots * 4 : 64;
	reader->slots = memory_new(reader->n_slots, sizeof *reader->slots);
	for (size_t i = 0; i < reader->opml->n_feeds; i++)
		*find_slot(reader, reader->opml->feeds[i].url) = i + 1;
}

/* The feed of that URL, which may be new. */
static struct opml_feed *
feed_of(struct list_reader *reader, struct span url)
{
	struct opml *opml = reader->opml;
	size_t *slot;

	grow_slots(reader);
	slot = find_slot(reader, url);
	if (*slot != 0)
		return &opml->feeds[*slot - 1];
	if (opml->n_feeds >= FEEDS_MAX)
		return NULL;
	opml->feeds = arena_room(
		reader->arena, opml->feeds, opml->n_feeds, &reader->capacity, sizeof *opml->feeds);
	opml->feeds[opml->n_feeds++] = (struct opml_feed){.url = arena_copy(reader->arena, url)};
	*slot = opml->n_feeds;
	return &opml->feeds[opml->n_feeds - 1];
}

static void
add_tag(struct list_reader *reader, struct opml_feed *feed, struct span tag)
{
	tag = span_trim(tag);
	while (tag.len > 0 && tag.at[0] == '/')
		tag = span_from(tag, 1);
	if (tag.len == 0 || feed->n_tags >= TAGS_MAX)
		return;
	for (size_t i = 0; i < feed->n_tags; i++)
		if (span_equal(feed->tags[i], tag))
			return;
	feed->tags = arena_list_room(reader->arena, feed->tags, feed->n_tags, sizeof tag);
	feed->tags[feed->n_tags++] = arena_copy(reader->arena, tag);
}

static void
add_tags(struct list_reader *reader, struct opml_feed *feed, const struct xml_tag *tag)
{
	struct span rest = attribute(tag, SPAN("category"));
	struct span category;

	for (size_t i = 0; i < reader->depth; i++)
		add_tag(reader, feed, reader->open[i].name);
	while (span_split(&rest, ',', &category))
		add_tag(reader, feed, category);
}

/* "feed:https://..." and "feed://..." are how browsers called readers; some lists have it twice. */
static struct span
without_feed_scheme(struct list_reader *reader, struct span url)
{
	struct buf http;
	struct span whole;
	bool is_called = span_starts_with_nocase(url, SPAN("feed:"));

	while (span_starts_with_nocase(url, SPAN("feed:")))
		url = span_from(url, 5);
	if (!is_called || !span_starts_with(url, SPAN("//")))
		return url;
	buf_init(&http, BUF_UNLIMITED);
	buf_add_text(&http, "http:");
	buf_add(&http, url);
	whole = arena_copy(reader->arena, buf_span(&http));
	buf_release(&http);
	return whole;
}

static struct span
feed_url(struct list_reader *reader, const struct xml_tag *tag)
{
	struct span url = attribute(tag, SPAN("xmlUrl"));
	struct span type = attribute(tag, SPAN("type"));

	if (url.len == 0 &&
		(span_equal_nocase(type, SPAN("rss")) || span_equal_nocase(type, SPAN("atom"))))
		url = attribute(tag, SPAN("url"));
	return without_feed_scheme(reader, url);
}

static struct span
title_of(const struct xml_tag *tag)
{
	struct span title = attribute(tag, SPAN("title"));

	return title.len > 0 ? title : attribute(tag, SPAN("text"));
}

static void
note_repeat(struct list_reader *reader, const struct opml_feed *feed, int line)
{
	struct opml *opml = reader->opml;

	if (opml->n_repeats >= FEEDS_MAX)
		return;
	opml->repeats = arena_room(reader->arena, opml->repeats, opml->n_repeats,
		&reader->repeats_capacity, sizeof *opml->repeats);
	opml->repeats[opml->n_repeats++] = (struct opml_repeat){line, (size_t)(feed - opml->feeds)};
}

static void
read_outline(struct list_reader *reader, const struct xml_tag *tag, struct folder *folder)
{
	struct span url = feed_url(reader, tag);
	struct opml_feed *feed;

	if (url.len == 0) {
		folder->name = keep(reader, title_of(tag));
		return;
	}
	feed = feed_of(reader, url);
	if (feed == NULL)
		return;
	if (feed->line == 0)
		feed->line = tag->line;
	else
		note_repeat(reader, feed, tag->line);
	if (feed->title.at == NULL)
		feed->title = keep(reader, title_of(tag));
	if (feed->site.at == NULL)
		feed->site = keep(reader, attribute(tag, SPAN("htmlUrl")));
	add_tags(reader, feed, tag);
}

static void
on_start(void *context, const struct xml_tag *tag)
{
	struct list_reader *reader = context;
	struct folder folder = {0};
	struct span name = span_of(tag->name);

	if (reader->too_deep > 0 || reader->depth == DEPTH_MAX) {
		reader->too_deep++;
		return;
	}
	if (!reader->has_root) {
		reader->has_root = true;
		reader->is_opml = span_equal_nocase(name, SPAN("opml"));
	}
	if (reader->is_opml && span_equal_nocase(name, SPAN("outline")))
		read_outline(reader, tag, &folder);
	folder.is_title = span_equal_nocase(name, SPAN("title")) && reader->opml->n_feeds == 0;
	reader->open[reader->depth++] = folder;
}

static void
on_text(void *context, struct span text)
{
	struct list_reader *reader = context;

	if (reader->depth > 0 && reader->open[reader->depth - 1].is_title)
		buf_add(&reader->title, text);
}

static void
on_end(void *context)
{
	struct list_reader *reader = context;

	if (reader->too_deep > 0)
		reader->too_deep--;
	else
		reader->depth--;
}

static const struct xml_events events = {
	.on_start = on_start,
	.on_text = on_text,
	.on_end = on_end,
};

static void
begin(struct list_reader *reader, struct arena *arena)
{
	*reader = (struct list_reader){.arena = arena};
	reader->opml = arena_alloc(arena, sizeof *reader->opml);
	buf_init(&reader->title, BUF_UNLIMITED);
}

static void
release(struct list_reader *reader)
{
	buf_release(&reader->title);
	free(reader->slots);
}

static void
parse(struct list_reader *reader, struct span text, const struct prolog *prolog)
{
	struct arena *arena = reader->arena;
	struct arena_mark start = arena_mark(arena);
	struct xml *xml;
	bool ok;

	begin(reader, arena);
	xml = xml_new(&events, reader, &prolog->entities, prolog->root_line);
	ok = xml_add(xml, text) && xml_end(xml);
	xml_free(xml);
	if (ok)
		return;
	release(reader);
	arena_rewind(arena, start);
	begin(reader, arena);
	xml = xml_new(&events, reader, &prolog->entities, prolog->root_line);
	ok = repair_parse(NULL, xml, text, prolog->root_line, &prolog->entities);
	(void)ok; /* what was read until then counts */
	xml_free(xml);
}

struct opml *
opml_parse(struct span bytes, struct arena *arena, struct error *err)
{
	struct list_reader *reader = memory_new(1, sizeof *reader);
	struct opml *opml = NULL;
	struct decoded decoded;
	struct prolog prolog;
	struct buf room;

	buf_init(&room, BUF_UNLIMITED);
	decoded = encoding_decode(bytes, SPAN_NONE, &room);
	prolog = prolog_read(decoded.text, arena);
	reader->arena = arena;
	parse(reader, span_from(decoded.text, prolog.root_at), &prolog);
	if (reader->is_opml) {
		opml = reader->opml;
		opml->title = keep(reader, span_trim(buf_span(&reader->title)));
	} else if (prolog.root_name.len > 0) {
		error_set(err, EX_DATAERR, "no OPML: the document is <%.*s>",
			SPAN_ARGS(span_head(prolog.root_name, SHOWN_NAME_MAX)));
	} else {
		error_set(err, EX_DATAERR, "no OPML: the document is no XML");
	}
	release(reader);
	free(reader);
	buf_release(&room);
	return opml;
}
