#include "aggregator/watch/names.h"

#include <string.h>

#include "aggregator/watch/reading.h"
#include "feeds/base/ascii.h"
#include "feeds/base/buf.h"

#define WORDS_MAX 16 /* a longer name is never written whole */
#define PLAIN_BYTES_MAX 256

/* A name's words, in plain form. */
struct name_words {
	struct span at[WORDS_MAX];
	size_t n;
};

/* The words that only lawyers write. */
static const char *const legal_suffixes[] = {"inc", "incorporated", "corp", "corporation", "ltd",
	"limited", "plc", "llc", "llp", "lp", "nv", "sa", "sab", "ag", "se", "asa", "ab", "as",
	"oyj", "spa", "kgaa", "gmbh", "bv", "pbc", "pjsc", "jsc", "bhd", "berhad", "pte", "pty",
	"adr", "com", "de", "cv"};

/* The words that a headline leaves out when enough is left. */
static const char *const stump_suffixes[] = {"co", "company", "companies", "group", "holding",
	"holdings", "international", "bancorp", "bancshares", "enterprises", "industries",
	"technologies", "technology", "systems", "pharmaceuticals", "pharma", "therapeutics",
	"corporate", "interactive", "networks", "laboratories", "worldwide", "global", "stores",
	"motors", "brands", "financial", "energy", "resources", "entertainment", "software"};

/* Those that stand behind initials: "RBS Group". */
static const char *const group_suffixes[] = {"co", "company", "group", "holding", "holdings"};

static bool
is_one_of(struct span word, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (span_equal(word, span_of(list[i])))
			return true;
	}
	return false;
}

#define N_OF(list) (sizeof list / sizeof list[0])

static void
split(struct span plain, struct name_words *words)
{
	struct span word;

	words->n = 0;
	while (words->n < WORDS_MAX && span_split(&plain, ' ', &word)) {
		if (word.len > 0)
			words->at[words->n++] = word;
	}
}

/* What names_spell carries around. */
struct speller {
	spelling_fn *tell;
	void *context;
	enum name_form form;
};

static void
tell_joined(const struct speller *speller, const struct name_words *words)
{
	char bytes[PLAIN_BYTES_MAX] = "";
	struct spelling spelling = {SPAN_NONE, speller->form, words->n};
	size_t len = 0;

	for (size_t i = 0; i < words->n; i++) {
		if (len + words->at[i].len + 1 > sizeof bytes)
			return;
		if (i > 0)
			bytes[len++] = ' ';
		memcpy(bytes + len, words->at[i].at, words->at[i].len);
		len += words->at[i].len;
	}
	spelling.plain = span_make(bytes, len);
	if (len > 0)
		speller->tell(speller->context, &spelling);
}

/* Tells the words with those at `at` and `at + 1` run together: "lowe s" as "lowes". */
static void
tell_run_together(const struct speller *speller, const struct name_words *words, size_t at)
{
	struct name_words joined = *words;
	char bytes[PLAIN_BYTES_MAX] = "";
	size_t len = words->at[at].len;

	if (len + words->at[at + 1].len > sizeof bytes)
		return;
	memcpy(bytes, words->at[at].at, len);
	memcpy(bytes + len, words->at[at + 1].at, words->at[at + 1].len);
	joined.at[at] = span_make(bytes, len + words->at[at + 1].len);
	joined.n--;
	memmove(&joined.at[at + 1], &joined.at[at + 2], (joined.n - at - 1) * sizeof joined.at[0]);
	tell_joined(speller, &joined);
}

/* "Barclays", which many write "Barclay's". */
#define POSSESSIVE_LETTERS_MIN 6

static void
tell_possessive(const struct speller *speller, const struct name_words *words)
{
	struct name_words other = *words;
	struct span word = words->at[0];

	if (speller->form == NAME_STUMP || words->n != 1 || word.len < POSSESSIVE_LETTERS_MIN ||
		word.at[word.len - 1] != 's' || word.at[word.len - 2] == 's')
		return;
	other.at[0] = span_head(word, word.len - 1);
	other.at[1] = SPAN("s");
	other.n = 2;
	tell_joined(speller, &other);
}

/* "Johnson & Johnson" has lost its sign: the words once more, with "and", or without it. */
static void
tell_other_and(const struct speller *speller, const struct name_words *words, size_t sign)
{
	struct name_words other = *words;

	if (sign < words->n && words->n < WORDS_MAX) {
		memmove(&other.at[sign + 1], &other.at[sign],
			(words->n - sign) * sizeof other.at[0]);
		other.at[sign] = SPAN("and");
		other.n++;
		tell_joined(speller, &other);
	}
	for (size_t i = 1; i + 1 < words->n; i++) {
		if (!span_equal(words->at[i], SPAN("and")))
			continue;
		other = *words;
		other.n--;
		memmove(&other.at[i], &other.at[i + 1], (other.n - i) * sizeof other.at[0]);
		tell_joined(speller, &other);
	}
}

/* The number of the word behind the '&', or SIZE_MAX. */
static size_t
find_sign(struct span name)
{
	size_t at = span_find_byte(name, '&');
	struct name_words before;
	struct buf plain;

	if (at == name.len)
		return SIZE_MAX;
	buf_init(&plain, BUF_UNLIMITED);
	plain_add(span_head(name, at), &plain);
	split(buf_span(&plain), &before);
	buf_release(&plain);
	return before.n == 0 ? SIZE_MAX : before.n;
}

static void
tell_all(
	const struct speller *speller, const struct name_words *words, size_t sign, bool has_hyphen)
{
	tell_joined(speller, words);
	tell_other_and(speller, words, sign);
	tell_possessive(speller, words);
	for (size_t i = 0; i + 1 < words->n; i++) {
		bool is_possessive = span_equal(words->at[i + 1], SPAN("s"));
		bool is_initials = i == 0 && words->n > 2 && words->at[0].len == 1 &&
				   words->at[1].len == 1 && sign != 1;
		bool is_hyphen = has_hyphen && words->n == 2;

		if (is_possessive || is_initials || is_hyphen)
			tell_run_together(speller, words, i);
	}
}

/* Takes one suffix of the list off the end, and an "and" before it; one word always stays. */
static bool
strip_one(struct name_words *words, const char *const *list, size_t n)
{
	if (words->n < 2 || !is_one_of(words->at[words->n - 1], list, n))
		return false;
	words->n--;
	if (words->n > 1 && span_equal(words->at[words->n - 1], SPAN("and")))
		words->n--;
	return true;
}

static bool
strip_legal(struct name_words *words)
{
	bool is_stripped = false;

	while (strip_one(words, legal_suffixes, N_OF(legal_suffixes)))
		is_stripped = true;
	return is_stripped;
}

/* "n v", "s a", "l p", "p l c" stand as single letters in plain form. */
static bool
strip_letters(struct name_words *words)
{
	size_t n = words->n;

	while (n > 2 && words->at[n - 1].len == 1 && ascii_is_alpha(words->at[n - 1].at[0]))
		n--;
	if (words->n - n < 2)
		return false;
	words->n = n;
	return true;
}

static void
tell_forms(struct speller *speller, struct name_words *words, size_t sign, bool has_hyphen)
{
	struct name_words whole = *words;
	bool had_letters = strip_letters(words);
	bool was_legal = strip_legal(words);

	if (had_letters || was_legal) {
		speller->form = NAME_LEGAL;
		tell_all(speller, &whole, sign, has_hyphen);
		speller->form = NAME_SHORT;
	}
	if (words->n > 0)
		tell_all(speller, words, sign, has_hyphen);
	speller->form = NAME_STUMP;
	while (strip_one(words, stump_suffixes, N_OF(stump_suffixes)))
		tell_all(speller, words, sign, has_hyphen);
}

void
names_spell(struct span name, spelling_fn *tell, void *context)
{
	struct speller speller = {tell, context, NAME_SHORT};
	bool has_hyphen = span_find_byte(name, '-') < name.len;
	size_t sign = find_sign(name);
	struct name_words words;
	struct buf plain;

	buf_init(&plain, BUF_UNLIMITED);
	plain_add(name, &plain);
	split(buf_span(&plain), &words);
	if (words.n > 2 && span_equal(words.at[0], SPAN("the"))) {
		words.n--;
		memmove(&words.at[0], &words.at[1], words.n * sizeof words.at[0]);
		sign = sign == SIZE_MAX ? sign : sign - 1;
	}
	tell_forms(&speller, &words, sign, has_hyphen);
	buf_release(&plain);
}

bool
name_is_suffix(struct span word)
{
	struct buf plain;
	bool is_suffix;

	buf_init(&plain, BUF_UNLIMITED);
	plain_add(word, &plain);
	is_suffix = is_one_of(buf_span(&plain), legal_suffixes, N_OF(legal_suffixes)) ||
		    is_one_of(buf_span(&plain), group_suffixes, N_OF(group_suffixes));
	buf_release(&plain);
	return is_suffix;
}

bool
name_adds_suffixes(struct span plain, struct span own)
{
	struct span rest, word;

	if (!span_starts_with(plain, own))
		return false;
	rest = span_from(plain, own.len);
	if (rest.len > 0 && rest.at[0] != ' ')
		return false;
	while (span_split(&rest, ' ', &word)) {
		if (word.len > 0 && !name_is_suffix(word))
			return false;
	}
	return true;
}
