#include "output/atom.h"

#include <sysexits.h>

#include "output/atom_part.h"
#include "output/escape.h"
#include "output/fragment.h"
#include "output/seen.h"
#include "output/when.h"

static void
add_story(struct buf *html, const struct digest_story *story)
{
	buf_add_text(html, "<h3>");
	fragment_add_link(html, story->url, story->headline.text);
	buf_add_text(html, "</h3>");
	fragment_add_story(html, story);
}

static void
add_stories(struct buf *html, const struct digest *edition)
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

static void
add_title(struct buf *out, const struct digest *edition)
{
	struct buf title;

	buf_init(&title, BUF_UNLIMITED);
	buf_add(&title, edition->title);
	buf_add_text(&title, ", ");
	when_add_day(
		&title, when_of(edition->edition.created_at, edition->edition.utc_offset_seconds));
	atom_add_element(out, "title", buf_span(&title));
	buf_release(&title);
}

static void
add_entry(struct buf *out, const struct digest *edition, const struct site *site)
{
	struct buf text;

	buf_init(&text, BUF_UNLIMITED);
	buf_add_text(out, "<entry>\n");
	atom_add_element(out, "id", edition->id);
	add_title(out, edition);
	atom_add_time(out, "published", edition->edition.created_at);
	atom_add_time(out, "updated", edition->edition.created_at);
	site_add_edition_path(&text, edition->html_path, edition->edition.number);
	if (text.len > 0)
		atom_add_site_link(out, "alternate", "text/html", site, buf_span(&text));
	if (digest_top_headline(edition).len > 0)
		atom_add_element(out, "summary", digest_top_headline(edition));
	buf_clear(&text);
	add_stories(&text, edition);
	buf_add_text(out, "<content type=\"html\">");
	escape_xml_text(out, buf_span(&text));
	buf_add_text(out, "</content>\n</entry>\n");
	buf_release(&text);
}

bool
atom_render_editions(const struct digest *const *editions, size_t n, const struct site *site,
	struct buf *out, struct error *err)
{
	const struct digest *newest = editions[0];

	atom_begin_feed(out, newest, site, newest->edition.created_at);
	atom_add_site_link(out, "self", "application/atom+xml", site, newest->atom_path);
	for (size_t i = 0; i < n; i++)
		add_entry(out, editions[i], site);
	buf_add_text(out, "</feed>\n");
	return !out->is_full ||
	       error_set(err, EX_SOFTWARE, "the Atom feed is larger than %zu bytes", out->max);
}
