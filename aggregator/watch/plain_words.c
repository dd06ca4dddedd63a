#include "aggregator/watch/plain_words.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "feeds/base/memory.h"

#define EACH_BYTE(value) (UINT64_C(0x0101010101010101) * (value))

void
plain_words_release(struct plain_words *words)
{
	free(words->at);
	*words = (struct plain_words){NULL, 0, 0};
}

/* Eight bytes of the text, the first the lowest; spaces behind its end. */
static uint64_t
load(struct span text, size_t at)
{
	uint64_t bytes = EACH_BYTE(' ');

	if (text.len - at >= sizeof bytes)
		memcpy(&bytes, text.at + at, sizeof bytes);
	else
		memcpy(&bytes, text.at + at, text.len - at);
	return le64toh(bytes);
}

/* The high bit of each byte that is a space; above the first one, of others too. */
static uint64_t
spaces_in(uint64_t bytes)
{
	uint64_t zeros = bytes ^ EACH_BYTE(' ');

	return (zeros - EACH_BYTE(1)) & ~zeros & EACH_BYTE(0x80);
}

/* What is before the first space. */
static uint64_t
bytes_before(uint64_t bytes, uint64_t spaces)
{
	return bytes & ((spaces & -spaces) - 1) >> 7;
}

static inline struct plain_word
cut(struct span text, size_t start)
{
	uint64_t bytes = load(text, start), spaces = spaces_in(bytes);
	uint64_t head = spaces == 0 ? bytes : bytes_before(bytes, spaces);
	uint64_t hash = 0, seen = 0;
	size_t end = start;

	while (spaces == 0) {
		hash = plain_hash(hash ^ bytes);
		seen |= bytes;
		end += sizeof bytes;
		bytes = load(text, end);
		spaces = spaces_in(bytes);
	}
	bytes = bytes_before(bytes, spaces);
	end += (size_t)__builtin_ctzll(spaces) / 8;
	return (struct plain_word){head, plain_hash(hash ^ bytes), (uint32_t)start, (uint32_t)end,
		((seen | bytes) & EACH_BYTE(0x80)) == 0};
}

struct plain_word
plain_word_at(struct span text, size_t start)
{
	return cut(text, start);
}

void
plain_words_cut(struct plain_words *words, struct span text)
{
	size_t n = 0, start = text.len > 0 && text.at[0] == ' ';

	while (start < text.len) {
		struct plain_word word = cut(text, start);

		if (n == words->capacity)
			words->at = memory_room(words->at, n, &words->capacity, sizeof *words->at);
		words->at[n++] = word;
		start = (size_t)word.end + 1;
	}
	words->n = n;
}
