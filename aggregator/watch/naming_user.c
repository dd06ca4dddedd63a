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
	for (uint32_t i = lexicon_first(namer->lexicon, wanted.found); i != LEXICON_END;
		i = lexicon_target(namer->lexicon, i)->next) {
		const struct target *target = lexicon_target(namer->lexicon, i);

		if (target->kind <= TARGET_NAME && target->source < SOURCE_ADOPTED &&
			(target->form & (FORM_FUND | FORM_WEAK)) == 0)
			return directory_at(directory, target->subject);
	}
	return NULL;
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
	namer_add_list(namer, entry->aliases, TARGET_NAME, SOURCE_ADOPTED);
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
		namer_add(namer, span_make(letters, n), TARGET_NAME, SOURCE_DERIVED);
}

void
namer_add_wish(
	struct namer *namer, const struct directory *directory, const struct wanted_company *wanted)
{
	adopt(namer, directory, wanted);
	add_initials(namer, span_of(wanted->name));
	namer_add(namer, span_of(wanted->name), TARGET_NAME, SOURCE_USER_NAME);
	add_strings(namer, &wanted->aliases, TARGET_NAME);
	add_strings(namer, &wanted->products, TARGET_PRODUCT);
	add_strings(namer, &wanted->people, TARGET_PERSON);
	add_strings(namer, &wanted->reject, TARGET_REJECT);
}
