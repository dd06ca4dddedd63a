#ifndef FEEDS_XML_TEXT_H
#define FEEDS_XML_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "feeds/base/buf.h"
#include "feeds/base/compiler.h"
#include "feeds/base/span.h"
#include "feeds/xml.h"

/* Character data, read without a parser. */
struct xml_text {
	size_t len;          /* up to the '<' that ends it */
	struct span content; /* references decoded, line ends as XML wants them */
	int n_lines;         /* line ends in it */
};

/*
 * Reads the character data that `rest`, which is well-formed UTF-8, begins with. False: no '<' ends
 * it, or something stands in it that is a fault or that the document's own entities decide; a parser
 * shall see it. `content` is a part of `rest` or stands in `room`, until either changes.
 */
bool xml_text_read(struct span rest, const struct xml_entities *entities, struct buf *room,
	struct xml_text *text) MUST_USE;

#endif
