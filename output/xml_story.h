#ifndef OUTPUT_XML_STORY_H
#define OUTPUT_XML_STORY_H

#include <stdint.h>

#include "feeds/base/buf.h"
#include "output/digest.h"
#include "output/site.h"
#include "output/when.h"

/* Pieces of the tree that templates get. An attribute or element without a value is left out. */

/* What a page is told from. */
struct xml_place {
	const struct site *site;
	struct span root; /* before a path of the site: "../", "", or the site's address */
	struct when today;
};

void xml_add_attribute(struct buf *out, const char *name, struct span value);
void xml_add_number(struct buf *out, const char *name, uint64_t value);
void xml_add_element(struct buf *out, const char *name, struct span text);

/* The attribute `name` with the address of a page of the site; none when `path` is empty. */
void xml_add_path(
	struct buf *out, const struct xml_place *place, const char *name, struct span path);

/* The attribute NAME in RFC 3339, and NAME-text as one says it on the day `today`. */
void xml_add_moment(struct buf *out, const struct xml_place *place, const char *name, int64_t at);

void xml_add_company(
	struct buf *out, const struct xml_place *place, const struct digest_company *company);
void xml_add_story(
	struct buf *out, const struct xml_place *place, const struct digest_story *story);

#endif
