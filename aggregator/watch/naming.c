#include "aggregator/watch/naming.h"

#include <string.h>

#include "aggregator/watch/literal_edges.h"
#include "aggregator/watch/names.h"
#include "aggregator/watch/reading.h"
#include "aggregator/watch/subjects.h"
#include "feeds/base/ascii.h"

#define ACRONYM_LETTERS_MAX 5    /* a name in capitals that is not longer counts in capitals only */
#define INITIALS_MAX 3           /* "NOV Inc."; longer ones may be the register's: "DANA Inc" */
#define PRONOUNCED_LETTERS_MIN 4 /* the user's "SEBI" may stand as "Sebi" */
#define TICKER_LETTERS_MIN 2
#define TICKER_LETTERS_MAX 5
#define PRIVATE_RANK 1000    /* only the best known private companies are in the directory */
#define MARK_WEAK '?'        /* in aliases.tsv: counts only beside other evidence */
#define MARK_DISTINCTIVE '!' /* likewise: no other thing is called so, whatever dictionaries say */
#define MARK_KNOWN '+'       /* an ordinary word that in the news is mostly the company: "Apple" */
#define MARK_GROUP '*'       /* several companies are called so together */
#define MARK_TICKER '$'      /* a former ticker: the directory's */

/* Whether there are letters, and all of them are (or none is) capital. */
static bool
is_all(struct span text, bool (*is_kind)(char byte))
{
	bool has_letter = false;

	for (size_t i = 0; i < text.len; i++) {
		if (!ascii_is_alpha(text.at[i]))
			continue;
		if (!is_kind(text.at[i]))
			return false;
		has_letter = true;
	}
	return has_letter;
}

/* Whether a word that is no "of", "and" or "plc" begins small: then the case of texts does not matter. */
static bool
has_small_word(const struct words_known *words, struct span name)
{
	struct span word;

	while (span_split(&name, ' ', &word)) {
		if (word.len > 0 && ascii_is_lower(word.at[0]) &&
			!words_is(words, word, WORD_FUNCTION) && is_all(word, ascii_is_lower) &&
			!name_is_suffix(word))
			return true;
	}
	return false;
}

/* "NOV Inc.": the first word in capitals, where others are not. */
static bool
has_capitals_first(struct span name)
{
	struct span first = span_head(name, span_find_byte(name, ' '));

	return first.len <= INITIALS_MAX && is_all(first, ascii_is_upper) &&
	       !is_all(name, ascii_is_upper);
}

static unsigned
form_of(const struct namer *namer, const struct spelling *spelling)
{
	unsigned form = spelling->n_words == 1 ? FORM_SINGLE : 0;
	bool is_users = namer->target.source >= SOURCE_USER;

	if (is_users && has_small_word(namer->words, namer->written))
		return form | FORM_ANY_CASE |
		       (words_are_ordinary(namer->words, spelling->plain) ? FORM_ORDINARY : 0);
	if (spelling->n_words == 1 && spelling->plain.len <= ACRONYM_LETTERS_MAX &&
		!(is_users && spelling->plain.len >= PRONOUNCED_LETTERS_MIN) &&
		(is_all(namer->written, ascii_is_upper) ||
			(!is_users && spelling->form != NAME_LEGAL &&
				has_capitals_first(namer->written))))
		form |= FORM_CAPITALS;
	if (namer->is_distinctive || spelling->form == NAME_LEGAL)
		return form;
	if (words_are_ordinary(namer->words, spelling->plain))
		form |= FORM_ORDINARY;
	else if (spelling->n_words == 1 &&
		 (words_is_name(namer->words, spelling->plain) ||
			 words_is(namer->words, spelling->plain, WORD_FIRST_NAME)))
		form |= FORM_PROPER;
	return form;
}

/* What every text has is no company's name by itself, whatever the directory says: "Monday", "Q2". */
static bool
is_in_every_text(const struct namer *namer, const struct spelling *spelling)
{
	const struct words_known *words = namer->words;
	struct span plain = spelling->plain;

	if (namer->target.source >= SOURCE_ADOPTED || spelling->form == NAME_LEGAL ||
		namer->is_distinctive || (namer->target.form & FORM_KNOWN) != 0)
		return false;
	if (words_is(words, plain, WORD_PLACE))
		return true; /* "new zealand" of "New Zealand Energy" */
	if (spelling->n_words > 1)
		return false;
	return words_is(words, plain, WORD_FUNCTION) ||
	       (namer->target.source < SOURCE_ALIAS &&
		       (words_is(words, plain, WORD_NOUN) || words_is(words, plain, WORD_FAMILY) ||
			       (words_is(words, plain, WORD_FINANCE) &&
				       !words_is(words, plain, WORD_ACRONYM))));
}

/* A single ordinary word that is left of a longer name is nobody's name. */
static bool
is_too_little(const struct namer *namer, const struct spelling *spelling, unsigned form)
{
	if (spelling->form == NAME_STUMP && spelling->plain.len < 2 * spelling->n_words)
		return true; /* "u s" of "U.S. Bancorp" */
	if (is_in_every_text(namer, spelling))
		return true;
	if (namer->is_cut && spelling->n_words == 2 &&
		span_ends_with(spelling->plain, SPAN(" s")) &&
		span_find_byte(namer->written, '\'') == namer->written.len)
		return true; /* "petro s" of "Petros" */
	if (spelling->form == NAME_STUMP && words_is(namer->words, spelling->plain, WORD_PLACE))
		return true; /* "new jersey" of the user's "New Jersey Resources" */
	if (spelling->form == NAME_STUMP && (form & FORM_ANY_CASE) != 0)
		return true; /* "tyre" of the user's "tyre companies" */
	if (spelling->form == NAME_STUMP && spelling->n_words == 1)
		return (form & (FORM_ORDINARY | FORM_PROPER)) != 0 || spelling->plain.len < 4 ||
		       words_is(namer->words, spelling->plain, WORD_ACRONYM); /* "DeFi" */
	return spelling->plain.len < 2 ||
	       (namer->target.source < SOURCE_ALIAS && spelling->plain.len < 3 &&
		       (form & FORM_CAPITALS) == 0);
}

/* "bg" of "BG Group", who else may be called so: where the user has a "BG" too, it is both. */
static bool
is_twin(const struct namer *namer, const struct spelling *spelling)
{
	struct buf plain;
	bool is_twin;

	buf_init(&plain, BUF_UNLIMITED);
	plain_add(namer->written, &plain);
	is_twin = name_adds_suffixes(buf_span(&plain), spelling->plain);
	buf_release(&plain);
	return is_twin;
}

/* "City" of "City Holding Co", "Gold" of "Gold.com": nobody writes the word alone and means it. */
static bool
is_cut_to_word(const struct namer *namer, const struct spelling *spelling, unsigned form)
{
	bool has_suffix = span_find_byte(namer->written, ' ') < namer->written.len;

	if (spelling->n_words > 1 || (form & (FORM_ORDINARY | FORM_PROPER)) == 0)
		return false;
	if (span_find(namer->written, SPAN(".com")) < namer->written.len)
		return (form & FORM_ORDINARY) != 0;
	return namer->is_cut ||
	       (namer->target.source == SOURCE_ALIAS && has_suffix && spelling->form == NAME_SHORT);
}

/* "AGI" of "AGI Inc": in capitals, but everybody writes it of something else. */
static bool
is_acronym(const struct namer *namer, const struct spelling *spelling, unsigned form)
{
	return namer->target.source < SOURCE_ALIAS && spelling->form != NAME_LEGAL &&
	       spelling->n_words == 1 && (form & FORM_CAPITALS) != 0 &&
	       words_is(namer->words, spelling->plain, WORD_ACRONYM);
}

/* Whether the literal stands for the subject already. */
static bool
is_told(const struct namer *namer, const struct spelling *spelling)
{
	uint32_t literal =
		lexicon_find(namer->lexicon, spelling->plain, literal_edges(spelling->plain));
	uint32_t i = literal == LEXICON_END ? LEXICON_END
					    : lexicon_literal(namer->lexicon, literal)->first;

	while (i != LEXICON_END &&
		lexicon_target(namer->lexicon, i)->subject != namer->target.subject)
		i = lexicon_target(namer->lexicon, i)->next;
	return i != LEXICON_END;
}

static void
on_spelling(void *context, const struct spelling *spelling)
{
	const struct namer *namer = context;
	struct target target = namer->target;
	unsigned form = form_of(namer, spelling);

	if (target.source >= SOURCE_USER && (form & FORM_ANY_CASE) == 0) {
		namer_add_short(namer, spelling->plain, spelling->n_words);
		if (spelling->n_words == 1)
			namer_add_bare_possessive(namer, spelling->plain, form);
	}
	if (is_too_little(namer, spelling, form)) {
		if (target.source < SOURCE_USER || (form & FORM_ANY_CASE) != 0 ||
			!is_twin(namer, spelling))
			return;
		target.source = SOURCE_ADOPTED_OWN;
		form |= FORM_TWIN;
	}
	if (is_cut_to_word(namer, spelling, form) || is_acronym(namer, spelling, form)) {
		if (is_told(namer, spelling))
			return;
		form |= FORM_WEAK;
	}
	if (target.kind == TARGET_NAME && spelling->form == NAME_LEGAL)
		target.kind = TARGET_LEGAL_NAME;
	target.form |= (uint16_t)form;
	lexicon_add(namer->lexicon, spelling->plain, literal_edges(spelling->plain), &target);
}

/* A name as it is given, maybe with a mark. */
void
namer_add(struct namer *namer, struct span name, enum target_kind kind, enum target_source source)
{
	uint16_t form = namer->target.form;

	name = span_trim(name);
	if (name.len == 0 || name.at[0] == MARK_TICKER)
		return;
	namer->is_distinctive = name.at[0] == MARK_DISTINCTIVE && source < SOURCE_USER;
	if (name.at[0] == MARK_WEAK && source < SOURCE_USER)
		namer->target.form |= FORM_WEAK;
	if (name.at[0] == MARK_GROUP && source < SOURCE_USER)
		namer->target.form |= FORM_GROUP;
	if (name.at[0] == MARK_KNOWN && source < SOURCE_USER)
		namer->target.form |= FORM_KNOWN;
	if (namer->is_distinctive || namer->target.form != form)
		name = span_from(name, 1);
	if (namer->is_distinctive || ascii_is_lower(name.at[0]))
		namer->target.form |= FORM_DISTINCTIVE;
	namer->written = name;
	namer->target.kind = (uint8_t)kind;
	namer->target.source = (uint8_t)source;
	names_spell(name, on_spelling, namer);
	namer->target.form = form;
}

void
namer_add_list(
	struct namer *namer, struct span list, enum target_kind kind, enum target_source source)
{
	struct span name;

	while (span_split(&list, '|', &name))
		namer_add(namer, name, kind, source);
}

/* Products and people are told as written: "Azure Inc" is nobody's. */
static void
add_ticker(struct namer *namer, struct span ticker)
{
	char plain[TICKER_LETTERS_MAX];

	if (ticker.len < TICKER_LETTERS_MIN || ticker.len > TICKER_LETTERS_MAX)
		return;
	for (size_t i = 0; i < ticker.len; i++) {
		if (!ascii_is_upper(ticker.at[i]))
			return;
		plain[i] = ascii_lower(ticker.at[i]);
	}
	if (words_is(namer->words, span_make(plain, ticker.len), WORD_ACRONYM) ||
		words_is_ordinary(namer->words, span_make(plain, ticker.len)))
		return;
	namer->target.kind = TARGET_TICKER;
	namer->target.source = SOURCE_LISTED;
	lexicon_add(namer->lexicon, span_make(plain, ticker.len),
		(struct literal_edges){true, true}, &namer->target);
}

static void
add_entry(struct namer *namer, const struct entry *entry)
{
	const struct company *company = &entry->company;
	struct span tickers = entry->tickers, ticker;

	namer_add(namer, span_of(company->legal_name), TARGET_NAME, SOURCE_LISTED);
	namer->is_cut = company->cik != NULL; /* where it is whole, it has been told above */
	namer_add(namer, span_of(company->name), TARGET_NAME, SOURCE_LISTED);
	namer_add_list(namer, entry->names, TARGET_NAME, SOURCE_DERIVED);
	namer->is_cut = false;
	namer_add_list(namer, entry->aliases, TARGET_NAME, SOURCE_ALIAS);
	namer_add_list(namer, entry->former_names, TARGET_FORMER_NAME, SOURCE_ALIAS);
	namer_add_list(namer, entry->products, TARGET_PRODUCT, SOURCE_ALIAS);
	namer_add_list(namer, entry->people, TARGET_PERSON, SOURCE_ALIAS);
	namer_add_list(namer, entry->rejects, TARGET_REJECT, SOURCE_ALIAS);
	if (company->kind != COMPANY_LISTED)
		return;
	add_ticker(namer, span_of(company->ticker));
	while (span_split(&tickers, ',', &ticker))
		add_ticker(namer, ticker);
}

/* "Pricing power" is nobody's: it hides the user's "power", as a company's own rejects do. */
static void
add_set_phrases(struct namer *namer)
{
	struct span phrases = words_set_phrases(namer->words), phrase;
	struct target target = {.subject = LEXICON_END, .kind = TARGET_REJECT};

	while (span_split(&phrases, '|', &phrase))
		lexicon_add(namer->lexicon, phrase, literal_edges(phrase), &target);
}

void
subjects_name(const struct subjects *subjects, const struct directory *directory,
	const struct watchlist *wishes, const struct words_known *words, struct lexicon *lexicon)
{
	struct namer namer = {.lexicon = lexicon, .words = words};

	add_set_phrases(&namer);
	for (uint32_t i = 0; i < subjects->n_entries; i++) {
		const struct entry *entry = directory_at(directory, i);
		bool is_company = entry->company.kind == COMPANY_LISTED ||
				  entry->company.kind == COMPANY_PRIVATE;

		namer.target = (struct target){.subject = i, .rank = (uint32_t)entry->company.rank};
		namer.target.form = is_company ? 0 : FORM_FUND;
		if (is_company && subjects->at[i].is_watched)
			namer.target.form |= FORM_WATCHED;
		if (entry->company.kind == COMPANY_PRIVATE)
			namer.target.rank = PRIVATE_RANK;
		add_entry(&namer, entry);
	}
	for (size_t i = 0; wishes != NULL && i < wishes->n_companies; i++) {
		namer.target = (struct target){.subject = subjects->wished[i], .form = FORM_USERS};
		namer_add_wish(&namer, directory, &wishes->companies[i]);
	}
}
