#include "aggregator/watch/weigh.h"

#include "aggregator/watch/name_part.h"
#include "aggregator/watch/weigh_users.h"
#include "feeds/base/ascii.h"

#define RANK_LARGE 300
#define RANK_KNOWN 1200
#define RANK_SMALL 3000
#define RANK_TINY 5500
#define SHORT_TICKER_LETTERS 3
#define MATTER_WORDS_READ 60 /* of the item's beginning: the rest says the same */
#define MATTER_WORDS_NEEDED 2

void
weighing_begin(
	struct weighing *weighing, const struct words_known *words, const struct reading *reading)
{
	*weighing = (struct weighing){.words = words, .reading = reading};
}

static enum casing
casing_at(struct weighing *weighing, enum watch_field field)
{
	if (!weighing->has_casing[field])
		weighing->casing[field] =
			casing_of(reading_text(weighing->reading, field), weighing->words);
	weighing->has_casing[field] = true;
	return weighing->casing[field];
}

/* What the first words of the item say it is about; it is no sport where business is told of it. */
static void
read_matter(struct weighing *weighing)
{
	const struct plain_words *words = &weighing->reading->words;
	struct span plain = buf_span(&weighing->reading->plain);
	size_t n = words->n < MATTER_WORDS_READ ? words->n : MATTER_WORDS_READ;
	size_t n_business = 0, n_sport = 0;

	for (size_t i = 0; i < n && n_business < MATTER_WORDS_NEEDED; i++) {
		const struct plain_word *word = &words->at[i];
		unsigned classes = words_classes(weighing->words,
			span_make(plain.at + word->start, word->end - word->start));

		n_business += (classes & 1U << WORD_FINANCE) != 0;
		n_sport += (classes & 1U << WORD_SPORT) != 0;
	}
	weighing->is_about_business = n_business >= MATTER_WORDS_NEEDED;
	weighing->is_about_sport = !weighing->is_about_business && n_sport >= MATTER_WORDS_NEEDED;
	weighing->has_matter = true;
}

static bool
is_about_business(struct weighing *weighing)
{
	if (!weighing->has_matter)
		read_matter(weighing);
	return weighing->is_about_business;
}

static bool
is_about_sport(struct weighing *weighing)
{
	if (!weighing->has_matter)
		read_matter(weighing);
	return weighing->is_about_sport;
}

/* Names that other things bear too: what stands around them decides. */
static bool
is_soft(const struct target *target)
{
	return (target->form & (FORM_ORDINARY | FORM_PROPER | FORM_CAPITALS | FORM_SHARED |
				       FORM_WEAK | FORM_INDEX)) != 0 ||
	       target->kind == TARGET_TICKER;
}

bool
weigh_needs_capital(const struct target *target)
{
	return is_soft(target) && (target->form & FORM_ANY_CASE) == 0;
}

static enum weight
weight_of_name(const struct target *target)
{
	unsigned form = target->form;

	if ((form & FORM_KNOWN) != 0)
		return WEIGHT_NAME_KNOWN;
	if ((form & FORM_ANY_CASE) != 0 && (form & FORM_ORDINARY) != 0)
		return (form & FORM_SINGLE) != 0 ? WEIGHT_NAME_GENERAL_WORD
						 : WEIGHT_NAME_GENERAL_WORDS;
	if ((form & FORM_ANY_CASE) != 0)
		return (form & FORM_SINGLE) != 0 ? WEIGHT_NAME_SINGLE : WEIGHT_NAME;
	if ((form & FORM_USERS) != 0 && (form & FORM_ORDINARY) != 0 &&
		target->source >= SOURCE_ALIAS && target->source != SOURCE_SHORT)
		return WEIGHT_NAME_USERS_WORD;
	if ((form & FORM_ORDINARY) != 0)
		return (form & FORM_SINGLE) != 0 ? WEIGHT_NAME_ORDINARY_WORD
						 : WEIGHT_NAME_ORDINARY_WORDS;
	if ((form & FORM_PROPER) != 0)
		return WEIGHT_NAME_PROPER;
	if ((form & FORM_CAPITALS) != 0)
		return WEIGHT_NAME_CAPITALS;
	return (form & FORM_SINGLE) != 0 ? WEIGHT_NAME_SINGLE : WEIGHT_NAME;
}

static enum weight
weight_of(const struct target *target, size_t letters)
{
	bool is_ordinary = (target->form & FORM_ORDINARY) != 0;
	bool is_single = (target->form & FORM_SINGLE) != 0;

	switch ((enum target_kind)target->kind) {
	case TARGET_LEGAL_NAME:
		return WEIGHT_LEGAL_NAME;
	case TARGET_FORMER_NAME:
		return is_ordinary || (target->form & FORM_PROPER) != 0 ? weight_of_name(target)
									: WEIGHT_FORMER_NAME;
	case TARGET_PRODUCT:
		return is_ordinary && is_single ? WEIGHT_PRODUCT_ORDINARY : WEIGHT_PRODUCT;
	case TARGET_PERSON:
		return is_single ? WEIGHT_PERSON_SINGLE : WEIGHT_PERSON;
	case TARGET_TICKER:
		return letters > SHORT_TICKER_LETTERS ? WEIGHT_TICKER : WEIGHT_TICKER_SHORT;
	case TARGET_NAME:
	case TARGET_REJECT:
	case TARGET_TOPIC:
		break;
	}
	return weight_of_name(target);
}

static void
weigh_rank(unsigned rank, struct weighed *weighed)
{
	if (rank == 0)
		return;
	if (rank <= RANK_LARGE)
		weighed_add(weighed, WEIGHT_RANK_LARGE);
	else if (rank <= RANK_KNOWN)
		weighed_add(weighed, WEIGHT_RANK_KNOWN);
	else if (rank > RANK_TINY)
		weighed_add(weighed, WEIGHT_RANK_TINY);
	else if (rank > RANK_SMALL)
		weighed_add(weighed, WEIGHT_RANK_SMALL);
}

/* What aliases.tsv names is well known, wherever it is listed: its size speaks for it or not at all. */
static unsigned
known_rank(unsigned rank)
{
	return rank <= RANK_KNOWN ? rank : 0;
}

/* Capitals are needed where the name has them, and tell something where the text has a choice. */
static void
weigh_case(const struct target *target, const struct around *around, enum casing casing,
	struct weighed *weighed)
{
	bool is_single = (target->form & FORM_SINGLE) != 0;
	bool needs_capitals = (target->form & FORM_CAPITALS) != 0 || target->kind == TARGET_TICKER;

	if (needs_capitals && !around->is_capitals &&
		!(around->is_capitals_s && target->source == SOURCE_SHORT))
		weighed_add(weighed, WEIGHT_NO_CAPITALS);
	else if (!around->is_capital || (!is_single && !around->is_each_capital))
		weighed_add(weighed, WEIGHT_LOWER_CASE);
	else if (is_single && casing == CASING_SENTENCE && !around->starts_sentence &&
		 !needs_capitals)
		weighed_add(weighed, WEIGHT_CAPITAL);
}

static bool
has_noun(struct weighing *weighing, const struct around *around)
{
	return around->after_touches && words_is(weighing->words, around->after[0], WORD_NOUN);
}

/* "Goldman Asia", "GM EVs", "Ford U.S. sales": of the company, and no longer name. */
static bool
is_branch(const struct words_known *words, const struct around *around)
{
	struct span after = around->after[0];

	if (words_is(words, around->plain, WORD_GENERIC))
		return false; /* "Southwest France" */
	return words_is(words, after, WORD_PLACE) || words_is(words, after, WORD_ACRONYM) ||
	       (span_equal(after, SPAN("u")) && span_equal(around->after[1], SPAN("s")));
}

static void
weigh_after(struct weighing *weighing, const struct around *around, enum casing casing,
	bool is_known, struct weighed *weighed)
{
	const struct words_known *words = weighing->words;
	struct span after = around->after[0];

	if (around->is_possessive)
		weighed_add(weighed, WEIGHT_POSSESSIVE);
	if (has_noun(weighing, around))
		weighed_add(weighed, WEIGHT_NOUN);
	else if (around->after_touches && !around->is_possessive &&
		 words_is(words, after, WORD_VERB) &&
		 (!around->after_is_capital || casing != CASING_SENTENCE))
		weighed_add(weighed, WEIGHT_VERB);
	else if (around->after_touches && around->after_is_capital && !around->is_possessive &&
		 casing == CASING_SENTENCE && !words_is(words, after, WORD_VERB) &&
		 !words_is(words, after, WORD_FUNCTION) && !(is_known && is_branch(words, around)))
		weighed_add(weighed, WEIGHT_CAPITAL_AFTER);
	if (around->sign_after == ',' && words_is(words, after, WORD_PLACE) &&
		!span_equal(around->after[1], SPAN("s"))) /* "BP, China's CNPC" */
		weighed_add(weighed, WEIGHT_PLACE);
}

static void
weigh_before(struct weighing *weighing, const struct around *around, enum casing casing,
	struct weighed *weighed)
{
	const struct words_known *words = weighing->words;
	struct span before = around->before[0];

	if (around->before_is_short && around->before_is_capital) {
		if (words_is(words, before, WORD_TITLE) || before.len == 1)
			weighed_add(weighed, WEIGHT_TITLE);
		return;
	}
	if (!around->before_touches)
		return;
	if (around->before_is_capital && words_is(words, before, WORD_FIRST_NAME))
		weighed_add(weighed, WEIGHT_FIRST_NAME);
	else if (around->before_is_capital && words_is(words, before, WORD_TITLE))
		weighed_add(weighed, WEIGHT_TITLE);
	else if (words_is(words, before, WORD_BEFORE))
		weighed_add(weighed, WEIGHT_BEFORE);
	else if (around->before_is_capital && casing == CASING_SENTENCE &&
		 around->before[1].len > 0 && !words_is(words, before, WORD_FUNCTION) &&
		 !words_is(words, before, WORD_NOUN) && !words_is(words, before, WORD_VERB))
		weighed_add(weighed, WEIGHT_CAPITAL_BEFORE);
}

/* "Dow falls" is the index's, "Dow shuts a plant" the company's. */
static void
weigh_index(struct weighing *weighing, const struct around *around, struct weighed *weighed)
{
	bool is_price = words_is(weighing->words, around->after[0], WORD_PRICE_VERB);
	bool is_company = words_is(weighing->words, around->after[0], WORD_NOUN) ||
			  words_is(weighing->words, around->after[0], WORD_VERB);

	if (is_price || span_equal(around->before[0], SPAN("the")) || !is_company)
		weighed_add(weighed, WEIGHT_INDEX);
}

/* The capital of "Monday" or "Louisiana" tells nothing. */
static bool
always_has_capital(const struct words_known *words, struct span plain)
{
	return words_is(words, plain, WORD_FUNCTION) || words_is(words, plain, WORD_PLACE);
}

/* "the", "its", "every": what follows is a thing of that kind. */
static bool
is_article(struct span word)
{
	static const char *const articles[] = {"the", "a", "an", "this", "that", "these", "those",
		"its", "his", "her", "their", "our", "your", "my", "each", "every", "another",
		"any", "no"};

	for (size_t i = 0; i < sizeof articles / sizeof articles[0]; i++) {
		if (span_equal(word, span_of(articles[i])))
			return true;
	}
	return false;
}

/* "Block 95", "Freedom 250"; four digits may be a year. */
static bool
is_small_number(struct span word)
{
	size_t n = 0;

	while (n < word.len && ascii_is_digit(word.at[n]))
		n++;
	return n > 0 && n < 4 && n == word.len;
}

/* "46° Celsius", "3 Gold funds". */
static bool
is_measured(const struct around *around)
{
	struct span before = around->before[0];

	return before.len > 0 && ascii_is_digit(before.at[0]) && !around->starts_sentence;
}

/* What may stand with a capital before a company's name and is no part of it. */
static bool
may_precede(const struct words_known *words, struct span word)
{
	return words_is(words, word, WORD_FUNCTION) || words_is(words, word, WORD_NOUN) ||
	       words_is(words, word, WORD_VERB) || words_is(words, word, WORD_BEFORE);
}

/* What speaks for the word of the dictionary and against the company: "the Sea of Azov". */
static void
weigh_word(struct weighing *weighing, const struct target *target, const struct around *around,
	enum casing casing, struct weighed *weighed)
{
	const struct words_known *words = weighing->words;

	if (target->kind != TARGET_NAME || (target->form & (FORM_ORDINARY | FORM_PROPER)) == 0 ||
		(target->form & (FORM_KNOWN | FORM_CAPITALS | FORM_USERS)) != 0)
		return;
	if (around->after_touches && span_equal(around->after[0], SPAN("of")))
		weighed_add(weighed, WEIGHT_PHRASE);
	else if (around->after_touches && !around->is_possessive &&
		 is_small_number(around->after[0]))
		weighed_add(weighed, WEIGHT_CAPITAL_AFTER);
	if (has_noun(weighing, around))
		return;
	if (is_measured(around)) {
		weighed_add(weighed, WEIGHT_ARTICLE);
		return;
	}
	if (!around->before_touches)
		return;
	if (is_article(around->before[0]))
		weighed_add(weighed, WEIGHT_ARTICLE);
	else if (around->before_is_capital &&
		 (around->before[1].len == 0 || casing == CASING_TITLE) &&
		 !may_precede(words, around->before[0]) &&
		 ((target->form & FORM_ORDINARY) != 0 ||
			 !words_is_ordinary(words, around->before[0])))
		weighed_add(weighed, WEIGHT_CAPITAL_BEFORE); /* "Hull City beat Leeds" */
}

/* "World Health Organization", "a Turning Point": words that only seem to be the directory's name. */
static void
weigh_words(struct weighing *weighing, const struct target *target, const struct around *around,
	enum casing casing, struct weighed *weighed)
{
	const struct words_known *words = weighing->words;
	bool is_sentence = casing == CASING_SENTENCE;

	if (target->kind != TARGET_NAME || (target->form & FORM_USERS) != 0 ||
		target->source >= SOURCE_ALIAS || known_rank(target->rank) > 0)
		return;
	if (around->after_touches && span_equal(around->after[0], SPAN("of")))
		weighed_add(weighed, WEIGHT_PHRASE);
	else if (is_sentence && around->after_touches && around->after_is_capital &&
		 !around->is_possessive && !may_precede(words, around->after[0]))
		weighed_add(weighed, WEIGHT_CAPITAL_AFTER);
	else if (around->before_touches && is_article(around->before[0]) &&
		 !span_equal(around->before[0], SPAN("the")))
		weighed_add(weighed, WEIGHT_ARTICLE);
	else if (is_sentence && around->before_touches && around->before_is_capital &&
		 !may_precede(words, around->before[0]))
		weighed_add(weighed, WEIGHT_CAPITAL_BEFORE);
}

static void
weigh_soft(struct weighing *weighing, const struct target *target, const struct around *around,
	struct weighed *weighed, enum casing casing)
{
	bool is_single = (target->form & FORM_SINGLE) != 0;

	weigh_case(target, around,
		always_has_capital(weighing->words, around->plain) ? CASING_TITLE : casing,
		weighed);
	if (is_single) {
		weigh_before(weighing, around, casing, weighed);
		weigh_after(weighing, around, casing, (target->form & FORM_KNOWN) != 0, weighed);
		weigh_word(weighing, target, around, casing, weighed);
	} else if (has_noun(weighing, around)) {
		weighed_add(weighed, WEIGHT_NOUN);
	} else {
		weigh_words(weighing, target, around, casing, weighed);
	}
	if ((target->form & FORM_INDEX) != 0)
		weigh_index(weighing, around, weighed);
	if (around->is_hyphened)
		weighed_add(weighed, WEIGHT_HYPHEN);
	if (is_single && is_about_business(weighing))
		weighed_add(weighed, WEIGHT_FINANCE);
	weighed->is_family = is_single && target->kind == TARGET_NAME &&
			     (target->form & FORM_KNOWN) == 0 && !has_noun(weighing, around);
	weighed->is_word = is_single && target->kind == TARGET_NAME &&
			   (target->form & (FORM_KNOWN | FORM_USERS)) == FORM_KNOWN &&
			   weighed->points >= WEIGHT_TAKEN / 2 && !has_noun(weighing, around) &&
			   !is_about_business(weighing);
	weighed->is_person =
		target->kind == TARGET_NAME && around->before_touches &&
		around->before_is_capital &&
		(target->form & (FORM_PROPER | FORM_CAPITALS | FORM_USERS)) == FORM_PROPER &&
		!words_is_ordinary(weighing->words, around->before[0]);
}

/* "Romano Schmid": what stands before it can be nothing but another part of a name. */
static bool
ends_name(const struct words_known *words, const struct around *around)
{
	struct span before = around->before[0];

	return around->is_capital && around->before_touches && around->before_is_capital &&
	       !words_is(words, before, WORD_PLACE) &&
	       (is_rare_name_part(words, before) ||
		       (words_is_name(words, before) && is_name_part(words, before)));
}

static bool
begins_longer(const struct around *around)
{
	return around->after_touches && around->after_is_capital && !around->is_possessive &&
	       around->is_capital;
}

/* "Fairfax County", "Miami International Airport". */
static bool
begins_landmark(const struct words_known *words, const struct around *around)
{
	return begins_longer(around) && words_is(words, around->after[0], WORD_LANDMARK);
}

/* What speaks against one word, however rare it is: it may be a part of another name. */
static void
weigh_single(struct weighing *weighing, const struct target *target, const struct around *around,
	enum casing casing, struct weighed *weighed)
{
	const struct words_known *words = weighing->words;
	bool begins_name = begins_longer(around);
	bool is_small = (target->form & FORM_USERS) == 0 && target->rank > RANK_LARGE &&
			target->source < SOURCE_ALIAS;

	if (begins_landmark(words, around))
		weighed_add(weighed, WEIGHT_PLACE);
	if (is_soft(target) && (target->form & FORM_ANY_CASE) == 0)
		return;
	weighed->is_family = (target->form & (FORM_USERS | FORM_DISTINCTIVE)) == 0 &&
			     target->kind == TARGET_NAME && !has_noun(weighing, around);
	if ((target->form & FORM_USERS) == 0 && begins_name && casing == CASING_SENTENCE &&
		(is_small || words_is(words, around->plain, WORD_FIRST_NAME)) &&
		is_name_part(words, around->after[0]))
		weighed_add(weighed, WEIGHT_CAPITAL_AFTER);
	if (around->before_touches && around->before_is_capital &&
		words_is(words, around->before[0], WORD_FIRST_NAME))
		weighed_add(weighed, WEIGHT_FIRST_NAME);
	else if (target->kind == TARGET_PERSON && around->before_is_short &&
		 around->before[0].len == 1)
		weighed_add(weighed, WEIGHT_FIRST_NAME); /* "Michael A. Stankey" */
	else if (is_small && casing == CASING_SENTENCE && ends_name(words, around))
		weighed_add(weighed, WEIGHT_ENDS);
}

/*
 * "Cummins took five wickets", "KKR's win over Mumbai": players and teams are called so. It is asked
 * last, and of what may be taken only, even if another company stands beside it: it reads the item.
 */
static void
weigh_players(struct weighing *weighing, const struct target *target, const struct around *around,
	struct weighed *weighed)
{
	unsigned form = target->form;

	if (weighed->points < WEIGHT_TAKEN - weights[WEIGHT_NEIGHBOUR].points ||
		target->kind != TARGET_NAME || (form & FORM_SINGLE) == 0 ||
		(form & (FORM_USERS | FORM_DISTINCTIVE | FORM_KNOWN)) != 0)
		return;
	if ((target->source < SOURCE_ALIAS || (form & (FORM_PROPER | FORM_CAPITALS)) != 0) &&
		!has_noun(weighing, around) && is_about_sport(weighing))
		weighed_add(weighed, WEIGHT_SPORT);
}

/* "FT says", "told Reuters", "via Bloomberg": where the news is from. */
static bool
is_attribution(const struct around *around)
{
	static const char *const verbs[] = {"says", "said", "reports", "reported", "report"};
	static const char *const ways[] = {"told", "tells", "tell", "via", "by"};

	for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
		if (span_equal(around->after[0], span_of(verbs[i])))
			return true;
	}
	for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
		if (span_equal(around->before[0], span_of(ways[i])))
			return true;
	}
	return false;
}

void
weigh_name(struct weighing *weighing, const struct target *target, const struct around *around,
	struct weighed *weighed, enum watch_field field)
{
	enum casing casing = casing_at(weighing, field);
	bool any_case = (target->form & FORM_ANY_CASE) != 0;

	*weighed = (struct weighed){0};
	weighed->needs_other = (target->form & (FORM_WEAK | FORM_SHARED)) != 0;
	weighed_add(weighed, weight_of(target, around->n_letters));
	if ((target->form & FORM_USERS) != 0)
		weighed_add(weighed, WEIGHT_USERS);
	else if (target->kind == TARGET_NAME || target->kind == TARGET_TICKER)
		weigh_rank(target->source < SOURCE_ALIAS ? target->rank : known_rank(target->rank),
			weighed);
	if ((target->form & FORM_SINGLE) != 0 && target->kind != TARGET_LEGAL_NAME)
		weigh_single(weighing, target, around, casing, weighed);
	else if (target->kind == TARGET_NAME && target->source < SOURCE_ALIAS &&
		 (target->form & FORM_USERS) == 0 && begins_landmark(weighing->words, around))
		weighed_add(weighed, WEIGHT_PLACE);
	if ((target->form & FORM_USERS) != 0)
		weigh_users_name(weighing->words, target, around, casing, weighed);
	if (is_soft(target) && !any_case)
		weigh_soft(weighing, target, around, weighed, casing);
	else if (!any_case && (target->form & FORM_DISTINCTIVE) == 0 && casing != CASING_LOWER &&
		 (!around->is_capital ||
			 (target->source <= SOURCE_ALIAS && target->kind == TARGET_NAME &&
				 !around->is_each_capital)))
		weighed_add(weighed, WEIGHT_LOWER_CASE); /* "AI strategy" */
	if (any_case && (target->form & (FORM_ORDINARY | FORM_SINGLE)) != FORM_SINGLE)
		weigh_users_general(weighing->words, around, field, weighed);
	if (around->is_in_link)
		weighed_add(weighed, WEIGHT_LINK);
	if (!has_noun(weighing, around) && target->kind != TARGET_LEGAL_NAME &&
		words_is(weighing->words, around->plain, WORD_PUBLISHER) &&
		((target->form & FORM_USERS) == 0 || is_attribution(around)))
		weighed_add(weighed, WEIGHT_PUBLISHER);
	weigh_players(weighing, target, around, weighed);
}

/* Whether the capital letters of the ticker are the first letters of the words before the bracket. */
static bool
is_expanded(struct span before, struct span ticker)
{
	size_t at = before.len, left = ticker.len;

	while (left > 0) {
		while (at > 0 && !ascii_is_alnum(before.at[at - 1]))
			at--;
		while (at > 0 && ascii_is_alnum(before.at[at - 1]))
			at--;
		if (at == before.len || ascii_upper(before.at[at]) != ticker.at[left - 1])
			return false;
		left--;
		if (at == 0 && left > 0)
			return false;
	}
	return true;
}

void
weigh_bracket(struct span text, size_t start, size_t end, unsigned rank, struct weighed *weighed)
{
	struct span ticker = span_make(text.at + start, end - start);
	size_t open = start;

	*weighed = (struct weighed){0};
	weighed_add(weighed, ticker.len < SHORT_TICKER_LETTERS ? WEIGHT_PAREN_TICKER_SHORT
							       : WEIGHT_PAREN_TICKER);
	weigh_rank(rank, weighed);
	while (open > 0 && text.at[open] != '(')
		open--;
	if (ticker.len > 1 && is_expanded(span_head(text, open), ticker))
		weighed_add(weighed, WEIGHT_EXPANDED);
}
