#ifndef FEEDS_SPACE_H
#define FEEDS_SPACE_H

#include "feeds/base/span.h"

/* The XML namespaces that mean something to us; one word for all spellings of a URI. */
enum space {
	SPACE_NONE,  /* no namespace at all */
	SPACE_OTHER, /* one that we do not know */
	SPACE_RSS,   /* the core of every RSS: 0.90, 1.0, and what 2.0 was sometimes given */
	SPACE_ATOM,  /* 0.3 and 1.0 */
	SPACE_CDF,   /* never declared: documents with the root CHANNEL */
	SPACE_RDF,
	SPACE_XML,
	SPACE_XHTML,
	SPACE_SVG,
	SPACE_MATHML,
	SPACE_XLINK,
	SPACE_DC,
	SPACE_DCTERMS,
	SPACE_CONTENT,
	SPACE_MEDIA,
	SPACE_ITUNES,
	SPACE_GOOGLEPLAY,
	SPACE_SY,
	SPACE_SLASH,
	SPACE_WFW,
	SPACE_FEEDBURNER,
	SPACE_SITEMAP,
	SPACE_NEWS,  /* news sitemaps */
	SPACE_IMAGE, /* image sitemaps */
	SPACE_NASDAQ,
	SPACE_EDGAR,
	SPACE_PRN, /* PR Newswire */
	SPACE_THREAD,
	SPACE_CC,
	SPACE_COMPANY,
	SPACE_FINANCE, /* Yahoo */
	SPACE_ENC,
	SPACE_RSS11,
};

/*
 * The namespace of a URI; http and https, case, and a last '/' or '#' do not matter, for servers
 * mix them up. No URI gives SPACE_NONE.
 */
enum space space_of_uri(struct span uri);

/* The one that a prefix stands for by custom, where a document forgot to declare it. */
enum space space_of_prefix(struct span prefix);

/* The one of a URI; where nobody knows that, the one of a prefix that tells enough: dc, media. */
enum space space_of_name(struct span uri, struct span prefix);

#endif
