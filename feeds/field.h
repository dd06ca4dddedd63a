#ifndef FEEDS_FIELD_H
#define FEEDS_FIELD_H

#include "feeds/reader.h"

/*
 * What the rows of the element tables call: each sets the field that its row names, in the feed,
 * the item or the item's source, whichever is open, if nothing of a higher or equal rank is there.
 * An empty value sets nothing.
 */
void take_plain(struct reader *reader, const struct value *value);   /* text, tags taken out */
void take_literal(struct reader *reader, const struct value *value); /* text as it is */
void take_id(struct reader *reader, const struct value *value);
void take_url(struct reader *reader, const struct value *value); /* made absolute */
void take_image_url(
	struct reader *reader, const struct value *value); /* if it is an address at all */
void take_date(struct reader *reader, const struct value *value);
void take_title(struct reader *reader, const struct value *value); /* of an item: markup too */
void take_body(struct reader *reader, const struct value *value);  /* summary or content */
void take_author_text(struct reader *reader, const struct value *value);   /* "mail (name)" */
void take_category_text(struct reader *reader, const struct value *value); /* a term */

/* The same for values that stand in attributes, at a start tag. */
void set_url(struct reader *reader, const struct element *element, struct span reference);

/*
 * Whether `rank` beats what the field has; if so, it is noted. For what has no take_ function.
 */
bool field_claim(struct reader *reader, enum field field, uint8_t rank);

/* Appended to the item or feed that is open; texts are copied. */
void add_author(struct reader *reader, struct author author);
void add_category(struct reader *reader, struct category category);
/* `reference` is made absolute; nothing is added when there is none, or when it is there already. */
void add_enclosure(
	struct reader *reader, struct span reference, struct span type, struct span length);
/* "NASDAQ:META"; each once. Only items have them. */
void add_ticker(struct reader *reader, struct span ticker);

/* `reference` against the base of the innermost element; in the arena. */
struct span resolve_here(struct reader *reader, struct span reference);

/* The text as one plain line in the arena: by its kind, tags taken out or not. */
struct span plain_text(struct reader *reader, const struct value *value);

/* The text as one line in the arena, whatever tags it seems to have; SPAN_NONE: nothing. */
struct span keep_line(struct reader *reader, struct span text);

/* A copy in the arena, trimmed; SPAN_NONE when nothing is left. */
struct span keep_trimmed(struct reader *reader, struct span text);

#endif
