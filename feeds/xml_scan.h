#ifndef FEEDS_XML_SCAN_H
#define FEEDS_XML_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "feeds/base/span.h"

/* Inside of xml_section.c and xml_text.c: looks at well-formed UTF-8, many bytes at a time. */

/*
 * How many bytes at the start need no further look: none is `mark`, ']', a control beside tab and line
 * feed, or the first of U+F000 to U+FFFF.
 */
size_t xml_plain_run(struct span text, char mark);

/* U+FFFE and U+FFFF are no characters of XML (1.0, 2.2). */
bool xml_is_noncharacter(struct span rest);

/* Line feeds in `text`. */
int xml_count_lines(struct span text);

#endif
