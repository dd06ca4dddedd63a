#include "aggregator/watch/matcher.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "feeds/base/memory.h"

#define KEY_CELLS (32 * 32 * 32)
#define KEY_BYTES_MAX 6  /* of the beginning by which an open literal is found */
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
	unsigned sieve_bits; /* as a power of two */
	/* Of open literals, by three bytes of five bits: bit n for keys of n bytes. */
	uint8_t key_lens[KEY_CELLS];
	bool has_open;
};

struct scan {
	const struct matcher *matcher;
	struct span text;
	const struct plain_words *words; /* of the text */
	matcher_hit_fn *on_hit;
	void *context;
};

/* Of words that follow each other, from the hash of those before. */
static uint64_t
hash_of_both(uint64_t before, uint64_t word)
{
	return plain_hash(before + (word << 7 | word >> 57));
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

/* An open literal is found by the beginning of its first word. */
static unsigned
key_length(struct span literal)
{
	struct span word = span_from(literal, has_lead(literal));
	size_t len = span_find_byte(word, ' ');

	return len < KEY_BYTES_MAX ? (unsigned)len : KEY_BYTES_MAX;
}

/* Of the first `len` bytes of a word's head. */
static uint64_t
hash_of_key(uint64_t head, unsigned len)
{
	return plain_hash((head & ((UINT64_C(1) << 8 * len) - 1)) | (uint64_t)len << 32);
}

/* Letters have their own cell for each three of them. */
static size_t
cell_of(uint64_t head)
{
	return (head & 31) << 10 | (head >> 8 & 31) << 5 | (head >> 16 & 31);
}

static unsigned
lens_at(const struct matcher *matcher, uint64_t head)
{
	return matcher->key_lens[cell_of(head)];
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
	struct plain_word word = plain_word_at(literal, 1);
	uint64_t hash = word.hash;

	if (word.end + 1 < literal.len) {
		word = plain_word_at(literal, word.end + 1);
		hash = hash_of_both(hash, word.hash);
	}
	let_pass(matcher, hash);
	while (word.end + 1 < literal.len) {
		take_slot(matcher, hash)->tag |= GOES_ON;
		word = plain_word_at(literal, word.end + 1);
		hash = hash_of_both(hash, word.hash);
	}
	put(matcher, take_slot(matcher, hash), number);
}

static void
add_open(struct matcher *matcher, uint32_t number)
{
	struct span literal = matcher->literals[number];
	unsigned len = key_length(literal);
	uint64_t head = plain_word_at(literal, has_lead(literal)).head;
	uint64_t hash = hash_of_key(head, len);
	size_t n_cells = len == 1 ? 32 * 32 : len == 2 ? 32 : 1;
	size_t first = cell_of(head) / n_cells * n_cells;

	assert(has_lead(literal) || (head & 0xff) >= 0xc0);
	matcher->has_open = true;
	for (size_t i = 0; i < n_cells; i++)
		matcher->key_lens[first + i] |= (uint8_t)(1u << len);
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
tell_word(const struct scan *scan, const struct plain_word *word)
{
	const struct slot *slot = slot_of(scan->matcher, word->hash);

	if (slot != NULL && word->end < scan->text.len)
		tell_words(scan, slot, word->start, word->end);
}

/* From words number `first` and `last`, one behind the other, whose hash is `hash`, on. */
static void
follow(const struct scan *scan, size_t first, size_t last, uint64_t hash)
{
	const struct plain_word *words = scan->words->at;

	while (words[last].end < scan->text.len) {
		const struct slot *slot = slot_of(scan->matcher, hash);

		if (slot == NULL)
			return;
		tell_words(scan, slot, words[first].start, words[last].end);
		if ((slot->tag & GOES_ON) == 0 || ++last == scan->words->n)
			return;
		hash = hash_of_both(hash, words[last].hash);
	}
}

/* Where an open literal may begin. */
struct start {
	size_t at;
	bool is_word; /* a space is before it */
};

/*
 * The open literals with a key of `len` bytes. Seldom called: as a part of its caller, which most words
 * come to, it would be a burden to that.
 */
static __attribute__((noinline)) void
tell_open(const struct scan *scan, const struct slot *slot, struct start start, unsigned len)
{
	const struct matcher *matcher = scan->matcher;

	for (uint32_t i = slot == NULL ? NO_LITERAL : slot->first; i != NO_LITERAL;
		i = matcher->next[i]) {
		struct span literal = matcher->literals[i];
		size_t lead = has_lead(literal);

		if (start.is_word >= lead && stands_at(scan, literal, start.at - lead) &&
			is_open(literal) && key_length(literal) == len)
			scan->on_hit(scan->context, i, start.at - lead + literal.len);
	}
}

/* Of the keys whose lengths `lens` has, those with which `head` begins. */
static void
look_for_open(const struct scan *scan, struct start start, uint64_t head, unsigned lens)
{
	const struct matcher *matcher = scan->matcher;

	for (; lens != 0; lens &= lens - 1) {
		unsigned len = (unsigned)__builtin_ctz(lens);
		uint64_t hash = hash_of_key(head, len);

		if (passes(matcher, hash))
			tell_open(scan, slot_of(matcher, hash), start, len);
	}
}

/* Those that begin at a character inside of the word. */
static void
look_into(const struct scan *scan, const struct plain_word *word)
{
	for (size_t at = word->start + (size_t)1; at < word->end; at++) {
		uint64_t head;

		if (((unsigned char)scan->text.at[at] & 0xc0) != 0xc0)
			continue;
		head = plain_word_at(scan->text, at).head;
		look_for_open(scan, (struct start){at, false}, head, lens_at(scan->matcher, head));
	}
}

static void
look_for_all_open(const struct scan *scan)
{
	const struct plain_words *words = scan->words;

	for (size_t i = 0; i < words->n; i++) {
		const struct plain_word *word = &words->at[i];
		unsigned lens = lens_at(scan->matcher, word->head);

		if (lens != 0)
			look_for_open(scan, (struct start){word->start, word->start > 0},
				word->head, lens);
		if (!word->is_ascii)
			look_into(scan, word);
	}
}

void
matcher_scan(const struct matcher *matcher, struct span text, const struct plain_words *words,
	matcher_hit_fn *on_hit, void *context)
{
	const struct scan scan = {matcher, text, words, on_hit, context};
	uint64_t before = 0;

	for (size_t i = 0; i < words->n; i++) {
		const struct plain_word *word = &words->at[i];
		uint64_t both = hash_of_both(before, word->hash);

		if (passes(matcher, word->hash) && word->start > 0)
			tell_word(&scan, word);
		if (passes(matcher, both) && i > 0 && words->at[i - 1].start > 0)
			follow(&scan, i - 1, i, both);
		before = word->hash;
	}
	if (matcher->has_open)
		look_for_all_open(&scan);
}
