#include "feeds/prolog.h"

#include "feeds/base/ascii.h"
#include "feeds/entity.h"
#include "feeds/root.h"

#define ENTITIES_MAX 1000
#define ENTITY_BYTES_MAX 4096
#define JUNK_BYTES_MAX 65536 /* how far a feed is looked for behind what is none */

struct scan {
	struct span text;
	size_t at;
	struct arena *arena;
	struct prolog *prolog;
	size_t entities_capacity;
	bool has_open_subset; /* a DOCTYPE's '[' without an end: no other is looked into */
};

static struct span
rest(const struct scan *scan)
{
	return span_from(scan->text, scan->at);
}

static bool
looking_at(const struct scan *scan, struct span what)
{
	return span_starts_with_nocase(rest(scan), what);
}

/* Behind the next `what`; at the end if there is none. */
static void
skip_past(struct scan *scan, struct span what)
{
	size_t found = span_find(rest(scan), what);

	scan->at += found;
	if (scan->at < scan->text.len)
		scan->at += what.len;
}

static bool
is_name_byte(char byte)
{
	return ascii_is_alnum(byte) || byte == '_' || byte == ':' || byte == '-' || byte == '.' ||
	       (unsigned char)byte >= 0x80;
}

static struct span
name_at(struct span text)
{
	size_t len = 0;

	while (len < text.len && is_name_byte(text.at[len]))
		len++;
	return span_head(text, len);
}

struct span
prolog_local_name(struct span name)
{
	size_t colon = span_find_byte(name, ':');

	return colon < name.len ? span_from(name, colon + 1) : name;
}

static void
skip_blanks(struct scan *scan)
{
	while (scan->at < scan->text.len && ascii_is_space(scan->text.at[scan->at]))
		scan->at++;
}

/* What stands in quotes here; false when there is no quote. */
static bool
take_quoted(struct scan *scan, struct span *value)
{
	struct span here = rest(scan);
	size_t len;

	if (here.len == 0 || (here.at[0] != '"' && here.at[0] != '\''))
		return false;
	len = span_find_byte(span_from(here, 1), here.at[0]);
	*value = span_head(span_from(here, 1), len);
	scan->at += len + 2;
	if (scan->at > scan->text.len)
		scan->at = scan->text.len;
	return true;
}

static bool
entity_is_predefined(struct span name)
{
	static const char *const names[] = {"amp", "lt", "gt", "quot", "apos"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (span_equal(name, span_of(names[i])))
			return true;
	return false;
}

/* How a document makes a bomb out of entities: each of ten others. Such references stay text. */
static bool
names_another(struct span value)
{
	for (size_t i = 0; i + 1 < value.len; i++)
		if (value.at[i] == '&' && name_at(span_from(value, i + 1)).len > 0 &&
			!entity_is_predefined(name_at(span_from(value, i + 1))))
			return true;
	return false;
}

static void
refuse_entity(struct scan *scan)
{
	size_t line = 1;

	if (scan->prolog->refused_line != 0)
		return;
	for (size_t i = 0; i < scan->at; i++)
		line += scan->text.at[i] == '\n';
	scan->prolog->refused_line = (int)line;
}

static void
add_entity(struct scan *scan, struct span name, struct span value)
{
	struct xml_entities *entities = &scan->prolog->entities;
	struct xml_entity *list = (struct xml_entity *)entities->at;

	if (entities->n >= ENTITIES_MAX || name.len == 0 || value.len > ENTITY_BYTES_MAX)
		return;
	list = arena_room(
		scan->arena, list, entities->n, &scan->entities_capacity, sizeof *entities->at);
	list[entities->n++] = (struct xml_entity){
		.name = arena_copy(scan->arena, name),
		.text = arena_copy(scan->arena, entity_decode_text(value, scan->arena)),
	};
	entities->at = list;
}

/* <!ENTITY name "text">; those of parameters and of files are passed over. */
static void
read_entity(struct scan *scan)
{
	struct span name, value;

	scan->at += SPAN("<!ENTITY").len;
	skip_blanks(scan);
	name = name_at(rest(scan));
	scan->at += name.len;
	skip_blanks(scan);
	if (name.len > 0 && take_quoted(scan, &value)) {
		add_entity(scan, name, value);
		if (names_another(value))
			refuse_entity(scan);
	} else if (name.len > 0) {
		refuse_entity(scan); /* SYSTEM or PUBLIC: a file */
	}
	skip_past(scan, SPAN(">"));
}

static void
read_subset(struct scan *scan)
{
	struct span ignored;

	while (scan->at < scan->text.len && scan->text.at[scan->at] != ']') {
		if (looking_at(scan, SPAN("<!ENTITY")))
			read_entity(scan);
		else if (looking_at(scan, SPAN("<!--")))
			skip_past(scan, SPAN("-->"));
		else if (!take_quoted(scan, &ignored))
			scan->at++;
	}
}

/* Without an end it would take all of the document: then it ends with its first declaration. */
static void
read_closed_subset(struct scan *scan)
{
	size_t start = scan->at;

	read_subset(scan);
	if (scan->at < scan->text.len)
		return;
	scan->has_open_subset = true;
	scan->at = start;
	scan->at += span_find_byte(rest(scan), '>');
}

static void
read_doctype(struct scan *scan)
{
	struct span ignored;

	while (scan->at < scan->text.len && scan->text.at[scan->at] != '>') {
		if (scan->text.at[scan->at] == '[' && !scan->has_open_subset)
			read_closed_subset(scan);
		if (scan->at < scan->text.len && scan->text.at[scan->at] == '>')
			break;
		if (!take_quoted(scan, &ignored) && scan->at < scan->text.len)
			scan->at++;
	}
	skip_past(scan, SPAN(">"));
}

/* "<?xml ... ?>"; where its '>' was forgotten, the next tag ends it. */
static void
skip_instruction(struct scan *scan)
{
	struct span inside = span_from(rest(scan), 1);
	size_t tag = span_find_byte(inside, '<');
	size_t end = span_find_byte(span_head(inside, tag), '>');

	scan->at += 1 + end + (end < tag);
}

/* Over the next thing that is no start tag; false when one stands here, or nothing any more. */
static bool
skip_one(struct scan *scan)
{
	size_t text_len = span_find_byte(rest(scan), '<');

	if (span_trim(span_head(rest(scan), text_len)).len > 0)
		scan->prolog->has_junk = true;
	scan->at += text_len;
	if (looking_at(scan, SPAN("<?")))
		skip_instruction(scan);
	else if (looking_at(scan, SPAN("<!--")))
		skip_past(scan, SPAN("-->"));
	else if (looking_at(scan, SPAN("<!DOCTYPE")))
		read_doctype(scan);
	else if (scan->at < scan->text.len && name_at(span_from(rest(scan), 1)).len == 0)
		scan->at++;
	else
		return false;
	return true;
}

static struct span
root_name(const struct scan *scan)
{
	return scan->at < scan->text.len ? name_at(span_from(rest(scan), 1)) : SPAN_NONE;
}

static bool
is_page(struct span name)
{
	return span_equal_nocase(name, SPAN("html")) || span_equal_nocase(name, SPAN("body"));
}

/* A feed's own start tag, not a word of a page about feeds. */
static bool
is_feed_tag(const struct scan *scan)
{
	struct span name = root_name(scan);
	struct span tag = span_head(rest(scan), span_find_byte(rest(scan), '>'));

	if (span_equal_nocase(name, SPAN("rss")))
		return span_find_nocase(tag, SPAN("version")) < tag.len;
	return span_equal_nocase(prolog_local_name(name), SPAN("feed")) &&
	       span_find_nocase(tag, SPAN("atom")) < tag.len;
}

/* A server's complaint before the feed, or a page wrapped around it: looks for the feed. */
static void
look_behind_junk(struct scan *scan)
{
	struct scan ahead = *scan;
	size_t limit = scan->at + JUNK_BYTES_MAX;
	bool in_page = is_page(root_name(scan));

	while (ahead.at < scan->text.len && ahead.at < limit) {
		struct span name = prolog_local_name(root_name(&ahead));

		in_page = in_page || is_page(name);
		if (in_page ? is_feed_tag(&ahead) : root_is_known(name)) {
			scan->prolog->has_junk = true;
			*scan = ahead;
			return;
		}
		ahead.at++;
		while (skip_one(&ahead))
			continue;
	}
}

static int
count_lines(struct span text)
{
	int n = 0;
	struct span line;

	while (span_split(&text, '\n', &line))
		n++;
	return n > 0 ? n - 1 : 0;
}

struct prolog
prolog_read(struct span text, struct arena *arena)
{
	struct prolog prolog = {0};
	struct scan scan = {.text = text, .arena = arena, .prolog = &prolog};

	while (skip_one(&scan))
		continue;
	if (!root_is_known(prolog_local_name(root_name(&scan))))
		look_behind_junk(&scan);
	prolog.root_at = scan.at;
	prolog.root_name = root_name(&scan);
	prolog.root_line = 1 + count_lines(span_head(text, scan.at));
	return prolog;
}
