#include "output/live.h"

#include "feeds/base/utf8.h"
#include "output/atom.h"
#include "output/escape.h"
#include "output/html_page.h"
#include "output/html_story.h"
#include "output/number.h"
#include "output/when.h"

#define TITLE_QUERY_MAX 120 /* of a query, in a title */

/* "search?q=...&amp;page=2", inside the quotes of an attribute. */
static void
add_address(struct buf *out, const struct html_page *page, const char *path, struct span query,
	unsigned number)
{
	struct buf address;

	buf_init(&address, BUF_UNLIMITED);
	buf_format(&address, "%s?q=", path);
	escape_path(&address, query);
	if (number > 1)
		buf_format(&address, "&page=%u", number);
	html_page_add_href(out, page, buf_span(&address));
	buf_release(&address);
}

static void
add_form(struct buf *out, const struct html_page *page, const struct live_search *search)
{
	bool is_wrong = search->mistake.at != NULL;

	buf_add_text(out, "<form class=\"search\" role=\"search\" method=\"get\" action=\"");
	buf_add_text(out, "search\">\n<label for=\"q\">Search all stories</label>\n<input id=\"q\" "
			  "name=\"q\" type=\"search\" maxlength=\"2000\" autocomplete=\"off\" "
			  "autocapitalize=\"none\" spellcheck=\"false\" enterkeyhint=\"search\"");
	if (search->query.len == 0 || is_wrong)
		buf_add_text(out, " autofocus");
	if (is_wrong)
		buf_add_text(out, " aria-invalid=\"true\" aria-describedby=\"mistake\"");
	buf_add_text(out, " value=\"");
	escape_html_attr(out, search->query);
	buf_add_text(out, "\">\n<button type=\"submit\">Search</button>\n</form>\n");
	(void)page;
}

/* Where the character begins; the end, if there are fewer. */
static size_t
byte_of_character(struct span text, size_t character)
{
	size_t at = 0;
	uint32_t point;

	for (size_t i = 1; i < character && at < text.len; i++)
		at += utf8_decode(span_from(text, at), &point);
	return at;
}

/* The query with the character marked at which it went wrong, and what was expected there. */
static void
add_mistake(struct buf *out, const struct live_search *search)
{
	size_t at = byte_of_character(search->query, search->mistake_at);
	struct span rest = span_from(search->query, at);
	uint32_t point;
	size_t len = utf8_decode(rest, &point);

	buf_add_text(out, "<div class=\"mistake\" id=\"mistake\" role=\"alert\">\n<p><strong>"
			  "This query cannot be read:</strong> ");
	escape_html_text(out, search->mistake);
	buf_add_text(out, "</p>\n");
	if (search->mistake_at > 0) {
		buf_add_text(out, "<p><code>");
		escape_html_text(out, span_head(search->query, at));
		buf_add_text(out, "<mark>");
		if (len > 0)
			escape_html_text(out, span_head(rest, len));
		else
			buf_add_text(out, "\xe2\x80\xb8"); /* at the end: a caret */
		buf_add_text(out, "</mark>");
		escape_html_text(out, span_from(rest, len));
		buf_add_text(out, "</code></p>\n");
	}
	buf_add_text(out, "</div>\n");
}

static void
add_example(struct buf *out, const char *query, const char *what)
{
	buf_add_text(out, "<dt><a href=\"search?q=");
	escape_path(out, span_of(query));
	buf_add_text(out, "\"><code>");
	escape_html_text(out, span_of(query));
	buf_format(out, "</code></a></dt><dd>%s</dd>\n", what);
}

/* The query language in five lines. */
static void
add_help(struct buf *out)
{
	buf_add_text(out, "<dl class=\"examples\">\n");
	add_example(out, "dividend buyback", "both words, in title or text");
	add_example(out, "\"data center\" NEAR/5 build*", "a phrase near a word that begins so");
	add_example(out, "company:watched AND topic:earnings",
		"a company of the watch list, and a topic");
	add_example(out, "merger NOT (rumour OR rumor)", "words that must not be there");
	add_example(out, "age:<24h sources:>=3", "told within a day, by three outlets or more");
	buf_add_text(out, "</dl>\n");
}

static void
add_pages(struct buf *out, const struct html_page *page, const struct live_search *search)
{
	if (search->page == 1 && !search->has_more)
		return;
	buf_add_text(out, "<nav class=\"pages\" aria-label=\"Pages\">\n");
	if (search->page > 1) {
		buf_add_text(out, "<a rel=\"prev\" ");
		add_address(out, page, "search", search->query, search->page - 1);
		buf_add_text(out, ">Newer</a>\n");
	}
	buf_format(out, "<span>Page %u</span>\n", search->page);
	if (search->has_more) {
		buf_add_text(out, "<a rel=\"next\" ");
		add_address(out, page, "search", search->query, search->page + 1);
		buf_add_text(out, ">Older</a>\n");
	}
	buf_add_text(out, "</nav>\n");
}

static void
add_count(struct buf *out, const struct html_page *page, const struct live_search *search)
{
	buf_add_text(out, "<p class=\"dateline\" role=\"status\">");
	if (search->n_stories == 0)
		buf_add_text(out, search->page > 1 ? "No more stories" : "No story found");
	else if (search->page == 1 && !search->has_more)
		number_add_of(out, search->n_stories, "story", "stories");
	else
		buf_format(out, "Stories %zu to %zu",
			(size_t)(search->page - 1) * LIVE_SEARCH_STORIES + 1,
			(size_t)(search->page - 1) * LIVE_SEARCH_STORIES + search->n_stories);
	buf_add_text(out, ", the newest first \xc2\xb7 <a ");
	add_address(out, page, "search.atom", search->query, 1);
	buf_add_text(out, ">Atom feed of this search</a></p>\n");
	if (search->is_cut) {
		buf_add_text(out, "<p class=\"dropped\">Only the newest ");
		number_add(out, search->looked_at);
		buf_add_text(out,
			" items that may match were looked at; another word makes the search "
			"reach further back.</p>\n");
	}
}

static void
add_found(struct buf *out, const struct html_page *page, const struct live_page *live,
	const struct live_search *search)
{
	struct when today = when_of(live->now, live->utc_offset_seconds);

	add_count(out, page, search);
	buf_add_text(out, "<div>\n");
	for (size_t i = 0; i < search->n_stories; i++)
		html_story_add(out, page, &search->stories[i], today);
	buf_add_text(out, "</div>\n");
	add_pages(out, page, search);
}

/* "Search: capex", as short as a title should be. */
static void
add_title(struct buf *out, struct span query)
{
	buf_add_text(out, "Search");
	if (query.len == 0)
		return;
	buf_add_text(out, ": ");
	buf_add(out, utf8_head(query, TITLE_QUERY_MAX));
}

/* The address of the feed under the site. */
static void
add_atom_path(struct buf *out, struct span query)
{
	buf_add_text(out, "search.atom?q=");
	escape_path(out, query);
}

bool
live_render_search(const struct live_page *live, const struct live_search *search, struct buf *out,
	struct error *err)
{
	struct html_page page = {
		.site = live->site, .path = live->path, .has_form = true, .links_stories = true};
	bool is_asked = search->query.len > 0 && search->mistake.at == NULL;
	struct buf title, atom;

	buf_init(&title, BUF_UNLIMITED);
	buf_init(&atom, BUF_UNLIMITED);
	add_title(&title, search->query);
	page.title = buf_span(&title);
	if (is_asked) {
		add_atom_path(&atom, search->query);
		page.digest_title = page.title;
		page.atom_path = buf_span(&atom);
	}
	html_page_begin(out, &page);
	buf_add_text(out, "<h1>Search</h1>\n");
	add_form(out, &page, search);
	if (search->mistake.at != NULL)
		add_mistake(out, search);
	if (is_asked)
		add_found(out, &page, live, search);
	else
		add_help(out);
	html_page_end(out, &page);
	buf_release(&title);
	buf_release(&atom);
	return live_finish(out, err);
}

bool
live_render_search_atom(const struct live_page *live, const struct live_search *search,
	struct span feed_id, struct buf *out, struct error *err)
{
	struct digest_group group = {.stories = search->stories, .n_stories = search->n_stories};
	struct digest digest = {.feed_id = feed_id, .groups = &group, .n_groups = 1};
	struct buf title, path, html;
	bool ok;

	buf_init(&title, BUF_UNLIMITED);
	buf_init(&path, BUF_UNLIMITED);
	buf_init(&html, BUF_UNLIMITED);
	add_title(&title, search->query);
	add_atom_path(&path, search->query);
	buf_add_text(&html, "search?q=");
	escape_path(&html, search->query);
	digest.title = buf_span(&title);
	digest.atom_path = buf_span(&path);
	digest.html_path = buf_span(&html);
	digest.edition.created_at = live->now;
	ok = atom_render(&digest, live->site, out, err);
	buf_release(&title);
	buf_release(&path);
	buf_release(&html);
	return ok;
}
