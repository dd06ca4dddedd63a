#ifndef FEEDS_ITEM_END_H
#define FEEDS_ITEM_END_H

#include "feeds/reader.h"

/*
 * An item opens: reader->item, all absent. Beyond a cap none does (reader->item is NULL), and a
 * warning says so; the document is then read to its end for the feed's own fields.
 */
void item_begin(struct reader *reader, int line);

/* It closes: what is derived from what was read, such as the plain text of its body. */
void item_end(struct reader *reader);

/* The same at the end of the document, for the feed. */
void feed_end(struct reader *reader);

#endif
