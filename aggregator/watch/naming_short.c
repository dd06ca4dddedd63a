#include <string.h>

#include "aggregator/watch/literal_edges.h"
#include "aggregator/watch/names.h"
#include "aggregator/watch/naming.h"

#define SHORT_LETTERS_MIN 4
#define FIRST_LETTERS_MIN 5  /* of a first word that stands for two proper words */
#define JOINED_LETTERS_MIN 6 /* of two words run together */
#define JOINED_BYTES_MAX 64
#define BARE_LETTERS_MIN 3 /* of a name to which an s without an apostrophe is added */

/* Whether the word at the end of a name says only what or where the company is. */
static bool
is_tail(const struct words_known *words, struct span word)
{
	return words_is(words, word, WORD_FAMILY) || words_is(words, word, WORD_PLACE) ||
	       name_is_suffix(word);
}

/* A word of every business text, or one that begins hundreds of names, is nobody's. */
static bool
is_anybodys(const struct words_known *words, struct span word)
{
	return words_is(words, word, WORD_FAMILY) || words_is(words, word, WORD_PLACE) ||
	       words_is(words, word, WORD_NOUN) || words_is(words, word, WORD_VERB) ||
	       words_is(words, word, WORD_BEFORE) || words_is(words, word, WORD_FINANCE) ||
	       words_is(words, word, WORD_FUNCTION) || words_is(words, word, WORD_GENERIC) ||
	       words_is(words, word, WORD_FIRST_NAME);
}

static void
add(const struct namer *namer, struct span plain, unsigned form, enum target_source source)
{
	struct target target = namer->target;

	target.source = (uint8_t)source;
	target.form |= (uint16_t)form;
	lexicon_add(namer->lexicon, plain, literal_edges(plain), &target);
}

static void
add_single(const struct namer *namer, struct span word)
{
	if (word.len < SHORT_LETTERS_MIN || is_anybodys(namer->words, word))
		return;
	if (words_are_ordinary(namer->words, word))
		add(namer, word, FORM_SINGLE | FORM_ORDINARY, SOURCE_SHORT);
	else
		add(namer, word,
			FORM_SINGLE | (words_is_name(namer->words, word) ? FORM_PROPER : 0),
			SOURCE_SHORT);
}

/* "direct line" of "direct line insurance group": unless all its words are anybody's. */
static void
add_several(const struct namer *namer, struct span words)
{
	struct span rest = words, word = SPAN_NONE;
	bool is_own = false;

	while (span_split(&rest, ' ', &word))
		is_own |= !is_anybodys(namer->words, word);
	if (is_own && !words_is(namer->words, word, WORD_FUNCTION))
		add(namer, words, words_are_ordinary(namer->words, words) ? FORM_ORDINARY : 0,
			SOURCE_SHORT);
}

/* "sabmiller" of "sab miller": the same name, written in another way. */
static void
add_joined(const struct namer *namer, struct span plain)
{
	char bytes[JOINED_BYTES_MAX];
	size_t gap = span_find_byte(plain, ' ');
	struct span joined;

	if (gap == plain.len || plain.len > sizeof bytes)
		return;
	memcpy(bytes, plain.at, gap);
	memcpy(bytes + gap, plain.at + gap + 1, plain.len - gap - 1);
	joined = span_make(bytes, plain.len - 1);
	if (joined.len >= JOINED_LETTERS_MIN && words_is_rare(namer->words, joined))
		add(namer, joined, FORM_SINGLE, namer->target.source);
}

void
namer_add_bare_possessive(const struct namer *namer, struct span plain, unsigned form)
{
	char bytes[JOINED_BYTES_MAX];
	struct span word;

	if (plain.len < BARE_LETTERS_MIN || plain.len >= sizeof bytes ||
		plain.at[plain.len - 1] == 's' || (form & (FORM_ORDINARY | FORM_PROPER)) != 0)
		return;
	memcpy(bytes, plain.at, plain.len);
	bytes[plain.len] = 's';
	word = span_make(bytes, plain.len + 1);
	if (words_is_rare(namer->words, word))
		add(namer, word, form, SOURCE_SHORT);
}

void
namer_add_short(const struct namer *namer, struct span plain, size_t n_words)
{
	size_t first = span_find_byte(plain, ' ');
	size_t end = plain.len, n = n_words;

	while (n > 1) {
		size_t at = end;

		while (plain.at[at - 1] != ' ')
			at--;
		if (!is_tail(namer->words, span_make(plain.at + at, end - at)))
			break;
		end = at - 1;
		n--;
	}
	if (span_equal(span_from(plain, first), SPAN(" s")))
		return; /* "lowe s" */
	if (n == 1 && n_words > 1)
		add_single(namer, span_head(plain, first));
	else if (n > 1 && first >= FIRST_LETTERS_MIN &&
		 words_is_rare(namer->words, span_head(plain, first)))
		add(namer, span_head(plain, first), FORM_SINGLE, SOURCE_SHORT);
	if (n > 1 && n < n_words)
		add_several(namer, span_head(plain, end));
	if (n == 2 && n_words == 2)
		add_joined(namer, plain);
}
