#include "output/json_feed.h"

#include <sysexits.h>

#include "output/escape.h"
#include "output/fragment.h"
#include "output/json_story.h"
#include "output/json_value.h"
#include "output/seen.h"

#define JSON_FEED_VERSION "https://jsonfeed.org/version/1.1"
#define DOCUMENT_FLAGS (JSON_INDENT(1) | JSON_REAL_PRECISION(10))

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
				json_array_append_new(
					items, json_story(digest, &group->stories[j]));
	}
	for (size_t i = 0; i < digest->n_earlier; i++)
		if (seen_add(&seen, &digest->earlier[i]))
			json_array_append_new(items, json_story(digest, &digest->earlier[i]));
	seen_release(&seen);
	return items;
}

static json_t *
edition_item(const struct digest *edition, const struct site *site)
{
	json_t *item = json_object();
	struct buf text;

	buf_init(&text, BUF_UNLIMITED);
	json_value_set_text(item, "id", edition->id);
	site_add_edition_path(&text, edition->html_path, edition->edition.number);
	if (text.len > 0)
		json_value_set_site_url(item, "url", site, buf_span(&text));
	buf_clear(&text);
	fragment_add_edition_title(&text, edition);
	json_value_set_text(item, "title", buf_span(&text));
	buf_clear(&text);
	fragment_add_edition(&text, edition);
	json_object_set_new(item, "content_html", json_value_text(buf_span(&text)));
	json_value_set_text(item, "summary", digest_top_headline(edition));
	json_value_set_time(item, "date_published", edition->edition.created_at);
	buf_release(&text);
	return item;
}

static json_t *
editions_of(const struct digest *newest, const struct site *site)
{
	json_t *items = json_array();

	json_array_append_new(items, edition_item(newest, site));
	for (size_t i = 0; i < newest->n_past; i++)
		json_array_append_new(items, edition_item(&newest->past[i], site));
	return items;
}

static json_t *
document_of(const struct digest *digest, const struct site *site)
{
	json_t *document = json_object();

	json_value_set_text(document, "version", SPAN(JSON_FEED_VERSION));
	json_object_set_new(document, "title", json_value_text(digest->title));
	json_value_set_site_url(document, "home_page_url", site, digest->html_path);
	json_value_set_site_url(document, "feed_url", site, digest->json_path);
	json_value_set_text(document, "description", digest->description);
	json_value_set_text(document, "language",
		escape_is_language(digest->language) ? digest->language : SPAN("en"));
	json_object_set_new(document, "authors",
		json_value_authors(site->title.len > 0 ? site->title : digest->title, site->url));
	if (escape_may_link(site->hub_url))
		json_object_set_new(document, "hubs",
			json_pack("[{s:s,s:o}]", "type", "WebSub", "url",
				json_value_text(site->hub_url)));
	json_object_set_new(document, "items",
		digest->tells_editions ? editions_of(digest, site) : items_of(digest));
	return document;
}

bool
json_feed_render(
	const struct digest *digest, const struct site *site, struct buf *out, struct error *err)
{
	json_t *document = document_of(digest, site);

	json_value_write(document, DOCUMENT_FLAGS, out);
	buf_add_byte(out, '\n');
	return !out->is_full ||
	       error_set(err, EX_SOFTWARE, "the JSON feed is larger than %zu bytes", out->max);
}
