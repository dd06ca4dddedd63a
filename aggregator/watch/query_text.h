#ifndef AGGREGATOR_WATCH_QUERY_TEXT_H
#define AGGREGATOR_WATCH_QUERY_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feeds/base/buf.h"
#include "feeds/base/span.h"

/*
 * The words of one item, as queries see them: title and text folded and cut into words by
 * feeds/fold.h. Case, width and diacritics are gone; every sign but letters and digits separates. In a
 * script that is written without spaces each character is a word, so that a query's word of several
 * characters stands anywhere in a run.
 *
 * Nothing is read before the first question (most items are asked nothing). One object a worker:
 * not for two threads at once.
 */
struct query_text;
struct reading;

struct query_text *query_text_new(void);
void query_text_free(struct query_text *text);

/*
 * Another item: its title and its plain text (either may be SPAN_NONE), borrowed until the next
 * call. Memory is kept from item to item.
 */
void query_text_set(struct query_text *text, struct span title, struct span body);

/*
 * The same of an item that `reading` has: its words need not be cut again. Borrowed like the texts.
 * What a reading has otherwise (longer than it keeps, a title with a section's label) is read anew.
 */
void query_text_set_read(struct query_text *text, struct span title, struct span body,
	const struct reading *reading);

/* Which of the two a word stands in. */
enum query_part { QUERY_TITLE, QUERY_BODY };

/* The bytes [start, end) of the title or the body. */
struct query_spot {
	enum query_part part;
	uint32_t start;
	uint32_t end;
};

/*
 * The folded words of an item, title first, one space between any two: what a full-text index has
 * to hold, so that query_filter's expression finds all that query_matches finds.
 */
void query_text_index(struct query_text *text, struct buf *out);

#endif
