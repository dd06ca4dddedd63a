#include "output/xml_story.h"

#include <inttypes.h>

#include "output/escape.h"
#include "output/fragment.h"
#include "output/subject.h"

void
xml_add_attribute(struct buf *out, const char *name, struct span value)
{
	if (value.len == 0)
		return;
	buf_format(out, " %s=\"", name);
	escape_xml_attr(out, value);
	buf_add_byte(out, '"');
}

void
xml_add_number(struct buf *out, const char *name, uint64_t value)
{
	buf_format(out, " %s=\"%" PRIu64 "\"", name, value);
}

void
xml_add_element(struct buf *out, const char *name, struct span text)
{
	if (text.len == 0)
		return;
	buf_format(out, "<%s>", name);
	escape_xml_text(out, text);
	buf_format(out, "</%s>\n", name);
}

void
xml_add_path(struct buf *out, const struct xml_place *place, const char *name, struct span path)
{
	struct buf address;

	if (path.at == NULL)
		return;
	buf_init(&address, BUF_UNLIMITED);
	buf_add(&address, place->root);
	buf_add(&address, path);
	xml_add_attribute(out, name, address.len > 0 ? buf_span(&address) : SPAN("./"));
	buf_release(&address);
}

void
xml_add_moment(struct buf *out, const struct xml_place *place, const char *name, int64_t at)
{
	struct when when = when_of(at, place->today.offset_seconds);

	if (at == TIME_NONE)
		return;
	buf_format(out, " %s=\"", name);
	when_add_rfc3339(out, when);
	buf_format(out, "\" %s-text=\"", name);
	when_add_relative(out, when, place->today);
	buf_add_byte(out, '"');
}

/* The attribute href of the page of a company or a topic. */
static void
add_subject_href(
	struct buf *out, const struct xml_place *place, enum subject_kind kind, struct span key)
{
	struct buf path;

	buf_init(&path, BUF_UNLIMITED);
	subject_add_path(&path, kind, key, ".html");
	xml_add_path(out, place, "href", buf_span(&path));
	buf_release(&path);
}

void
xml_add_company(
	struct buf *out, const struct xml_place *place, const struct digest_company *company)
{
	buf_add_text(out, "<company");
	xml_add_attribute(out, "id", company->id);
	xml_add_attribute(out, "name", company->name);
	xml_add_attribute(out, "ticker", company->ticker);
	xml_add_attribute(
		out, "role", company->role == DIGEST_ROLE_ABOUT ? SPAN("about") : SPAN("mention"));
	xml_add_number(out, "relevance", (uint64_t)company->relevance);
	if (company->has_page)
		add_subject_href(out, place, SUBJECT_COMPANY, company->id);
	buf_add_byte(out, '>');
	for (size_t i = 0; i < company->n_daily; i++)
		buf_format(out, "<day stories=\"%u\"/>", (unsigned)company->daily[i]);
	buf_add_text(out, "</company>\n");
}

static void
add_topic(struct buf *out, const struct xml_place *place, struct span topic)
{
	buf_add_text(out, "<topic");
	xml_add_attribute(out, "name", topic);
	if (place->site->has_topics)
		add_subject_href(out, place, SUBJECT_TOPIC, topic);
	buf_add_text(out, "/>\n");
}

/* An address that may not be linked is none. */
static void
add_url(struct buf *out, const char *name, struct span url)
{
	if (escape_may_link(url))
		xml_add_attribute(out, name, url);
}

static void
add_source(struct buf *out, const struct xml_place *place, const struct digest_source *source)
{
	static const char *const relations[] = {
		[DIGEST_SOURCE_FIRST] = "first",
		[DIGEST_SOURCE_COPY] = "copy",
		[DIGEST_SOURCE_SAME] = "same",
		[DIGEST_SOURCE_FOLLOW] = "follow",
	};

	buf_add_text(out, "<source");
	xml_add_attribute(out, "name", source->title);
	xml_add_attribute(out, "relation", span_of(relations[source->relation]));
	add_url(out, "url", source->url);
	add_url(out, "home", source->home_url);
	xml_add_moment(out, place, "published", source->published);
	buf_add_byte(out, '>');
	escape_xml_text(out, source->headline);
	buf_add_text(out, "</source>\n");
}

static void
add_marked(struct buf *out, const char *name, const struct digest_text *text)
{
	buf_format(out, "<%s>", name);
	fragment_add_marked(out, text, FRAGMENT_MARK);
	buf_format(out, "</%s>\n", name);
}

static void
add_words(struct buf *out, const struct digest_story *story)
{
	add_marked(out, "headline", &story->headline);
	xml_add_element(out, "new", story->what_is_new);
	if (story->n_sentences == 0)
		return;
	buf_add_text(out, "<summary>");
	fragment_add_summary(out, story, FRAGMENT_MARK);
	buf_add_text(out, "</summary>\n");
}

void
xml_add_story(struct buf *out, const struct xml_place *place, const struct digest_story *story)
{
	static const char *const news[] = {
		[DIGEST_NEWS_FIRST] = "first",
		[DIGEST_NEWS_UPDATED] = "updated",
		[DIGEST_NEWS_CORRECTED] = "corrected",
		[DIGEST_NEWS_DENIED] = "denied",
	};

	buf_add_text(out, "<story");
	xml_add_number(out, "number", story->number);
	xml_add_attribute(out, "id", story->id);
	xml_add_number(out, "rank", story->rank);
	xml_add_attribute(out, "news", span_of(news[story->news]));
	if (escape_is_language(story->language))
		xml_add_attribute(out, "language", story->language);
	if (story->is_roundup)
		xml_add_attribute(out, "roundup", SPAN("yes"));
	add_url(out, "url", story->url);
	xml_add_moment(out, place, "published", story->published);
	buf_add_text(out, ">\n");
	add_words(out, story);
	for (size_t i = 0; i < story->n_companies; i++)
		xml_add_company(out, place, &story->companies[i]);
	for (size_t i = 0; i < story->n_topics; i++)
		add_topic(out, place, story->topics[i]);
	for (size_t i = 0; i < story->n_sources; i++)
		add_source(out, place, &story->sources[i]);
	buf_add_text(out, "</story>\n");
}
