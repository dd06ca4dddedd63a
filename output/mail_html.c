#include "output/mail_html.h"

#include "output/escape.h"
#include "output/fragment.h"
#include "output/number.h"
#include "output/seen.h"
#include "output/when.h"

#define TAIL_BYTES_MAX 4096 /* kept free for "N more stories", and the end */
#define MAIL_SOURCES_MAX 3  /* named in a mail; the page has them all */

#define SERIF "font-family:Charter,Georgia,'Times New Roman',serif;"
#define SANS "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;"
#define MARK "<mark style=\"background:#fdeeb0;color:inherit;\">"
#define QUIET "color:#5f5c56;"

/* Only what cannot stand in an element: what a dark client is to change. Gmail drops it all, unharmed. */
#define DARK                                                                                       \
	"<style>@media (prefers-color-scheme:dark){"                                               \
	".paper{background:#161615!important}"                                                     \
	".card{background:#1e1d1c!important;border-color:#35332f!important}"                       \
	".ink,.ink a{color:#e9e6e0!important}.quiet,.quiet a{color:#a5a097!important}"             \
	".line{border-color:#35332f!important}a.link{color:#8fbdf2!important}"                     \
	"mark{background:#57480f!important;color:#e9e6e0!important}}</style>\n"

struct letter {
	struct buf *out;
	const struct digest *digest;
	const struct site *site;
	struct when today;
	size_t limit;   /* of out->len, for stories */
	size_t stories; /* told so far */
	struct seen seen;
};

static void
open_row(struct letter *letter, const char *class, const char *style)
{
	buf_format(letter->out, "<tr><td class=\"%s\" style=\"%s\">", class, style);
}

static void
close_row(struct letter *letter)
{
	buf_add_text(letter->out, "</td></tr>\n");
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
	fragment_add_marked(out, text, MARK);
	buf_add_text(out, is_link ? "</a>" : "");
}

static void
add_head(struct letter *letter)
{
	struct buf *out = letter->out;

	buf_add_text(out, "<!DOCTYPE html>\n<html lang=\"");
	escape_html_attr(out, escape_is_language(letter->digest->language)
				      ? letter->digest->language
				      : SPAN("en"));
	buf_add_text(out,
		"\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		"<meta name=\"color-scheme\" content=\"light dark\">\n"
		"<meta name=\"supported-color-schemes\" content=\"light dark\">\n<title>");
	escape_html_text(out, letter->digest->title);
	buf_add_text(out,
		"</title>\n" DARK "</head>\n"
		"<body class=\"paper\" style=\"margin:0;padding:0;background:#f4f2ee;\">\n"
		"<div style=\"display:none;max-height:0;overflow:hidden;\">");
	escape_html_text(out, digest_top_headline(letter->digest));
	buf_add_text(out,
		"</div>\n"
		"<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" "
		"border=\"0\"><tr><td align=\"center\" style=\"padding:16px 8px;\">\n"
		"<!--[if mso]><table role=\"presentation\" width=\"600\"><tr><td><![endif]-->\n"
		"<table role=\"presentation\" class=\"card\" width=\"100%\" cellpadding=\"0\" "
		"cellspacing=\"0\" border=\"0\" style=\"max-width:600px;background:#ffffff;"
		"border:1px solid #e3dfd7;border-radius:8px;border-collapse:separate;\">\n");
}

static void
add_tail(struct letter *letter)
{
	buf_add_text(letter->out, "</table>\n<!--[if mso]></td></tr></table><![endif]-->\n"
				  "</td></tr></table>\n</body>\n</html>\n");
}

static void
add_title(struct letter *letter)
{
	const struct digest_overview *overview = &letter->digest->overview;
	size_t stories = digest_story_count(letter->digest);

	open_row(letter, "ink", "padding:24px 24px 0;color:#1c1b19;");
	buf_add_text(
		letter->out, "<h1 style=\"margin:0;font-size:28px;line-height:34px;" SERIF "\">");
	escape_html_text(letter->out, letter->digest->title);
	buf_add_text(letter->out, "</h1>");
	close_row(letter);
	open_row(letter, "quiet",
		"padding:6px 24px 16px;font-size:14px;line-height:20px;" QUIET SANS);
	when_add_day(letter->out, letter->today);
	buf_add_text(letter->out, ", ");
	when_add_clock(letter->out, letter->today);
	buf_add_byte(letter->out, ' ');
	escape_html_text(letter->out, letter->digest->zone_name);
	buf_add_text(letter->out, " &#183; ");
	number_add(letter->out, stories);
	buf_add_text(letter->out, stories == 1 ? " story" : " stories");
	if (overview->items_read > 0) {
		buf_add_text(letter->out, " from ");
		number_add(letter->out, overview->items_read);
		buf_add_text(letter->out, " new items");
	}
	close_row(letter);
}

static void
add_attention(struct letter *letter)
{
	const struct digest_overview *overview = &letter->digest->overview;

	if (overview->n_attention == 0)
		return;
	open_row(letter, "quiet line",
		"padding:12px 24px;font-size:14px;line-height:21px;border-top:1px solid "
		"#e3dfd7;" QUIET SANS);
	buf_add_text(letter->out, "<strong>Unusual attention:</strong> ");
	for (size_t i = 0; i < overview->n_attention; i++) {
		const struct digest_attention *row = &overview->attention[i];

		buf_add_text(letter->out, i > 0 ? "; " : "");
		escape_html_text(letter->out, row->company.name);
		buf_format(letter->out, " %u (usually %.1f)", row->stories, row->stories_usual);
	}
	close_row(letter);
}

static void
add_group_title(struct letter *letter, const struct digest_group *group)
{
	if (group->title.len == 0)
		return;
	open_row(letter, "ink line",
		"padding:18px 24px 6px;color:#1c1b19;border-top:2px solid #1c1b19;");
	buf_add_text(
		letter->out, "<h2 style=\"margin:0;font-size:15px;line-height:20px;" SANS "\">");
	escape_html_text(letter->out, group->title);
	buf_add_text(letter->out, "</h2>");
	close_row(letter);
}

/* "Reuters 08:14, Bloomberg, AP and 5 more" */
static void
add_byline(struct letter *letter, const struct digest_story *story)
{
	struct buf *out = letter->out;
	size_t named = story->n_sources < MAIL_SOURCES_MAX ? story->n_sources : MAIL_SOURCES_MAX;

	for (size_t i = 0; i < named; i++) {
		buf_add_text(out, i > 0 ? ", " : "");
		escape_html_text(out, story->sources[i].title);
		if (i == 0 && story->published != TIME_NONE) {
			buf_add_byte(out, ' ');
			when_add_relative(out,
				when_of(story->published, letter->today.offset_seconds),
				letter->today);
		}
	}
	if (story->n_sources > named)
		buf_format(out, " and %zu more", story->n_sources - named);
}

static void
add_news(struct letter *letter, const struct digest_story *story)
{
	if (story->what_is_new.len == 0)
		return;
	buf_format(letter->out,
		"<p class=\"ink\" style=\"margin:6px 0 0;font-size:15px;line-height:22px;" SANS
		"\"><strong>%s:</strong> ",
		fragment_news_word(story->news));
	escape_html_text(letter->out, story->what_is_new);
	buf_add_text(letter->out, "</p>");
}

static void
add_companies(struct letter *letter, const struct digest_story *story)
{
	size_t told = 0;

	for (size_t i = 0; i < story->n_companies; i++) {
		const struct digest_company *company = &story->companies[i];

		buf_add_text(letter->out, told++ > 0 ? " &#183; " : "");
		buf_add_text(letter->out, company->role == DIGEST_ROLE_ABOUT ? "<strong>" : "");
		escape_html_text(letter->out, company->name);
		if (company->ticker.len > 0) {
			buf_add_byte(letter->out, ' ');
			escape_html_text(letter->out, company->ticker);
		}
		buf_add_text(letter->out, company->role == DIGEST_ROLE_ABOUT ? "</strong>" : "");
	}
	for (size_t i = 0; i < story->n_topics; i++) {
		buf_add_text(letter->out, told++ > 0 ? " &#183; #" : "#");
		escape_html_text(letter->out, story->topics[i]);
	}
}

/* What follows a headline on its first telling. */
static void
add_body(struct letter *letter, const struct digest_story *story)
{
	struct buf *out = letter->out;

	buf_add_text(out, "<p class=\"quiet\" style=\"margin:4px 0 "
			  "0;font-size:13px;line-height:19px;" QUIET SANS "\">");
	add_byline(letter, story);
	buf_add_text(out, "</p>\n");
	add_news(letter, story);
	if (story->n_sentences > 0) {
		buf_add_text(out, "<p dir=\"auto\" style=\"margin:6px 0 "
				  "0;font-size:15px;line-height:23px;" SANS "\">");
		fragment_add_summary(out, story, MARK);
		buf_add_text(out, "</p>\n");
	}
	buf_add_text(out,
		"<p class=\"quiet\" style=\"margin:6px 0 0;font-size:13px;line-height:19px;" QUIET
			SANS "\">");
	add_companies(letter, story);
	buf_add_text(out, "</p>");
}

static void
add_story(struct letter *letter, const struct digest_story *story)
{
	struct buf *out = letter->out;

	open_row(letter, "ink line",
		"padding:14px 24px;color:#1c1b19;border-top:1px solid #e3dfd7;");
	buf_add_text(out,
		"<h3 dir=\"auto\" style=\"margin:0;font-size:19px;line-height:25px;" SERIF "\">");
	add_link(out, story->url, "color:#1c1b19;text-decoration:none;", &story->headline);
	buf_add_text(out, "</h3>\n");
	if (seen_has(&letter->seen, story))
		buf_add_text(out,
			"<p class=\"quiet\" style=\"margin:4px 0 "
			"0;font-size:13px;line-height:19px;" QUIET SANS "\">Told above</p>");
	else
		add_body(letter, story);
	close_row(letter);
}

/* Tells the story, or nothing when it would be too long; then no other follows. */
static bool
tell(struct letter *letter, const struct digest_story *story)
{
	size_t before = letter->out->len;

	add_story(letter, story);
	if (letter->out->len > letter->limit) {
		buf_cut(letter->out, before);
		return false;
	}
	letter->stories += seen_add(&letter->seen, story) ? 1 : 0;
	return true;
}

static void
add_groups(struct letter *letter)
{
	for (size_t i = 0; i < letter->digest->n_groups; i++) {
		const struct digest_group *group = &letter->digest->groups[i];
		size_t before = letter->out->len;

		if (group->n_stories == 0)
			continue;
		add_group_title(letter, group);
		for (size_t j = 0; j < group->n_stories; j++) {
			if (tell(letter, &group->stories[j]))
				continue;
			if (j == 0)
				buf_cut(letter->out, before);
			return;
		}
	}
}

static void
add_page_link(struct letter *letter, const char *words)
{
	struct buf path, url;

	buf_init(&path, BUF_UNLIMITED);
	buf_init(&url, BUF_UNLIMITED);
	site_add_edition_path(&path, letter->digest->html_path, letter->digest->edition.number);
	site_add_url(&url, letter->site, buf_span(&path));
	if (path.len > 0 && escape_may_link(buf_span(&url))) {
		buf_add_text(letter->out, "<a class=\"link\" href=\"");
		escape_html_attr(letter->out, buf_span(&url));
		buf_format(letter->out, "\" style=\"color:#0b5394;\">%s</a>", words);
	} else {
		buf_add_text(letter->out, words);
	}
	buf_release(&path);
	buf_release(&url);
}

static void
add_rest(struct letter *letter)
{
	size_t left = digest_story_count(letter->digest) - letter->stories;
	struct buf words;

	buf_init(&words, BUF_UNLIMITED);
	if (left > 0) {
		number_add(&words, left);
		buf_add_text(&words, left == 1 ? " more story" : " more stories");
	} else {
		buf_add_text(&words, "Read this edition on the web");
	}
	open_row(letter, "quiet line",
		"padding:16px 24px 20px;font-size:15px;line-height:22px;border-top:2px solid "
		"#1c1b19;" QUIET SANS);
	add_page_link(letter, buf_string(&words));
	close_row(letter);
	buf_release(&words);
}

void
mail_html_add(struct buf *out, const struct digest *digest, const struct site *site, size_t max)
{
	struct letter letter = {.out = out, .digest = digest, .site = site};

	letter.limit = out->len + (max > TAIL_BYTES_MAX ? max - TAIL_BYTES_MAX : 0);
	letter.today = when_of(digest->edition.created_at, digest->edition.utc_offset_seconds);
	seen_init(&letter.seen, digest);
	add_head(&letter);
	add_title(&letter);
	add_attention(&letter);
	add_groups(&letter);
	add_rest(&letter);
	add_tail(&letter);
	seen_release(&letter.seen);
}
