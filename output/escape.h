#ifndef OUTPUT_ESCAPE_H
#define OUTPUT_ESCAPE_H

#include <stdbool.h>

#include "feeds/base/buf.h"
#include "feeds/base/span.h"

/*
 * Texts of the outside, written so that they stay text where they go. Each takes any bytes: what is
 * not UTF-8 becomes U+FFFD; control characters but line feed and tab (C0, DEL, C1) and what
 * Unicode calls no character (U+FFFE and the like), which no format here may carry, are left out.
 */

/* Between the tags of HTML: & < > become references. */
void escape_html_text(struct buf *out, struct span text);

/* Inside a quoted attribute of HTML: " and ' too. */
void escape_html_attr(struct buf *out, struct span text);

/* Between the tags of XML 1.0 (section 2.2 has its characters). */
void escape_xml_text(struct buf *out, struct span text);

/* Inside a quoted attribute of XML; white space as references, or a parser would fold it. */
void escape_xml_attr(struct buf *out, struct span text);

/* One line of plain text: white space runs become one space, and direction characters are left out. */
void escape_line(struct buf *out, struct span text);

/* Well-formed UTF-8, for a writer that escapes by itself (JSON). */
void escape_none(struct buf *out, struct span text);

/* One segment of a URL's path: what is not unreserved (RFC 3986, 2.3) as %XX. */
void escape_path(struct buf *out, struct span text);

/* Whether `url` is absolute, http or https, and without a space or control character: may be linked. */
bool escape_may_link(struct span url);

/* Whether `tag` has the form of a language tag (RFC 5646, section 2.1): "en", "pt-BR". */
bool escape_is_language(struct span tag);

#endif
