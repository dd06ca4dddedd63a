#include "output/html.h"

#include <sysexits.h>

#include "output/archive.h"
#include "output/escape.h"
#include "output/html_page.h"
#include "output/number.h"
#include "output/themed.h"
#include "output/when.h"

#define INDEX_EDITIONS_MAX 30 /* on the index; all stand in their months */

static struct when
row_when(const struct archive_row *row)
{
	return when_of(row->edition.created_at, row->edition.utc_offset_seconds);
}

static bool
is_same_month(const struct archive_row *a, const struct archive_row *b)
{
	struct when when_a = row_when(a);
	struct when when_b = row_when(b);

	return when_a.year == when_b.year && when_a.month == when_b.month;
}

static bool
finish(const struct buf *out, struct error *err)
{
	return !out->is_full ||
	       error_set(err, EX_SOFTWARE, "the page is larger than %zu bytes", out->max);
}

static void
add_heading(struct buf *out, struct span title, struct span description)
{
	buf_add_text(out, "<h1 dir=\"auto\">");
	escape_html_text(out, title);
	buf_add_text(out, "</h1>\n");
	if (description.len == 0)
		return;
	buf_add_text(out, "<p class=\"intro\" dir=\"auto\">");
	escape_html_text(out, description);
	buf_add_text(out, "</p>\n");
}

static void
add_edition_link(struct buf *out, const struct html_page *page, const struct archive_row *row)
{
	struct buf path;

	buf_init(&path, BUF_UNLIMITED);
	site_add_edition_path(&path, page->html_path, row->edition.number);
	buf_add_text(out, "<a ");
	html_page_add_href(out, page, buf_span(&path));
	buf_add_text(out, " dir=\"auto\">");
	if (row->headline.len > 0)
		escape_html_text(out, row->headline);
	else
		buf_add_text(out, "Nothing new");
	buf_add_text(out, "</a>");
	buf_release(&path);
}

/* Digests of two zones stand side by side: a clock alone would say nothing. */
static void
add_clock(struct buf *out, const struct archive_row *row)
{
	when_add_clock(out, row_when(row));
	if (row->zone_name.len == 0)
		return;
	buf_add_byte(out, ' ');
	escape_html_text(out, row->zone_name);
}

static void
add_row(struct buf *out, const struct html_page *page, const struct archive_row *row)
{
	struct when when = row_when(row);

	buf_add_text(out, "<li><span class=\"when\"><time datetime=\"");
	when_add_rfc3339(out, when);
	buf_add_text(out, "\">");
	when_add_day_short(out, when);
	buf_add_text(out, ", ");
	add_clock(out, row);
	buf_add_text(out, "</time> <span>");
	number_add_of(out, row->n_stories, "story", "stories");
	buf_add_text(out, "</span></span>");
	add_edition_link(out, page, row);
	buf_add_text(out, "</li>\n");
}

static void
add_month_link(struct buf *out, const struct html_page *page, const struct archive_row *row)
{
	struct buf path;

	buf_init(&path, BUF_UNLIMITED);
	site_add_month_path(&path, page->html_path, &row->edition);
	buf_add_text(out, "<li><a ");
	html_page_add_href(out, page, buf_span(&path));
	buf_add_byte(out, '>');
	when_add_month(out, row_when(row));
	buf_add_text(out, "</a></li>\n");
	buf_release(&path);
}

static void
add_months(struct buf *out, const struct html_page *page, const struct archive *archive)
{
	buf_add_text(out, "<section aria-labelledby=\"months\">\n<h2 class=\"plain\" "
			  "id=\"months\">Archive</h2>\n"
			  "<ul class=\"months\">\n");
	for (size_t i = 0; i < archive->n_rows; i++)
		if (i == 0 || !is_same_month(&archive->rows[i - 1], &archive->rows[i]))
			add_month_link(out, page, &archive->rows[i]);
	buf_add_text(out, "</ul>\n</section>\n");
}

static struct html_page
page_of(const struct archive *archive, const struct site *site)
{
	return (struct html_page){.site = site,
		.title = archive->title,
		.description = archive->description,
		.language = archive->language,
		.digest_title = archive->title,
		.html_path = archive->html_path,
		.atom_path = archive->atom_path,
		.json_path = archive->json_path,
		.path = archive->html_path};
}

bool
html_render_archive(
	const struct archive *archive, const struct site *site, struct buf *out, struct error *err)
{
	struct html_page page = page_of(archive, site);

	if (templates_for(site->templates, PAGE_ARCHIVE) != NULL)
		return themed_archive(archive, site, out, err);
	html_page_begin(out, &page);
	add_heading(out, archive->title, archive->description);
	buf_add_text(out, "<ol class=\"editions\">\n");
	for (size_t i = 0; i < archive->n_rows && i < INDEX_EDITIONS_MAX; i++)
		add_row(out, &page, &archive->rows[i]);
	buf_add_text(out, "</ol>\n");
	add_months(out, &page, archive);
	html_page_end(out, &page);
	return finish(out, err);
}

bool
html_render_month(const struct archive *archive, size_t first, const struct site *site,
	struct buf *out, struct error *err)
{
	struct html_page page = page_of(archive, site);
	const struct archive_row *rows = archive->rows;
	struct buf title;

	if (templates_for(site->templates, PAGE_ARCHIVE) != NULL)
		return themed_month(archive, first, site, out, err);
	buf_init(&title, BUF_UNLIMITED);
	buf_add(&title, archive->title);
	buf_add_text(&title, ", ");
	when_add_month(&title, row_when(&rows[first]));
	page.title = buf_span(&title);
	html_page_begin(out, &page);
	add_heading(out, page.title, SPAN_NONE);
	buf_add_text(out, "<ol class=\"editions\">\n");
	for (size_t i = first; i < archive->n_rows && is_same_month(&rows[first], &rows[i]); i++)
		add_row(out, &page, &rows[i]);
	buf_add_text(out, "</ol>\n");
	html_page_end(out, &page);
	buf_release(&title);
	return finish(out, err);
}

static void
add_feed(struct buf *out, const struct html_page *page, struct span path, const char *name)
{
	if (path.at == NULL)
		return;
	buf_add_text(out, "<a ");
	html_page_add_href(out, page, path);
	buf_format(out, ">%s</a>\n", name);
}

static void
add_card_title(struct buf *out, const struct html_page *page, const struct archive *archive)
{
	buf_add_text(out, "<li>\n<h2 dir=\"auto\">");
	if (archive->html_path.at != NULL) {
		buf_add_text(out, "<a ");
		html_page_add_href(out, page, archive->html_path);
		buf_add_byte(out, '>');
	}
	escape_html_text(out, archive->title);
	buf_add_text(out, archive->html_path.at != NULL ? "</a></h2>\n" : "</h2>\n");
}

/* A digest on the front page. */
static void
add_card(struct buf *out, const struct html_page *page, const struct archive *archive)
{
	struct html_page inside = *page;

	inside.html_path = archive->html_path;
	add_card_title(out, page, archive);
	if (archive->n_rows > 0) {
		buf_add_text(out, "<p class=\"dateline\">");
		when_add_day(out, row_when(&archive->rows[0]));
		buf_add_text(out, ", ");
		add_clock(out, &archive->rows[0]);
		buf_add_text(out, "</p>\n<p>");
		if (archive->html_path.at != NULL)
			add_edition_link(out, &inside, &archive->rows[0]);
		else
			escape_html_text(out, archive->rows[0].headline);
		buf_add_text(out, "</p>\n");
	}
	buf_add_text(out, "<p class=\"feeds\">");
	add_feed(out, page, archive->atom_path, "Atom");
	add_feed(out, page, archive->json_path, "JSON Feed");
	buf_add_text(out, "</p>\n</li>\n");
}

bool
html_render_front(const struct archive *archives, size_t n_archives, const struct site *site,
	struct buf *out, struct error *err)
{
	struct html_page page = {.site = site,
		.title = site->title.len > 0 ? site->title : SPAN("Digests"),
		.language = n_archives > 0 ? archives[0].language : SPAN_NONE};

	if (templates_for(site->templates, PAGE_FRONT) != NULL)
		return themed_front(archives, n_archives, site, out, err);
	html_page_begin(out, &page);
	add_heading(out, page.title, SPAN_NONE);
	buf_add_text(out, "<ul class=\"digests\">\n");
	for (size_t i = 0; i < n_archives; i++)
		add_card(out, &page, &archives[i]);
	buf_add_text(out, "</ul>\n");
	html_page_end(out, &page);
	return finish(out, err);
}
