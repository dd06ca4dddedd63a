#ifndef FEEDS_REPAIR_H
#define FEEDS_REPAIR_H

#include "feeds/reader.h"
#include "feeds/xml.h"

/*
 * Makes well-formed XML of a document that is not, piece by piece, and hands it to `xml`, whose
 * events go to `reader`. `text` begins with the root element, in line `first_line`.
 *
 * What is mended: stray '&' and '<', references without ';' or without a meaning, control
 * characters, attributes without quotes or written twice, "]]>" in text, CDATA sections and comments
 * without an end, elements that are not closed, closed twice or in the wrong order, an item that
 * begins inside of another, a second document behind the first, an end that is missing. Each kind is
 * a warning with a line. Nothing is read twice: linear in the length, whatever it holds.
 *
 * `reader` NULL: nobody wants the warnings. False: `xml` refused even the result.
 */
bool repair_parse(struct reader *reader, struct xml *xml, struct span text, int first_line,
	const struct xml_entities *entities) MUST_USE;

#endif
