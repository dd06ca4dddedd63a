#include "aggregator/story/word.h"

#include <string.h>

#include "aggregator/base/hash.h"
#include "feeds/base/ascii.h"
#include "feeds/base/utf8.h"
#include "feeds/fold.h"

#define STEM_BYTES_MIN 3

/* A character and its place. */
struct glyph {
	uint32_t point;
	size_t len;
};

static struct glyph
glyph_at(struct span text, size_t at)
{
	struct glyph glyph = {0, 0};

	glyph.len = utf8_decode(span_from(text, at), &glyph.point);
	return glyph;
}

static bool
is_apostrophe(uint32_t point)
{
	return point == '\'' || point == 0x2019 || point == 0x2018 || point == 0x2bc;
}

static bool
is_unspaced(uint32_t point)
{
	return point >= 0x80 && fold_kind(point) == FOLD_SINGLE;
}

static bool
is_wordy(uint32_t point)
{
	if (point < 0x80)
		return ascii_is_alnum((char)point);
	return fold_kind(point) != FOLD_GAP;
}

static bool
is_sentence_end(uint32_t point)
{
	return point == '.' || point == '!' || point == '?' || point == ':' || point == '\n' ||
	       point == 0x3002;
}

/* Marks that hold a word together when letters or digits stand on both sides: U.S., AT&T, 1.5 */
static bool
joins(uint32_t point, char before, struct glyph after)
{
	if (point == '&')
		return ascii_is_alpha(before) && after.point < 0x80 &&
		       ascii_is_alpha((char)after.point);
	if (point == '.' || point == ',')
		return ascii_is_digit(before) && after.point < 0x80 &&
		       ascii_is_digit((char)after.point);
	return false;
}

void
word_reader_init(struct word_reader *reader, struct span text)
{
	*reader = (struct word_reader){.text = text, .starts_sentence = true};
}

struct span
word_folded(const struct word *word)
{
	return span_make(word->folded, word->len);
}

/* Goes to the first character of the next word; false at the end of the text. */
static bool
skip_to_word(struct word_reader *reader)
{
	while (reader->at < reader->text.len) {
		char byte = reader->text.at[reader->at];
		struct glyph glyph = {(unsigned char)byte, 1};

		if (glyph.point >= 0x80)
			glyph = glyph_at(reader->text, reader->at);
		if (is_wordy(glyph.point))
			return true;
		if (is_sentence_end(glyph.point))
			reader->starts_sentence = true;
		reader->at += glyph.len;
	}
	return false;
}

static void
add_folded(struct word *word, const char *at, size_t len)
{
	if (word->len + len > sizeof word->folded)
		return;
	for (size_t i = 0; i < len; i++)
		word->folded[word->len++] = ascii_lower(at[i]);
}

/* "U.S.": letters, each with a point behind. The point after the first letter is at `at`. */
static bool
is_initials(struct span text, size_t at)
{
	return at + 1 < text.len && text.at[at] == '.' && at >= 1 &&
	       ascii_is_upper(text.at[at - 1]) && (at == 1 || !ascii_is_alnum(text.at[at - 2])) &&
	       ascii_is_upper(text.at[at + 1]) &&
	       (at + 2 == text.len || !ascii_is_alnum(text.at[at + 2]));
}

static void
read_pair(struct word_reader *reader, struct word *word)
{
	struct glyph first = glyph_at(reader->text, reader->at);
	struct glyph second = glyph_at(reader->text, reader->at + first.len);

	add_folded(word, reader->text.at + reader->at, first.len);
	if (second.len > 0 && is_unspaced(second.point))
		add_folded(word, reader->text.at + reader->at + first.len, second.len);
	reader->at += first.len;
}

/* A run of ASCII letters and digits: most words are one. */
static void
read_run(struct word_reader *reader, struct word *word, size_t *capitals)
{
	const char *at = reader->text.at;

	for (; reader->at < reader->text.len && ascii_is_alnum(at[reader->at]); reader->at++) {
		*capitals += ascii_is_upper(at[reader->at]);
		if (word->len < sizeof word->folded)
			word->folded[word->len++] = ascii_lower(at[reader->at]);
	}
}

/* What holds the word together behind a run; false: the word ends here. */
static bool
read_joint(struct word_reader *reader, struct word *word, size_t start)
{
	struct glyph glyph = glyph_at(reader->text, reader->at);
	char before = reader->at > start ? reader->text.at[reader->at - 1] : ' ';

	if (glyph.len == 0)
		return false;
	if (glyph.point >= 0x80 && is_wordy(glyph.point) && !is_unspaced(glyph.point)) {
		word->is_wide = true;
		add_folded(word, reader->text.at + reader->at, glyph.len);
	} else if (joins(glyph.point, before, glyph_at(reader->text, reader->at + glyph.len))) {
		if (glyph.point != ',')
			add_folded(word, reader->text.at + reader->at, glyph.len);
	} else if (!is_initials(reader->text, reader->at)) {
		return false;
	}
	reader->at += glyph.len;
	return true;
}

/* Accents, width and compatibility forms go; only words that have any pay for it. */
static void
fold_wide(struct word *word)
{
	struct buf folded;

	buf_init(&folded, sizeof word->folded);
	fold_text(utf8_head(word_folded(word), word->len), &folded, NULL);
	if (folded.len > 0) {
		memcpy(word->folded, folded.at, folded.len);
		word->len = (uint8_t)folded.len;
	}
	buf_release(&folded);
}

static void
read_letters(struct word_reader *reader, struct word *word)
{
	size_t start = reader->at;
	size_t capitals = 0;

	do {
		read_run(reader, word, &capitals);
	} while (read_joint(reader, word, start));
	word->is_upper = capitals >= 2 && capitals == word->len;
	if (word->is_wide)
		fold_wide(word);
}

/* "Meta's" is Meta; "don't" is don, and its t is left out. */
static void
skip_possessive(struct word_reader *reader)
{
	struct glyph mark = glyph_at(reader->text, reader->at);
	size_t at = reader->at + mark.len;
	size_t letters = 0;

	if (mark.len == 0 || !is_apostrophe(mark.point))
		return;
	while (at + letters < reader->text.len && ascii_is_alpha(reader->text.at[at + letters]))
		letters++;
	if (letters >= 1 && letters <= 2)
		reader->at = at + letters;
}

bool
word_next(struct word_reader *reader, struct word *word)
{
	size_t start;

	if (!skip_to_word(reader))
		return false;
	start = reader->at;
	word->len = 0;
	word->is_upper = false;
	word->is_wide = false;
	word->starts_sentence = reader->starts_sentence;
	word->is_capital = ascii_is_upper(reader->text.at[start]);
	word->is_number = ascii_is_digit(reader->text.at[start]);
	if (is_unspaced(glyph_at(reader->text, start).point))
		read_pair(reader, word);
	else
		read_letters(reader, word);
	word->raw = span_make(reader->text.at + start, reader->at - start);
	skip_possessive(reader);
	reader->starts_sentence = false;
	return true;
}

static bool
has_vowel(const char *at, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (strchr("aeiouy", at[i]) != NULL)
			return true;
	return false;
}

static bool
ends(const char *at, size_t len, const char *tail)
{
	size_t tail_len = strlen(tail);

	return len >= tail_len + STEM_BYTES_MIN && memcmp(at + len - tail_len, tail, tail_len) == 0;
}

static size_t
cut_plural(char *at, size_t len)
{
	if (len == 4 && memcmp(at, "news", 4) == 0)
		return len;
	if (ends(at, len, "ies")) {
		at[len - 3] = 'y';
		return len - 2;
	}
	if (ends(at, len, "sses") || ends(at, len, "shes") || ends(at, len, "ches") ||
		ends(at, len, "xes"))
		return len - 2;
	if (ends(at, len, "s") && strchr("sui", at[len - 2]) == NULL)
		return len - 1;
	return len;
}

static size_t
cut_participle(const char *at, size_t len)
{
	size_t cut = ends(at, len, "ing") ? 3 : ends(at, len, "ed") ? 2 : 0;

	if (cut == 0 || !has_vowel(at, len - cut))
		return len;
	len -= cut;
	if (len > STEM_BYTES_MIN && at[len - 1] == at[len - 2] &&
		strchr("lsz", at[len - 1]) == NULL)
		len--; /* planned: plan */
	return len;
}

/* nomination and nominate, acquisition and acquisitive; then the silent e of raise. */
static size_t
cut_noun(const char *at, size_t len)
{
	if (ends(at, len, "tion") || ends(at, len, "sion"))
		return len - 3;
	if (len > STEM_BYTES_MIN && at[len - 1] == 'e')
		return len - 1;
	return len;
}

uint32_t
word_hash(struct span folded)
{
	uint32_t hash = (uint32_t)hash_span(folded);

	return hash != 0 ? hash : 1;
}

uint32_t
word_stem(struct span folded)
{
	char stem[WORD_BYTES_MAX];
	size_t len = folded.len < sizeof stem ? folded.len : sizeof stem;

	if (len <= STEM_BYTES_MIN || ascii_is_digit(folded.at[0]))
		return word_hash(folded);
	memcpy(stem, folded.at, len);
	len = cut_plural(stem, len);
	len = cut_participle(stem, len);
	len = cut_noun(stem, len);
	return word_hash(span_make(stem, len));
}
