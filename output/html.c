#include "output/html.h"

#include <sysexits.h>

#include "output/escape.h"
#include "output/html_overview.h"
#include "output/html_page.h"
#include "output/html_story.h"
#include "output/number.h"
#include "output/seen.h"
#include "output/svg.h"
#include "output/themed.h"
#include "output/when.h"

#define CONTENTS_GROUPS_MIN 3 /* two groups need no table of contents */

static void
add_title(struct buf *out, struct span title)
{
	buf_add_text(out, "<h1 dir=\"auto\">");
	escape_html_text(out, title);
	buf_add_text(out, "</h1>\n");
}

static void
add_dateline(struct buf *out, const struct digest *digest, struct when today)
{
	const struct digest_overview *overview = &digest->overview;

	buf_add_text(out, "<p class=\"dateline\"><time datetime=\"");
	when_add_rfc3339(out, today);
	buf_add_text(out, "\">");
	when_add_day(out, today);
	buf_add_text(out, ", ");
	when_add_clock(out, today);
	buf_add_text(out, "</time> ");
	escape_html_text(out, digest->zone_name);
	buf_add_text(out, " \xc2\xb7 ");
	number_add_of(out, digest_story_count(digest), "story", "stories");
	if (overview->items_read > 0) {
		buf_add_text(out, " from ");
		number_add_of(out, overview->items_read, "new item", "new items");
		buf_add_text(out, " in ");
		number_add_of(out, overview->feeds, "feed", "feeds");
	}
	buf_add_text(out, "</p>\n");
	if (digest->notice.len == 0)
		return;
	buf_add_text(out, "<p class=\"dateline\">");
	escape_html_text(out, digest->notice);
	buf_add_text(out, "</p>\n");
}

static struct span
group_title(const struct digest *digest, const struct digest_group *group)
{
	if (group->title.len > 0)
		return group->title;
	return digest->n_groups > 1 ? SPAN("Other stories") : SPAN("Stories");
}

static void
add_contents(struct buf *out, const struct digest *digest)
{
	buf_add_text(out, "<nav class=\"contents\" aria-labelledby=\"contents\">\n"
			  "<h2 id=\"contents\">In this edition</h2>\n<ul>\n");
	for (size_t i = 0; i < digest->n_groups; i++) {
		const struct digest_group *group = &digest->groups[i];

		buf_format(out, "<li><a href=\"#g%zu\"><bdi>", i + 1);
		escape_html_text(out, group_title(digest, group));
		buf_format(out, "</bdi></a> <span class=\"count\">%zu</span></li>\n",
			group->n_stories);
	}
	buf_add_text(out, "</ul>\n</nav>\n");
}

static void
add_group_head(struct buf *out, const struct html_page *page, const struct digest *digest, size_t i)
{
	const struct digest_group *group = &digest->groups[i];

	buf_format(out, "<header><h2 id=\"g%zu\" dir=\"auto\">", i + 1);
	if (group->company != NULL)
		html_page_add_company(out, page, group->company);
	else if (digest->grouping == DIGEST_GROUP_TOPIC && group->key.len > 0)
		html_page_add_topic(out, page, group->key);
	else
		escape_html_text(out, group_title(digest, group));
	buf_add_text(out, "</h2>");
	if (group->company != NULL) {
		if (group->company->ticker.len > 0) {
			buf_add_text(out, "<span class=\"ticker\">");
			escape_html_text(out, group->company->ticker);
			buf_add_text(out, "</span>");
		}
		svg_add_sparkline(out, group->company);
	}
	buf_add_text(out, "</header>\n");
}

static void
add_groups(struct buf *out, const struct html_page *page, const struct digest *digest,
	struct when today)
{
	struct seen seen;

	seen_init(&seen, digest);
	buf_add_text(out, "<div>\n");
	for (size_t i = 0; i < digest->n_groups; i++) {
		const struct digest_group *group = &digest->groups[i];

		buf_format(out, "<section class=\"group\" aria-labelledby=\"g%zu\">\n", i + 1);
		add_group_head(out, page, digest, i);
		for (size_t j = 0; j < group->n_stories; j++)
			if (seen_add(&seen, &group->stories[j]))
				html_story_add(out, page, &group->stories[j], today);
			else
				html_story_add_again(out, &group->stories[j]);
		buf_add_text(out, "</section>\n");
	}
	buf_add_text(out, "</div>\n");
	seen_release(&seen);
}

static void
add_pages(struct buf *out, const struct html_page *page, const struct digest *digest)
{
	struct buf path;

	if (digest->html_path.at == NULL)
		return;
	buf_init(&path, BUF_UNLIMITED);
	buf_add_text(out, "<nav class=\"pages\" aria-label=\"Editions\">\n");
	if (digest->previous.number > 0) {
		site_add_edition_path(&path, digest->html_path, digest->previous.number);
		buf_add_text(out, "<a rel=\"prev\" ");
		html_page_add_href(out, page, buf_span(&path));
		buf_add_text(out, ">Previous edition</a>\n");
	}
	buf_add_text(out, "<a ");
	html_page_add_href(out, page, digest->html_path);
	buf_add_text(out, ">All editions</a>\n</nav>\n");
	buf_release(&path);
}

static void
add_edition(struct buf *out, const struct html_page *page, const struct digest *digest)
{
	struct when today = when_of(digest->edition.created_at, digest->edition.utc_offset_seconds);
	bool has_contents = digest->n_groups >= CONTENTS_GROUPS_MIN;

	html_page_begin(out, page);
	add_title(out, digest->title);
	add_dateline(out, digest, today);
	html_overview_add(out, digest);
	if (digest_story_count(digest) == 0) {
		buf_add_text(
			out, "<p class=\"empty\">Nothing new that matters to this digest.</p>\n");
	} else {
		buf_format(out, "<div class=\"columns%s\">\n", has_contents ? " has-contents" : "");
		if (has_contents)
			add_contents(out, digest);
		add_groups(out, page, digest, today);
		buf_add_text(out, "</div>\n");
	}
	add_pages(out, page, digest);
	html_page_end(out, page);
}

/* "Before the open, Monday 23 November 2026" */
static void
add_page_title(struct buf *out, const struct digest *digest)
{
	buf_add(out, digest->title);
	buf_add_text(out, ", ");
	when_add_day(out, when_of(digest->edition.created_at, digest->edition.utc_offset_seconds));
}

bool
html_render(
	const struct digest *digest, const struct site *site, struct buf *out, struct error *err)
{
	struct html_page page = {.site = site,
		.description = digest_top_headline(digest),
		.language = digest->language,
		.digest_title = digest->title,
		.html_path = digest->html_path,
		.atom_path = digest->atom_path,
		.json_path = digest->json_path};
	struct buf title, path;

	if (templates_for(site->templates, PAGE_EDITION) != NULL)
		return themed_edition(PAGE_EDITION, digest, site, out, err);
	buf_init(&title, BUF_UNLIMITED);
	buf_init(&path, BUF_UNLIMITED);
	add_page_title(&title, digest);
	site_add_edition_path(&path, digest->html_path, digest->edition.number);
	page.title = buf_span(&title);
	page.path = buf_span(&path);
	add_edition(out, &page, digest);
	buf_release(&title);
	buf_release(&path);
	return !out->is_full ||
	       error_set(err, EX_SOFTWARE, "the page is larger than %zu bytes", out->max);
}
