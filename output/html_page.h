#ifndef OUTPUT_HTML_PAGE_H
#define OUTPUT_HTML_PAGE_H

#include "feeds/base/buf.h"
#include "feeds/base/span.h"
#include "output/digest.h"
#include "output/site.h"

/* What stands around the content of every page. */
struct html_page {
	const struct site *site;
	struct span path;        /* of this page under the site: links lead from there */
	struct span title;       /* of <title>, before the site's */
	struct span description; /* SPAN_NONE: none */
	struct span language;
	struct span digest_title; /* the digest that it belongs to; SPAN_NONE: none */
	struct span html_path;    /* its pages, */
	struct span atom_path;    /* and its feeds */
	struct span json_path;
	bool has_form;      /* it has one, which asks this server */
	bool links_stories; /* each story leads to its own page, which the server has */
};

/* From the doctype to the open <main>. */
void html_page_begin(struct buf *out, const struct html_page *page);

/* From </main> to the end. */
void html_page_end(struct buf *out, const struct html_page *page);

/*
 * The attribute href="..." that leads from `page` to `path` under the site: relative, or absolute on
 * a single page, if the site has an address.
 */
void html_page_add_href(struct buf *out, const struct html_page *page, struct span path);

/* Its name, escaped, as a link to the page of a company or a topic; or alone when there is no such page. */
void html_page_add_company(
	struct buf *out, const struct html_page *page, const struct digest_company *company);
void html_page_add_topic(struct buf *out, const struct html_page *page, struct span topic);

#endif
