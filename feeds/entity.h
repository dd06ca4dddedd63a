#ifndef FEEDS_ENTITY_H
#define FEEDS_ENTITY_H

#include <stdbool.h>
#include <stddef.h>

#include "feeds/base/arena.h"
#include "feeds/base/span.h"

/* A named reference may stand for two characters. */
#define ENTITY_MAX_BYTES 8

/*
 * Decodes the character reference whose '&' stands right before `after` (HTML standard, 13.2.5.72):
 * all named ones, the old ones also without ';', and numbers with the windows-1252 reading of
 * 128-159. Gives how many bytes of `after` belong to it, and its UTF-8 in `out`; 0: none, the '&'
 * is an '&'. In an attribute, an old name without ';' before '=' or a letter is none.
 */
size_t entity_decode(
	struct span after, bool in_attribute, char out[ENTITY_MAX_BYTES], size_t *out_len);

/*
 * All references of `text` decoded once, by the rules for attributes; nothing else changed. In `arena`, or `text` itself when it
 * has none; SPAN_NONE stays SPAN_NONE.
 */
struct span entity_decode_text(struct span text, struct arena *arena);

/*
 * The UTF-8 of a named reference (the name alone, as "eacute"; case counts), borrowed for ever;
 * SPAN_NONE if HTML has no such name. For XML documents that use HTML's names.
 */
struct span entity_named(struct span name);

#endif
