#include "output/site.h"

#include <inttypes.h>
#include <unistd.h>

#include "output/when.h"

void
site_look(struct site *site)
{
	struct buf path;

	buf_init(&path, BUF_UNLIMITED);
	buf_format(&path, "%s/style.css", site->dir);
	site->has_user_style = access(buf_string(&path), R_OK) == 0;
	buf_release(&path);
}

void
site_add_url(struct buf *out, const struct site *site, struct span path)
{
	buf_add(out, site->url);
	if (site->url.len > 0 && site->url.at[site->url.len - 1] != '/')
		buf_add_byte(out, '/');
	buf_add(out, path);
}

void
site_add_edition_path(struct buf *out, struct span html_path, uint64_t number)
{
	if (html_path.at == NULL || number == 0)
		return;
	buf_add(out, html_path);
	buf_format(out, "%" PRIu64 ".html", number);
}

void
site_add_feed_archive_path(struct buf *out, struct span atom_path, uint64_t number)
{
	if (span_ends_with(atom_path, SPAN(".atom")))
		atom_path.len -= SPAN(".atom").len;
	buf_add(out, atom_path);
	buf_format(out, "/%" PRIu64 ".atom", number);
}

void
site_add_month_path(struct buf *out, struct span html_path, const struct digest_edition *edition)
{
	struct when when = when_of(edition->created_at, edition->utc_offset_seconds);

	buf_add(out, html_path);
	buf_format(out, "%04d-%02d.html", when.year, when.month);
}
