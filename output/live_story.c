#include "output/live.h"

#include <inttypes.h>

#include "output/escape.h"
#include "output/html_page.h"
#include "output/html_story.h"
#include "output/number.h"
#include "output/when.h"

static void
add_telling(struct buf *out, const struct html_page *page, const struct live_telling *telling)
{
	struct when when =
		when_of(telling->edition.created_at, telling->edition.utc_offset_seconds);
	struct buf path;

	buf_init(&path, BUF_UNLIMITED);
	site_add_edition_path(&path, telling->html_path, telling->edition.number);
	buf_add_text(out, "<li><span class=\"when\">");
	when_add_day(out, when);
	buf_add_text(out, ", ");
	when_add_clock(out, when);
	buf_add_text(out, "</span> <bdi>");
	if (path.len > 0) {
		buf_add_text(out, "<a ");
		html_page_add_href(out, page, buf_span(&path));
		buf_add_byte(out, '>');
	}
	escape_html_text(out, telling->digest_title);
	buf_format(out, ", edition %" PRIu64 "%s</bdi></li>\n", telling->edition.number,
		path.len > 0 ? "</a>" : "");
	buf_release(&path);
}

static void
add_tellings(struct buf *out, const struct html_page *page, const struct live_story *story)
{
	buf_add_text(out, "<section>\n<h2 class=\"plain\">Told in</h2>\n");
	if (story->n_tellings == 0)
		buf_add_text(out, "<p class=\"dateline\">No edition has told it.</p>\n");
	buf_add_text(out, "<ul class=\"editions\">\n");
	for (size_t i = 0; i < story->n_tellings; i++)
		add_telling(out, page, &story->tellings[i]);
	buf_add_text(out, "</ul>\n</section>\n");
}

static void
add_before(struct buf *out, const struct html_page *page, uint64_t number)
{
	struct buf path;

	buf_init(&path, BUF_UNLIMITED);
	buf_format(&path, "story/%" PRIu64, number);
	buf_add_text(out, "<p class=\"dateline\">It follows <a ");
	html_page_add_href(out, page, buf_span(&path));
	buf_add_text(out, ">an earlier story</a>.</p>\n");
	buf_release(&path);
}

bool
live_render_story(const struct live_page *live, const struct live_story *story, struct buf *out,
	struct error *err)
{
	const struct digest_story *told = story->story;
	const struct html_page page = {.site = live->site,
		.path = live->path,
		.title = told->headline.text,
		.language = told->language};

	html_page_begin(out, &page);
	buf_format(out, "<p class=\"dateline\">Story %" PRIu64 " \xc2\xb7 ", told->number);
	number_add_of(out, told->n_sources, "report", "reports");
	buf_add_text(out, "</p>\n<div class=\"whole\">\n");
	html_story_add_whole(out, &page, told, when_of(live->now, live->utc_offset_seconds));
	buf_add_text(out, "</div>\n");
	if (story->continues != 0)
		add_before(out, &page, story->continues);
	add_tellings(out, &page, story);
	html_page_end(out, &page);
	return live_finish(out, err);
}
