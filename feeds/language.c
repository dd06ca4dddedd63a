#include "feeds/language.h"

#include <stdint.h>

#include "feeds/base/ascii.h"
#include "feeds/base/utf8.h"

#define TEXT_BYTES_MAX 4096
#define LETTERS_MIN 12 /* of a script of one language: fewer may be a name in another's text */
#define HITS_MIN 2     /* small words that must speak for a language, */
#define WORDS_A_HIT 8  /* and one among so many words */
#define KANA_PART 10   /* so much kana beside Han makes it Japanese */
#define WORDS_A_LOOK 4 /* so often it is asked whether enough was read: */
#define HITS_ENOUGH 6
#define LEAD_NUM 5 /* and they must be this many to ... */
#define LEAD_DEN 4 /* ... this many of the next best language */

#define SLOTS 4096 /* as in tools/make-language-table */

/* FNV-1a, 64 bits. */
#define HASH_START 0xcbf29ce484222325U
#define HASH_FACTOR 0x100000001b3U

enum script {
	SCRIPT_LATIN,
	SCRIPT_CYRILLIC,
	SCRIPT_KANA,
	SCRIPT_HAN,
	SCRIPT_HANGUL,
	SCRIPT_GREEK,
	SCRIPT_HEBREW,
	SCRIPT_ARABIC,
	SCRIPT_THAI,
	SCRIPT_DEVANAGARI,
	SCRIPT_BENGALI,
	SCRIPT_TAMIL,
	SCRIPT_TELUGU,
	SCRIPT_GUJARATI,
	SCRIPT_KANNADA,
	SCRIPT_MALAYALAM,
	SCRIPT_PANJABI,
	SCRIPT_SINHALA,
	SCRIPT_KHMER,
	SCRIPT_LAO,
	SCRIPT_BURMESE,
	SCRIPT_GEORGIAN,
	SCRIPT_ARMENIAN,
	SCRIPT_ETHIOPIC,
	SCRIPT_COUNT,
};

/* Blocks in the order of their points; what is in none is Latin, and counted by words. */
static const struct block {
	uint32_t first;
	uint32_t last;
	enum script script;
} blocks[] = {
	{0x0370, 0x03ff, SCRIPT_GREEK},
	{0x0400, 0x052f, SCRIPT_CYRILLIC},
	{0x0530, 0x058f, SCRIPT_ARMENIAN},
	{0x0590, 0x05ff, SCRIPT_HEBREW},
	{0x0600, 0x06ff, SCRIPT_ARABIC},
	{0x0900, 0x097f, SCRIPT_DEVANAGARI},
	{0x0980, 0x09ff, SCRIPT_BENGALI},
	{0x0a00, 0x0a7f, SCRIPT_PANJABI},
	{0x0a80, 0x0aff, SCRIPT_GUJARATI},
	{0x0b80, 0x0bff, SCRIPT_TAMIL},
	{0x0c00, 0x0c7f, SCRIPT_TELUGU},
	{0x0c80, 0x0cff, SCRIPT_KANNADA},
	{0x0d00, 0x0d7f, SCRIPT_MALAYALAM},
	{0x0d80, 0x0dff, SCRIPT_SINHALA},
	{0x0e00, 0x0e7f, SCRIPT_THAI},
	{0x0e80, 0x0eff, SCRIPT_LAO},
	{0x1000, 0x109f, SCRIPT_BURMESE},
	{0x10a0, 0x10ff, SCRIPT_GEORGIAN},
	{0x1200, 0x137f, SCRIPT_ETHIOPIC},
	{0x1780, 0x17ff, SCRIPT_KHMER},
	{0x1f00, 0x1fff, SCRIPT_GREEK},
	{0x3041, 0x30ff, SCRIPT_KANA},
	{0x3400, 0x9fff, SCRIPT_HAN},
	{0xac00, 0xd7a3, SCRIPT_HANGUL},
	{0xf900, 0xfaff, SCRIPT_HAN},
	{0xff66, 0xff9f, SCRIPT_KANA},
	{0x20000, 0x3ffff, SCRIPT_HAN},
};

/* The language of a script that has one, or one that is far before the others. */
static const char *const script_languages[SCRIPT_COUNT] = {
	[SCRIPT_KANA] = "ja",
	[SCRIPT_HAN] = "zh",
	[SCRIPT_HANGUL] = "ko",
	[SCRIPT_GREEK] = "el",
	[SCRIPT_HEBREW] = "he",
	[SCRIPT_THAI] = "th",
	[SCRIPT_DEVANAGARI] = "hi",
	[SCRIPT_BENGALI] = "bn",
	[SCRIPT_TAMIL] = "ta",
	[SCRIPT_TELUGU] = "te",
	[SCRIPT_GUJARATI] = "gu",
	[SCRIPT_KANNADA] = "kn",
	[SCRIPT_MALAYALAM] = "ml",
	[SCRIPT_PANJABI] = "pa",
	[SCRIPT_SINHALA] = "si",
	[SCRIPT_KHMER] = "km",
	[SCRIPT_LAO] = "lo",
	[SCRIPT_BURMESE] = "my",
	[SCRIPT_GEORGIAN] = "ka",
	[SCRIPT_ARMENIAN] = "hy",
	[SCRIPT_ETHIOPIC] = "am",
};

/* Codes of the languages that are told by words; their numbers are the bits of the masks. */
static const char codes[][3] = {
#define LANGUAGE_CODES
#include "feeds/language_words.inc"
#undef LANGUAGE_CODES
};

/* The hashes of small words, each in its own slot or the next free one. */
static const struct slot {
	uint64_t hash;
	uint64_t languages; /* that use the word */
} slots[SLOTS] = {
#include "feeds/language_words.inc"
};

#define N_CODES (sizeof codes / sizeof *codes)

_Static_assert(N_CODES <= 64, "a word's languages are bits");

struct census {
	size_t letters[SCRIPT_COUNT];
	int hits[N_CODES];
	int n_words;
};

static enum script
script_of(uint32_t point)
{
	for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
		if (point <= blocks[i].last)
			return point >= blocks[i].first ? blocks[i].script : SCRIPT_LATIN;
	return SCRIPT_LATIN;
}

/* Capital letters of Latin-1 and Cyrillic beside those of ASCII: the small words have no others. */
static uint32_t
lower(uint32_t point)
{
	if (point < 0x80)
		return (uint32_t)(unsigned char)ascii_lower((char)point);
	if ((point >= 0xc0 && point <= 0xde && point != 0xd7) || (point >= 0x410 && point <= 0x42f))
		return point + 0x20;
	return point;
}

static bool
is_letter(uint32_t point)
{
	if (point < 0x80)
		return ascii_is_alpha((char)point);
	return point >= 0xc0 && (point < 0x2000 || point > 0x303f) && point != 0xd7 &&
	       point != 0xf7 && point != 0x60c;
}

static uint64_t
languages_of(uint64_t hash)
{
	for (size_t at = hash % SLOTS; slots[at].hash != 0; at = (at + 1) % SLOTS)
		if (slots[at].hash == hash)
			return slots[at].languages;
	return 0;
}

static void
count_word(struct census *census, uint64_t hash)
{
	uint64_t languages = languages_of(hash);

	census->n_words++;
	for (; languages != 0; languages &= languages - 1)
		census->hits[__builtin_ctzll(languages)]++;
}

/* The languages with the most hits. */
static void
find_leaders(const struct census *census, size_t *best, int *second)
{
	*best = 0;
	*second = 0;
	for (size_t i = 1; i < N_CODES; i++) {
		if (census->hits[i] > census->hits[*best]) {
			*second = census->hits[*best];
			*best = i;
		} else if (census->hits[i] > *second) {
			*second = census->hits[i];
		}
	}
}

/* Whether more text would hardly change the result. */
static bool
has_enough(const struct census *census)
{
	size_t best;
	int second;

	if (census->n_words % WORDS_A_LOOK != 0)
		return false;
	find_leaders(census, &best, &second);
	return census->hits[best] >= HITS_ENOUGH && census->hits[best] >= 2 * second;
}

static uint64_t
hash_point(uint64_t hash, uint32_t point)
{
	char bytes[UTF8_MAX_BYTES];
	size_t len = utf8_encode(lower(point), bytes);

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)bytes[i]) * HASH_FACTOR;
	return hash;
}

/* The word of ASCII letters at the start of `text`; most words are nothing else. */
static size_t
hash_ascii(struct span text, uint64_t *hash)
{
	size_t at = 0;

	for (; at < text.len && ascii_is_alpha(text.at[at]); at++)
		*hash = (*hash ^ (unsigned char)ascii_lower(text.at[at])) * HASH_FACTOR;
	return at;
}

static void
take_census(struct census *census, struct span text)
{
	uint64_t hash = HASH_START;

	for (size_t at = 0; at < text.len;) {
		size_t ascii = hash_ascii(span_from(text, at), &hash);
		uint32_t point = ' ';

		census->letters[SCRIPT_LATIN] += ascii;
		at += ascii;
		if (at < text.len)
			at += utf8_decode(span_from(text, at), &point);
		if (point >= 0x80 && is_letter(point)) {
			census->letters[script_of(point)]++;
			hash = hash_point(hash, point);
		} else if (hash != HASH_START) {
			count_word(census, hash);
			hash = HASH_START;
			if (has_enough(census))
				return;
		}
	}
	if (hash != HASH_START)
		count_word(census, hash);
}

static struct span
by_words(const struct census *census)
{
	size_t best;
	int second;

	find_leaders(census, &best, &second);
	if (census->hits[best] < HITS_MIN || census->hits[best] * WORDS_A_HIT < census->n_words ||
		census->hits[best] * LEAD_DEN < second * LEAD_NUM)
		return SPAN_NONE;
	return span_of(codes[best]);
}

struct span
language_guess(struct span text)
{
	struct census census = {0};
	size_t most = 0;

	take_census(&census, utf8_head(text, TEXT_BYTES_MAX));
	/* Japanese is written with Han too, Chinese never with kana. */
	if (census.letters[SCRIPT_KANA] * KANA_PART > census.letters[SCRIPT_HAN])
		census.letters[SCRIPT_KANA] += census.letters[SCRIPT_HAN];
	for (size_t i = 1; i < SCRIPT_COUNT; i++)
		if (census.letters[i] > census.letters[most])
			most = i;
	if (script_languages[most] == NULL)
		return by_words(&census);
	return census.letters[most] >= LETTERS_MIN ? span_of(script_languages[most]) : SPAN_NONE;
}
