#include "output/mail_html.h"

#include "feeds/base/utf8.h"
#include "output/escape.h"
#include "output/mail_story.h"
#include "output/number.h"
#include "output/seen.h"
#include "output/when.h"

#define FOOT_LINES_MAX 5 /* of each kind */
#define ATTENTION_MAX 10
#define SHORT_BYTES_MAX 160
#define URL_BYTES_MAX 2000
#define TAIL_BYTES_MAX 16384 /* kept free for "N more stories" and the foot, each byte escaped */

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

/* What the head and the foot say has a length; only stories are left out when there is no room. */
static void
add_short(struct buf *out, struct span text)
{
	escape_html_text(out, utf8_head(text, SHORT_BYTES_MAX));
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
	add_short(out, letter->digest->title);
	buf_add_text(out,
		"</title>\n" DARK "</head>\n"
		"<body class=\"paper\" style=\"margin:0;padding:0;background:#f4f2ee;\">\n"
		"<div style=\"display:none;max-height:0;overflow:hidden;\">");
	add_short(out, digest_top_headline(letter->digest));
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

	mail_row_begin(letter->out, "ink", "padding:24px 24px 0;color:#1c1b19;");
	buf_add_text(letter->out,
		"<h1 style=\"margin:0;font-size:28px;line-height:34px;" MAIL_SERIF "\">");
	add_short(letter->out, letter->digest->title);
	buf_add_text(letter->out, "</h1>");
	mail_row_end(letter->out);
	mail_row_begin(letter->out, "quiet",
		"padding:6px 24px 16px;font-size:14px;line-height:20px;" MAIL_QUIET MAIL_SANS);
	when_add_day(letter->out, letter->today);
	buf_add_text(letter->out, ", ");
	when_add_clock(letter->out, letter->today);
	buf_add_byte(letter->out, ' ');
	add_short(letter->out, letter->digest->zone_name);
	buf_add_text(letter->out, " &#183; ");
	number_add(letter->out, stories);
	buf_add_text(letter->out, stories == 1 ? " story" : " stories");
	if (overview->items_read > 0) {
		buf_add_text(letter->out, " from ");
		number_add(letter->out, overview->items_read);
		buf_add_text(letter->out, " new items");
	}
	if (letter->digest->notice.len > 0) {
		buf_add_text(letter->out, "<br>");
		escape_html_text(letter->out, letter->digest->notice);
	}
	mail_row_end(letter->out);
}

static void
add_top(struct letter *letter)
{
	const struct digest_overview *overview = &letter->digest->overview;

	if (!digest_wants_top(letter->digest))
		return;
	mail_row_begin(letter->out, "ink line",
		"padding:12px 24px;color:#1c1b19;border-top:1px solid #e3dfd7;");
	buf_add_text(letter->out, "<ol style=\"margin:0;padding:0 0 0 22px;font-size:16px;"
				  "line-height:24px;" MAIL_SERIF "\">");
	for (size_t i = 0; i < overview->n_top; i++) {
		buf_add_text(letter->out, "<li dir=\"auto\" style=\"padding:2px 0;\">");
		add_short(letter->out, overview->top[i]->headline.text);
		buf_add_text(letter->out, "</li>");
	}
	buf_add_text(letter->out, "</ol>");
	mail_row_end(letter->out);
}

static void
add_attention(struct letter *letter)
{
	const struct digest_overview *overview = &letter->digest->overview;

	if (overview->n_attention == 0)
		return;
	mail_row_begin(letter->out, "quiet line",
		"padding:12px 24px;font-size:14px;line-height:21px;border-top:1px solid "
		"#e3dfd7;" MAIL_QUIET MAIL_SANS);
	buf_add_text(letter->out, "<strong>Unusual attention:</strong> ");
	for (size_t i = 0; i < overview->n_attention && i < ATTENTION_MAX; i++) {
		const struct digest_attention *row = &overview->attention[i];

		buf_add_text(letter->out, i > 0 ? "; " : "");
		add_short(letter->out, row->company.name);
		buf_format(letter->out, " %u (usually %.1f)", row->stories, row->stories_usual);
	}
	mail_row_end(letter->out);
}

static void
add_group_title(struct letter *letter, const struct digest_group *group)
{
	if (group->title.len == 0)
		return;
	mail_row_begin(letter->out, "ink line",
		"padding:18px 24px 6px;color:#1c1b19;border-top:2px solid #1c1b19;");
	buf_add_text(letter->out,
		"<h2 style=\"margin:0;font-size:15px;line-height:20px;" MAIL_SANS "\">");
	add_short(letter->out, group->title);
	buf_add_text(letter->out, "</h2>");
	mail_row_end(letter->out);
}

/* Tells the story, or nothing when it would be too long; then no other follows. */
static bool
tell(struct letter *letter, const struct digest_story *story)
{
	size_t before = letter->out->len;

	mail_story_add(letter->out, story, letter->today, seen_has(&letter->seen, story));
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
	mail_row_begin(letter->out, "quiet line",
		"padding:16px 24px 20px;font-size:15px;line-height:22px;border-top:2px solid "
		"#1c1b19;" MAIL_QUIET MAIL_SANS);
	add_page_link(letter, buf_string(&words));
	mail_row_end(letter->out);
	buf_release(&words);
}

/* What was left out, and feeds in trouble; the page has them all. */
static void
add_foot(struct letter *letter)
{
	const struct digest_overview *overview = &letter->digest->overview;
	struct buf *out = letter->out;

	if (overview->n_dropped + overview->n_sick == 0)
		return;
	mail_row_begin(out, "quiet line",
		"padding:12px 24px 16px;font-size:13px;line-height:19px;"
		"border-top:1px solid #e3dfd7;" MAIL_QUIET MAIL_SANS);
	for (size_t i = 0; i < overview->n_dropped && i < FOOT_LINES_MAX; i++) {
		buf_add_text(out, "Left out: ");
		number_add(out, overview->dropped[i].stories);
		buf_add_text(out, ", ");
		add_short(out, overview->dropped[i].reason);
		buf_add_text(out, "<br>\n");
	}
	for (size_t i = 0; i < overview->n_sick && i < FOOT_LINES_MAX; i++) {
		buf_add_text(out, "Feed in trouble: ");
		add_short(out, overview->sick[i].title);
		buf_add_text(out, ": ");
		add_short(out, overview->sick[i].trouble);
		buf_add_text(out, "<br>\n");
	}
	mail_row_end(out);
}

static void
add_leave(struct letter *letter, struct span url)
{
	if (!escape_may_link(url) || url.len > URL_BYTES_MAX)
		return;
	mail_row_begin(letter->out, "quiet line",
		"padding:12px 24px 16px;font-size:13px;line-height:19px;"
		"border-top:1px solid #e3dfd7;" MAIL_QUIET MAIL_SANS);
	buf_add_text(letter->out, "<a class=\"link\" href=\"");
	escape_html_attr(letter->out, url);
	buf_add_text(letter->out, "\" style=\"color:#0b5394;\">Unsubscribe</a>");
	mail_row_end(letter->out);
}

void
mail_html_add(struct buf *out, const struct digest *digest, const struct site *site,
	const struct mail_look *look)
{
	size_t max = look->max_bytes;
	struct letter letter = {.out = out, .digest = digest, .site = site};

	letter.limit = out->len + (max > TAIL_BYTES_MAX ? max - TAIL_BYTES_MAX : 0);
	letter.today = when_of(digest->edition.created_at, digest->edition.utc_offset_seconds);
	seen_init(&letter.seen, digest);
	add_head(&letter);
	add_title(&letter);
	add_top(&letter);
	add_attention(&letter);
	add_groups(&letter);
	add_rest(&letter);
	add_foot(&letter);
	add_leave(&letter, look->unsubscribe_url);
	add_tail(&letter);
	seen_release(&letter.seen);
}
