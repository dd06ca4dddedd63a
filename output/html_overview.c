#include "output/html_overview.h"

#include <inttypes.h>

#include "output/escape.h"
#include "output/fragment.h"
#include "output/number.h"
#include "output/svg.h"

static void
add_top(struct buf *out, const struct digest_overview *overview)
{
	if (overview->n_top == 0)
		return;
	buf_add_text(out, "<section aria-labelledby=\"top\">\n<h2 id=\"top\">Top stories</h2>\n<ol "
			  "class=\"top\">\n");
	for (size_t i = 0; i < overview->n_top; i++) {
		buf_format(out, "<li><a href=\"#s%" PRIu64 "\" dir=\"auto\">",
			overview->top[i]->number);
		escape_html_text(out, overview->top[i]->headline.text);
		buf_add_text(out, "</a></li>\n");
	}
	buf_add_text(out, "</ol>\n</section>\n");
}

static void
add_attention(struct buf *out, const struct digest_overview *overview)
{
	if (overview->n_attention == 0)
		return;
	buf_add_text(out,
		"<section aria-labelledby=\"attention\">\n"
		"<h2 id=\"attention\">Unusual attention</h2>\n<ul class=\"attention\">\n");
	for (size_t i = 0; i < overview->n_attention; i++) {
		const struct digest_attention *row = &overview->attention[i];

		buf_add_text(out, "<li>");
		svg_add_sparkline(out, &row->company);
		buf_add_text(out, "<span><strong><bdi>");
		escape_html_text(out, row->company.name);
		buf_format(out,
			"</bdi></strong> %u %s <span class=\"usual\">usually "
			"%.1f</span></span></li>\n",
			row->stories, row->stories == 1 ? "story" : "stories", row->stories_usual);
	}
	buf_add_text(out, "</ul>\n</section>\n");
}

static void
add_dropped(struct buf *out, const struct digest_overview *overview)
{
	unsigned total = 0;

	if (overview->n_dropped == 0)
		return;
	for (size_t i = 0; i < overview->n_dropped; i++)
		total += overview->dropped[i].stories;
	buf_add_text(out, "<details class=\"dropped\"><summary>");
	number_add_of(out, total, "story", "stories");
	buf_add_text(out, " left out</summary>\n<ul>\n");
	for (size_t i = 0; i < overview->n_dropped; i++) {
		buf_add_text(out, "<li>");
		number_add(out, overview->dropped[i].stories);
		buf_add_text(out, ": ");
		escape_html_text(out, overview->dropped[i].reason);
		buf_add_text(out, "</li>\n");
	}
	buf_add_text(out, "</ul>\n</details>\n");
}

static void
add_sick(struct buf *out, const struct digest_overview *overview)
{
	if (overview->n_sick == 0)
		return;
	buf_format(out,
		"<details class=\"trouble\"><summary><strong>%zu %s in "
		"trouble</strong></summary>\n<ul>\n",
		overview->n_sick, overview->n_sick == 1 ? "feed" : "feeds");
	for (size_t i = 0; i < overview->n_sick; i++) {
		const struct digest_sick_feed *feed = &overview->sick[i];

		buf_add_text(out, "<li>");
		fragment_add_link(out, feed->url, feed->title);
		buf_add_text(out, ": ");
		escape_html_text(out, feed->trouble);
		buf_add_text(out, "</li>\n");
	}
	buf_add_text(out, "</ul>\n</details>\n");
}

void
html_overview_add(struct buf *out, const struct digest *digest)
{
	const struct digest_overview *overview = &digest->overview;

	if (overview->n_top + overview->n_attention + overview->n_dropped + overview->n_sick == 0)
		return;
	buf_add_text(out, "<div class=\"overview\">\n<div class=\"parts\">\n");
	add_top(out, overview);
	add_attention(out, overview);
	buf_add_text(out, "</div>\n");
	add_dropped(out, overview);
	add_sick(out, overview);
	buf_add_text(out, "</div>\n");
}
