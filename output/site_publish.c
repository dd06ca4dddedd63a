#include "output/site.h"

#include <unistd.h>

#include "output/atom.h"
#include "output/html.h"
#include "output/json_feed.h"
#include "output/press.h"
#include "output/stylesheet.h"
#include "output/when.h"

static bool
put_edition(struct press *press, const struct digest *digest, struct error *err)
{
	site_add_edition_path(&press->path, digest->html_path, digest->edition.number);
	return html_render(digest, press->site, &press->page, err) &&
	       press_put(press, buf_span(&press->path), err);
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
put_month(struct press *press, const struct digest *digest, const struct archive *archive,
	struct error *err)
{
	size_t start = month_start(archive, digest->edition.number);

	if (start == archive->n_rows)
		return true;
	site_add_month_path(&press->path, digest->html_path, &digest->edition);
	return html_render_month(archive, start, press->site, &press->page, err) &&
	       press_put(press, buf_span(&press->path), err);
}

static bool
put_index(struct press *press, const struct archive *archive, struct error *err)
{
	buf_add(&press->path, archive->html_path);
	buf_add_text(&press->path, "index.html");
	return html_render_archive(archive, press->site, &press->page, err) &&
	       press_put(press, buf_span(&press->path), err);
}

static bool
put_pages(struct press *press, const struct digest *digest, const struct archive *archive,
	struct error *err)
{
	if (digest->html_path.at == NULL)
		return true;
	return put_edition(press, digest, err) && put_month(press, digest, archive, err) &&
	       put_index(press, archive, err);
}

/* The number of the edition before, if the archive document of its feed is there. */
static uint64_t
find_previous_archive(struct press *press, const struct digest *digest)
{
	uint64_t number = digest->previous.number;

	if (number == 0)
		return 0;
	site_add_feed_archive_path(&press->path, digest->atom_path, number);
	if (access(press_file(press, buf_span(&press->path)), R_OK) != 0)
		number = 0;
	buf_clear(&press->path);
	return number;
}

static bool
put_atom(struct press *press, const struct digest *digest, struct error *err)
{
	struct atom_place place = {.previous = 0};

	if (digest->atom_path.at == NULL)
		return true;
	if (!digest->tells_editions)
		place.previous = find_previous_archive(press, digest);
	if (!atom_render_at(digest, press->site, &place, &press->page, err) ||
		!press_put(press, digest->atom_path, err))
		return false;
	if (digest->edition.number == 0 || digest->tells_editions)
		return true;
	place.is_archive = true;
	site_add_feed_archive_path(&press->path, digest->atom_path, digest->edition.number);
	return atom_render_at(digest, press->site, &place, &press->page, err) &&
	       press_put(press, buf_span(&press->path), err);
}

static bool
put_json(struct press *press, const struct digest *digest, struct error *err)
{
	return digest->json_path.at == NULL ||
	       (json_feed_render(digest, press->site, &press->page, err) &&
		       press_put(press, digest->json_path, err));
}

bool
site_publish(const struct site *site, const struct digest *digest, const struct archive *archive,
	struct error *err)
{
	struct press press;
	bool ok;

	press_init(&press, site);
	ok = put_pages(&press, digest, archive, err) && put_atom(&press, digest, err) &&
	     put_json(&press, digest, err) && press_commit(&press, err);
	press_release(&press);
	return ok;
}

bool
site_publish_front(const struct site *site, const struct archive *archives, size_t n_archives,
	struct error *err)
{
	struct press press;
	bool ok;

	press_init(&press, site);
	stylesheet_add(&press.page);
	ok = press_put(&press, SPAN("broadtape.css"), err) &&
	     html_render_front(archives, n_archives, site, &press.page, err) &&
	     press_put(&press, SPAN("index.html"), err) && press_commit(&press, err);
	press_release(&press);
	return ok;
}
