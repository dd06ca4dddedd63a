#include "output/json_feed.h"

#include <jansson.h>
#include <sysexits.h>

#include "output/escape.h"
#include "output/fragment.h"
#include "output/seen.h"
#include "output/when.h"

#define JSON_FEED_VERSION "https://jsonfeed.org/version/1.1"
#define DOCUMENT_FLAGS (JSON_INDENT(1) | JSON_REAL_PRECISION(10))

static json_t *
text_value(struct span text)
{
	struct buf clean;
	json_t *value;

	buf_init(&clean, BUF_UNLIMITED);
	escape_none(&clean, text);
	value = json_stringn(clean.len > 0 ? clean.at : "", clean.len);
	buf_release(&clean);
	return value;
}

static void
set_text(json_t *object, const char *key, struct span text)
{
	if (text.len > 0)
		json_object_set_new(object, key, text_value(text));
}

static void
set_url(json_t *object, const char *key, struct span url)
{
	if (escape_may_link(url))
		set_text(object, key, url);
}

static void
set_site_url(json_t *object, const char *key, const struct site *site, struct span path)
{
	struct buf url;

	if (site->url.len == 0 || path.at == NULL)
		return;
	buf_init(&url, BUF_UNLIMITED);
	site_add_url(&url, site, path);
	set_text(object, key, buf_span(&url));
	buf_release(&url);
}

static void
set_time(json_t *object, const char *key, int64_t at)
{
	struct buf text;

	if (at == TIME_NONE)
		return;
	buf_init(&text, BUF_UNLIMITED);
	when_add_rfc3339(&text, when_of(at, 0));
	set_text(object, key, buf_span(&text));
	buf_release(&text);
}

static void
set_content(json_t *item, const struct digest_story *story)
{
	struct buf text;

	buf_init(&text, BUF_UNLIMITED);
	fragment_add_story(&text, story);
	set_text(item, "content_html", buf_span(&text));
	buf_clear(&text);
	for (size_t i = 0; i < story->n_sentences; i++) {
		if (i > 0)
			buf_add_byte(&text, ' ');
		buf_add(&text, story->sentences[i].text);
	}
	/* the specification wants one of the two contents in every item */
	json_object_set_new(item, "content_text",
		text_value(text.len > 0 ? buf_span(&text) : story->headline.text));
	set_text(item, "summary", buf_span(&text));
	buf_release(&text);
}

static json_t *
authors_of(struct span name, struct span url)
{
	json_t *author = json_object();

	set_text(author, "name", name);
	set_url(author, "url", url);
	return json_pack("[o]", author);
}

static json_t *
tags_of(const struct digest_story *story)
{
	json_t *tags = json_array();

	for (size_t i = 0; i < story->n_companies; i++)
		json_array_append_new(tags, text_value(story->companies[i].name));
	for (size_t i = 0; i < story->n_topics; i++)
		json_array_append_new(tags, text_value(story->topics[i]));
	return tags;
}

static json_t *
companies_of(const struct digest_story *story)
{
	json_t *companies = json_array();

	for (size_t i = 0; i < story->n_companies; i++) {
		const struct digest_company *company = &story->companies[i];
		json_t *object = json_object();

		set_text(object, "id", company->id);
		set_text(object, "name", company->name);
		set_text(object, "ticker", company->ticker);
		set_text(object, "role",
			company->role == DIGEST_ROLE_ABOUT ? SPAN("about") : SPAN("mention"));
		json_object_set_new(object, "relevance", json_integer(company->relevance));
		json_array_append_new(companies, object);
	}
	return companies;
}

static struct span
relation_word(enum digest_relation relation)
{
	switch (relation) {
	case DIGEST_SOURCE_FIRST:
		return SPAN("first");
	case DIGEST_SOURCE_COPY:
		return SPAN("copy");
	case DIGEST_SOURCE_SAME:
		return SPAN("same");
	case DIGEST_SOURCE_FOLLOW:
		return SPAN("follow-up");
	}
	return SPAN_NONE;
}

static json_t *
sources_of(const struct digest_story *story)
{
	json_t *sources = json_array();

	for (size_t i = 0; i < story->n_sources; i++) {
		const struct digest_source *source = &story->sources[i];
		json_t *object = json_object();

		set_text(object, "title", source->title);
		set_url(object, "feed_url", source->feed_url);
		set_text(object, "headline", source->headline);
		set_url(object, "url", source->url);
		set_time(object, "date_published", source->published);
		set_text(object, "relation", relation_word(source->relation));
		json_array_append_new(sources, object);
	}
	return sources;
}

static json_t *
topics_of(const struct digest_story *story)
{
	json_t *topics = json_array();

	for (size_t i = 0; i < story->n_topics; i++)
		json_array_append_new(topics, text_value(story->topics[i]));
	return topics;
}

static json_t *
extension_of(const struct digest_story *story)
{
	json_t *extension = json_object();

	json_object_set_new(extension, "story", json_integer((json_int_t)story->number));
	json_object_set_new(extension, "companies", companies_of(story));
	json_object_set_new(extension, "topics", topics_of(story));
	json_object_set_new(extension, "sources", sources_of(story));
	set_text(extension, "news", span_of(fragment_news_word(story->news)));
	set_text(extension, "what_is_new", story->what_is_new);
	return extension;
}

static json_t *
item_of(const struct digest *digest, const struct digest_story *story)
{
	json_t *item = json_object();

	json_object_set_new(item, "id", text_value(story->id));
	set_url(item, "url", story->url);
	set_text(item, "title", story->headline.text);
	set_content(item, story);
	set_time(item, "date_published", story->published);
	set_time(item, "date_modified", digest_story_updated(digest, story));
	if (story->n_sources > 0 && story->sources[0].title.len > 0)
		json_object_set_new(item, "authors",
			authors_of(story->sources[0].title, story->sources[0].home_url));
	json_object_set_new(item, "tags", tags_of(story));
	if (escape_is_language(story->language))
		set_text(item, "language", story->language);
	json_object_set_new(item, "_broadtape", extension_of(story));
	return item;
}

static json_t *
items_of(const struct digest *digest)
{
	json_t *items = json_array();
	struct seen seen;

	seen_init(&seen, digest);
	for (size_t i = 0; i < digest->n_groups; i++) {
		const struct digest_group *group = &digest->groups[i];

		for (size_t j = 0; j < group->n_stories; j++)
			if (seen_add(&seen, &group->stories[j]))
				json_array_append_new(items, item_of(digest, &group->stories[j]));
	}
	for (size_t i = 0; i < digest->n_earlier; i++)
		if (seen_add(&seen, &digest->earlier[i]))
			json_array_append_new(items, item_of(digest, &digest->earlier[i]));
	seen_release(&seen);
	return items;
}

static json_t *
document_of(const struct digest *digest, const struct site *site)
{
	json_t *document = json_object();

	set_text(document, "version", SPAN(JSON_FEED_VERSION));
	json_object_set_new(document, "title", text_value(digest->title));
	set_site_url(document, "home_page_url", site, digest->html_path);
	set_site_url(document, "feed_url", site, digest->json_path);
	set_text(document, "description", digest->description);
	set_text(document, "language",
		escape_is_language(digest->language) ? digest->language : SPAN("en"));
	json_object_set_new(document, "authors",
		authors_of(site->title.len > 0 ? site->title : digest->title, site->url));
	if (escape_may_link(site->hub_url))
		json_object_set_new(document, "hubs",
			json_pack(
				"[{s:s,s:o}]", "type", "WebSub", "url", text_value(site->hub_url)));
	json_object_set_new(document, "items", items_of(digest));
	return document;
}

static int
on_json_bytes(const char *bytes, size_t len, void *out)
{
	buf_add(out, span_make(bytes, len));
	return 0;
}

bool
json_feed_render(
	const struct digest *digest, const struct site *site, struct buf *out, struct error *err)
{
	json_t *document = document_of(digest, site);

	json_dump_callback(document, on_json_bytes, out, DOCUMENT_FLAGS);
	buf_add_byte(out, '\n');
	json_decref(document);
	return !out->is_full ||
	       error_set(err, EX_SOFTWARE, "the JSON feed is larger than %zu bytes", out->max);
}
