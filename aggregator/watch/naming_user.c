#include "aggregator/watch/naming.h"

#include "aggregator/watch/literal_edges.h"
#include "aggregator/watch/names.h"
#include "aggregator/watch/reading.h"
#include "feeds/base/ascii.h"

#define INITIALS_MIN 3
#define INITIALS_MAX 6

static void
add_strings(struct namer *namer, const struct wanted_strings *strings, enum target_kind kind)
{
	for (size_t i = 0; i < strings->n; i++)
		namer_add(namer, span_of(strings->at[i]), kind, SOURCE_USER);
}

/* A company of the directory, being looked for by a name. */
struct wanted_name {
	const struct lexicon *lexicon;
	uint32_t found; /* literal */
};

static void
on_wanted_spelling(void *context, const struct spelling *spelling)
{
	struct wanted_name *wanted = context;

	if (wanted->found == LEXICON_END && (spelling->form != NAME_STUMP || spelling->n_words > 1))
		wanted->found = lexicon_find(
			wanted->lexicon, spelling->plain, literal_edges(spelling->plain));
}

/* The company of the directory that bears the name; NULL: none does. */
static const struct entry *
entry_named(const struct namer *namer, const struct directory *directory, struct span name)
{
	struct wanted_name wanted = {namer->lexicon, LEXICON_END};

	names_spell(name, on_wanted_spelling, &wanted);
	if (wanted.found == LEXICON_END)
		return NULL;
	for (uint32_t i = lexicon_literal(namer->lexicon, wanted.found)->first; i != LEXICON_END;
		i = lexicon_target(namer->lexicon, i)->next) {
		const struct target *target = lexicon_target(namer->lexicon, i);

		if (target->kind <= TARGET_NAME && target->source < SOURCE_ADOPTED &&
			(target->form & (FORM_FUND | FORM_WEAK)) == 0)
			return directory_at(directory, target->subject);
	}
	return NULL;
}

/* "citi" of "citigroup", "shell" of "royal dutch shell": a part from a word's start on. */
static bool
begins_word_of(struct span part, struct span whole)
{
	struct span rest = whole;

	while (rest.len >= part.len) {
		size_t gap = span_find_byte(rest, ' ');

		if (span_starts_with(rest, part))
			return true;
		rest = gap == rest.len ? SPAN_NONE : span_from(rest, gap + 1);
	}
	return false;
}

/* "rbs" of "royal bank of scotland group": the letters that its words begin with, small ones too. */
static bool
is_initials_of(struct span letters, struct span whole)
{
	struct span word;
	size_t n = 0;

	while (n < letters.len && span_split(&whole, ' ', &word)) {
		if (word.len > 0 && word.at[0] == letters.at[n])
			n++;
	}
	return letters.len >= INITIALS_MIN && n == letters.len;
}

/* Whether the name is a shorter form of the user's own, or the same. */
static bool
is_form_of(struct span name, struct span own)
{
	struct buf a, b;
	bool is_form;

	buf_init(&a, BUF_UNLIMITED);
	buf_init(&b, BUF_UNLIMITED);
	plain_add(name, &a);
	plain_add(own, &b);
	is_form = begins_word_of(buf_span(&a), buf_span(&b)) ||
		  name_adds_suffixes(buf_span(&a), buf_span(&b)) ||
		  is_initials_of(buf_span(&a), buf_span(&b));
	buf_release(&a);
	buf_release(&b);
	return is_form;
}

/*
 * A name from the directory: where another entry of the user's is called just so, both are told if
 * it is a shorter form of this one's own name; else it is the other's: "BHP Billiton", where there
 * is "BHP" too.
 */
static void
adopt_names(struct namer *namer, struct span list, struct span own)
{
	struct span name;

	while (span_split(&list, '|', &name))
		namer_add(namer, name, TARGET_NAME,
			is_form_of(name_unmarked(name), own) ? SOURCE_ADOPTED_OWN : SOURCE_ADOPTED);
}

/* What the directory calls a company is also said of the user's own company of the same name. */
static void
adopt(struct namer *namer, const struct directory *directory, const struct wanted_company *wanted)
{
	const struct entry *entry = NULL;

	if (wanted->name != NULL && wanted->ticker == NULL)
		entry = entry_named(namer, directory, span_of(wanted->name));
	if (entry == NULL)
		return;
	adopt_names(namer, span_of(entry->company.legal_name), span_of(wanted->name));
	adopt_names(namer, span_of(entry->company.name), span_of(wanted->name));
	adopt_names(namer, entry->aliases, span_of(wanted->name));
	namer_add_list(namer, entry->products, TARGET_PRODUCT, SOURCE_ADOPTED);
	namer_add_list(namer, entry->people, TARGET_PERSON, SOURCE_ADOPTED);
	namer_add_list(namer, entry->rejects, TARGET_REJECT, SOURCE_ADOPTED);
}

static bool
is_acronym(const struct words_known *words, struct span letters)
{
	char plain[INITIALS_MAX];

	for (size_t i = 0; i < letters.len; i++)
		plain[i] = ascii_lower(letters.at[i]);
	return words_is(words, span_make(plain, letters.len), WORD_ACRONYM);
}

/* "TCS" of "Tata Consultancy Services". */
static void
add_initials(struct namer *namer, struct span name)
{
	char letters[INITIALS_MAX];
	struct span word;
	size_t n = 0;

	while (span_split(&name, ' ', &word)) {
		if (word.len == 0 || (!ascii_is_upper(word.at[0]) && ascii_is_alpha(word.at[0])))
			continue; /* "of" */
		if (!ascii_is_upper(word.at[0]) || n == INITIALS_MAX)
			return;
		if (name_is_suffix(word))
			break;
		letters[n++] = word.at[0];
	}
	if (n >= INITIALS_MIN && !is_acronym(namer->words, span_make(letters, n)))
		namer_add(namer, span_make(letters, n), TARGET_NAME, SOURCE_SHORT);
}

/* "Financial Technologies" of "Financial Technologies (India) Ltd.": brackets are left out. */
static void
add_without_brackets(struct namer *namer, struct span name)
{
	size_t open = span_find_byte(name, '('), close = span_find_byte(name, ')');
	struct span head = span_trim(span_head(name, open));

	if (close > open && close < name.len && span_find_byte(head, ' ') < head.len)
		namer_add(namer, head, TARGET_NAME, SOURCE_SHORT);
}

void
namer_add_wish(
	struct namer *namer, const struct directory *directory, const struct wanted_company *wanted)
{
	adopt(namer, directory, wanted);
	add_initials(namer, span_of(wanted->name));
	add_without_brackets(namer, span_of(wanted->name));
	namer_add(namer, span_of(wanted->name), TARGET_NAME, SOURCE_USER_NAME);
	add_strings(namer, &wanted->aliases, TARGET_NAME);
	add_strings(namer, &wanted->products, TARGET_PRODUCT);
	add_strings(namer, &wanted->people, TARGET_PERSON);
	add_strings(namer, &wanted->reject, TARGET_REJECT);
}
