#ifndef OUTPUT_SITE_H
#define OUTPUT_SITE_H

#include <stdbool.h>

#include "feeds/base/buf.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "feeds/base/span.h"
#include "output/archive.h"
#include "output/digest.h"

struct templates;

/*
 * The static site that digests are published on. Plain values of the configuration, borrowed for as
 * long as the site is used.
 *
 * Under `dir`: index.html (every digest and its last edition), broadtape.css (ours, rewritten), for
 * a digest with html_path "morning/": morning/index.html (its editions), morning/2026-11.html (those
 * of a month), morning/142.html (edition 142), and its feeds where atom_path and json_path say; for
 * atom_path "morning.atom" also morning/142.atom, the edition's feed for ever (RFC 5005, section 4).
 * A style.css that the user puts into `dir` is linked behind ours, and never written.
 */
struct site {
	const char *dir; /* "public" */
	struct span
		url; /* absolute, ends in '/'; SPAN_NONE: links are relative and feeds have no self */
	struct span title;   /* "Market watch" */
	struct span hub_url; /* WebSub hub that is told of changes; SPAN_NONE: none */
	bool has_user_style; /* style.css is there: site_look finds out */
	bool has_companies;  /* there are pages of companies and their index (output/subject.h), */
	bool has_topics;     /* and of every topic: links lead to them */
	const struct templates *templates; /* the user's own pages (output/templates.h), or NULL */
	bool has_search;     /* the built-in server is there: pages lead to its search */
	bool is_single_page; /* a page carries its style: for stdout and mail attachments */
};

/* Looks at `dir` for a style.css of the user. */
void site_look(struct site *site);

/* Puts the absolute address of `path` (under the site) into `out`, or `path` alone without site.url. */
void site_add_url(struct buf *out, const struct site *site, struct span path);

/* The path of an edition's page under the site: "morning/142.html"; nothing when none is made. */
void site_add_edition_path(struct buf *out, struct span html_path, uint64_t number);

/* The path of the archive document of an edition's feed: "morning/142.atom" for "morning.atom". */
void site_add_feed_archive_path(struct buf *out, struct span atom_path, uint64_t number);

/* The path of the page of an edition's month: "morning/2026-11.html". */
void site_add_month_path(
	struct buf *out, struct span html_path, const struct digest_edition *edition);

/*
 * Publishes an edition: its page, its month, its digest's index, and the feeds that its paths name.
 * `archive` has the digest's editions, this one among them. Each file is whole at every instant and
 * is left alone when nothing in it changed. False: the first file that could not be written, and why;
 * then, but for a failure while they are renamed, all are as they were.
 */
MUST_USE bool site_publish(const struct site *site, const struct digest *digest,
	const struct archive *archive, struct error *err);

/* Publishes the front page, index.html, and broadtape.css. */
MUST_USE bool site_publish_front(const struct site *site, const struct archive *archives,
	size_t n_archives, struct error *err);

#endif
