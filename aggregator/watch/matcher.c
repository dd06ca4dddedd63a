#include "aggregator/watch/matcher.h"

#include <assert.h>
#include <endian.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "feeds/base/memory.h"

#define EACH_BYTE(value) (UINT64_C(0x0101010101010101) * (value))
#define KEY_BYTES_MAX 4  /* of the beginning by which an open literal is found */
#define SIEVE_BITS 16    /* a literal: of the bits that may be tested, so few are set by chance */
#define SIEVE_BITS_MIN 6 /* as a power of two: one word of them */
#define NO_LITERAL UINT32_MAX

/*
 * What is looked up: the words that a literal begins with, or the first bytes of an open literal.
 * Two of them with one tag share a slot: that costs a comparison, for only literals are believed.
 */
struct slot {
	uint32_t tag;   /* of the hash, IS_TAKEN, GOES_ON; 0: free */
	uint32_t first; /* literal that is all of it, NO_LITERAL: none is; then matcher.next[] */
};
#define IS_TAKEN UINT32_C(0x80000000)
#define GOES_ON UINT32_C(1) /* literals of more words begin with these */

struct matcher {
	const struct span *literals;
	uint32_t *next; /* literal with the same slot */
	size_t n;
	struct slot *slots;
	size_t n_slots; /* a power of two */
	/*
	 * A bit for each hash with which a literal is entered: nearly all words of a text are passed
	 * over by it, without a look at the far larger table.
	 */
	uint64_t *sieve;
	unsigned sieve_bits;   /* as a power of two */
	uint8_t key_lens[256]; /* of open literals, by first byte: bit n for a key of n bytes */
	bool has_open;
};

struct scan {
	const struct matcher *matcher;
	struct span text;
	matcher_hit_fn *on_hit;
	void *context;
};

/* A run of bytes between spaces. */
struct word {
	uint64_t hash;
	size_t end;
	bool is_ascii;
};

/* Fibonacci hashing: one multiplication. */
static uint64_t
spread(uint64_t bits)
{
	uint64_t product = bits * UINT64_C(0x9e3779b97f4a7c15);

	return product ^ product >> 32;
}

/* Of words that follow each other, from the hash of those before. */
static uint64_t
hash_of_both(uint64_t before, uint64_t word)
{
	return spread(before + (word << 7 | word >> 57));
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

/* The word that begins at byte `at`; ends at the text's end if no space does end it. */
static inline struct word
cut(struct span text, size_t at)
{
	uint64_t hash = 0, high = 0, bytes, gaps;
	unsigned bits;

	for (;; at += sizeof bytes) {
		uint64_t zeros;

		bytes = load(text, at);
		zeros = bytes ^ EACH_BYTE(' ');
		gaps = (zeros - EACH_BYTE(1)) & ~zeros & EACH_BYTE(0x80);
		if (gaps != 0)
			break;
		hash = spread(hash ^ bytes);
		high |= bytes;
	}
	bits = (unsigned)__builtin_ctzll(gaps) & ~7u;
	bytes &= (UINT64_C(1) << bits) - 1;
	return (struct word){
		spread(hash ^ bytes), at + bits / 8, ((high | bytes) & EACH_BYTE(0x80)) == 0};
}

static bool
has_lead(struct span literal)
{
	return literal.at[0] == ' ';
}

/* Open literals are not made of whole words. */
static bool
is_open(struct span literal)
{
	return !has_lead(literal) || literal.at[literal.len - 1] != ' ';
}

static unsigned
key_length(struct span literal)
{
	size_t len = literal.len - has_lead(literal);

	return len < KEY_BYTES_MAX ? (unsigned)len : KEY_BYTES_MAX;
}

/* Of the first `len` of the bytes. */
static uint64_t
hash_of_key(uint64_t bytes, unsigned len)
{
	return spread((bytes & ((UINT64_C(1) << 8 * len) - 1)) | (uint64_t)len << 32);
}

/* The slot of that hash, or the free one where it belongs. */
static struct slot *
place_of(const struct matcher *matcher, uint64_t hash)
{
	size_t at = hash & (matcher->n_slots - 1);
	uint32_t tag = (uint32_t)(hash >> 32) | IS_TAKEN;

	while (matcher->slots[at].tag != 0 && (matcher->slots[at].tag | GOES_ON) != (tag | GOES_ON))
		at = (at + 1) & (matcher->n_slots - 1);
	return &matcher->slots[at];
}

/* NULL: there is none. */
static const struct slot *
slot_of(const struct matcher *matcher, uint64_t hash)
{
	const struct slot *slot = place_of(matcher, hash);

	return slot->tag == 0 ? NULL : slot;
}

static struct slot *
take_slot(struct matcher *matcher, uint64_t hash)
{
	struct slot *slot = place_of(matcher, hash);

	if (slot->tag == 0)
		*slot = (struct slot){((uint32_t)(hash >> 32) | IS_TAKEN) & ~GOES_ON, NO_LITERAL};
	return slot;
}

static void
put(struct matcher *matcher, struct slot *slot, uint32_t literal)
{
	matcher->next[literal] = slot->first;
	slot->first = literal;
}

static bool
passes(const struct matcher *matcher, uint64_t hash)
{
	uint64_t bit = hash >> (64 - matcher->sieve_bits);

	return (matcher->sieve[bit / 64] >> bit % 64 & 1) != 0;
}

static void
let_pass(struct matcher *matcher, uint64_t hash)
{
	uint64_t bit = hash >> (64 - matcher->sieve_bits);

	matcher->sieve[bit / 64] |= UINT64_C(1) << bit % 64;
}

/*
 * Of several words: entered by the first two together, for many literals begin with a word that
 * every text has ("the", "first"), but few texts have the next one behind it.
 */
static void
add_words(struct matcher *matcher, uint32_t number)
{
	struct span literal = matcher->literals[number];
	struct word word = cut(literal, 1);
	uint64_t hash = word.hash;
	struct slot *slot;

	if (word.end + 1 < literal.len) {
		word = cut(literal, word.end + 1);
		hash = hash_of_both(hash, word.hash);
	}
	let_pass(matcher, hash);
	while (word.end + 1 < literal.len) {
		take_slot(matcher, hash)->tag |= GOES_ON;
		word = cut(literal, word.end + 1);
		hash = hash_of_both(hash, word.hash);
	}
	slot = take_slot(matcher, hash);
	put(matcher, slot, number);
}

static void
add_open(struct matcher *matcher, uint32_t number)
{
	struct span literal = matcher->literals[number];
	size_t start = has_lead(literal);
	unsigned len = key_length(literal);
	unsigned char first = (unsigned char)literal.at[start];
	uint64_t hash = hash_of_key(load(literal, start), len);

	assert(has_lead(literal) || first >= 0xc0);
	matcher->has_open = true;
	matcher->key_lens[first] |= (uint8_t)(1u << len);
	let_pass(matcher, hash);
	put(matcher, take_slot(matcher, hash), number);
}

/* As many slots as there may be beginnings, and a third more. */
static void
make_slots(struct matcher *matcher)
{
	size_t n = matcher->n;

	for (size_t i = 0; i < matcher->n; i++) {
		struct span literal = matcher->literals[i];

		for (size_t at = 1; at + 1 < literal.len; at++)
			n += literal.at[at] == ' ';
	}
	matcher->n_slots = 1;
	while (matcher->n_slots < n + n / 3 + 1)
		matcher->n_slots *= 2;
	matcher->slots = memory_new(matcher->n_slots, sizeof *matcher->slots);
}

static void
make_sieve(struct matcher *matcher)
{
	matcher->sieve_bits = SIEVE_BITS_MIN;
	while ((size_t)1 << matcher->sieve_bits < matcher->n * SIEVE_BITS)
		matcher->sieve_bits++;
	matcher->sieve =
		memory_new(((size_t)1 << matcher->sieve_bits) / 64, sizeof *matcher->sieve);
}

struct matcher *
matcher_new(const struct span *literals, size_t n)
{
	struct matcher *matcher = memory_new(1, sizeof *matcher);

	matcher->literals = literals;
	matcher->n = n;
	matcher->next = memory_new(n, sizeof *matcher->next);
	make_slots(matcher);
	make_sieve(matcher);
	for (uint32_t i = 0; i < n; i++) {
		if (is_open(literals[i]))
			add_open(matcher, i);
		else
			add_words(matcher, i);
	}
	return matcher;
}

void
matcher_free(struct matcher *matcher)
{
	if (matcher == NULL)
		return;
	free(matcher->next);
	free(matcher->slots);
	free(matcher->sieve);
	free(matcher);
}

size_t
matcher_bytes(const struct matcher *matcher)
{
	return sizeof *matcher + matcher->n * sizeof *matcher->next +
	       matcher->n_slots * sizeof *matcher->slots + ((size_t)1 << matcher->sieve_bits) / 8;
}

static bool
stands_at(const struct scan *scan, struct span literal, size_t at)
{
	return literal.len <= scan->text.len - at &&
	       memcmp(scan->text.at + at, literal.at, literal.len) == 0;
}

/* The literals that are the words from `start` to `end`, which is before the end of the text. */
static void
tell_words(const struct scan *scan, const struct slot *slot, size_t start, size_t end)
{
	const struct matcher *matcher = scan->matcher;

	for (uint32_t i = slot->first; i != NO_LITERAL; i = matcher->next[i]) {
		struct span literal = matcher->literals[i];

		if (literal.len == end + 1 - (start - 1) && !is_open(literal) &&
			stands_at(scan, literal, start - 1))
			scan->on_hit(scan->context, i, end + 1);
	}
}

static void
tell_word(const struct scan *scan, size_t start, const struct word *word)
{
	const struct slot *slot = slot_of(scan->matcher, word->hash);

	if (slot != NULL && word->end < scan->text.len)
		tell_words(scan, slot, start, word->end);
}

/* From the two words between `start` and `last.end`, whose hash is `hash`, on. */
static void
follow(const struct scan *scan, size_t start, struct word last, uint64_t hash)
{
	while (last.end < scan->text.len) {
		const struct slot *slot = slot_of(scan->matcher, hash);

		if (slot == NULL)
			return;
		tell_words(scan, slot, start, last.end);
		if ((slot->tag & GOES_ON) == 0)
			return;
		last = cut(scan->text, last.end + 1);
		hash = hash_of_both(hash, last.hash);
	}
}

/* Where an open literal may begin. */
struct start {
	size_t at;
	bool is_word; /* a space is before it */
};

/* The open literals with a key of `len` bytes. */
static void
tell_open(const struct scan *scan, const struct slot *slot, struct start start, unsigned len)
{
	const struct matcher *matcher = scan->matcher;

	for (uint32_t i = slot == NULL ? NO_LITERAL : slot->first; i != NO_LITERAL;
		i = matcher->next[i]) {
		struct span literal = matcher->literals[i];
		size_t lead = has_lead(literal);

		if (is_open(literal) && key_length(literal) == len && start.is_word >= lead &&
			stands_at(scan, literal, start.at - lead))
			scan->on_hit(scan->context, i, start.at - lead + literal.len);
	}
}

static void
look_for_open(const struct scan *scan, struct start start)
{
	const struct matcher *matcher = scan->matcher;
	unsigned lens = matcher->key_lens[(unsigned char)scan->text.at[start.at]];

	for (; lens != 0; lens &= lens - 1) {
		unsigned len = (unsigned)__builtin_ctz(lens);
		uint64_t hash = hash_of_key(load(scan->text, start.at), len);

		if (passes(matcher, hash))
			tell_open(scan, slot_of(matcher, hash), start, len);
	}
}

/* Those that begin with the word or inside of it. */
static inline void
look_into(const struct scan *scan, struct start start, const struct word *word)
{
	if (scan->matcher->key_lens[(unsigned char)scan->text.at[start.at]] != 0)
		look_for_open(scan, start);
	for (size_t at = start.at + 1; !word->is_ascii && at < word->end; at++) {
		if (((unsigned char)scan->text.at[at] & 0xc0) == 0xc0)
			look_for_open(scan, (struct start){at, false});
	}
}

void
matcher_scan(const struct matcher *matcher, struct span text, matcher_hit_fn *on_hit, void *context)
{
	const struct scan scan = {matcher, text, on_hit, context};
	size_t before = 0; /* where the word before begins; 0: there is none */
	uint64_t hash_before = 0;

	for (size_t at = text.len > 0 && text.at[0] == ' '; at < text.len;) {
		struct word word = cut(text, at);
		uint64_t both = hash_of_both(hash_before, word.hash);

		if (at > 0 && passes(matcher, word.hash))
			tell_word(&scan, at, &word);
		if (before > 0 && passes(matcher, both))
			follow(&scan, before, word, both);
		if (matcher->has_open)
			look_into(&scan, (struct start){at, at > 0}, &word);
		before = at;
		hash_before = word.hash;
		at = word.end + 1;
	}
}
