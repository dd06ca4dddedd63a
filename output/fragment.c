#include "output/fragment.h"

#include "output/escape.h"
#include "output/seen.h"
#include "output/when.h"

const char *
fragment_news_word(enum digest_news news)
{
	switch (news) {
	case DIGEST_NEWS_FIRST:
		return "";
	case DIGEST_NEWS_UPDATED:
		return "Updated";
	case DIGEST_NEWS_CORRECTED:
		return "Corrected";
	case DIGEST_NEWS_DENIED:
		return "Denied";
	}
	return "";
}

void
fragment_add_marked(struct buf *out, const struct digest_text *text, const char *mark_tag)
{
	size_t at = 0;

	for (size_t i = 0; i < text->n_marks; i++) {
		const struct digest_mark *mark = &text->marks[i];

		escape_html_text(out, span_make(text->text.at + at, mark->at - at));
		buf_add_text(out, mark_tag);
		escape_html_text(out, span_make(text->text.at + mark->at, mark->len));
		buf_add_text(out, "</mark>");
		at = mark->at + mark->len;
	}
	escape_html_text(out, span_from(text->text, at));
}

void
fragment_add_summary(struct buf *out, const struct digest_story *story, const char *mark_tag)
{
	for (size_t i = 0; i < story->n_sentences; i++) {
		if (i > 0)
			buf_add_byte(out, ' ');
		fragment_add_marked(out, &story->sentences[i], mark_tag);
	}
}

void
fragment_add_link(struct buf *out, struct span url, struct span text)
{
	bool is_link = escape_may_link(url);

	if (is_link) {
		buf_add_text(out, "<a href=\"");
		escape_html_attr(out, url);
		buf_add_text(out, "\">");
	}
	escape_html_text(out, text);
	if (is_link)
		buf_add_text(out, "</a>");
}

void
fragment_add_time(struct buf *out, int64_t at, struct when today)
{
	struct when when = when_of(at, today.offset_seconds);

	buf_add_text(out, "<time datetime=\"");
	when_add_rfc3339(out, when);
	buf_add_text(out, "\">");
	when_add_relative(out, when, today);
	buf_add_text(out, "</time>");
}

static void
add_sources(struct buf *out, const struct digest_story *story)
{
	buf_add_text(out, "<ul>");
	for (size_t i = 0; i < story->n_sources; i++) {
		const struct digest_source *source = &story->sources[i];

		buf_add_text(out, "<li>");
		escape_html_text(out, source->title);
		buf_add_text(out, ": ");
		fragment_add_link(out, source->url,
			source->headline.len > 0 ? source->headline : story->headline.text);
		buf_add_text(out, "</li>");
	}
	buf_add_text(out, "</ul>");
}

void
fragment_add_story(struct buf *out, const struct digest_story *story)
{
	if (story->what_is_new.len > 0) {
		buf_format(out, "<p><strong>%s:</strong> ", fragment_news_word(story->news));
		escape_html_text(out, story->what_is_new);
		buf_add_text(out, "</p>");
	}
	if (story->n_sentences > 0) {
		buf_add_text(out, "<p>");
		fragment_add_summary(out, story, FRAGMENT_MARK);
		buf_add_text(out, "</p>");
	}
	if (story->n_sources > 0)
		add_sources(out, story);
}

static void
add_story(struct buf *html, const struct digest_story *story)
{
	buf_add_text(html, "<h3>");
	fragment_add_link(html, story->url, story->headline.text);
	buf_add_text(html, "</h3>");
	fragment_add_story(html, story);
}

void
fragment_add_edition(struct buf *html, const struct digest *edition)
{
	struct seen seen;

	seen_init(&seen, edition);
	for (size_t i = 0; i < edition->n_groups; i++) {
		const struct digest_group *group = &edition->groups[i];

		if (group->title.len > 0 && group->n_stories > 0) {
			buf_add_text(html, "<h2>");
			escape_html_text(html, group->title);
			buf_add_text(html, "</h2>");
		}
		for (size_t j = 0; j < group->n_stories; j++)
			if (seen_add(&seen, &group->stories[j]))
				add_story(html, &group->stories[j]);
	}
	seen_release(&seen);
}

void
fragment_add_edition_title(struct buf *text, const struct digest *edition)
{
	buf_add(text, edition->title);
	buf_add_text(text, ", ");
	when_add_day(
		text, when_of(edition->edition.created_at, edition->edition.utc_offset_seconds));
}
