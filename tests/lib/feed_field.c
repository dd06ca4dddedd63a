#include "tests/lib/feed_field.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIELD_TEXT_MAX 4096

static char room[FIELD_TEXT_MAX];

struct place {
	const char *name;
	size_t offset;
};

#define FEED(field)                                                                                \
	{                                                                                          \
#field, offsetof(struct feed, field)                                               \
	}
static const struct place feed_places[] = {
	FEED(encoding),
	FEED(title),
	FEED(link),
	FEED(self),
	FEED(hub),
	FEED(language),
	FEED(description),
	FEED(rights),
	FEED(id),
	FEED(next_page),
	FEED(prev_archive),
	FEED(generator),
	FEED(image),
};

#define ITEM(name, field)                                                                          \
	{                                                                                          \
		"item." name, offsetof(struct item, field)                                         \
	}
static const struct place item_places[] = {
	ITEM("id", id),
	ITEM("url", url),
	ITEM("title", title),
	ITEM("summary", summary.source),
	ITEM("summary_base", summary.base),
	ITEM("content", content.source),
	ITEM("content_base", content.base),
	ITEM("summary_text", summary_text),
	ITEM("content_text", content_text),
	ITEM("language", language),
	ITEM("source.title", source.title),
	ITEM("source.url", source.url),
	ITEM("comments", comments),
	ITEM("image", image),
};

static const struct place author_places[] = {
	{"author.name", offsetof(struct author, name)},
	{"author.email", offsetof(struct author, email)},
	{"author.url", offsetof(struct author, url)},
};

static const struct place category_places[] = {
	{"category.term", offsetof(struct category, term)},
	{"category.scheme", offsetof(struct category, scheme)},
	{"category.label", offsetof(struct category, label)},
};

static const char *
text_of(struct span text)
{
	if (text.at == NULL)
		return NULL;
	snprintf(room, sizeof room, "%.*s", SPAN_ARGS(text));
	return room;
}

static const char *
time_of(int64_t at)
{
	if (at == TIME_NONE)
		return NULL;
	date_format_rfc3339(at, room);
	return room;
}

static const char *
number_of(long long number)
{
	snprintf(room, sizeof room, "%lld", number);
	return room;
}

static const struct place *
find(const struct place *places, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(places[i].name, name) == 0)
			return &places[i];
	return NULL;
}

#define FIND(places, name) find(places, sizeof places / sizeof *places, name)

static const char *
text_at(const void *object, const struct place *place)
{
	struct span text;

	memcpy(&text, (const char *)object + place->offset, sizeof text);
	return text_of(text);
}

static const char *
person_or_category(const struct author *authors, size_t n_authors,
	const struct category *categories, size_t n_categories, const char *name)
{
	const struct place *place = FIND(author_places, name);

	if (place != NULL)
		return n_authors > 0 ? text_at(authors, place) : NULL;
	place = FIND(category_places, name);
	if (place != NULL)
		return n_categories > 0 ? text_at(categories, place) : NULL;
	fprintf(stderr, "no field '%s'\n", name);
	abort();
}

static const char *
item_field(const struct item *item, const char *name)
{
	const struct place *place = FIND(item_places, name);

	if (place != NULL)
		return text_at(item, place);
	name += strlen("item.");
	if (strcmp(name, "published") == 0)
		return time_of(item->published);
	if (strcmp(name, "updated") == 0)
		return time_of(item->updated);
	if (strcmp(name, "line") == 0)
		return number_of(item->line);
	if (strcmp(name, "authors") == 0)
		return number_of((long long)item->n_authors);
	if (strcmp(name, "categories") == 0)
		return number_of((long long)item->n_categories);
	if (strcmp(name, "enclosures") == 0)
		return number_of((long long)item->n_enclosures);
	if (strcmp(name, "enclosure.url") == 0)
		return item->n_enclosures > 0 ? text_of(item->enclosures[0].url) : NULL;
	if (strcmp(name, "enclosure.type") == 0)
		return item->n_enclosures > 0 ? text_of(item->enclosures[0].type) : NULL;
	if (strcmp(name, "enclosure.length") == 0)
		return item->n_enclosures > 0 ? number_of(item->enclosures[0].length) : NULL;
	if (strcmp(name, "ticker") == 0)
		return item->n_tickers > 0 ? text_of(item->tickers[0]) : NULL;
	if (strcmp(name, "last_ticker") == 0)
		return item->n_tickers > 0 ? text_of(item->tickers[item->n_tickers - 1]) : NULL;
	return person_or_category(
		item->authors, item->n_authors, item->categories, item->n_categories, name);
}

static const char *
first_item_field(const struct feed *feed, const char *name)
{
	struct item item;

	if (feed->n_items == 0)
		return NULL;
	item = feed_item(feed, 0);
	return item_field(&item, name);
}

const char *
feed_field(const struct feed *feed, const char *name)
{
	const struct place *place = FIND(feed_places, name);

	if (place != NULL)
		return text_at(feed, place);
	if (strcmp(name, "format") == 0)
		return feed_format_name(feed->format);
	if (strcmp(name, "items") == 0)
		return number_of((long long)feed->n_items);
	if (strcmp(name, "updated") == 0)
		return time_of(feed->updated);
	if (strcmp(name, "ttl") == 0)
		return number_of(feed->ttl_seconds);
	if (strcmp(name, "period") == 0)
		return number_of(feed->update_period_seconds);
	if (strcmp(name, "update_base") == 0)
		return time_of(feed->update_base);
	if (strcmp(name, "hours") == 0)
		return number_of(feed->skip_hours);
	if (strcmp(name, "days") == 0)
		return number_of(feed->skip_days);
	if (strcmp(name, "sitemap") == 0)
		return feed->n_sitemaps > 0 ? text_of(feed->sitemaps[0]) : NULL;
	if (strcmp(name, "warning") == 0)
		return feed->n_warnings > 0 ? feed->warnings[0].code : NULL;
	if (strcmp(name, "last_warning") == 0)
		return feed->n_warnings > 0 ? feed->warnings[feed->n_warnings - 1].code : NULL;
	if (strcmp(name, "last_title") == 0)
		return feed->n_items > 0 ? text_of(feed_item(feed, feed->n_items - 1).title) : NULL;
	if (strncmp(name, "item.", 5) == 0)
		return first_item_field(feed, name);
	return person_or_category(
		feed->authors, feed->n_authors, feed->categories, feed->n_categories, name);
}
