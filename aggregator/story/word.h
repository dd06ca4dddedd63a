#ifndef AGGREGATOR_STORY_WORD_H
#define AGGREGATOR_STORY_WORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feeds/base/span.h"

#define WORD_BYTES_MAX 40 /* of a folded word; a longer one counts by its head */

/* A word of a text, as comparing sees it. */
struct word {
	struct span raw;             /* as written; part of the text */
	char folded[WORD_BYTES_MAX]; /* lower case, without accents, possessive and inner points */
	uint8_t len;                 /* of `folded`; never 0 */
	bool is_capital;             /* starts with a capital letter */
	bool is_upper;               /* all letters are capitals, and there are two or more */
	bool is_wide;                /* has letters beyond ASCII */
	bool is_number;              /* starts with a digit */
	bool starts_sentence;        /* the first of the text, or behind . ! ? : or a line end */
};

/* Reads a text word by word. Scripts without spaces give overlapping pairs of characters. */
struct word_reader {
	struct span text;
	size_t at;
	bool starts_sentence;
};
void word_reader_init(struct word_reader *reader, struct span text);
bool word_next(struct word_reader *reader, struct word *word);

/* The folded letters. Borrowed from the word. */
struct span word_folded(const struct word *word);

/*
 * The hash of a folded word's stem, never 0: raises, raised and raising have one stem. A light
 * suffix cutter for English; words of other scripts are their own stems.
 */
uint32_t word_stem(struct span folded);

/* The hash of a folded word as it is, never 0. */
uint32_t word_hash(struct span folded);

#endif
