#ifndef FEEDS_ATOM_TEXT_H
#define FEEDS_ATOM_TEXT_H

#include "feeds/reader.h"

/*
 * Atom's text constructs (RFC 4287, 3.1 and 4.1.3; Atom 0.3's type and mode): at the start tag, how
 * the text is to be gathered; at the end tag, it is decoded and set by its row's field.
 */
void atom_text_begin(struct reader *reader, const struct xml_tag *tag);
void atom_content_begin(struct reader *reader, const struct xml_tag *tag);
void atom_title_end(struct reader *reader, const struct value *value);
void atom_body_end(struct reader *reader, const struct value *value);
void atom_plain_end(struct reader *reader, const struct value *value);

#endif
