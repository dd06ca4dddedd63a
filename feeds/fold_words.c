#include <utf8proc.h>

#include "feeds/base/ascii.h"
#include "feeds/base/utf8.h"
#include "feeds/fold.h"
#include "feeds/fold_range.h"

/* Scripts that are written without gaps between words. */
static const struct fold_range gapless[] = {{0x0e01, 0x0e3a}, {0x0e40, 0x0e4e}, {0x0e81, 0x0ece},
	{0x1000, 0x103f}, {0x1050, 0x108f}, {0x1780, 0x17d3}, {0x2e80, 0x2fdf}, {0x3005, 0x3007},
	{0x3041, 0x309f}, {0x30a1, 0x30fa}, {0x30fc, 0x312f}, {0x31a0, 0x31bf}, {0x31f0, 0x31ff},
	{0x3400, 0x4dbf}, {0x4e00, 0x9fff}, {0xaa60, 0xaa7f}, {0xf900, 0xfaff}, {0xff66, 0xff9f},
	{0x20000, 0x3ffff}};

enum fold_kind
fold_kind(uint32_t point)
{
	utf8proc_category_t category;

	if (point < 0x80)
		return ascii_is_alnum((char)point) ? FOLD_WORD : FOLD_GAP;
	if (FOLD_IS_IN(gapless, point))
		return FOLD_SINGLE;
	category = utf8proc_category((utf8proc_int32_t)point);
	return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO ? FOLD_WORD
										    : FOLD_GAP;
}

bool
fold_is_word_char(uint32_t point)
{
	return fold_kind(point) != FOLD_GAP;
}

static enum fold_kind
kind_at(struct span text, size_t at, size_t *len)
{
	uint32_t point;

	*len = utf8_decode(span_from(text, at), &point);
	return fold_kind(point);
}

/* Of the character that ends right before `at`. */
static enum fold_kind
kind_before(struct span text, size_t at)
{
	size_t start = at - 1;
	size_t len;
	enum fold_kind kind;

	while (start > 0 && at - start < UTF8_MAX_BYTES &&
		((unsigned char)text.at[start] & 0xc0) == 0x80)
		start--;
	kind = kind_at(text, start, &len);
	return start + len == at ? kind : FOLD_GAP; /* a malformed byte parts words */
}

bool
fold_is_boundary(struct span text, size_t at)
{
	size_t len;

	if (at == 0 || at >= text.len)
		return true;
	return kind_at(text, at, &len) != FOLD_WORD || kind_before(text, at) != FOLD_WORD;
}

void
words_init(struct words *words, struct span text)
{
	*words = (struct words){.text = text};
}

static bool
is_gapless_mark(struct span text, size_t at, size_t *len)
{
	uint32_t point;
	utf8proc_category_t category;

	*len = utf8_decode(span_from(text, at), &point);
	category = utf8proc_category((utf8proc_int32_t)point);
	return FOLD_IS_IN(gapless, point) && category >= UTF8PROC_CATEGORY_MN &&
	       category <= UTF8PROC_CATEGORY_ME;
}

/* ASCII's letters and digits, to be asked of each byte of a text. */
static const bool ascii_words[UINT8_MAX + 1] = {['0'] = true,
	['1'] = true,
	['2'] = true,
	['3'] = true,
	['4'] = true,
	['5'] = true,
	['6'] = true,
	['7'] = true,
	['8'] = true,
	['9'] = true,
	['A'] = true,
	['B'] = true,
	['C'] = true,
	['D'] = true,
	['E'] = true,
	['F'] = true,
	['G'] = true,
	['H'] = true,
	['I'] = true,
	['J'] = true,
	['K'] = true,
	['L'] = true,
	['M'] = true,
	['N'] = true,
	['O'] = true,
	['P'] = true,
	['Q'] = true,
	['R'] = true,
	['S'] = true,
	['T'] = true,
	['U'] = true,
	['V'] = true,
	['W'] = true,
	['X'] = true,
	['Y'] = true,
	['Z'] = true,
	['a'] = true,
	['b'] = true,
	['c'] = true,
	['d'] = true,
	['e'] = true,
	['f'] = true,
	['g'] = true,
	['h'] = true,
	['i'] = true,
	['j'] = true,
	['k'] = true,
	['l'] = true,
	['m'] = true,
	['n'] = true,
	['o'] = true,
	['p'] = true,
	['q'] = true,
	['r'] = true,
	['s'] = true,
	['t'] = true,
	['u'] = true,
	['v'] = true,
	['w'] = true,
	['x'] = true,
	['y'] = true,
	['z'] = true};

/* Behind the ASCII letters and digits from `at` on: most words are nothing else. */
static size_t
ascii_word_end(struct span text, size_t at)
{
	while (at < text.len && ascii_words[(unsigned char)text.at[at]])
		at++;
	return at;
}

/* Behind the word that begins at `at`. */
static size_t
word_end(struct span text, size_t at)
{
	size_t end = ascii_word_end(text, at);
	enum fold_kind kind;
	size_t len;

	if (end > at && (end == text.len || (unsigned char)text.at[end] < 0x80))
		return end;
	kind = kind_at(text, at, &len);
	at += len;
	while (at < text.len && kind == FOLD_SINGLE && is_gapless_mark(text, at, &len))
		at += len; /* the vowel signs of Thailand, Laos, Cambodia and Burma */
	while (at < text.len && kind == FOLD_WORD) {
		at = ascii_word_end(text, at);
		if (at == text.len || (unsigned char)text.at[at] < 0x80 ||
			kind_at(text, at, &len) != FOLD_WORD)
			break;
		at += len;
	}
	return at;
}

/* Where the next word begins, or the end. */
static size_t
word_start(struct span text, size_t at)
{
	size_t len = 1;

	for (; at < text.len; at += len) {
		len = 1;
		if ((unsigned char)text.at[at] < 0x80 ? ascii_words[(unsigned char)text.at[at]]
						      : kind_at(text, at, &len) != FOLD_GAP)
			break;
	}
	return at;
}

bool
words_next(struct words *words, struct span *word)
{
	size_t start = word_start(words->text, words->at);

	words->at = start;
	if (start == words->text.len)
		return false;
	words->at = word_end(words->text, start);
	*word = span_make(words->text.at + start, words->at - start);
	return true;
}
