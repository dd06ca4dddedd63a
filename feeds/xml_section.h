#ifndef FEEDS_XML_SECTION_H
#define FEEDS_XML_SECTION_H

#include <stdbool.h>
#include <stddef.h>

#include "feeds/base/span.h"

#define XML_SECTION_BEGIN "<![CDATA["

/* The content of a CDATA section, as far as it can be told without a parser. */
struct xml_section {
	size_t len;      /* up to its "]]>"; the whole text if it has none */
	bool is_closed;  /* there is a "]]>" */
	bool is_allowed; /* all of its characters are XML's (XML 1.0, 2.2) */
	bool is_nested;  /* another section's begin stands in it */
	int n_lines;     /* line ends in it */
};

/* Reads the content that `text`, which is well-formed UTF-8, begins with. One look at each byte. */
struct xml_section xml_section_read(struct span text);

#endif
