#ifndef FEEDS_FOLD_H
#define FEEDS_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feeds/base/buf.h"
#include "feeds/base/span.h"

/*
 * Folding makes two spellings of one word one string: case, width and compatibility forms (NFKC),
 * diacritics of Latin, Greek and Cyrillic letters, Hebrew and Arabic vowel points, typographic quotes,
 * dashes and blanks (to their ASCII forms), soft hyphens and zero-width marks (gone). "Crédit
 * ＡＧＲＩＣＯＬＥ’s" gives "credit agricole's". What makes another letter stays: kana's voicing marks,
 * vowel signs of India and Thailand. Signs of trade marks
 * part words, as they stand. Folding twice gives what folding once gave.
 */

/* Where the folded bytes from `folded` on, until the next step, came from. */
struct fold_step {
	uint32_t folded;
	uint32_t original : 31;
	uint32_t is_whole : 1; /* all of them from one character; else one byte from one byte */
};

struct fold_map {
	struct fold_step *steps;
	size_t n;
	size_t capacity;
};

void fold_map_init(struct fold_map *map);
void fold_map_release(struct fold_map *map);

/*
 * Appends the folded `text` (valid UTF-8; a malformed byte becomes U+FFFD) to `out`; stops where
 * `out` is full. `map`, if not NULL, is made new; its positions count from the byte of `out` where
 * this text begins, and from the start of `text`. ASCII is folded at memory speed.
 */
void fold_text(struct span text, struct buf *out, struct fold_map *map);

/*
 * The byte of the original text where the character that folded to byte `folded` begins; for the
 * folded length, the end of the text. Give the end of a match as it is: the first byte behind it
 * begins the next character.
 */
size_t fold_original(const struct fold_map *map, size_t folded);

/* What a character is to somebody who looks for words. */
enum fold_kind {
	FOLD_GAP,  /* space, punctuation, symbols: parts words */
	FOLD_WORD, /* letters, digits, marks of scripts that part words: they stick together */
	FOLD_SINGLE, /* Han, kana, Thai, Lao, Khmer, Burmese: written without gaps, so a word may begin
	                and end anywhere, and each character counts as a word of its own */
};

enum fold_kind fold_kind(uint32_t point);

/* Whether words are made of it: it is no FOLD_GAP. */
bool fold_is_word_char(uint32_t point);

/*
 * Whether a word may begin or end at byte `at` of `text` (folded or not; a character's first byte
 * or the end): false only between two FOLD_WORD characters. Hangul is FOLD_WORD: Korean writes gaps,
 * but its particles stick to the end of a name; who looks for Korean names asks for the start alone.
 */
bool fold_is_boundary(struct span text, size_t at);

/* One word after the other: runs of FOLD_WORD characters, and each FOLD_SINGLE one by itself. */
struct words {
	struct span text;
	size_t at; /* where to look next */
};

void words_init(struct words *words, struct span text);

/* The next word, borrowed from the text; false: no more. */
bool words_next(struct words *words, struct span *word);

#endif
