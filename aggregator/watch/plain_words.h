#ifndef AGGREGATOR_WATCH_PLAIN_WORDS_H
#define AGGREGATOR_WATCH_PLAIN_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feeds/base/span.h"

/*
 * The words of a text in plain form (reading.h): what stands between its spaces. An item is cut once;
 * the matcher and the queries of topics look at the same words.
 */
struct plain_word {
	uint64_t
		head; /* its first eight bytes, the first the lowest; a shorter word ends in zeros */
	uint64_t hash;       /* of all of it */
	uint32_t start, end; /* in the text */
	bool is_ascii;
};

struct plain_words {
	struct plain_word *at;
	size_t n;
	size_t capacity;
};

void plain_words_release(struct plain_words *words);

/*
 * Those of another text, which has less than 4 GB. Between two spaces there is a word without bytes;
 * behind a last space there is none.
 */
void plain_words_cut(struct plain_words *words, struct span text);

/* Fibonacci hashing of eight bytes: one multiplication. */
static inline uint64_t
plain_hash(uint64_t bytes)
{
	uint64_t product = bytes * UINT64_C(0x9e3779b97f4a7c15);

	return product ^ product >> 32;
}

/* The word that begins at byte `start`, which may be the end of the text. */
struct plain_word plain_word_at(struct span text, size_t start);

#endif
