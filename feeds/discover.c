#include "feeds/discover.h"

#include "feeds/base/ascii.h"
#include "feeds/entity.h"
#include "feeds/html_tag.h"
#include "feeds/link.h"

#define HEAD_BYTES_MAX (512 * 1024) /* of a page; links stand in its head */

/* What a link's type must be. Without a feed's type, rel=alternate is another language, or print. */
static const char *const feed_types[] = {
	"application/rss+xml",
	"application/atom+xml",
	"application/feed+json",
	"application/json",
	"application/rdf+xml",
	"application/xml",
	"text/xml",
};

struct page {
	struct arena *arena;
	struct span base;
	struct found_feeds found;
	size_t capacity;
};

struct link_attributes {
	struct span rel;
	struct span href;
	struct span type;
	struct span title;
};

/* Behind the first '=', without quotes, references decoded. */
static struct span
value_of(struct span whole, struct arena *arena)
{
	struct span value = span_trim(span_from(whole, span_find_byte(whole, '=') + 1));

	if (value.len >= 2 && (value.at[0] == '"' || value.at[0] == '\'') &&
		value.at[value.len - 1] == value.at[0])
		value = span_make(value.at + 1, value.len - 2);
	return span_trim(entity_decode_text(value, arena));
}

static struct link_attributes
read_attributes(struct span rest, struct arena *arena)
{
	struct link_attributes link = {SPAN_NONE, SPAN_NONE, SPAN_NONE, SPAN_NONE};
	struct html_attribute attribute;

	while (html_tag_attribute(&rest, &attribute)) {
		if (span_equal_nocase(attribute.name, SPAN("rel")))
			link.rel = value_of(attribute.whole, arena);
		else if (span_equal_nocase(attribute.name, SPAN("href")))
			link.href = value_of(attribute.whole, arena);
		else if (span_equal_nocase(attribute.name, SPAN("type")))
			link.type = value_of(attribute.whole, arena);
		else if (span_equal_nocase(attribute.name, SPAN("title")))
			link.title = value_of(attribute.whole, arena);
	}
	return link;
}

/* Words with white space between. */
static bool
has_word(struct span words, struct span word)
{
	size_t start = 0;

	for (size_t i = 0; i <= words.len; i++) {
		if (i < words.len && !ascii_is_space(words.at[i]))
			continue;
		if (span_equal_nocase(span_make(words.at + start, i - start), word))
			return true;
		start = i + 1;
	}
	return false;
}

/* "application/rss+xml; charset=utf-8" is one too. */
static bool
is_feed_type(struct span type)
{
	type = span_trim(span_head(type, span_find_byte(type, ';')));
	for (size_t i = 0; i < sizeof feed_types / sizeof feed_types[0]; i++)
		if (span_equal_nocase(type, span_of(feed_types[i])))
			return true;
	return false;
}

static bool
is_known(const struct found_feeds *found, struct span url)
{
	for (size_t i = 0; i < found->n; i++)
		if (span_equal(found->at[i].url, url))
			return true;
	return false;
}

static void
add_link(struct page *page, const struct link_attributes *link)
{
	struct span url;

	if (link->rel.len == 0 || link->href.len == 0 || !has_word(link->rel, SPAN("alternate")) ||
		has_word(link->rel, SPAN("stylesheet")) || !is_feed_type(link->type))
		return;
	url = link_resolve(page->base, link->href, page->arena);
	if (!link_is_web(url) || is_known(&page->found, url) || page->found.n == DISCOVER_FEEDS_MAX)
		return;
	page->found.at = arena_room(page->arena, page->found.at, page->found.n, &page->capacity,
		sizeof *page->found.at);
	page->found.at[page->found.n++] = (struct found_feed){url, link->title, link->type};
}

static void
read_tag(struct page *page, const struct html_tag *tag)
{
	struct link_attributes link;

	if (tag->is_end)
		return;
	if (span_equal_nocase(tag->name, SPAN("link"))) {
		link = read_attributes(tag->attributes, page->arena);
		add_link(page, &link);
	} else if (span_equal_nocase(tag->name, SPAN("base"))) {
		link = read_attributes(tag->attributes, page->arena);
		if (link.href.len > 0)
			page->base = link_resolve(page->base, link.href, page->arena);
	}
}

struct found_feeds
discover_feeds(struct span html, struct span page_url, struct arena *arena)
{
	struct page page = {.arena = arena, .base = page_url};
	struct html_tags tags;
	struct span rest;

	html = span_head(html, HEAD_BYTES_MAX);
	html_tags_init(&tags, html);
	rest = html;
	for (;;) {
		struct html_tag tag;
		size_t at = span_find_byte(rest, '<');

		if (at == rest.len)
			break;
		if (html_tags_read(&tags, rest.at + at, &tag)) {
			read_tag(&page, &tag);
			rest = span_from(html, (size_t)(tag.end - html.at));
		} else {
			rest = span_from(rest, at + 1);
		}
	}
	return page.found;
}
