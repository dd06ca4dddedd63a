#include "aggregator/commands/feed_json.h"

#include <jansson.h>

#include "feeds/html_clean.h"

static json_t *
text(struct span span)
{
	json_t *string = span.at != NULL ? json_stringn(span.at, span.len) : NULL;

	return string != NULL ? string : json_null();
}

static json_t *
time_text(int64_t at)
{
	char written[DATE_TEXT_SIZE];

	if (at == TIME_NONE)
		return json_null();
	date_format_rfc3339(at, written);
	return json_string(written);
}

static json_t *
number(int64_t value, int64_t none)
{
	return value == none ? json_null() : json_integer(value);
}

static json_t *
clean(const struct markup *markup, struct arena *scratch)
{
	struct clean_html html;

	if (markup->source.at == NULL)
		return json_null();
	html = markup->kind == MARKUP_TEXT ? html_clean_text(markup->source, scratch)
					   : html_clean(markup->source, markup->base, scratch);
	return text(html.html);
}

/* A plain title has no markup of its own. */
static json_t *
clean_title(const struct item *item, struct arena *scratch)
{
	struct markup plain = {.source = item->title, .kind = MARKUP_TEXT};

	return clean(item->title_markup.source.at != NULL ? &item->title_markup : &plain, scratch);
}

static json_t *
author_list(const struct author *authors, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(
			list, json_pack("{s:o,s:o,s:o}", "name", text(authors[i].name), "email",
				      text(authors[i].email), "url", text(authors[i].url)));
	return list;
}

static json_t *
category_list(const struct category *categories, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list,
			json_pack("{s:o,s:o,s:o}", "term", text(categories[i].term), "scheme",
				text(categories[i].scheme), "label", text(categories[i].label)));
	return list;
}

static json_t *
enclosure_list(const struct item *item)
{
	json_t *list = json_array();

	for (size_t i = 0; i < item->n_enclosures; i++) {
		const struct enclosure *enclosure = &item->enclosures[i];

		json_array_append_new(list, json_pack("{s:o,s:o,s:o}", "url", text(enclosure->url),
						    "type", text(enclosure->type), "length",
						    number(enclosure->length, LENGTH_NONE)));
	}
	return list;
}

static json_t *
text_list(const struct span *spans, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, text(spans[i]));
	return list;
}

static json_t *
source(const struct item_source *source)
{
	if (source->title.at == NULL && source->url.at == NULL)
		return json_null();
	return json_pack("{s:o,s:o}", "title", text(source->title), "url", text(source->url));
}

static void
set(json_t *object, const char *key, json_t *value)
{
	json_object_set_new(object, key, value);
}

static json_t *
item_object(const struct item *item, struct arena *scratch)
{
	json_t *object = json_object();

	set(object, "id", text(item->id));
	set(object, "url", text(item->url));
	set(object, "title", text(item->title));
	set(object, "title_html", clean_title(item, scratch));
	set(object, "summary_html", clean(&item->summary, scratch));
	set(object, "summary_text", text(item->summary_text));
	set(object, "content_html", clean(&item->content, scratch));
	set(object, "content_text", text(item->content_text));
	set(object, "authors", author_list(item->authors, item->n_authors));
	set(object, "published", time_text(item->published));
	set(object, "updated", time_text(item->updated));
	set(object, "categories", category_list(item->categories, item->n_categories));
	set(object, "enclosures", enclosure_list(item));
	set(object, "language", text(item->language));
	set(object, "source", source(&item->source));
	set(object, "comments", text(item->comments));
	set(object, "image", text(item->image));
	set(object, "tickers", text_list(item->tickers, item->n_tickers));
	return object;
}

static json_t *
hour_list(uint32_t hours)
{
	json_t *list = json_array();

	for (int hour = 0; hour < 24; hour++)
		if ((hours >> hour & 1) != 0)
			json_array_append_new(list, json_integer(hour));
	return list;
}

static json_t *
day_list(uint8_t days)
{
	static const char *const names[] = {
		"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
	json_t *list = json_array();

	for (int day = 0; day < 7; day++)
		if ((days >> day & 1) != 0)
			json_array_append_new(list, json_string(names[day]));
	return list;
}

static json_t *
warning_list(const struct feed *feed)
{
	json_t *list = json_array();

	for (size_t i = 0; i < feed->n_warnings; i++) {
		const struct feed_warning *warning = &feed->warnings[i];

		json_array_append_new(
			list, json_pack("{s:s,s:o,s:o}", "code", warning->code, "line",
				      number(warning->line, 0), "message", text(warning->message)));
	}
	return list;
}

/* Everything but the items. */
static json_t *
head_object(const struct feed *feed)
{
	json_t *object = json_object();

	set(object, "format", json_string(feed_format_name(feed->format)));
	set(object, "encoding", text(feed->encoding));
	set(object, "title", text(feed->title));
	set(object, "link", text(feed->link));
	set(object, "self", text(feed->self));
	set(object, "hub", text(feed->hub));
	set(object, "language", text(feed->language));
	set(object, "description", text(feed->description));
	set(object, "rights", text(feed->rights));
	set(object, "id", text(feed->id));
	set(object, "updated", time_text(feed->updated));
	set(object, "authors", author_list(feed->authors, feed->n_authors));
	set(object, "categories", category_list(feed->categories, feed->n_categories));
	set(object, "ttl_seconds", number(feed->ttl_seconds, TTL_NONE));
	set(object, "update_period_seconds", number(feed->update_period_seconds, TTL_NONE));
	set(object, "update_base", time_text(feed->update_base));
	set(object, "skip_hours", hour_list(feed->skip_hours));
	set(object, "skip_days", day_list(feed->skip_days));
	set(object, "next_page", text(feed->next_page));
	set(object, "prev_archive", text(feed->prev_archive));
	set(object, "generator", text(feed->generator));
	set(object, "image", text(feed->image));
	set(object, "warnings", warning_list(feed));
	return object;
}

void
feed_json_print(const struct feed *feed, FILE *out)
{
	json_t *head = head_object(feed);

	fputc('{', out);
	json_dumpf(head, out, JSON_EMBED | JSON_COMPACT);
	json_decref(head);
	fputs(",\"items\":[", out);
	for (size_t i = 0; i < feed->n_items; i++) {
		struct arena *scratch = arena_new();
		struct item item = feed_item(feed, i);
		json_t *object = item_object(&item, scratch);

		fputs(i > 0 ? ",\n" : "\n", out);
		json_dumpf(object, out, JSON_COMPACT);
		json_decref(object);
		arena_free(scratch);
	}
	fputs("]}\n", out);
}
