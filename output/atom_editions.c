#include "output/atom.h"

#include <sysexits.h>

#include "output/atom_part.h"
#include "output/escape.h"
#include "output/fragment.h"

static void
add_entry(struct buf *out, const struct digest *edition, const struct site *site)
{
	struct buf text;

	buf_init(&text, BUF_UNLIMITED);
	buf_add_text(out, "<entry>\n");
	atom_add_element(out, "id", edition->id);
	fragment_add_edition_title(&text, edition);
	atom_add_element(out, "title", buf_span(&text));
	buf_clear(&text);
	atom_add_time(out, "published", edition->edition.created_at);
	atom_add_time(out, "updated", edition->edition.created_at);
	site_add_edition_path(&text, edition->html_path, edition->edition.number);
	if (text.len > 0)
		atom_add_site_link(out, "alternate", "text/html", site, buf_span(&text));
	if (digest_top_headline(edition).len > 0)
		atom_add_element(out, "summary", digest_top_headline(edition));
	buf_clear(&text);
	fragment_add_edition(&text, edition);
	buf_add_text(out, "<content type=\"html\">");
	escape_xml_text(out, buf_span(&text));
	buf_add_text(out, "</content>\n</entry>\n");
	buf_release(&text);
}

bool
atom_render_editions(
	const struct digest *newest, const struct site *site, struct buf *out, struct error *err)
{
	atom_begin_feed(out, newest, site, newest->edition.created_at);
	atom_add_site_link(out, "self", "application/atom+xml", site, newest->atom_path);
	add_entry(out, newest, site);
	for (size_t i = 0; i < newest->n_past; i++)
		add_entry(out, &newest->past[i], site);
	buf_add_text(out, "</feed>\n");
	return !out->is_full ||
	       error_set(err, EX_SOFTWARE, "the Atom feed is larger than %zu bytes", out->max);
}
