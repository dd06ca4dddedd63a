#ifndef FEEDS_MARKUP_WRITER_H
#define FEEDS_MARKUP_WRITER_H

#include <stdbool.h>

#include "feeds/base/arena.h"
#include "feeds/base/buf.h"
#include "feeds/base/span.h"
#include "feeds/xml.h"

/*
 * XML elements inside of a text, written out as the HTML that they mean: local names, values
 * escaped, void elements without an end tag. `base`, where it is not absent, is what the links of
 * this element stand against (an xml:base of its own); `scratch` is for making them absolute.
 */
void markup_start(
	struct buf *out, const struct xml_tag *tag, struct span base, struct arena *scratch);
void markup_end(struct buf *out, const char *name);

/* Characters of XML, escaped for HTML. */
void markup_text(struct buf *out, struct span text);

#endif
