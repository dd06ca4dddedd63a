#include "aggregator/story/novelty.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "aggregator/story/live_story.h"
#include "aggregator/story/number.h"
#include "aggregator/story/word.h"
#include "feeds/base/memory.h"

#define ALIKE 0.3            /* cosine from which an earlier item tells of a like matter */
#define FADE_DAYS 30.0       /* after which a like story makes this one half as old */
#define COMMON_PERCENT 50    /* of the past: a term of the company itself */
#define COMMON_STORIES_MIN 4 /* of a shorter past nothing is common */
#define PAST_MAX 4096        /* items that are looked at; the caller gives the latest */
#define TEXT_BYTES_MAX 2000  /* of a member that are searched for facts */
#define KNOWN_MAX 4096       /* names and numbers of the earlier members */
#define DAY_SECONDS 86400.0

static double
days_between(int64_t from, int64_t to)
{
	return ((double)to - (double)from) / DAY_SECONDS;
}

static bool
has_term(const struct fingerprint *fingerprint, uint32_t stem)
{
	for (size_t i = 0; i < fingerprint->n_terms; i++)
		if (fingerprint->terms[i].stem == stem)
			return true;
	return false;
}

/* Whether at least half of the stories of the past have the term; they stand together. */
static bool
is_common(uint32_t stem, const struct novelty_item *past, size_t n_past)
{
	size_t stories = 0;
	size_t with_it = 0;
	bool has_it = false;

	for (size_t i = 0; i < n_past; i++) {
		if (i == 0 || past[i].story != past[i - 1].story) {
			stories++;
			has_it = false;
		}
		if (has_it || !has_term(past[i].fingerprint, stem))
			continue;
		has_it = true;
		with_it++;
	}
	return stories >= COMMON_STORIES_MIN && with_it * 100 >= stories * COMMON_PERCENT;
}

/* The story without what the company's news always say. */
static void
gather_own(const struct novelty_item *own, size_t n_own, const struct novelty_item *past,
	size_t n_past, struct live_story *story)
{
	size_t kept = 0;

	for (size_t i = 0; i < n_own; i++)
		live_story_add(story, own[i].fingerprint);
	for (size_t i = 0; i < story->n_terms; i++)
		if (fingerprint_kind(story->terms[i].marks) != TERM_COMPANY &&
			!is_common(story->terms[i].stem, past, n_past))
			story->terms[kept++] = story->terms[i];
	story->n_terms = (uint8_t)kept;
	live_story_measure(story);
}

/* Of the terms that the story has, and of those the item has beside the company. */
static double
cosine(const struct live_story *story, const struct fingerprint *item)
{
	double dot = 0;
	double squares = 0;
	size_t at = 0;

	for (size_t i = 0; i < item->n_terms; i++) {
		const struct fingerprint_term *term = &item->terms[i];

		if (fingerprint_kind(term->marks) == TERM_COMPANY)
			continue;
		while (at < story->n_terms && story->terms[at].stem < term->stem)
			at++;
		squares += (double)term->weight * term->weight;
		if (at < story->n_terms && story->terms[at].stem == term->stem)
			dot += term->weight * (double)live_story_strength(&story->terms[at]);
	}
	return dot > 0 ? dot / (sqrt(squares) * (double)story->norm) : 0;
}

static void
note_alike(const struct novelty_item *item, double alike, double days, struct novelty *out)
{
	double left = alike * exp2(-days / FADE_DAYS);
	int score = 100 - (int)lrint(100 * (left < 1 ? left : 1));

	if (score < out->score)
		out->score = score;
	if (alike < ALIKE)
		return;
	if (out->days_since_alike == NOVELTY_NEVER || (int)days < out->days_since_alike) {
		out->days_since_alike = (int)days;
		out->alike_story = item->story;
	}
}

static int
compare_stories(const void *a, const void *b)
{
	const struct novelty_item *left = a;
	const struct novelty_item *right = b;

	return left->story < right->story ? -1 : left->story > right->story;
}

/* What was published before the story began, each story's items together; gives how many. */
static size_t
take_past(const struct novelty_item *own, size_t n_own, const struct novelty_item *past,
	size_t n_past, struct novelty_item *out)
{
	int64_t first = own[0].fingerprint->published;
	size_t n = 0;

	for (size_t i = 1; i < n_own; i++)
		if (own[i].fingerprint->published < first)
			first = own[i].fingerprint->published;
	for (size_t i = 0; i < n_past; i++)
		if (past[i].story != own[0].story && past[i].fingerprint->published <= first)
			out[n++] = past[i];
	if (n > 0)
		qsort(out, n, sizeof *out, compare_stories);
	return n;
}

void
novelty_measure(const struct novelty_item *own, size_t n_own, const struct novelty_item *all,
	size_t n_all, struct novelty *out)
{
	struct live_story story = {.number = 0};
	struct novelty_item *past = memory_new(PAST_MAX, sizeof *past);
	size_t n_past = take_past(own, n_own, all, n_all < PAST_MAX ? n_all : PAST_MAX, past);

	*out = (struct novelty){.score = 100, .days_since_alike = NOVELTY_NEVER};
	gather_own(own, n_own, past, n_past, &story);
	for (size_t i = 0; i < n_past; i++) {
		double days = days_between(past[i].fingerprint->published, story.first);
		double alike;

		alike = cosine(&story, past[i].fingerprint);
		if (alike > 0)
			note_alike(&past[i], alike, days, out);
	}
	live_story_release(&story);
	free(past);
}

/* Hashes of what the earlier members told, and of what was found already. */
struct known {
	uint32_t hashes[KNOWN_MAX];
	size_t n;
};

/* Whether it was there; it is afterwards. */
static bool
is_known(struct known *known, uint32_t hash)
{
	for (size_t i = 0; i < known->n; i++)
		if (known->hashes[i] == hash)
			return true;
	if (known->n < KNOWN_MAX)
		known->hashes[known->n++] = hash;
	return false;
}

static bool
is_negation(struct span folded)
{
	static const struct span words[] = {SPAN_INIT("not"), SPAN_INIT("no"), SPAN_INIT("never"),
		SPAN_INIT("without"), SPAN_INIT("denies"), SPAN_INIT("denied"),
		SPAN_INIT("denying"), SPAN_INIT("rejects"), SPAN_INIT("rejected"),
		SPAN_INIT("halts"), SPAN_INIT("halted"), SPAN_INIT("cancels"),
		SPAN_INIT("cancelled"), SPAN_INIT("canceled"), SPAN_INIT("withdraws"),
		SPAN_INIT("withdrawn"), SPAN_INIT("withdrew"), SPAN_INIT("scraps"),
		SPAN_INIT("scrapped")};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (span_equal(folded, words[i]))
			return true;
	return false;
}

/* What a text is searched for, one find after the other. */
struct search {
	struct word_reader reader;
	struct word word;
	uint32_t hash;
	struct novelty_fact fact;
};

#define NEGATION_HASH 1 /* all of them are one: there was a "no", or there was none */

/* "$4.5 billion" begins at its sign. */
static struct span
with_currency(struct span text, struct span number)
{
	static const struct span signs[] = {SPAN_INIT("$"), SPAN_INIT("\xe2\x82\xac"),
		SPAN_INIT("\xc2\xa3"), SPAN_INIT("\xc2\xa5")};
	struct span before = span_head(text, (size_t)(number.at - text.at));

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (span_ends_with(before, signs[i]))
			return span_make(number.at - signs[i].len, number.len + signs[i].len);
	return number;
}

/* The next number, name or negation. */
static bool
find_next(struct search *search)
{
	const struct word *word = &search->word;

	while (word_next(&search->reader, &search->word)) {
		struct number number;

		search->fact.text = word->raw;
		search->hash = word_stem(word_folded(word));
		if (word->is_number) {
			number_read(&search->reader, word, &number);
			search->fact.kind = NOVELTY_NUMBER;
			search->hash = number_hash(&number);
			search->fact.text.len =
				(size_t)(search->reader.text.at + search->reader.at - word->raw.at);
			search->fact.text = with_currency(search->reader.text, search->fact.text);
			return true;
		}
		if (is_negation(word_folded(word))) {
			search->fact.kind = NOVELTY_NEGATION;
			search->hash = NEGATION_HASH;
			return true;
		}
		search->fact.kind = NOVELTY_NAME;
		if (word->is_capital && !word->starts_sentence && word->len > 1)
			return true;
	}
	return false;
}

/* A name at the start of a sentence is known only if it stands elsewhere: so all words count. */
static void
learn(struct known *known, struct span text)
{
	struct word_reader reader;
	struct word word;
	struct search search;

	word_reader_init(&search.reader, span_head(text, TEXT_BYTES_MAX));
	while (find_next(&search))
		is_known(known, search.hash);
	word_reader_init(&reader, span_head(text, TEXT_BYTES_MAX));
	while (word_next(&reader, &word))
		if (word.is_capital)
			is_known(known, word_stem(word_folded(&word)));
}

static size_t
find_facts(struct known *known, struct span text, struct novelty_fact *facts, size_t n, size_t max)
{
	struct search search;

	word_reader_init(&search.reader, span_head(text, TEXT_BYTES_MAX));
	while (n < max && find_next(&search))
		if (!is_known(known, search.hash))
			facts[n++] = search.fact;
	return n;
}

size_t
novelty_facts(const struct story_member *members, size_t at, struct novelty_fact *facts, size_t max)
{
	struct known known = {.n = 0};
	size_t n;

	for (size_t i = 0; i < at; i++) {
		learn(&known, members[i].title);
		learn(&known, members[i].text);
	}
	n = find_facts(&known, members[at].title, facts, 0, max);
	return find_facts(&known, members[at].text, facts, n, max);
}
