#include "output/site.h"

#include <inttypes.h>
#include <unistd.h>

#include "output/atom.h"
#include "output/file.h"
#include "output/html.h"
#include "output/json_feed.h"
#include "output/stylesheet.h"
#include "output/when.h"

#define PAGE_BYTES_MAX ((size_t)256 << 20) /* an edition of everything, and far from all memory */

static void
add_file_path(struct buf *out, const struct site *site, struct span path)
{
	buf_add_text(out, site->dir);
	buf_add_byte(out, '/');
	buf_add(out, path);
}

void
site_look(struct site *site)
{
	struct buf path;

	buf_init(&path, BUF_UNLIMITED);
	add_file_path(&path, site, SPAN("style.css"));
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
site_add_month_path(struct buf *out, struct span html_path, const struct digest_edition *edition)
{
	struct when when = when_of(edition->created_at, edition->utc_offset_seconds);

	buf_add(out, html_path);
	buf_format(out, "%04d-%02d.html", when.year, when.month);
}

static bool
put(const struct site *site, struct span path, const struct buf *bytes, struct error *err)
{
	struct buf name;
	bool ok;

	buf_init(&name, BUF_UNLIMITED);
	add_file_path(&name, site, path);
	ok = file_update(buf_string(&name), buf_span(bytes), NULL, err);
	buf_release(&name);
	return ok;
}

static bool
put_edition(const struct site *site, const struct digest *digest, struct error *err)
{
	struct buf page, path;
	bool ok;

	buf_init(&page, PAGE_BYTES_MAX);
	buf_init(&path, BUF_UNLIMITED);
	site_add_edition_path(&path, digest->html_path, digest->edition.number);
	ok = html_render(digest, site, &page, err) && put(site, buf_span(&path), &page, err);
	buf_release(&page);
	buf_release(&path);
	return ok;
}

/* The row from which the month of the edition `number` begins, or n_rows. */
static size_t
month_start(const struct archive *archive, uint64_t number)
{
	size_t start = 0;

	for (size_t i = 0; i < archive->n_rows; i++) {
		const struct digest_edition *edition = &archive->rows[i].edition;
		struct when begin = when_of(archive->rows[start].edition.created_at,
			archive->rows[start].edition.utc_offset_seconds);
		struct when when = when_of(edition->created_at, edition->utc_offset_seconds);

		if (when.year != begin.year || when.month != begin.month)
			start = i;
		if (edition->number == number)
			return start;
	}
	return archive->n_rows;
}

static bool
put_month(const struct site *site, const struct digest *digest, const struct archive *archive,
	struct error *err)
{
	size_t start = month_start(archive, digest->edition.number);
	struct buf page, path;
	bool ok;

	if (start == archive->n_rows)
		return true;
	buf_init(&page, PAGE_BYTES_MAX);
	buf_init(&path, BUF_UNLIMITED);
	site_add_month_path(&path, digest->html_path, &digest->edition);
	ok = html_render_month(archive, start, site, &page, err) &&
	     put(site, buf_span(&path), &page, err);
	buf_release(&page);
	buf_release(&path);
	return ok;
}

static bool
put_index(const struct site *site, const struct archive *archive, struct error *err)
{
	struct buf page, path;
	bool ok;

	buf_init(&page, PAGE_BYTES_MAX);
	buf_init(&path, BUF_UNLIMITED);
	buf_add(&path, archive->html_path);
	buf_add_text(&path, "index.html");
	ok = html_render_archive(archive, site, &page, err) &&
	     put(site, buf_span(&path), &page, err);
	buf_release(&page);
	buf_release(&path);
	return ok;
}

typedef bool render_fn(
	const struct digest *digest, const struct site *site, struct buf *out, struct error *err);

static bool
put_feed(const struct site *site, const struct digest *digest, struct span path, render_fn *render,
	struct error *err)
{
	struct buf feed;
	bool ok;

	if (path.at == NULL)
		return true;
	buf_init(&feed, PAGE_BYTES_MAX);
	ok = render(digest, site, &feed, err) && put(site, path, &feed, err);
	buf_release(&feed);
	return ok;
}

bool
site_publish(const struct site *site, const struct digest *digest, const struct archive *archive,
	struct error *err)
{
	bool ok = true;

	if (digest->html_path.at != NULL)
		ok = put_edition(site, digest, err) && put_month(site, digest, archive, err) &&
		     put_index(site, archive, err);
	return ok && put_feed(site, digest, digest->atom_path, atom_render, err) &&
	       put_feed(site, digest, digest->json_path, json_feed_render, err);
}

bool
site_publish_front(const struct site *site, const struct archive *archives, size_t n_archives,
	struct error *err)
{
	struct buf page;
	bool ok;

	buf_init(&page, PAGE_BYTES_MAX);
	stylesheet_add(&page);
	ok = put(site, SPAN("broadtape.css"), &page, err);
	buf_clear(&page);
	ok = ok && html_render_front(archives, n_archives, site, &page, err) &&
	     put(site, SPAN("index.html"), &page, err);
	buf_release(&page);
	return ok;
}
