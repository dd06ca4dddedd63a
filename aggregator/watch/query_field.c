#include "aggregator/watch/query_field.h"

#include <string.h>

#include "aggregator/base/duration.h"
#include "aggregator/base/spelling.h"
#include "aggregator/watch/query_words.h"
#include "feeds/base/ascii.h"
#include "feeds/fold.h"

#define NUMBER_MAX 1000000000ULL
#define KEY_BYTES_MAX 1024 /* of a name; longer ones are cut, on both sides alike */

void
query_key(struct span name, struct buf *out)
{
	struct buf folded;
	struct words words;
	struct span word;
	size_t start = out->len;

	buf_init(&folded, KEY_BYTES_MAX);
	fold_text(name, &folded, NULL);
	words_init(&words, buf_span(&folded));
	while (words_next(&words, &word)) {
		if (out->len > start)
			buf_add_byte(out, ' ');
		buf_add(out, word);
	}
	if (out->len == start)
		buf_add(out, buf_span(&folded));
	buf_release(&folded);
}

static struct span
key_of(struct span name, const struct query_subject *subject)
{
	struct buf *scratch = query_text_scratch(subject->text);

	query_key(name, scratch);
	return buf_span(scratch);
}

static bool
is_name(const struct query_test *test, struct span name, const struct query_subject *subject)
{
	struct span key;

	if (name.len == 0)
		return false;
	key = key_of(name, subject);
	return test->has_star ? span_starts_with(key, test->key) : span_equal(key, test->key);
}

static bool
is_one_of(const struct query_test *test, const struct span *names, size_t n,
	const struct query_subject *subject)
{
	for (size_t i = 0; i < n; i++)
		if (is_name(test, names[i], subject))
			return true;
	return false;
}

/* Whether the test's words stand in the name, one behind the other. */
static bool
stands_in(const struct query_test *test, struct span name, const struct query_subject *subject)
{
	struct span key = key_of(name, subject);
	struct span rest = key;

	while (rest.len >= test->key.len) {
		size_t at = span_find(rest, test->key);
		struct span behind = span_from(rest, at + test->key.len);
		const char *begin = rest.at + at;

		if (at == rest.len)
			return false;
		if ((begin == key.at || begin[-1] == ' ') &&
			(test->has_star || behind.len == 0 || behind.at[0] == ' '))
			return true;
		rest = span_from(rest, at + 1);
	}
	return false;
}

/* Whether the text stands in the address, and neither end cuts a name or a number in two. */
static bool
stands_in_url(const struct query_test *test, struct span url)
{
	struct span rest = url;

	while (rest.len >= test->written.len) {
		size_t at = span_find_nocase(rest, test->written);
		struct span behind = span_from(rest, at + test->written.len);
		const char *begin = rest.at + at;

		if (at == rest.len)
			return false;
		if ((begin == url.at || !ascii_is_alnum(begin[-1]) || !ascii_is_alnum(begin[0])) &&
			(test->has_star || behind.len == 0 || !ascii_is_alnum(behind.at[0]) ||
				!ascii_is_alnum(behind.at[-1])))
			return true;
		rest = span_from(rest, at + 1);
	}
	return false;
}

static bool
holds_company(const struct query_test *test, const struct query_subject *subject)
{
	bool is_any_watched = !test->has_star && span_equal(test->key, SPAN("watched"));

	for (size_t i = 0; i < subject->n_companies; i++) {
		const struct query_company *company = &subject->companies[i];

		if (is_any_watched && company->is_watched)
			return true;
		if (is_name(test, company->id, subject) || is_name(test, company->name, subject) ||
			is_one_of(test, company->tickers, company->n_tickers, subject))
			return true;
	}
	return false;
}

static bool
holds_topic(const struct query_test *test, const struct query_subject *subject)
{
	return is_one_of(test, subject->topics, subject->n_topics, subject);
}

static bool
holds_tag(const struct query_test *test, const struct query_subject *subject)
{
	return is_one_of(test, subject->tags, subject->n_tags, subject);
}

static bool
holds_source(const struct query_test *test, const struct query_subject *subject)
{
	return stands_in(test, subject->source, subject);
}

static bool
holds_feed(const struct query_test *test, const struct query_subject *subject)
{
	return stands_in(test, subject->feed, subject) || stands_in_url(test, subject->feed_url);
}

static bool
holds_url(const struct query_test *test, const struct query_subject *subject)
{
	return stands_in_url(test, subject->url);
}

/* Basic filtering of RFC 4647, section 3.3.1: "en" is true of en-US. */
static bool
holds_lang(const struct query_test *test, const struct query_subject *subject)
{
	struct span language = subject->language;

	if (language.len == 0 || !span_starts_with_nocase(language, test->written))
		return false;
	return test->has_star || language.len == test->written.len ||
	       language.at[test->written.len] == '-' || language.at[test->written.len] == '_';
}

static bool
compares(const struct query_test *test, int64_t figure)
{
	if (figure == QUERY_UNKNOWN)
		return false;
	switch (test->relation) {
	case QUERY_LESS:
		return figure < test->number;
	case QUERY_AT_MOST:
		return figure <= test->number;
	case QUERY_EQUAL:
		return figure == test->number;
	case QUERY_AT_LEAST:
		return figure >= test->number;
	case QUERY_MORE:
		return figure > test->number;
	}
	return false;
}

static bool
holds_relevance(const struct query_test *test, const struct query_subject *subject)
{
	return compares(test, subject->relevance);
}

static bool
holds_sources(const struct query_test *test, const struct query_subject *subject)
{
	return compares(test, subject->n_sources);
}

static bool
holds_age(const struct query_test *test, const struct query_subject *subject)
{
	return compares(test, subject->age_seconds);
}

static const struct query_field fields[] = {
	{"company", QUERY_VALUE_NAME, holds_company, "company:META or company:watched"},
	{"topic", QUERY_VALUE_NAME, holds_topic, "topic:capex or topic:\"product delay\""},
	{"source", QUERY_VALUE_NAME, holds_source, "source:reuters"},
	{"feed", QUERY_VALUE_NAME, holds_feed, "feed:\"Press releases\" or feed:sec.gov"},
	{"title", QUERY_VALUE_WORDS, NULL, "title:recall or title:\"price target\""},
	{"tag", QUERY_VALUE_NAME, holds_tag, "tag:wire"},
	{"lang", QUERY_VALUE_NAME, holds_lang, "lang:en"},
	{"url", QUERY_VALUE_NAME, holds_url, "url:sec.gov/Archives"},
	{"relevance", QUERY_VALUE_NUMBER, holds_relevance, "relevance:>=50"},
	{"sources", QUERY_VALUE_NUMBER, holds_sources, "sources:>=3"},
	{"age", QUERY_VALUE_DURATION, holds_age, "age:<24h"},
};

#define N_FIELDS (sizeof fields / sizeof *fields)

const struct query_field *
query_field_at(size_t index)
{
	return index < N_FIELDS ? &fields[index] : NULL;
}

const struct query_field *
query_field_find(struct span name)
{
	for (size_t i = 0; i < N_FIELDS; i++)
		if (span_equal_nocase(name, span_of(fields[i].name)))
			return &fields[i];
	return NULL;
}

const struct query_field *
query_field_nearest(struct span name)
{
	struct spelling spelling;

	spelling_init(&spelling, name);
	for (size_t i = 0; i < N_FIELDS; i++)
		spelling_offer(&spelling, fields[i].name);
	return spelling.best != NULL ? query_field_find(span_of(spelling.best)) : NULL;
}

/* The longer sign comes first. */
static const struct {
	struct span sign;
	enum query_relation relation;
} relations[] = {
	{{"<=", 2}, QUERY_AT_MOST},
	{{">=", 2}, QUERY_AT_LEAST},
	{{"<", 1}, QUERY_LESS},
	{{">", 1}, QUERY_MORE},
	{{"=", 1}, QUERY_EQUAL},
	{{"", 0}, QUERY_EQUAL},
};

bool
query_read_number(struct span value, struct query_test *test)
{
	unsigned long long number;
	size_t i = 0;

	while (!span_starts_with(value, relations[i].sign))
		i++;
	test->relation = relations[i].relation;
	value = span_from(value, relations[i].sign.len);
	if (test->field->value == QUERY_VALUE_DURATION)
		return duration_parse(value, &test->number);
	if (!span_to_uint(value, NUMBER_MAX, &number))
		return false;
	test->number = (int64_t)number;
	return true;
}
