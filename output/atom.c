#include "output/atom.h"

#include <sysexits.h>

#include "output/atom_part.h"
#include "output/escape.h"
#include "output/fragment.h"
#include "output/seen.h"

static void
add_category(struct buf *out, const char *scheme, struct span term, struct span label)
{
	if (term.len == 0)
		return;
	buf_add_text(out, "<category");
	atom_add_attribute(out, "term", term);
	atom_add_attribute(out, "scheme", span_of(scheme));
	atom_add_attribute(out, "label", label);
	buf_add_text(out, "/>\n");
}

static void
add_categories(struct buf *out, const struct digest_story *story)
{
	for (size_t i = 0; i < story->n_companies; i++) {
		const struct digest_company *company = &story->companies[i];

		add_category(out, ATOM_SCHEME_COMPANY, company->id, company->name);
		add_category(out, ATOM_SCHEME_TICKER, company->ticker, company->ticker);
	}
	for (size_t i = 0; i < story->n_topics; i++)
		add_category(out, ATOM_SCHEME_TOPIC, story->topics[i], story->topics[i]);
}

/* RFC 4287, section 4.2.11: whence the entry came. */
static void
add_source(struct buf *out, const struct digest_source *source)
{
	buf_add_text(out, "<source>\n");
	if (source->feed_url.len > 0)
		atom_add_element(out, "id", source->feed_url);
	atom_add_element(out, "title", source->title);
	if (escape_may_link(source->feed_url))
		atom_add_link(out, "self", NULL, source->feed_url);
	if (escape_may_link(source->home_url))
		atom_add_link(out, "alternate", "text/html", source->home_url);
	buf_add_text(out, "</source>\n");
}

static void
add_sources(struct buf *out, const struct digest_story *story)
{
	for (size_t i = 1; i < story->n_sources; i++) {
		const struct digest_source *source = &story->sources[i];

		if (!escape_may_link(source->url))
			continue;
		buf_add_text(out, "<link rel=\"related\"");
		atom_add_attribute(out, "href", source->url);
		atom_add_attribute(out, "title", source->title);
		buf_add_text(out, "/>\n");
	}
	if (story->n_sources > 0)
		add_source(out, &story->sources[0]);
}

static void
add_summary(struct buf *out, const struct digest_story *story)
{
	if (story->n_sentences == 0)
		return;
	buf_add_text(out, "<summary>");
	for (size_t i = 0; i < story->n_sentences; i++) {
		if (i > 0)
			buf_add_byte(out, ' ');
		escape_xml_text(out, story->sentences[i].text);
	}
	buf_add_text(out, "</summary>\n");
}

static void
add_content(struct buf *out, const struct digest_story *story)
{
	struct buf html;

	buf_init(&html, BUF_UNLIMITED);
	fragment_add_story(&html, story);
	buf_add_text(out, "<content type=\"html\">");
	escape_xml_text(out, buf_span(&html));
	buf_add_text(out, "</content>\n");
	buf_release(&html);
}

static void
add_entry(struct buf *out, const struct digest *digest, const struct digest_story *story)
{
	buf_add_text(out, "<entry");
	if (escape_is_language(story->language))
		atom_add_attribute(out, "xml:lang", story->language);
	buf_add_text(out, ">\n");
	atom_add_element(out, "id", story->id);
	atom_add_element(out, "title", story->headline.text);
	atom_add_time(out, "published", story->published);
	atom_add_time(out, "updated", digest_story_updated(digest, story));
	if (escape_may_link(story->url))
		atom_add_link(out, "alternate", "text/html", story->url);
	if (story->n_sources > 0 && story->sources[0].title.len > 0) {
		buf_add_text(out, "<author>");
		atom_add_element(out, "name", story->sources[0].title);
		buf_add_text(out, "</author>\n");
	}
	add_categories(out, story);
	add_sources(out, story);
	add_summary(out, story);
	add_content(out, story);
	buf_add_text(out, "</entry>\n");
}

/* RFC 5005, section 4: how a reader that came too late finds the rest. */
static void
add_place(struct buf *out, const struct digest *digest, const struct site *site,
	const struct atom_place *place)
{
	struct buf path;

	buf_init(&path, BUF_UNLIMITED);
	if (place->is_archive) {
		buf_add_text(out, "<fh:archive/>\n");
		atom_add_site_link(out, "current", "application/atom+xml", site, digest->atom_path);
		site_add_feed_archive_path(&path, digest->atom_path, digest->edition.number);
	} else {
		buf_add(&path, digest->atom_path);
	}
	if (digest->atom_path.at != NULL)
		atom_add_site_link(out, "self", "application/atom+xml", site, buf_span(&path));
	buf_clear(&path);
	if (place->previous > 0) {
		site_add_feed_archive_path(&path, digest->atom_path, place->previous);
		atom_add_site_link(
			out, "prev-archive", "application/atom+xml", site, buf_span(&path));
	}
	buf_release(&path);
}

bool
atom_render_at(const struct digest *digest, const struct site *site, const struct atom_place *place,
	struct buf *out, struct error *err)
{
	size_t n_earlier = place->is_archive ? 0 : digest->n_earlier;
	struct seen seen;

	if (digest->tells_editions)
		return atom_render_editions(digest, site, out, err);
	seen_init(&seen, digest);
	atom_begin_feed(out, digest, site, digest_updated(digest));
	add_place(out, digest, site, place);
	for (size_t i = 0; i < digest->n_groups; i++) {
		const struct digest_group *group = &digest->groups[i];

		for (size_t j = 0; j < group->n_stories; j++)
			if (seen_add(&seen, &group->stories[j]))
				add_entry(out, digest, &group->stories[j]);
	}
	for (size_t i = 0; i < n_earlier; i++)
		if (seen_add(&seen, &digest->earlier[i]))
			add_entry(out, digest, &digest->earlier[i]);
	buf_add_text(out, "</feed>\n");
	seen_release(&seen);
	return !out->is_full ||
	       error_set(err, EX_SOFTWARE, "the Atom feed is larger than %zu bytes", out->max);
}

bool
atom_render(
	const struct digest *digest, const struct site *site, struct buf *out, struct error *err)
{
	return atom_render_at(digest, site, &(struct atom_place){0}, out, err);
}
