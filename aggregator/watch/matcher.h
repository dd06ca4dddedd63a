#ifndef AGGREGATOR_WATCH_MATCHER_H
#define AGGREGATOR_WATCH_MATCHER_H

#include <stddef.h>
#include <stdint.h>

#include "aggregator/watch/plain_words.h"
#include "feeds/base/span.h"

/*
 * Finds all of many literals in one pass over a text in plain form (reading.h), where words stand
 * between spaces. Immutable, for all threads.
 *
 * A literal that begins and ends with a space, as nearly all do, is made of whole words, and is found
 * by the hashes of its words: each word and each pair of words of the text is looked for in a table,
 * and only what is there is compared. A literal without a space at its end may
 * end inside of a word; one without a space at its start may begin inside of one, with any character
 * that is not ASCII.
 */
struct matcher;

/*
 * Of `n` literals, which are borrowed until the matcher goes; each has a byte that is no space, and
 * one that does not begin with a space begins with a whole character that is not ASCII. Takes
 * milliseconds, so nothing of it needs to be kept from start to start.
 */
struct matcher *matcher_new(const struct span *literals, size_t n);
void matcher_free(struct matcher *matcher);

/* Bytes of memory that it takes, beside the literals. */
size_t matcher_bytes(const struct matcher *matcher);

/*
 * `words` are those of the text. Literal number `literal` ends before byte `end`. Every place of every literal is told once; in
 * which order is the matcher's own affair, but it is the same each time.
 */
typedef void matcher_hit_fn(void *context, uint32_t literal, size_t end);
void matcher_scan(const struct matcher *matcher, struct span text, const struct plain_words *words,
	matcher_hit_fn *on_hit, void *context);

#endif
