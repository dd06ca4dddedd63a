#include "feeds/language.h"

#include <stdint.h>
#include <string.h>

#include "feeds/base/ascii.h"
#include "feeds/base/utf8.h"

#define TEXT_BYTES_MAX 4096
#define WORD_BYTES_MAX 24
#define LETTERS_MIN 12  /* of a script of one language: fewer may be a name in another's text */
#define HITS_MIN 2      /* small words that must speak for a language */
#define KANA_PART 10    /* so much kana beside Han makes it Japanese */
#define WORDS_A_LOOK 16 /* so often it is asked whether enough was read: */
#define HITS_ENOUGH 10
#define LEAD_NUM 5 /* and they must be this many to ... */
#define LEAD_DEN 4 /* ... this many of the next best language */

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

/* Small words, lower case, sorted by bytes. */
static const struct small_word {
	char text[WORD_BYTES_MAX];
	uint64_t languages; /* that use it */
} small_words[] = {
#include "feeds/language_words.inc"
};

#define N_CODES (sizeof codes / sizeof *codes)
#define N_SMALL_WORDS (sizeof small_words / sizeof *small_words)

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

/* `word` is padded with NULs. */
static uint64_t
languages_of(const char word[WORD_BYTES_MAX])
{
	size_t low = 0;
	size_t high = N_SMALL_WORDS;

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = memcmp(small_words[middle].text, word, WORD_BYTES_MAX);

		if (order == 0)
			return small_words[middle].languages;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return 0;
}

static void
count_word(struct census *census, const char word[WORD_BYTES_MAX])
{
	uint64_t languages = languages_of(word);

	census->n_words++;
	for (; languages != 0; languages &= languages - 1)
		census->hits[__builtin_ctzll(languages)]++;
}

/* The language with the most hits, if it leads clearly and has at least `least`; else N_CODES. */
static size_t
leader(const struct census *census, int least)
{
	size_t best = 0;
	int second = 0;

	for (size_t i = 1; i < N_CODES; i++) {
		if (census->hits[i] > census->hits[best]) {
			second = census->hits[best];
			best = i;
		} else if (census->hits[i] > second) {
			second = census->hits[i];
		}
	}
	if (census->hits[best] < least || census->hits[best] * LEAD_DEN < second * LEAD_NUM)
		return N_CODES;
	return best;
}

/* One letter more of the word that is being read; one that is too long is no small word. */
static void
add_letter(char word[WORD_BYTES_MAX + UTF8_MAX_BYTES], size_t *len, uint32_t point)
{
	if (*len < WORD_BYTES_MAX)
		*len += utf8_encode(lower(point), word + *len);
}

static void
take_census(struct census *census, struct span text)
{
	char word[WORD_BYTES_MAX + UTF8_MAX_BYTES] = "";
	size_t len = 0;

	for (size_t at = 0; at <= text.len;) {
		uint32_t point = ' ';
		size_t used = utf8_decode(span_from(text, at), &point);

		at += used > 0 ? used : 1;
		if (is_letter(point)) {
			census->letters[script_of(point)]++;
			add_letter(word, &len, point);
			continue;
		}
		if (len > 0 && len < WORD_BYTES_MAX)
			count_word(census, word);
		if (len > 0 && census->n_words % WORDS_A_LOOK == 0 &&
			leader(census, HITS_ENOUGH) < N_CODES)
			return;
		memset(word, 0, len);
		len = 0;
	}
}

static struct span
by_words(const struct census *census)
{
	size_t best = leader(census, HITS_MIN);

	return best < N_CODES ? span_of(codes[best]) : SPAN_NONE;
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
