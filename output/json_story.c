#include "output/json_story.h"

#include "output/escape.h"
#include "output/fragment.h"
#include "output/json_value.h"

static void
set_content(json_t *item, const struct digest_story *story)
{
	struct buf text;

	buf_init(&text, BUF_UNLIMITED);
	fragment_add_story(&text, story);
	json_value_set_text(item, "content_html", buf_span(&text));
	buf_clear(&text);
	for (size_t i = 0; i < story->n_sentences; i++) {
		if (i > 0)
			buf_add_byte(&text, ' ');
		buf_add(&text, story->sentences[i].text);
	}
	/* the specification wants one of the two contents in every item */
	json_object_set_new(item, "content_text",
		json_value_text(text.len > 0 ? buf_span(&text) : story->headline.text));
	json_value_set_text(item, "summary", buf_span(&text));
	buf_release(&text);
}

static json_t *
tags_of(const struct digest_story *story)
{
	json_t *tags = json_array();

	for (size_t i = 0; i < story->n_companies; i++)
		json_array_append_new(tags, json_value_text(story->companies[i].name));
	for (size_t i = 0; i < story->n_topics; i++)
		json_array_append_new(tags, json_value_text(story->topics[i]));
	return tags;
}

/* How new it is to the company, and what was like it; nothing where that is not known. */
static void
set_novelty(json_t *company, const struct digest_novelty *novelty)
{
	if (novelty == NULL)
		return;
	json_object_set_new(company, "novelty", json_integer(novelty->score));
	if (!novelty->has_alike)
		return;
	json_object_set_new(company, "days_since_alike", json_integer(novelty->days_since_alike));
	json_object_set_new(company, "alike", json_integer((json_int_t)novelty->alike_story));
}

static json_t *
companies_of(const struct digest_story *story)
{
	json_t *companies = json_array();

	for (size_t i = 0; i < story->n_companies; i++) {
		const struct digest_company *company = &story->companies[i];
		json_t *object = json_object();

		json_value_set_text(object, "id", company->id);
		json_value_set_text(object, "name", company->name);
		json_value_set_text(object, "ticker", company->ticker);
		json_value_set_text(object, "role",
			company->role == DIGEST_ROLE_ABOUT ? SPAN("about") : SPAN("mention"));
		json_object_set_new(object, "relevance", json_integer(company->relevance));
		set_novelty(object, company->novelty);
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

		json_value_set_text(object, "title", source->title);
		json_value_set_url(object, "feed_url", source->feed_url);
		json_value_set_text(object, "headline", source->headline);
		json_value_set_url(object, "url", source->url);
		json_value_set_time(object, "date_published", source->published);
		json_value_set_text(object, "relation", relation_word(source->relation));
		json_array_append_new(sources, object);
	}
	return sources;
}

static json_t *
topics_of(const struct digest_story *story)
{
	json_t *topics = json_array();

	for (size_t i = 0; i < story->n_topics; i++)
		json_array_append_new(topics, json_value_text(story->topics[i]));
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
	json_value_set_text(extension, "news", span_of(fragment_news_word(story->news)));
	json_value_set_text(extension, "what_is_new", story->what_is_new);
	return extension;
}

json_t *
json_story(const struct digest *digest, const struct digest_story *story)
{
	json_t *item = json_object();

	json_object_set_new(item, "id", json_value_text(story->id));
	json_value_set_url(item, "url", story->url);
	json_value_set_text(item, "title", story->headline.text);
	set_content(item, story);
	json_value_set_time(item, "date_published", story->published);
	json_value_set_time(item, "date_modified", digest_story_updated(digest, story));
	if (story->n_sources > 0 && story->sources[0].title.len > 0)
		json_object_set_new(item, "authors",
			json_value_authors(story->sources[0].title, story->sources[0].home_url));
	json_object_set_new(item, "tags", tags_of(story));
	if (escape_is_language(story->language))
		json_value_set_text(item, "language", story->language);
	json_object_set_new(item, "_broadtape", extension_of(story));
	return item;
}
