#ifndef OUTPUT_ATOM_PART_H
#define OUTPUT_ATOM_PART_H

#include <stdint.h>

#include "feeds/base/buf.h"
#include "output/digest.h"
#include "output/site.h"

/* Pieces of Atom documents; each is complete, escaped, and ends its line. */

void atom_add_element(struct buf *out, const char *name, struct span text);

/* A date construct; nothing for TIME_NONE. */
void atom_add_time(struct buf *out, const char *name, int64_t at);

/* Inside an open tag; nothing for an empty value. */
void atom_add_attribute(struct buf *out, const char *name, struct span value);

/* `type` NULL: none. */
void atom_add_link(struct buf *out, const char *rel, const char *type, struct span href);

/* A link to a place under the site; nothing when the site has no address, or the path is SPAN_NONE. */
void atom_add_site_link(struct buf *out, const char *rel, const char *type, const struct site *site,
	struct span path);

/* From the XML declaration to what the feed of a digest says of itself, but for links to itself. */
void atom_begin_feed(
	struct buf *out, const struct digest *digest, const struct site *site, int64_t updated);

#endif
