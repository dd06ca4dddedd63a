#include "output/atom_part.h"

#include "output/escape.h"
#include "output/when.h"

void
atom_add_element(struct buf *out, const char *name, struct span text)
{
	buf_format(out, "<%s>", name);
	escape_xml_text(out, text);
	buf_format(out, "</%s>\n", name);
}

void
atom_add_time(struct buf *out, const char *name, int64_t at)
{
	if (at == TIME_NONE)
		return;
	buf_format(out, "<%s>", name);
	when_add_rfc3339(out, when_of(at, 0));
	buf_format(out, "</%s>\n", name);
}

void
atom_add_attribute(struct buf *out, const char *name, struct span value)
{
	if (value.len == 0)
		return;
	buf_format(out, " %s=\"", name);
	escape_xml_attr(out, value);
	buf_add_byte(out, '"');
}

void
atom_add_link(struct buf *out, const char *rel, const char *type, struct span href)
{
	buf_format(out, "<link rel=\"%s\"", rel);
	atom_add_attribute(out, "type", span_of(type));
	atom_add_attribute(out, "href", href);
	buf_add_text(out, "/>\n");
}

void
atom_add_site_link(struct buf *out, const char *rel, const char *type, const struct site *site,
	struct span path)
{
	struct buf url;

	if (site->url.len == 0 || path.at == NULL)
		return;
	buf_init(&url, BUF_UNLIMITED);
	site_add_url(&url, site, path);
	atom_add_link(out, rel, type, buf_span(&url));
	buf_release(&url);
}

void
atom_begin_feed(
	struct buf *out, const struct digest *digest, const struct site *site, int64_t updated)
{
	buf_add_text(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed "
			  "xmlns=\"http://www.w3.org/2005/Atom\" "
			  "xmlns:fh=\"http://purl.org/syndication/history/1.0\"");
	atom_add_attribute(out, "xml:lang",
		escape_is_language(digest->language) ? digest->language : SPAN("en"));
	buf_add_text(out, ">\n");
	atom_add_element(out, "id", digest->feed_id);
	atom_add_element(out, "title", digest->title);
	if (digest->description.len > 0)
		atom_add_element(out, "subtitle", digest->description);
	atom_add_time(out, "updated", updated);
	buf_add_text(out, "<author>");
	atom_add_element(out, "name", site->title.len > 0 ? site->title : digest->title);
	buf_add_text(out, "</author>\n");
	atom_add_site_link(out, "alternate", "text/html", site, digest->html_path);
	if (escape_may_link(site->hub_url))
		atom_add_link(out, "hub", NULL, site->hub_url);
	buf_add_text(out, "<generator>broadtape</generator>\n");
}
