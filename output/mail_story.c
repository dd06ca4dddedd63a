#include "output/mail_story.h"

#include "output/escape.h"
#include "output/fragment.h"

#define MAIL_SOURCES_MAX 3 /* named in a mail; the page has them all */
#define MAIL_MARK "<mark style=\"background:#fdeeb0;color:inherit;\">"

void
mail_row_begin(struct buf *out, const char *class, const char *style)
{
	buf_format(out, "<tr><td class=\"%s\" style=\"%s\">", class, style);
}

void
mail_row_end(struct buf *out)
{
	buf_add_text(out, "</td></tr>\n");
}

static void
add_link(struct buf *out, struct span url, const char *style, const struct digest_text *text)
{
	bool is_link = escape_may_link(url);

	if (is_link) {
		buf_add_text(out, "<a href=\"");
		escape_html_attr(out, url);
		buf_format(out, "\" style=\"%s\">", style);
	}
	fragment_add_marked(out, text, MAIL_MARK);
	buf_add_text(out, is_link ? "</a>" : "");
}

/* "Reuters 08:14, Bloomberg, AP and 5 more" */
static void
add_byline(struct buf *out, const struct digest_story *story, struct when today)
{
	size_t named = story->n_sources < MAIL_SOURCES_MAX ? story->n_sources : MAIL_SOURCES_MAX;

	for (size_t i = 0; i < named; i++) {
		buf_add_text(out, i > 0 ? ", " : "");
		escape_html_text(out, story->sources[i].title);
		if (i == 0 && story->published != TIME_NONE) {
			buf_add_byte(out, ' ');
			when_add_relative(
				out, when_of(story->published, today.offset_seconds), today);
		}
	}
	if (story->n_sources > named)
		buf_format(out, " and %zu more", story->n_sources - named);
}

static void
add_news(struct buf *out, const struct digest_story *story)
{
	if (story->what_is_new.len == 0)
		return;
	buf_format(out,
		"<p class=\"ink\" style=\"margin:6px 0 0;font-size:15px;line-height:22px;" MAIL_SANS
		"\"><strong>%s:</strong> ",
		fragment_news_word(story->news));
	escape_html_text(out, story->what_is_new);
	buf_add_text(out, "</p>");
}

static void
add_companies(struct buf *out, const struct digest_story *story)
{
	size_t told = 0;

	for (size_t i = 0; i < story->n_companies; i++) {
		const struct digest_company *company = &story->companies[i];

		buf_add_text(out, told++ > 0 ? " &#183; " : "");
		buf_add_text(out, company->role == DIGEST_ROLE_ABOUT ? "<strong>" : "");
		escape_html_text(out, company->name);
		if (company->ticker.len > 0) {
			buf_add_byte(out, ' ');
			escape_html_text(out, company->ticker);
		}
		buf_add_text(out, company->role == DIGEST_ROLE_ABOUT ? "</strong>" : "");
	}
	for (size_t i = 0; i < story->n_topics; i++) {
		buf_add_text(out, told++ > 0 ? " &#183; #" : "#");
		escape_html_text(out, story->topics[i]);
	}
}

/* What follows a headline on its first telling. */
static void
add_body(struct buf *out, const struct digest_story *story, struct when today)
{
	buf_add_text(out, "<p class=\"quiet\" style=\"margin:4px 0 "
			  "0;font-size:13px;line-height:19px;" MAIL_QUIET MAIL_SANS "\">");
	add_byline(out, story, today);
	buf_add_text(out, "</p>\n");
	add_news(out, story);
	if (story->n_sentences > 0) {
		buf_add_text(out, "<p dir=\"auto\" style=\"margin:6px 0 "
				  "0;font-size:15px;line-height:23px;" MAIL_SANS "\">");
		fragment_add_summary(out, story, MAIL_MARK);
		buf_add_text(out, "</p>\n");
	}
	buf_add_text(out, "<p class=\"quiet\" style=\"margin:6px 0 "
			  "0;font-size:13px;line-height:19px;" MAIL_QUIET MAIL_SANS "\">");
	add_companies(out, story);
	buf_add_text(out, "</p>");
}

void
mail_story_add(struct buf *out, const struct digest_story *story, struct when today, bool is_again)
{
	mail_row_begin(
		out, "ink line", "padding:14px 24px;color:#1c1b19;border-top:1px solid #e3dfd7;");
	buf_add_text(out,
		"<h3 dir=\"auto\" style=\"margin:0;font-size:19px;line-height:25px;" MAIL_SERIF
		"\">");
	add_link(out, story->url, "color:#1c1b19;text-decoration:none;", &story->headline);
	buf_add_text(out, "</h3>\n");
	if (is_again)
		buf_add_text(out, "<p class=\"quiet\" style=\"margin:4px 0 "
				  "0;font-size:13px;line-height:19px;" MAIL_QUIET MAIL_SANS
				  "\">Told above</p>");
	else
		add_body(out, story, today);
	mail_row_end(out);
}
