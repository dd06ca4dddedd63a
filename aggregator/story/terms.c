#include "aggregator/story/terms.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "aggregator/story/background.h"
#include "aggregator/story/boilerplate.h"
#include "aggregator/story/canonical.h"
#include "aggregator/story/number.h"
#include "aggregator/story/roundup.h"
#include "aggregator/story/sentence.h"
#include "aggregator/story/tokenised.h"
#include "feeds/base/ascii.h"

#define TERMS_MAX 128 /* of one item, before the choice */
#define COMPANIES_MAX 6
#define WORDS_MAX 160 /* of one item that are looked at */
#define TITLE_BYTES 1024
#define LEAD_BYTES 320
#define LEAD_READ_BYTES 800 /* in which they are looked for */
#define CASE_BYTES 160      /* that show whether it is written as a sentence */
#define LONG_BYTES 3        /* letters behind the first one of a longer word */
#define WEIGHT_MIN 24       /* more common words say nothing */
#define INITIALS_MIN 3      /* of a name that has an acronym */
#define INITIALS_MAX 5

/* Percent of a word's rarity that counts, by where it stands and what it is. */
#define LEAD_PERCENT 75
#define LINK_PERCENT 60
#define PLAIN_NUMBER_PERCENT 70
#define AMOUNT_WEIGHT 110 /* with a unit: the table knows no amounts */
#define PERIOD_WEIGHT 70
#define COMPANY_WEIGHT 110
#define MENTION_WEIGHT 50
#define FILING_MASK 0x3fffffffU

enum part { PART_TITLE, PART_LEAD, PART_LINK };

/* How far the title's first name has been read; it may have several words. */
enum subject { SUBJECT_AHEAD, SUBJECT_BEGUN, SUBJECT_DONE };

/* The terms of an item while they are gathered; `n_seen` counts places, for the weight. */
struct gathering {
	const struct background *background;
	struct fingerprint_term at[TERMS_MAX];
	uint8_t n_seen[TERMS_MAX];
	size_t n;
	size_t words;
	int ordinal;      /* the last word was first, second, ...: 1-4, else 0 */
	bool is_sentence; /* small letters rule in this part: a capital one marks a name */
	char initials[INITIALS_MAX + 1]; /* of the capital words up to here */
	size_t n_initials;
	enum subject subject;
	uint32_t previous; /* hash of the word before */
};

static const uint8_t part_percent[] = {
	[PART_TITLE] = 100,
	[PART_LEAD] = LEAD_PERCENT,
	[PART_LINK] = LINK_PERCENT,
};

static void
add(struct gathering *all, const struct fingerprint_term *term, enum part part)
{
	unsigned weight = (unsigned)term->weight * part_percent[part] / 100;
	size_t i = 0;

	if (weight < WEIGHT_MIN)
		return;
	while (i < all->n && all->at[i].stem != term->stem)
		i++;
	if (i == TERMS_MAX || (i < all->n && part == PART_LINK))
		return;
	if (i == all->n) {
		all->at[all->n++] = *term;
		all->at[i].weight = (uint8_t)weight;
		all->n_seen[i] = 0;
	}
	all->at[i].marks |= part == PART_TITLE ? FINGERPRINT_IN_TITLE : 0;
	all->at[i].marks |= term->marks & FINGERPRINT_IS_SUBJECT;
	all->at[i].marks |= part == PART_LINK ? FINGERPRINT_IN_LINK : 0;
	if (all->n_seen[i] < UINT8_MAX)
		all->n_seen[i]++;
}

static uint8_t
marks_of(enum term_kind kind, bool is_name)
{
	unsigned marks = (unsigned)kind << FINGERPRINT_KIND_SHIFT;

	return (uint8_t)(marks | (is_name ? FINGERPRINT_IS_NAME : 0));
}

static void
add_number(
	struct gathering *all, struct word_reader *reader, const struct word *word, enum part part)
{
	struct background_word known = background_look(all->background, word_folded(word));
	struct fingerprint_term term = {.stem = known.stem, .weight = known.weight};
	struct number number;

	number_read(reader, word, &number);
	switch (number.unit) {
	case NUMBER_MODEL:
		term.marks = marks_of(TERM_WORD, known.is_name || !known.is_known);
		break;
	case NUMBER_YEAR:
		term.marks = marks_of(TERM_YEAR, false);
		break;
	case NUMBER_PLAIN:
	case NUMBER_ORDINAL:
		term.weight = (uint8_t)(term.weight * PLAIN_NUMBER_PERCENT / 100);
		term.marks = marks_of(TERM_NUMBER, false);
		term.stem = number_hash(&number);
		break;
	case NUMBER_AGE:
	case NUMBER_FILING:
	case NUMBER_SCORE:
	case NUMBER_MONEY:
	case NUMBER_PERCENT:
		term.weight = AMOUNT_WEIGHT;
		term.marks = marks_of(TERM_NUMBER, false);
		term.stem = number_hash(&number);
		break;
	}
	add(all, &term, part);
}

/* 1 to 4 for first to fourth; else 0. */
static int
ordinal_of(struct span folded)
{
	static const struct span names[] = {SPAN_INIT("first"), SPAN_INIT("second"),
		SPAN_INIT("third"), SPAN_INIT("fourth"), SPAN_INIT("1st"), SPAN_INIT("2nd"),
		SPAN_INIT("3rd"), SPAN_INIT("4th")};

	for (int i = 0; i < 8; i++)
		if (span_equal(folded, names[i]))
			return i % 4 + 1;
	return 0;
}

/* "third quarter" means what "Q3" means. */
static bool
add_quarter(struct gathering *all, struct span folded, enum part part)
{
	static const struct span quarters[] = {SPAN_INIT("quarter 1"), SPAN_INIT("quarter 2"),
		SPAN_INIT("quarter 3"), SPAN_INIT("quarter 4")};
	struct fingerprint_term term = {
		.weight = PERIOD_WEIGHT, .marks = marks_of(TERM_PERIOD, false)};

	if (all->ordinal == 0 ||
		(!span_equal(folded, SPAN("quarter")) && !span_equal(folded, SPAN("qtr"))))
		return false;
	term.stem = word_stem(quarters[all->ordinal - 1]);
	add(all, &term, part);
	return true;
}

/* "May" and "March" are months where a small letter or a number goes on: "in May", "May sales". */
static bool
is_month(const struct word_reader *reader, const struct word *word)
{
	struct word_reader ahead = *reader;
	struct word next;

	if (!word->is_capital || word->is_upper || word->starts_sentence ||
		(!span_equal(word_folded(word), SPAN("may")) &&
			!span_equal(word_folded(word), SPAN("march"))))
		return false;
	return !word_next(&ahead, &next) || !next.is_capital;
}

/* In a sentence a capital marks a name; at its start it takes two: "Five Below investors". */
static bool
is_marked_name(
	const struct gathering *all, const struct word_reader *reader, const struct word *word)
{
	struct word_reader ahead = *reader;
	struct word next;

	if (!word->is_capital || !all->is_sentence)
		return false;
	if (!word->starts_sentence)
		return true;
	return word_next(&ahead, &next) && next.is_capital && !next.starts_sentence;
}

/* A place is where, and a day when: neither is whom a title is about. */
static uint8_t
subject_mark(struct gathering *all, bool is_name, enum part part)
{
	if (part != PART_TITLE || all->subject == SUBJECT_DONE)
		return 0;
	if (is_name) {
		all->subject = SUBJECT_BEGUN;
		return FINGERPRINT_IS_SUBJECT;
	}
	if (all->subject == SUBJECT_BEGUN)
		all->subject = SUBJECT_DONE;
	return 0;
}

static void
add_word(struct gathering *all, const struct word_reader *reader, const struct word *word,
	enum part part)
{
	struct span folded = word_folded(word);
	struct background_word known = background_look(all->background, folded);
	bool is_marked = is_marked_name(all, reader, word);
	bool is_name = known.is_name || is_marked || (!known.is_known && word->is_capital);
	struct fingerprint_term term = {
		.stem = known.stem, .weight = known.weight, .marks = marks_of(known.kind, is_name)};

	if (is_month(reader, word)) {
		term.marks = marks_of(TERM_MONTH, true);
		term.weight = PERIOD_WEIGHT;
	} else if (known.is_stop || folded.len < 2 || add_quarter(all, folded, part)) {
		return;
	}
	if (known.kind == TERM_PERIOD)
		term.weight = PERIOD_WEIGHT;
	term.marks |= subject_mark(all, is_name && known.kind == TERM_WORD, part);
	add(all, &term, part);
}

/* Two words that have a short form; longer names are known by their initials. */
static const struct {
	struct span first, second, means;
} short_forms[] = {
	{SPAN_INIT("federal"), SPAN_INIT("reserve"), SPAN_INIT("fed")},
	{SPAN_INIT("artificial"), SPAN_INIT("intelligence"), SPAN_INIT("ai")},
	{SPAN_INIT("electric"), SPAN_INIT("vehicle"), SPAN_INIT("ev")},
	{SPAN_INIT("electric"), SPAN_INIT("vehicles"), SPAN_INIT("ev")},
	{SPAN_INIT("electric"), SPAN_INIT("car"), SPAN_INIT("ev")},
	{SPAN_INIT("electric"), SPAN_INIT("cars"), SPAN_INIT("ev")},
	{SPAN_INIT("justice"), SPAN_INIT("department"), SPAN_INIT("doj")},
	{SPAN_INIT("european"), SPAN_INIT("union"), SPAN_INIT("eu")},
	{SPAN_INIT("united"), SPAN_INIT("kingdom"), SPAN_INIT("uk")},
	{SPAN_INIT("public"), SPAN_INIT("offering"), SPAN_INIT("ipo")},
	{SPAN_INIT("new"), SPAN_INIT("york"), SPAN_INIT("nyc")},
	{SPAN_INIT("supreme"), SPAN_INIT("court"), SPAN_INIT("scotus")},
	{SPAN_INIT("space"), SPAN_INIT("station"), SPAN_INIT("iss")},
	{SPAN_INIT("general"), SPAN_INIT("motors"), SPAN_INIT("gm")},
	{SPAN_INIT("united"), SPAN_INIT("nations"), SPAN_INIT("un")},
	{SPAN_INIT("domestic"), SPAN_INIT("product"), SPAN_INIT("gdp")},
	{SPAN_INIT("monetary"), SPAN_INIT("fund"), SPAN_INIT("imf")},
	{SPAN_INIT("trade"), SPAN_INIT("commission"), SPAN_INIT("ftc")},
	{SPAN_INIT("exchange"), SPAN_INIT("commission"), SPAN_INIT("sec")},
	{SPAN_INIT("drug"), SPAN_INIT("administration"), SPAN_INIT("fda")},
	{SPAN_INIT("consumer"), SPAN_INIT("prices"), SPAN_INIT("cpi")},
	{SPAN_INIT("chapter"), SPAN_INIT("11"), SPAN_INIT("bankruptcy")},
};

/* A short form is no rarer than the words that it stands for. */
static uint8_t
lesser(uint8_t a, uint8_t b)
{
	return a < b ? a : b;
}

static void
add_short_form(struct gathering *all, struct span folded, enum part part)
{
	for (size_t i = 0; i < sizeof short_forms / sizeof *short_forms; i++) {
		struct background_word known;

		if (!span_equal(folded, short_forms[i].second) ||
			all->previous != word_hash(short_forms[i].first))
			continue;
		known = background_look(all->background, short_forms[i].means);
		add(all,
			&(struct fingerprint_term){.stem = known.stem,
				.weight = lesser(known.weight,
					background_look(all->background, folded).weight),
				.marks = marks_of(known.kind, known.is_name)},
			part);
		return;
	}
}

/* "European Central Bank" is what others call the ECB, if that is a word that outlets use. */
static void
end_initials(struct gathering *all, enum part part)
{
	struct span acronym = span_make(all->initials, all->n_initials);
	struct background_word known;

	all->n_initials = 0;
	if (acronym.len < INITIALS_MIN || acronym.len > INITIALS_MAX)
		return;
	known = background_look(all->background, acronym);
	if (known.is_known && known.is_name && !known.is_stop)
		add(all,
			&(struct fingerprint_term){.stem = known.stem,
				.weight = known.weight,
				.marks = marks_of(known.kind, true)},
			part);
}

static void
note_initial(struct gathering *all, const struct word *word, enum part part)
{
	bool is_article = word->starts_sentence && word->len < INITIALS_MIN + 1;
	bool is_inside = all->n_initials > 0 && (span_equal(word_folded(word), SPAN("of")) ||
							span_equal(word_folded(word), SPAN("and")));

	if (is_inside)
		return;
	if (!word->is_capital || word->is_upper || is_article)
		end_initials(all, part);
	else if (all->n_initials <= INITIALS_MAX)
		all->initials[all->n_initials++] = word->folded[0];
}

/* Whether most of the longer words start with a small letter: no title that capitalises them all. */
static bool
is_sentence(struct span text)
{
	int small = 0;
	int capital = 0;

	for (size_t i = 0; i + LONG_BYTES < text.len; i++) {
		bool starts = i == 0 || text.at[i - 1] == ' ';

		if (!starts || !ascii_is_alpha(text.at[i + LONG_BYTES]))
			continue;
		small += ascii_is_lower(text.at[i]);
		capital += ascii_is_upper(text.at[i]);
	}
	return small > capital;
}

static void
mark_roundup(struct gathering *all)
{
	add(all,
		&(struct fingerprint_term){.stem = ROUNDUP_STEM,
			.weight = WEIGHT_MIN,
			.marks = marks_of(TERM_WORD, false)},
		PART_TITLE);
}

static void
read_part(struct gathering *all, struct span text, enum part part)
{
	struct word_reader reader;
	struct word word;

	word_reader_init(&reader, text);
	all->ordinal = 0;
	all->n_initials = 0;
	all->previous = 0;
	all->is_sentence = part != PART_LINK && is_sentence(span_head(text, CASE_BYTES));
	while (all->words < WORDS_MAX && word_next(&reader, &word)) {
		if (word.is_number && ordinal_of(word_folded(&word)) == 0)
			add_number(all, &reader, &word, part);
		else
			add_word(all, &reader, &word, part);
		add_short_form(all, word_folded(&word), part);
		if (part == PART_TITLE && roundup_begins(word_folded(&word), all->previous))
			mark_roundup(all);
		all->previous = word_hash(word_folded(&word));
		if (all->is_sentence)
			note_initial(all, &word, part);
		all->ordinal = ordinal_of(word_folded(&word));
		all->words++;
	}
	end_initials(all, part);
}

/* The first sentences that tell something, about as many bytes as a lead has. */
static void
read_lead(struct gathering *all, struct span text)
{
	char room[LEAD_READ_BYTES];
	struct span rest =
		tokenised_join(span_head(boilerplate_skip_dateline(text), LEAD_READ_BYTES), room);
	struct span sentence;
	size_t left = LEAD_BYTES;

	while (left > 0 && sentence_next(&rest, &sentence)) {
		if (boilerplate_starts(sentence))
			continue;
		sentence = span_head(sentence, left);
		read_part(all, sentence, PART_LEAD);
		left -= sentence.len;
	}
}

/* The segment of the path that has the most letters: outlets put the title's words there. */
static struct span
slug_of(struct span url)
{
	struct span rest = span_from(url, span_find(url, SPAN("://")) + 3);
	struct span segment;
	struct span best = SPAN_NONE;
	size_t most = 0;

	rest = span_head(rest, span_find_byte(rest, '?'));
	span_split(&rest, '/', &segment); /* the host */
	while (span_split(&rest, '/', &segment)) {
		size_t letters = 0;
		size_t hyphens = 0;

		for (size_t i = 0; i < segment.len; i++) {
			letters += ascii_is_lower(segment.at[i]) || ascii_is_upper(segment.at[i]);
			hyphens += segment.at[i] == '-' || segment.at[i] == '_';
		}
		if (hyphens >= 2 && letters > most) {
			most = letters;
			best = segment;
		}
	}
	return best;
}

/* Words only: the numbers of a path are dates and keys of the outlet's data base. */
static void
read_slug(struct gathering *all, struct span url)
{
	struct span slug = slug_of(url);
	struct span part;

	slug = span_head(slug, span_find_byte(slug, '.'));
	while (all->words < WORDS_MAX && span_split(&slug, '-', &part)) {
		bool has_digit = false;

		for (size_t i = 0; i < part.len; i++)
			has_digit = has_digit || ascii_is_digit(part.at[i]);
		if (!has_digit)
			read_part(all, part, PART_LINK);
	}
}

static bool
has_term(const struct gathering *all, uint32_t stem)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->at[i].stem == stem)
			return true;
	return false;
}

static void
add_company(struct gathering *all, const struct story_company *company)
{
	uint8_t marks = marks_of(TERM_COMPANY, true);

	if (all->n >= COMPANIES_MAX || has_term(all, company->key))
		return;
	all->n_seen[all->n] = 1;
	all->at[all->n++] = (struct fingerprint_term){
		.stem = company->key,
		.weight = company->is_about ? COMPANY_WEIGHT : MENTION_WEIGHT,
		.marks = (uint8_t)(marks | (company->is_about ? FINGERPRINT_IN_TITLE : 0)),
	};
}

/* All forms of one issuer have one title: the accession number is what differs, and no amount. */
static void
add_filing(struct gathering *all, struct span url)
{
	struct number number = {.unit = NUMBER_FILING};

	if (!canonical_is_filing(url))
		return;
	number.value = (double)(canonical_key(url) & FILING_MASK);
	add(all,
		&(struct fingerprint_term){.stem = number_hash(&number),
			.weight = AMOUNT_WEIGHT,
			.marks = marks_of(TERM_NUMBER, false)},
		PART_TITLE);
}

/* Words that come again say more, the second time half as much. */
static void
weigh_repetition(struct gathering *all)
{
	for (size_t i = 0; i < all->n; i++) {
		double weight = all->at[i].weight;

		if (all->n_seen[i] > 1)
			weight *= 1 + 0.5 * log(all->n_seen[i]);
		all->at[i].weight = weight < UINT8_MAX ? (uint8_t)weight : UINT8_MAX;
	}
}

/*
 * The weight above which all terms fit, by counting; `*at_it` is how many of exactly that weight fit
 * too: those that came first.
 */
static unsigned
least_weight(const struct gathering *all, size_t *at_it)
{
	uint8_t counts[UINT8_MAX + 1] = {0};
	unsigned weight = UINT8_MAX;
	size_t above = 0;

	for (size_t i = 0; i < all->n; i++)
		counts[all->at[i].weight]++;
	while (weight > 0 && above + counts[weight] < FINGERPRINT_TERMS_MAX)
		above += counts[weight--];
	*at_it = FINGERPRINT_TERMS_MAX - above;
	return weight;
}

/* By stem; insertion is the fastest for so few. */
static void
insert(struct fingerprint_term *out, size_t n, const struct fingerprint_term *term)
{
	for (; n > 0 && out[n - 1].stem > term->stem; n--)
		out[n] = out[n - 1];
	out[n] = *term;
}

static size_t
keep_heaviest(const struct gathering *all, struct fingerprint_term *out)
{
	size_t at_it;
	unsigned least = least_weight(all, &at_it);
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++) {
		const struct fingerprint_term *term = &all->at[i];

		if (term->weight < least || (term->weight == least && at_it == 0))
			continue;
		at_it -= term->weight == least;
		insert(out, n++, term);
	}
	return n;
}

size_t
terms_choose(const struct background *background, const struct story_item *item, struct span title,
	struct fingerprint_term *out)
{
	char room[TITLE_BYTES];
	struct gathering all;

	all.background = background;
	all.n = 0;
	all.words = 0;
	all.subject = SUBJECT_AHEAD;
	for (size_t i = 0; i < item->n_companies; i++)
		add_company(&all, &item->companies[i]);
	read_part(&all, tokenised_join(span_head(title, TITLE_BYTES), room), PART_TITLE);
	read_lead(&all, item->text);
	read_slug(&all, item->url);
	add_filing(&all, item->url);
	weigh_repetition(&all);
	return keep_heaviest(&all, out);
}
