#include "output/atom.h"

#include <sysexits.h>

#include "output/escape.h"
#include "output/fragment.h"
#include "output/seen.h"
#include "output/when.h"

static void
add_element(struct buf *out, const char *name, struct span text)
{
	buf_format(out, "<%s>", name);
	escape_xml_text(out, text);
	buf_format(out, "</%s>\n", name);
}

static void
add_time(struct buf *out, const char *name, int64_t at)
{
	if (at == TIME_NONE)
		return;
	buf_format(out, "<%s>", name);
	when_add_rfc3339(out, when_of(at, 0));
	buf_format(out, "</%s>\n", name);
}

static void
add_attribute(struct buf *out, const char *name, struct span value)
{
	if (value.len == 0)
		return;
	buf_format(out, " %s=\"", name);
	escape_xml_attr(out, value);
	buf_add_byte(out, '"');
}

static void
add_link(struct buf *out, const char *rel, const char *type, struct span href)
{
	buf_format(out, "<link rel=\"%s\"", rel);
	add_attribute(out, "type", span_of(type));
	add_attribute(out, "href", href);
	buf_add_text(out, "/>\n");
}

/* A link to a place under the site; none when the site has no address. */
static void
add_site_link(struct buf *out, const char *rel, const char *type, const struct site *site,
	struct span path)
{
	struct buf url;

	if (site->url.len == 0 || path.at == NULL)
		return;
	buf_init(&url, BUF_UNLIMITED);
	site_add_url(&url, site, path);
	add_link(out, rel, type, buf_span(&url));
	buf_release(&url);
}

static void
add_category(struct buf *out, const char *scheme, struct span term, struct span label)
{
	if (term.len == 0)
		return;
	buf_add_text(out, "<category");
	add_attribute(out, "term", term);
	add_attribute(out, "scheme", span_of(scheme));
	add_attribute(out, "label", label);
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
		add_element(out, "id", source->feed_url);
	add_element(out, "title", source->title);
	if (escape_may_link(source->feed_url))
		add_link(out, "self", NULL, source->feed_url);
	if (escape_may_link(source->home_url))
		add_link(out, "alternate", "text/html", source->home_url);
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
		add_attribute(out, "href", source->url);
		add_attribute(out, "title", source->title);
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
		add_attribute(out, "xml:lang", story->language);
	buf_add_text(out, ">\n");
	add_element(out, "id", story->id);
	add_element(out, "title", story->headline.text);
	add_time(out, "published", story->published);
	add_time(out, "updated", digest_story_updated(digest, story));
	if (escape_may_link(story->url))
		add_link(out, "alternate", "text/html", story->url);
	if (story->n_sources > 0 && story->sources[0].title.len > 0) {
		buf_add_text(out, "<author>");
		add_element(out, "name", story->sources[0].title);
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
		add_site_link(out, "current", "application/atom+xml", site, digest->atom_path);
		site_add_feed_archive_path(&path, digest->atom_path, digest->edition.number);
	} else {
		buf_add(&path, digest->atom_path);
	}
	if (digest->atom_path.at != NULL)
		add_site_link(out, "self", "application/atom+xml", site, buf_span(&path));
	buf_clear(&path);
	if (place->previous > 0) {
		site_add_feed_archive_path(&path, digest->atom_path, place->previous);
		add_site_link(out, "prev-archive", "application/atom+xml", site, buf_span(&path));
	}
	buf_release(&path);
}

static void
add_head(struct buf *out, const struct digest *digest, const struct site *site,
	const struct atom_place *place)
{
	buf_add_text(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed "
			  "xmlns=\"http://www.w3.org/2005/Atom\" "
			  "xmlns:fh=\"http://purl.org/syndication/history/1.0\"");
	add_attribute(out, "xml:lang",
		escape_is_language(digest->language) ? digest->language : SPAN("en"));
	buf_add_text(out, ">\n");
	add_element(out, "id", digest->feed_id);
	add_element(out, "title", digest->title);
	if (digest->description.len > 0)
		add_element(out, "subtitle", digest->description);
	add_time(out, "updated", digest_updated(digest));
	buf_add_text(out, "<author>");
	add_element(out, "name", site->title.len > 0 ? site->title : digest->title);
	buf_add_text(out, "</author>\n");
	add_place(out, digest, site, place);
	add_site_link(out, "alternate", "text/html", site, digest->html_path);
	if (escape_may_link(site->hub_url))
		add_link(out, "hub", NULL, site->hub_url);
	buf_add_text(out, "<generator>broadtape</generator>\n");
}

bool
atom_render_at(const struct digest *digest, const struct site *site, const struct atom_place *place,
	struct buf *out, struct error *err)
{
	size_t n_earlier = place->is_archive ? 0 : digest->n_earlier;
	struct seen seen;

	seen_init(&seen, digest);
	add_head(out, digest, site, place);
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
