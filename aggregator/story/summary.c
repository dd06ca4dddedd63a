#include "aggregator/story/summary.h"

#include <string.h>

#include "aggregator/story/boilerplate.h"
#include "aggregator/story/sentence.h"
#include "aggregator/story/stories.h"
#include "aggregator/story/word.h"
#include "feeds/base/buf.h"
#include "feeds/base/utf8.h"

#define SENTENCES_MAX 3
#define SENTENCES_READ_MAX 24 /* of one text: what comes later is no lead */
#define WORDS_MIN 5           /* a shorter one is a heading or a caption */
#define WORDS_MAX 96          /* of one sentence that are compared */
#define REPEATED_PERCENT 80   /* of a sentence's words that another one has: it says the same */
#define TEXT_BYTES_GOOD 160   /* a shorter text is a standfirst at most */
#define ELLIPSIS "\xe2\x80\xa6"

/* The words of a sentence, for telling whether another one says the same. */
struct sentence_words {
	uint32_t at[WORDS_MAX];
	size_t n;
};

static void
read_words(struct span text, struct sentence_words *words)
{
	struct word_reader reader;
	struct word word;

	words->n = 0;
	word_reader_init(&reader, text);
	while (words->n < WORDS_MAX && word_next(&reader, &word))
		words->at[words->n++] = word_hash(word_folded(&word));
}

static bool
repeats(const struct sentence_words *sentence, const struct sentence_words *said)
{
	size_t shared = 0;

	for (size_t i = 0; i < sentence->n; i++)
		for (size_t k = 0; k < said->n; k++)
			if (sentence->at[i] == said->at[k]) {
				shared++;
				break;
			}
	return sentence->n > 0 && shared * 100 >= sentence->n * REPEATED_PERCENT;
}

/* What a summary consists of so far. */
struct choice {
	struct span headline;
	struct span sentences[SENTENCES_MAX];
	size_t n;
	size_t bytes; /* with a blank between each two */
};

static bool
is_said(const struct choice *choice, const struct sentence_words *words)
{
	struct sentence_words said;

	read_words(choice->headline, &said);
	if (repeats(words, &said))
		return true;
	for (size_t i = 0; i < choice->n; i++) {
		read_words(choice->sentences[i], &said);
		if (repeats(words, &said))
			return true;
	}
	return false;
}

/*
 * Whether it is a whole sentence that says something new. A text of one line without a full stop
 * is a standfirst: it may stand as it is, unless it was cut.
 */
static bool
is_worth(const struct choice *choice, struct span sentence, bool is_alone)
{
	struct sentence_words words;
	bool is_cut = span_ends_with(sentence, SPAN("...")) ||
		      span_ends_with(sentence, SPAN(ELLIPSIS)) ||
		      span_ends_with(sentence, SPAN("]"));

	if (is_cut || boilerplate_is(sentence) || (!is_alone && !sentence_is_whole(sentence)))
		return false;
	read_words(sentence, &words);
	return words.n >= WORDS_MIN && !is_said(choice, &words);
}

/* Takes sentences in their order until three are there or the next one does not fit. */
static void
choose(struct choice *choice, struct span text, size_t max_bytes)
{
	struct span rest = boilerplate_skip_dateline(span_trim(text));
	struct span sentence;
	bool is_alone = span_find_byte(rest, '\n') == rest.len;

	for (int i = 0; i < SENTENCES_READ_MAX && choice->n < SENTENCES_MAX; i++) {
		size_t need;

		if (!sentence_next(&rest, &sentence))
			return;
		sentence = boilerplate_skip_dateline(sentence);
		if (!is_worth(choice, sentence, is_alone && i == 0 && rest.len == 0))
			continue;
		need = choice->bytes + (choice->n > 0) + sentence.len;
		if (choice->n > 0 && need > max_bytes)
			return;
		choice->sentences[choice->n++] = sentence;
		choice->bytes = need;
	}
}

/* One sentence that is too long by itself ends at a word, with an ellipsis. */
static struct span
cut_sentence(struct span sentence, size_t max_bytes, struct arena *arena)
{
	struct span head = utf8_head(sentence, max_bytes - strlen(ELLIPSIS));
	size_t len = head.len;
	char *bytes;

	while (len > 0 && head.at[len - 1] != ' ')
		len--;
	head = span_trim(span_head(head, len > 0 ? len : head.len));
	bytes = arena_bytes(arena, head.len + strlen(ELLIPSIS));
	if (head.len > 0)
		memcpy(bytes, head.at, head.len);
	memcpy(bytes + head.len, ELLIPSIS, strlen(ELLIPSIS));
	return span_make(bytes, head.len + strlen(ELLIPSIS));
}

static struct span
write_choice(const struct choice *choice, size_t max_bytes, struct arena *arena)
{
	char *bytes;
	size_t len = 0;

	if (choice->n == 0 || max_bytes <= strlen(ELLIPSIS))
		return span_make("", 0);
	if (choice->bytes > max_bytes)
		return cut_sentence(choice->sentences[0], max_bytes, arena);
	bytes = arena_bytes(arena, choice->bytes);
	for (size_t i = 0; i < choice->n; i++) {
		if (i > 0)
			bytes[len++] = ' ';
		memcpy(bytes + len, choice->sentences[i].at, choice->sentences[i].len);
		len += choice->sentences[i].len;
	}
	return span_make(bytes, len);
}

struct span
summary_of_text(struct span text, struct span headline, size_t max_bytes, struct arena *arena)
{
	struct choice choice = {.headline = headline};

	choose(&choice, text, max_bytes);
	return write_choice(&choice, max_bytes, arena);
}

/* How good a source is for the summary: its own report, from a feed that weighs, with a text. */
static double
merit(const struct story_member *member)
{
	double points = member->weight;

	points += member->text.len >= TEXT_BYTES_GOOD ? 1 : 0;
	points -= member->relation == RELATION_COPY ? 0.5 : 0;
	return points;
}

/* The next best member below `limit` that was not tried; ties go to the earlier one. */
static size_t
next_best(const struct story_member *members, size_t n, double *limit, size_t last)
{
	size_t best = n;

	for (size_t i = 0; i < n; i++) {
		double points = merit(&members[i]);
		bool is_left = points < *limit || (points == *limit && i > last);

		if (is_left && (best == n || points > merit(&members[best])))
			best = i;
	}
	if (best < n)
		*limit = merit(&members[best]);
	return best;
}

struct span
summary_make(const struct story_member *members, size_t n, struct span headline, size_t max_bytes,
	struct arena *arena)
{
	struct span summary = SPAN_INIT("");
	double limit = 1e300; /* above every merit */
	size_t at = 0;

	for (size_t tried = 0; tried < n && summary.len == 0; tried++) {
		at = next_best(members, n, &limit, at);
		if (at == n)
			break;
		summary = summary_of_text(members[at].text, headline, max_bytes, arena);
	}
	return summary;
}
