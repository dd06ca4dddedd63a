#include "aggregator/story/sketch.h"

#include <string.h>

#include "aggregator/base/hash.h"

#define EMPTY UINT32_MAX
#define BLOCK 64 /* bytes that have their marks in one number */
#define EACH(byte) ((byte)*UINT64_C(0x0101010101010101))
#define WORD_SEED 0x9e3779b97f4a7c15
#define RUN_SEED 0xbf58476d1ce4e5b9

/* Multiply and fold: fast, and even enough for choosing minima. */
static inline uint64_t
mix(uint64_t a, uint64_t b)
{
	__extension__ unsigned __int128 product = (unsigned __int128)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* The last words, and the smallest hash of each slot so far. */
struct runs {
	uint64_t before, last; /* hashes of the two words before this one */
	uint64_t all;
	uint32_t words;
	uint32_t least[SKETCH_SLOTS];
};

static inline void
add_word(struct runs *runs, uint64_t word)
{
	uint64_t run = mix(runs->before + word, RUN_SEED ^ (runs->last * 3 + word));
	uint32_t *least = &runs->least[(run >> 32) * SKETCH_SLOTS >> 32];

	if (runs->words >= 2 && (uint32_t)run < *least)
		*least = (uint32_t)run;
	runs->before = runs->last * 5;
	runs->last = word;
	runs->all = mix(runs->all ^ word, WORD_SEED);
	runs->words++;
}

/*
 * Eight bytes at once: in `*lower` letters become small, and the high bits of the result mark the
 * bytes that words are made of. Letters and digits of ASCII; all bytes above it, here.
 */
static inline uint64_t
mark_words(uint64_t bytes, uint64_t *lower)
{
	uint64_t low7, letters, digits;

	*lower = bytes | EACH(0x20);
	low7 = *lower & EACH(0x7f);
	letters = (low7 + EACH(0x80 - 'a')) & ~(low7 + EACH(0x7f - 'z'));
	low7 = bytes & EACH(0x7f);
	digits = (low7 + EACH(0x80 - '0')) & ~(low7 + EACH(0x7f - '9'));
	return (letters | digits | bytes) & EACH(0x80);
}

/* The high bits of eight bytes as the bits of one; the first byte is bit 0. */
static inline uint64_t
gather(uint64_t high_bits)
{
	return (high_bits >> 7) * 0x0102040810204080 >> 56;
}

/* Typographic marks (U+2000-U+207F) and those of Latin-1 part words, as the marks of ASCII do. */
static uint64_t
without_wide_marks(const char *text, size_t at, size_t len, uint64_t words)
{
	for (size_t i = 0; i < BLOCK && at + i < len; i++) {
		unsigned char first = (unsigned char)text[at + i];
		unsigned char next = at + i + 1 < len ? (unsigned char)text[at + i + 1] : 0;
		size_t mark = first == 0xe2 && next <= 0x81 ? 3 : first == 0xc2 ? 2 : 0;

		if (mark > 0)
			words &= ~(((UINT64_C(1) << mark) - 1) << i);
	}
	return words;
}

/* The folded text, room behind it for a last look, and a bit for each byte of a word. */
struct folded {
	char text[SKETCH_BYTES_MAX + 2 * BLOCK];
	uint64_t words[SKETCH_BYTES_MAX / BLOCK + 2];
};

/* Marks that begin in one block and end in the next lose their tail there. */
static void
fold(struct span text, struct folded *out)
{
	size_t blocks = (text.len + BLOCK - 1) / BLOCK;

	memcpy(out->text, text.at, text.len);
	memset(out->text + text.len, ' ', 2 * BLOCK);
	memset(out->words, 0, (blocks + 2) * sizeof *out->words);
	for (size_t block = 0; block < blocks; block++) {
		char *at = out->text + block * BLOCK;
		uint64_t words = 0;
		bool is_wide = false;

		for (size_t i = 0; i < BLOCK / 8; i++) {
			uint64_t bytes, lower;

			memcpy(&bytes, at + i * 8, 8);
			is_wide = is_wide || (bytes & EACH(0x80)) != 0;
			words |= gather(mark_words(bytes, &lower)) << (i * 8);
			memcpy(at + i * 8, &lower, 8);
		}
		out->words[block] =
			is_wide ? without_wide_marks(text.at, block * BLOCK, text.len, words)
				: words;
	}
}

static inline uint64_t
hash_word(const char *at, size_t len)
{
	uint64_t hash = WORD_SEED;
	uint64_t bytes;

	for (; len > 8; at += 8, len -= 8) {
		memcpy(&bytes, at, 8);
		hash = mix(hash ^ bytes, RUN_SEED);
	}
	memcpy(&bytes, at, 8);
	return mix(hash ^ (bytes << (64 - len * 8)), WORD_SEED);
}

/* Each change of the bits is a word's start or end. */
static void
read_runs(const struct folded *folded, size_t len, struct runs *runs)
{
	size_t blocks = len / BLOCK + 1; /* one behind the last byte ends the last word */
	uint64_t before = 0;
	size_t start = 0;

	for (size_t block = 0; block < blocks; block++) {
		uint64_t words = folded->words[block];
		uint64_t changes = words ^ (words << 1 | before);

		before = words >> 63;
		for (; changes != 0; changes &= changes - 1) {
			size_t bit = (size_t)__builtin_ctzll(changes);
			size_t at = block * BLOCK + bit;

			if ((words >> bit & 1) != 0)
				start = at;
			else
				add_word(runs, hash_word(folded->text + start, at - start));
		}
	}
}

/* An empty slot takes what the next full one has, marked by the distance. */
static void
fill_slots(const struct runs *runs, uint16_t *slots)
{
	for (uint32_t i = 0; i < SKETCH_SLOTS; i++) {
		uint32_t from = i;

		while (runs->least[from % SKETCH_SLOTS] == EMPTY && from < i + SKETCH_SLOTS)
			from++;
		slots[i] = (uint16_t)(runs->least[from % SKETCH_SLOTS] + (from - i) * 0x9e37);
	}
}

void
sketch_make(struct span text, struct sketch *out)
{
	struct runs runs = {.all = WORD_SEED};
	struct folded folded; /* not cleared: fold does what is needed */

	text = span_head(text, SKETCH_BYTES_MAX);
	memset(runs.least, 0xff, sizeof runs.least);
	if (text.len > 0) {
		fold(text, &folded);
		read_runs(&folded, text.len, &runs);
	}
	*out = (struct sketch){.text = runs.all, .words = runs.words};
	out->has_slots = runs.words >= SKETCH_WORDS_MIN;
	if (out->has_slots)
		fill_slots(&runs, out->slots);
}

int
sketch_likeness(const uint16_t *a, const uint16_t *b)
{
	int same = 0;

	for (int i = 0; i < SKETCH_SLOTS; i++)
		same += a[i] == b[i];
	return same * 100 / SKETCH_SLOTS;
}

uint64_t
sketch_band(const uint16_t *slots, int band)
{
	uint64_t key = 0;

	for (int i = 0; i < SKETCH_ROWS; i++)
		key = key << 16 | slots[band * SKETCH_ROWS + i];
	return mix(key ^ WORD_SEED, RUN_SEED + (uint64_t)band);
}
