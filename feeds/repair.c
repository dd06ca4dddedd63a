#include "feeds/repair.h"

#include <stdlib.h>
#include <string.h>

#include "feeds/base/memory.h"
#include "feeds/repair_scan.h"
#include "feeds/repair_tag.h"

#define FLUSH_BYTES 16384

/* Elements whose content is one short text: a sister's start tag ends them. */
static const char *const leaves[] = {
	"title",
	"link",
	"guid",
	"pubDate",
	"category",
	"author",
	"comments",
	"lastBuildDate",
	"ttl",
	"language",
	"generator",
	"copyright",
	"managingEditor",
	"webMaster",
	"updated",
	"published",
};

/* Elements whose content may be HTML: only what HTML has not ends them. */
static const char *const bodies[] = {
	"description",
	"summary",
	"content",
	"encoded",
	"subtitle",
};

static const char *const sisters[] = {
	"guid",
	"pubDate",
	"item",
	"entry",
	"enclosure",
	"comments",
	"lastBuildDate",
	"description",
	"link",
	"title",
	"encoded",
	"updated",
	"published",
	"channel",
	"image",
	"language",
	"generator",
	"ttl",
	"copyright",
	"category",
	"author",
	"subtitle",
	"content",
};

static const char *const not_html[] = {
	"guid",
	"pubDate",
	"item",
	"entry",
	"enclosure",
	"comments",
	"lastBuildDate",
	"encoded",
};

static const char *const items[] = {"item", "entry"};

/* What an item stands in: all else that is open before one was forgotten. */
static const char *const containers[] = {"channel", "rss", "feed", "RDF", "urlset", "sitemapindex"};

static bool
is_one_of(struct span name, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (span_equal_nocase(name, span_of(names[i])))
			return true;
	return false;
}

#define IS_ONE_OF(name, names) is_one_of(name, names, sizeof names / sizeof *names)

static struct span
local_name(struct span name)
{
	size_t colon = span_find_byte(name, ':');

	return colon < name.len ? span_from(name, colon + 1) : name;
}

static bool
flush(struct repair *repair)
{
	bool ok = xml_add(repair->xml, buf_span(&repair->out));

	buf_clear(&repair->out);
	return ok;
}

static struct open_element *
innermost(struct repair *repair)
{
	return &repair->open[repair->depth - 1];
}

static void
close_innermost(struct repair *repair)
{
	struct open_element *element = innermost(repair);

	buf_add_text(&repair->out, "</");
	buf_add(&repair->out, element->name);
	buf_add_byte(&repair->out, '>');
	repair->n_namespaces -= element->n_namespaces;
	repair->depth--;
}

/* Closes all elements above `depth`: they were forgotten. */
static void
close_down_to(struct repair *repair, size_t depth)
{
	while (repair->depth > depth) {
		reader_warn(repair->reader, "unclosed-element", repair->line,
			"<%.*s> of line %d is not closed", SPAN_ARGS(innermost(repair)->name),
			innermost(repair)->line);
		close_innermost(repair);
	}
	repair->too_deep = 0;
}

/* Whether an element is an item here: "url" is one in a sitemap alone. */
static bool
is_item(const struct repair *repair, struct span name)
{
	struct span local = local_name(name);
	struct span root = repair->depth > 0 ? local_name(repair->open[0].name) : SPAN_NONE;

	if (span_equal_nocase(root, SPAN("urlset")))
		return span_equal_nocase(local, SPAN("url"));
	if (span_equal_nocase(root, SPAN("sitemapindex")))
		return span_equal_nocase(local, SPAN("sitemap"));
	return IS_ONE_OF(local, items);
}

/* Where an item is open, from 1; 0: nowhere. */
static size_t
open_item(const struct repair *repair)
{
	for (size_t i = repair->depth; i > 1; i--)
		if (is_item(repair, repair->open[i - 1].name))
			return i;
	return 0;
}

/* Ends a body in which something stands that HTML does not have. */
static void
close_body(struct repair *repair)
{
	for (size_t i = repair->depth; i > 1; i--)
		if (IS_ONE_OF(local_name(repair->open[i - 1].name), bodies)) {
			close_down_to(repair, i - 1);
			return;
		}
}

/* How deep the innermost element is that may hold items; the depth itself if there is none. */
static size_t
container_depth(const struct repair *repair)
{
	for (size_t i = repair->depth; i > 0; i--)
		if (IS_ONE_OF(local_name(repair->open[i - 1].name), containers))
			return i;
	return repair->depth;
}

/* Ends what a start tag shows to have ended before it. */
static void
close_before(struct repair *repair, struct span name)
{
	struct span local = local_name(name);

	if (is_item(repair, name)) {
		size_t item = open_item(repair);

		close_down_to(repair, item > 0 ? item - 1 : container_depth(repair));
		return;
	}
	if (repair->depth < 2 || !IS_ONE_OF(local, sisters))
		return;
	if (IS_ONE_OF(innermost(repair)->name, leaves))
		close_down_to(repair, repair->depth - 1);
	if (IS_ONE_OF(local, not_html))
		close_body(repair);
}

/* Another root behind the first: its elements count as the first one's. */
static bool
is_second_root(const struct repair *repair, struct span name)
{
	return repair->depth > 0 && repair->has_ended &&
	       span_equal_nocase(local_name(name), local_name(repair->open[0].name));
}

static void
push(struct repair *repair, const struct repair_tag *tag, int line)
{
	repair->open[repair->depth++] = (struct open_element){
		.name = tag->name,
		.line = line,
		.n_namespaces = tag->n_namespaces,
	};
	repair->n_namespaces += tag->n_namespaces;
}

static void
read_start(struct repair *repair, struct span name)
{
	bool is_second = is_second_root(repair, name);
	int line = repair->line;
	struct repair_tag tag;

	if (is_second)
		reader_warn(repair->reader, "second-document", line,
			"another <%.*s> follows the first", SPAN_ARGS(name));
	else
		close_before(repair, name);
	tag = repair_read_tag(repair, name, is_second || repair->depth == DEPTH_MAX - 2);
	if (repair->depth == 0 &&
		span_find_byte(repair_rest(repair), '<') < repair_rest(repair).len)
		tag.is_empty = false; /* damage: an empty root has nothing behind it */
	if (is_second)
		return;
	if (repair->depth == DEPTH_MAX - 2) {
		repair->too_deep += !tag.is_empty;
		return;
	}
	if (tag.is_empty) {
		buf_add_text(&repair->out, "/>");
		return;
	}
	buf_add_byte(&repair->out, '>');
	push(repair, &tag, line);
}

/* Which open element an end tag means, from 1; 0: none. */
static size_t
find_open(const struct repair *repair, struct span name)
{
	for (size_t i = repair->depth; i > 0; i--)
		if (span_equal_nocase(repair->open[i - 1].name, name))
			return i;
	return 0;
}

static void
close_named(struct repair *repair, struct span name)
{
	size_t found = find_open(repair, name);

	if (found == 0) {
		reader_warn(repair->reader, "stray-end-tag", repair->line, "</%.*s> closes nothing",
			SPAN_ARGS(name));
	} else if (found == 1) { /* the root stays open until the end */
		close_down_to(repair, 1);
		repair->has_ended = true;
	} else {
		close_down_to(repair, found);
		close_innermost(repair);
	}
}

static void
read_end(struct repair *repair, struct span name)
{
	size_t next = span_find_byte(span_from(repair_rest(repair), 1), '<') + 1;
	struct span tag = span_head(repair_rest(repair), next);
	size_t end = span_find_byte(tag, '>');

	repair_drop(repair, end < tag.len ? end + 1 : tag.len);
	if (repair->too_deep > 0)
		repair->too_deep--;
	else
		close_named(repair, name);
}

static size_t
find_end_tag(struct span text, struct span name)
{
	size_t at = 0;

	for (;;) {
		at += span_find(span_from(text, at), SPAN("</"));
		if (at >= text.len)
			return text.len;
		if (span_starts_with_nocase(span_from(text, at + 2), name))
			return at;
		at += 2;
	}
}

/*
 * How long the CDATA section is that `content` begins with, and how long what ends it is. Without an
 * end of its own, which another section before that end shows, it ends with its element.
 */
static size_t
cdata_len(struct repair *repair, struct span content, size_t *end_len)
{
	size_t end = repair_find(repair, MARK_CDATA_END);
	struct span inside = span_head(content, end);
	size_t other = span_find_nocase(inside, SPAN("<![CDATA["));
	size_t tag;

	*end_len = 3;
	if (end == content.len && IS_ONE_OF(local_name(innermost(repair)->name), containers)) {
		*end_len = 0; /* a stray one, where no text belongs */
		return 0;
	}
	if (end < content.len && other == inside.len)
		return end;
	tag = find_end_tag(span_head(inside, other), innermost(repair)->name);
	if (tag < other || end == content.len) {
		*end_len = 0;
		reader_warn(repair->reader, "open-cdata", repair->line,
			"a CDATA section has no end: it ends with its element");
		if (span_ends_with(span_head(content, tag), SPAN("]]")))
			*end_len = 2; /* only its '>' was lost */
		return tag - *end_len;
	}
	return end;
}

static void
read_cdata(struct repair *repair)
{
	struct span content;
	size_t end_len;
	size_t len;

	repair_advance(repair, SPAN("<![CDATA[").len);
	content = repair_rest(repair);
	len = cdata_len(repair, content, &end_len);
	buf_add_text(&repair->out, "<![CDATA[");
	repair_write_raw(repair, span_head(content, len));
	buf_add_text(&repair->out, "]]>");
	repair_advance(repair, len + end_len);
}

/* Another comment begins in it, behind the end of an item: it lost its own end. */
static bool
swallows_items(struct span comment)
{
	size_t next = 4 + span_find(span_from(comment, 4), SPAN("<!--"));
	struct span before = span_head(comment, next);

	return next < comment.len && (span_find(before, SPAN("</item>")) < before.len ||
					     span_find(before, SPAN("</entry>")) < before.len);
}

static void
read_comment(struct repair *repair)
{
	size_t len = repair_find(repair, MARK_COMMENT_END);
	struct span rest = repair_rest(repair);

	if (len < rest.len && !swallows_items(span_head(rest, len))) {
		repair_drop(repair, len + 3);
		return;
	}
	reader_warn(repair->reader, "open-comment", repair->line, "a comment has no end");
	repair_drop(repair, span_find_byte(rest, '>') + 1);
}

/* What begins with '<'. */
static void
read_markup(struct repair *repair)
{
	struct span rest = repair_rest(repair);
	struct span name;

	if (span_starts_with_nocase(rest, SPAN("<![CDATA["))) {
		read_cdata(repair);
	} else if (span_starts_with(rest, SPAN("<!--"))) {
		read_comment(repair);
	} else if (span_starts_with(rest, SPAN("<?")) || span_starts_with(rest, SPAN("<!"))) {
		repair_drop(repair, span_find_byte(rest, '>') + 1);
	} else if (span_starts_with(rest, SPAN("</")) &&
		   (name = repair_tag_name(span_from(rest, 2))).len > 0) {
		read_end(repair, name);
	} else if ((name = repair_tag_name(span_from(rest, 1))).len > 0) {
		read_start(repair, name);
	} else if (repair_tag_is_cut(rest)) {
		repair_drop(repair, rest.len);
	} else {
		reader_warn(repair->reader, "stray-bracket", repair->line,
			"a '<' that begins no tag is text");
		buf_add_text(&repair->out, "&lt;");
		repair->at++;
	}
}

static void
read_text(struct repair *repair)
{
	struct span rest = repair_rest(repair);
	struct span text = span_head(rest, span_find_byte(rest, '<'));

	repair_write_text(repair, text, false);
	repair_advance(repair, text.len);
}

static bool
run(struct repair *repair)
{
	while (repair->at < repair->text.len) {
		if (repair->text.at[repair->at] == '<')
			read_markup(repair);
		else
			read_text(repair);
		if (repair->out.len >= FLUSH_BYTES && !flush(repair))
			return false;
		if (repair->depth == 0) /* an empty root */
			break;
	}
	if (!repair->has_ended) {
		reader_warn(repair->reader, "truncated", repair->line,
			"the document ends before its root element does");
	}
	if (repair->depth > 0) {
		close_down_to(repair, 1);
		close_innermost(repair);
	}
	return flush(repair) && xml_end(repair->xml);
}

bool
repair_parse(struct reader *reader, struct xml *xml, struct span text, int first_line,
	const struct xml_entities *entities)
{
	struct repair *repair = memory_new(1, sizeof *repair);
	bool ok;

	repair->text = text;
	repair->line = first_line;
	repair->entities = entities;
	repair->reader = reader;
	repair->xml = xml;
	xml_trust(xml);
	buf_init(&repair->out, BUF_UNLIMITED);
	ok = run(repair);
	buf_release(&repair->out);
	free(repair);
	return ok;
}
