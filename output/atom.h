#ifndef OUTPUT_ATOM_H
#define OUTPUT_ATOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feeds/base/buf.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "output/digest.h"
#include "output/site.h"

/* The schemes of categories: <category scheme="..." term="meta" label="Meta Platforms"/>. */
#define ATOM_SCHEME_COMPANY "urn:x-broadtape:company"
#define ATOM_SCHEME_TICKER "urn:x-broadtape:ticker"
#define ATOM_SCHEME_TOPIC "urn:x-broadtape:topic"

/*
 * A digest as an Atom feed (RFC 4287), an entry a story, in the digest's order; a story that stands
 * in two groups is one entry. Ids are the digest's and the stories' tag: URIs. `updated` of the feed
 * is the latest of its entries, so that a feed with the same stories is the same document, byte for
 * byte. What earlier editions told (digest->earlier) follows. An entry has atom:source of its first source, categories for companies, tickers and topics,
 * and its summary and its sources as HTML content. Links: self, alternate (the digest's page), hub.
 *
 * Adds the document to `out`; false: it was full.
 */
MUST_USE bool atom_render(
	const struct digest *digest, const struct site *site, struct buf *out, struct error *err);

/* Which document of an archived feed it is (RFC 5005, section 4). */
struct atom_place {
	uint64_t
		previous; /* the edition of the archive document before this one; 0: there is none */
	bool is_archive; /* the edition's own document, which changes no more; it tells no `earlier` */
};

/* The same, with rel=prev-archive, and in an archive document rel=current and fh:archive. */
MUST_USE bool atom_render_at(const struct digest *digest, const struct site *site,
	const struct atom_place *place, struct buf *out, struct error *err);

/*
 * The same digest's feed with an entry an edition: `newest`, and newest->past. An entry is the whole
 * edition in HTML, its id the edition's. What the others give when digest->tells_editions.
 */
MUST_USE bool atom_render_editions(
	const struct digest *newest, const struct site *site, struct buf *out, struct error *err);

#endif
