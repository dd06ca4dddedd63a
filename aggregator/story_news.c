#include "aggregator/story_news.h"

#include "aggregator/story/novelty.h"
#include "aggregator/story/stories.h"
#include "feeds/base/ascii.h"
#include "feeds/base/buf.h"

#define REPORTS_MAX 5 /* that are looked at: each is compared with all before it */
#define FACTS_MAX 12  /* of one report that are looked at */
#define PHRASES_MAX 3 /* of a kind that are told: it is one line */
#define PHRASE_BYTES_MAX 60

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* What the new reports bring; the phrases are parts of their titles and texts. */
struct news {
	struct span figures[PHRASES_MAX];
	size_t n_figures;
	struct span names[PHRASES_MAX];
	size_t n_names;
	bool is_corrected;
	bool is_denied;
};

static bool
is_inside(struct span part, struct span whole)
{
	return part.at >= whole.at && part.at < whole.at + whole.len;
}

/* How wires and papers mark a title that takes something back. */
static bool
is_correction(struct span title)
{
	static const struct span heads[] = {SPAN_INIT("correct"), SPAN_INIT("correction"),
		SPAN_INIT("corrected"), SPAN_INIT("corrects"), SPAN_INIT("retraction"),
		SPAN_INIT("retracted")};
	size_t word = 0;

	while (word < title.len && ascii_is_alpha(title.at[word]))
		word++;
	if (word == title.len || (title.at[word] != ':' && title.at[word] != '-'))
		return false;
	for (size_t i = 0; i < COUNT(heads); i++)
		if (span_equal_nocase(span_head(title, word), heads[i]))
			return true;
	return false;
}

static bool
is_denial(struct span word)
{
	static const struct span words[] = {SPAN_INIT("denies"), SPAN_INIT("denied"),
		SPAN_INIT("denying"), SPAN_INIT("rejects"), SPAN_INIT("rejected")};

	for (size_t i = 0; i < COUNT(words); i++)
		if (span_equal_nocase(word, words[i]))
			return true;
	return false;
}

/* The sign of a currency before a number belongs to it, and so does a percent sign behind it. */
static struct span
with_signs(struct span number, struct span whole)
{
	static const struct span signs[] = {SPAN_INIT("$"), SPAN_INIT("\xe2\x82\xac"),
		SPAN_INIT("\xc2\xa3"), SPAN_INIT("\xc2\xa5")};
	size_t start = (size_t)(number.at - whole.at);
	struct span before = span_head(whole, start);

	if (span_starts_with(span_from(whole, start + number.len), SPAN("%")))
		number.len++;
	for (size_t i = 0; i < COUNT(signs); i++)
		if (span_ends_with(before, signs[i]))
			return span_make(number.at - signs[i].len, number.len + signs[i].len);
	return number;
}

/* A bare "12" or "2026" is mostly a day or a year; a figure has a unit, a point or a currency. */
static bool
is_figure(struct span number)
{
	for (size_t i = 0; i < number.len; i++)
		if (!ascii_is_digit(number.at[i]))
			return true;
	return false;
}

/* A new day is no news. */
static bool
is_calendar(struct span name)
{
	static const struct span words[] = {SPAN_INIT("January"), SPAN_INIT("February"),
		SPAN_INIT("March"), SPAN_INIT("April"), SPAN_INIT("May"), SPAN_INIT("June"),
		SPAN_INIT("July"), SPAN_INIT("August"), SPAN_INIT("September"),
		SPAN_INIT("October"), SPAN_INIT("November"), SPAN_INIT("December"),
		SPAN_INIT("Monday"), SPAN_INIT("Tuesday"), SPAN_INIT("Wednesday"),
		SPAN_INIT("Thursday"), SPAN_INIT("Friday"), SPAN_INIT("Saturday"),
		SPAN_INIT("Sunday")};

	for (size_t i = 0; i < COUNT(words); i++)
		if (span_equal(name, words[i]))
			return true;
	return false;
}

static void
add_phrase(struct span *phrases, size_t *n, struct span phrase)
{
	if (*n < PHRASES_MAX && phrase.len <= PHRASE_BYTES_MAX)
		phrases[(*n)++] = phrase;
}

/* How many facts from the first on are one name: "Tim Cook" is two words with a blank between. */
static size_t
join_name(const struct novelty_fact *facts, size_t n, struct span *name)
{
	size_t joined = 1;

	*name = facts[0].text;
	while (joined < n && facts[joined].kind == NOVELTY_NAME &&
		facts[joined].text.at == name->at + name->len + 1 && name->at[name->len] == ' ') {
		name->len += 1 + facts[joined].text.len;
		joined++;
	}
	return joined;
}

/* Gives how many facts were taken. */
static size_t
take_fact(struct news *news, const struct story_member *member, const struct novelty_fact *facts,
	size_t n)
{
	bool is_title = is_inside(facts[0].text, member->title);
	struct span phrase = facts[0].text;
	size_t taken = 1;

	switch (facts[0].kind) {
	case NOVELTY_NUMBER:
		phrase = with_signs(phrase, is_title ? member->title : member->text);
		if (is_figure(phrase))
			add_phrase(news->figures, &news->n_figures, phrase);
		break;
	case NOVELTY_NAME:
		taken = join_name(facts, n, &phrase);
		if (!is_calendar(phrase))
			add_phrase(news->names, &news->n_names, phrase);
		break;
	case NOVELTY_NEGATION: /* in a text, anybody may deny anything */
		news->is_denied = news->is_denied || (is_title && is_denial(phrase));
		break;
	}
	return taken;
}

static void
gather_news(const struct chosen_story *story, struct news *news)
{
	size_t n_looked = 0;

	for (size_t i = 0; i < story->n_members && n_looked < REPORTS_MAX; i++) {
		struct novelty_fact facts[FACTS_MAX];
		size_t n;

		if (!chosen_story_is_new(story, i))
			continue;
		n_looked++;
		n = novelty_facts(story->members, i, facts, FACTS_MAX);
		for (size_t at = 0; at < n;)
			at += take_fact(news, &story->members[i], &facts[at], n - at);
		news->is_corrected = news->is_corrected || is_correction(story->members[i].title);
	}
}

static void
add_phrases(struct buf *line, const char *what, const struct span *phrases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		buf_add_text(line, i == 0 ? what : ", ");
		buf_add(line, phrases[i]);
	}
}

static enum digest_news
news_of(const struct news *news)
{
	if (news->is_corrected)
		return DIGEST_NEWS_CORRECTED;
	return news->is_denied ? DIGEST_NEWS_DENIED : DIGEST_NEWS_UPDATED;
}

void
story_news_tell(const struct edition_bench *bench, const struct chosen_story *story,
	struct digest_story *told)
{
	struct news news = {.n_names = 0};
	struct buf line;

	told->news = DIGEST_NEWS_FIRST;
	if (story->n_new == 0)
		return;
	gather_news(story, &news);
	told->news = news_of(&news);
	buf_init(&line, BUF_UNLIMITED);
	buf_format(&line, "%zu new %s since the last edition", story->n_new,
		story->n_new == 1 ? "report" : "reports");
	add_phrases(&line, "; figures: ", news.figures, news.n_figures);
	add_phrases(&line, "; names: ", news.names, news.n_names);
	told->what_is_new = arena_copy(bench->digest->arena, buf_span(&line));
	buf_release(&line);
}
