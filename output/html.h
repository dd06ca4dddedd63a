#ifndef OUTPUT_HTML_H
#define OUTPUT_HTML_H

#include <stdbool.h>

#include "feeds/base/buf.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "output/archive.h"
#include "output/digest.h"
#include "output/site.h"

/*
 * Pages in HTML: whole documents, UTF-8, without a script, without a request to another host, under
 * a Content-Security-Policy of their own (CSP Level 3). Every text is escaped; an address that is
 * not http or https is shown as text and not linked. Links inside the site are relative, so that a
 * page works from a file as well as from a server.
 *
 * Each adds a page to `out`. False: `out` was full (its maximum is the caller's), err says so.
 */

/* The page of one edition. */
MUST_USE bool html_render(
	const struct digest *digest, const struct site *site, struct buf *out, struct error *err);

/* The index of a digest: its last editions, and its months. */
MUST_USE bool html_render_archive(
	const struct archive *archive, const struct site *site, struct buf *out, struct error *err);

/* The editions of the month in which the row `first` stands, as its own zone counts. */
MUST_USE bool html_render_month(const struct archive *archive, size_t first,
	const struct site *site, struct buf *out, struct error *err);

/* The front page of a site: every digest with its last edition and its feeds. */
MUST_USE bool html_render_front(const struct archive *archives, size_t n_archives,
	const struct site *site, struct buf *out, struct error *err);

#endif
