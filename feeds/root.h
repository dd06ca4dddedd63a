#ifndef FEEDS_ROOT_H
#define FEEDS_ROOT_H

#include "feeds/reader.h"

/*
 * The root element's start tag, its frame being on the stack: it decides the format, and what
 * elements without a namespace mean. A second root, of a document that was appended to the first,
 * changes neither. A root that is none of a feed's refuses the document.
 */
void root_begin(struct reader *reader, const struct xml_tag *tag);

/* Whether a root element of this name (without prefix) is a feed's. */
bool root_is_known(struct span name);

#endif
