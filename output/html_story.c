#include "output/html_story.h"

#include <inttypes.h>

#include "output/escape.h"
#include "output/fragment.h"
#include "output/svg.h"

#define SOURCES_NAMED 3 /* before the list is opened */

static void
add_headline(struct buf *out, const struct digest_story *story, const char *element)
{
	bool is_link = escape_may_link(story->url);

	buf_format(out, "<%s dir=\"auto\">", element);
	if (is_link) {
		buf_add_text(out, "<a href=\"");
		escape_html_attr(out, story->url);
		buf_add_text(out, "\">");
	}
	fragment_add_marked(out, &story->headline, FRAGMENT_MARK);
	buf_format(out, "%s</%s>\n", is_link ? "</a>" : "", element);
}

/* The way to the page of the story, with all its reports. */
static void
add_own_page(struct buf *out, const struct html_page *page, const struct digest_story *story)
{
	struct buf path;

	buf_init(&path, BUF_UNLIMITED);
	buf_format(&path, "story/%" PRIu64, story->number);
	buf_add_text(out, " \xc2\xb7 <a ");
	html_page_add_href(out, page, buf_span(&path));
	buf_add_text(out, ">The whole story</a>");
	buf_release(&path);
}

static void
add_byline(struct buf *out, const struct html_page *page, const struct digest_story *story,
	struct when today)
{
	bool has_source = story->n_sources > 0 && story->sources[0].title.len > 0;

	buf_add_text(out, "<p class=\"byline\">");
	if (has_source) {
		buf_add_text(out, story->n_sources > 1 ? "First: <bdi>" : "<bdi>");
		escape_html_text(out, story->sources[0].title);
		buf_add_text(out, "</bdi>");
	}
	if (story->published != TIME_NONE) {
		buf_add_text(out, has_source ? " \xc2\xb7 " : "");
		fragment_add_time(out, story->published, today);
	}
	if (page->links_stories)
		add_own_page(out, page, story);
	buf_add_text(out, "</p>\n");
}

static void
add_news(struct buf *out, const struct digest_story *story)
{
	static const char *const classes[] = {"first", "updated", "corrected", "denied"};

	if (story->what_is_new.len == 0)
		return;
	buf_format(out, "<p class=\"news %s\"><strong>%s:</strong> <bdi>", classes[story->news],
		fragment_news_word(story->news));
	escape_html_text(out, story->what_is_new);
	buf_add_text(out, "</bdi></p>\n");
}

static void
add_company(struct buf *out, const struct html_page *page, const struct digest_company *company)
{
	bool is_about = company->role == DIGEST_ROLE_ABOUT;

	buf_format(out, "<li class=\"%s\" title=\"%s, relevance %d of 100\"><bdi>",
		is_about ? "about" : "mention", is_about ? "The story is about it" : "Mentioned",
		company->relevance);
	html_page_add_company(out, page, company);
	buf_add_text(out, "</bdi>");
	if (company->ticker.len > 0) {
		buf_add_text(out, " <span class=\"ticker\">");
		escape_html_text(out, company->ticker);
		buf_add_text(out, "</span>");
	}
	if (!is_about) /* what the eye sees by the weight of the letters */
		buf_add_text(out, "<span class=\"away\"> (mentioned)</span>");
	buf_add_text(out, "</li>\n");
}

static void
add_tags(struct buf *out, const struct html_page *page, const struct digest_story *story)
{
	if (story->n_companies + story->n_topics == 0 && !story->is_roundup)
		return;
	buf_add_text(out, "<ul class=\"tags\" aria-label=\"Companies and topics\">\n");
	for (size_t i = 0; i < story->n_companies; i++)
		add_company(out, page, &story->companies[i]);
	for (size_t i = 0; i < story->n_topics; i++) {
		buf_add_text(out, "<li class=\"topic\"><bdi>");
		html_page_add_topic(out, page, story->topics[i]);
		buf_add_text(out, "</bdi></li>\n");
	}
	if (story->is_roundup)
		buf_add_text(out, "<li class=\"kind\">round-up</li>\n");
	buf_add_text(out, "</ul>\n");
}

static const char *
relation_words(enum digest_relation relation)
{
	switch (relation) {
	case DIGEST_SOURCE_FIRST:
		return "first";
	case DIGEST_SOURCE_COPY:
		return "same text";
	case DIGEST_SOURCE_SAME:
		return "";
	case DIGEST_SOURCE_FOLLOW:
		return "follow-up";
	}
	return "";
}

static void
add_source(struct buf *out, const struct digest_story *story, const struct digest_source *source,
	struct when today)
{
	const char *how = relation_words(source->relation);

	buf_add_text(out, "<li>");
	if (source->published != TIME_NONE) {
		fragment_add_time(out, source->published, today);
		buf_add_byte(out, ' ');
	}
	buf_add_text(out, "<bdi class=\"who\">");
	escape_html_text(out, source->title);
	buf_add_text(out, "</bdi> <bdi>");
	fragment_add_link(out, source->url,
		source->headline.len > 0 ? source->headline : story->headline.text);
	buf_add_text(out, "</bdi>");
	if (how[0] != '\0')
		buf_format(out, " <span class=\"how\">(%s)</span>", how);
	buf_add_text(out, "</li>\n");
}

/* Whether a source before it has this name: who tells a thing twice is one. */
static bool
is_named(const struct digest_story *story, size_t source)
{
	for (size_t i = 0; i < source; i++)
		if (span_equal(story->sources[i].title, story->sources[source].title))
			return true;
	return false;
}

/* "Then 7 more: CNBC, Example Times, Wire Two and others" */
static void
add_sources_line(struct buf *out, const struct digest_story *story)
{
	size_t named = 0;
	size_t others = 0;

	buf_format(out, "<summary>Then %zu more", story->n_sources - 1);
	for (size_t i = 1; i < story->n_sources; i++) {
		if (story->sources[i].title.len == 0 || is_named(story, i))
			continue;
		if (named == SOURCES_NAMED) {
			others++;
			continue;
		}
		buf_add_text(out, named++ == 0 ? ": <bdi>" : ", <bdi>");
		escape_html_text(out, story->sources[i].title);
		buf_add_text(out, "</bdi>");
	}
	buf_add_text(out, others > 0 ? " and others</summary>\n" : "</summary>\n");
}

static void
add_sources(struct buf *out, const struct digest_story *story, struct when today, bool is_open)
{
	if (story->n_sources < 2)
		return;
	buf_add_text(
		out, is_open ? "<details class=\"sources\" open>" : "<details class=\"sources\">");
	add_sources_line(out, story);
	svg_add_timeline(out, story, today);
	buf_add_text(out, "<ol>\n");
	for (size_t i = 0; i < story->n_sources; i++)
		add_source(out, story, &story->sources[i], today);
	buf_add_text(out, "</ol>\n</details>\n");
}

static void
open_article(struct buf *out, const struct digest_story *story, const char *class)
{
	buf_format(out, "<article class=\"%s\"", class);
	if (escape_is_language(story->language)) {
		buf_add_text(out, " lang=\"");
		escape_html_attr(out, story->language);
		buf_add_byte(out, '"');
	}
}

/* What stands below the headline. */
static void
add_body(struct buf *out, const struct html_page *page, const struct digest_story *story,
	struct when today)
{
	add_byline(out, page, story, today);
	add_news(out, story);
	if (story->n_sentences > 0) {
		buf_add_text(out, "<p class=\"summary\" dir=\"auto\">");
		fragment_add_summary(out, story, FRAGMENT_MARK);
		buf_add_text(out, "</p>\n");
	}
	add_tags(out, page, story);
}

void
html_story_add(struct buf *out, const struct html_page *page, const struct digest_story *story,
	struct when today)
{
	open_article(out, story, "story");
	buf_format(out, " id=\"s%" PRIu64 "\">\n", story->number);
	add_headline(out, story, "h3");
	add_body(out, page, story, today);
	add_sources(out, story, today, false);
	buf_add_text(out, "</article>\n");
}

void
html_story_add_whole(struct buf *out, const struct html_page *page,
	const struct digest_story *story, struct when today)
{
	open_article(out, story, "story");
	buf_add_text(out, ">\n");
	add_headline(out, story, "h1");
	add_body(out, page, story, today);
	add_sources(out, story, today, true);
	buf_add_text(out, "</article>\n");
}

void
html_story_add_again(struct buf *out, const struct digest_story *story)
{
	open_article(out, story, "story again");
	buf_add_text(out, ">\n");
	add_headline(out, story, "h3");
	buf_format(out,
		"<p class=\"byline\"><a href=\"#s%" PRIu64 "\">Told above</a></p>\n</article>\n",
		story->number);
}
