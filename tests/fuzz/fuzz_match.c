/*
 * The first line is a title, the rest a text. Whatever they are: every row of evidence and every
 * topic points inside of its field at what it says it points at; confidence and relevance stay in
 * their ranges; the most relevant company comes first; the same item gives the same verdict again.
 * Queries see the same words in the same places, whether they cut the item themselves or take those of
 * a reading.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "aggregator/watch/query_words.h"
#include "aggregator/watch/reading.h"
#include "aggregator/watch/watch.h"
#include "tests/fuzz/fuzz.h"

static const char *const aliases[] = {"Acme", "\xec\x82\xbc\xec\x84\xb1"};
static const struct wanted_company companies[] = {
	{.ticker = "META"},
	{.id = "acme", .name = "Acme Rockets", .aliases = {aliases, 2}},
};
static const struct wanted_topic topics[] = {
	{.name = "capex", .where = "capex OR (data NEAR/3 center)"},
};
static const struct watchlist wishes = {.companies = companies,
	.n_companies = 2,
	.has_directory = true,
	.topics = topics,
	.n_topics = 1};

static void
check_evidence(const struct watch_item *item, const struct evidence *evidence)
{
	struct span field = evidence->field == FIELD_TITLE ? item->title : item->text;

	assert(evidence->field == FIELD_TITLE || evidence->field == FIELD_TEXT);
	assert(evidence->start < evidence->end && evidence->end <= field.len);
	assert(evidence->text.at == field.at + evidence->start);
	assert(evidence->text.len == evidence->end - evidence->start);
}

static void
check_verdict(const struct watch_item *item, const struct verdict *verdict)
{
	for (size_t i = 0; i < verdict->n_companies; i++) {
		const struct verdict_company *company = &verdict->companies[i];

		assert(company->relevance >= 0 && company->relevance <= 100);
		assert(company->confidence >= 0.5 && company->confidence <= 1);
		assert(i == 0 || company->relevance <= verdict->companies[i - 1].relevance);
		assert(company->n_evidence > 0);
		for (size_t j = 0; j < company->n_evidence; j++)
			check_evidence(item, &company->evidence[j]);
	}
	for (size_t i = 0; i < verdict->n_topics; i++) {
		for (size_t j = 0; j < verdict->topics[i].n_spans; j++) {
			const struct topic_span *span = &verdict->topics[i].spans[j];
			struct span field = span->field == FIELD_TITLE ? item->title : item->text;

			assert(span->start < span->end && span->end <= field.len);
		}
	}
}

static void
check_same(const struct verdict *first, const struct verdict *again)
{
	assert(first->n_companies == again->n_companies && first->n_topics == again->n_topics &&
		first->n_junk == again->n_junk);
	for (size_t i = 0; i < first->n_companies; i++)
		assert(first->companies[i].company == again->companies[i].company &&
			first->companies[i].relevance == again->companies[i].relevance);
}

static void
check_places(struct query_text *own, struct query_text *taken, size_t n_words)
{
	for (uint32_t i = 0; i < n_words; i++) {
		struct query_place word = {i, i};
		struct query_spot left = query_text_spot(own, word);
		struct query_spot right = query_text_spot(taken, word);

		assert(left.part == right.part && left.start == right.start &&
			left.end == right.end);
	}
}

static void
check_words(const struct watch_item *item)
{
	struct query_text *own = query_text_new(), *taken = query_text_new();
	struct reading reading;
	struct buf own_words, taken_words;
	size_t n = 0;

	reading_init(&reading);
	reading_set(&reading, item->title, item->text);
	buf_init(&own_words, BUF_UNLIMITED);
	buf_init(&taken_words, BUF_UNLIMITED);
	query_text_set(own, item->title, item->text);
	query_text_set_read(taken, item->title, item->text, &reading);
	query_text_index(own, &own_words);
	query_text_index(taken, &taken_words);
	assert(span_equal(buf_span(&own_words), buf_span(&taken_words)));
	for (size_t i = 0; i < own_words.len; i++)
		n += i == 0 || own_words.at[i] == ' ';
	check_places(own, taken, n);
	buf_release(&own_words);
	buf_release(&taken_words);
	reading_release(&reading);
	query_text_free(own);
	query_text_free(taken);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static struct watch *watch;
	static struct watch_scratch *scratch;
	struct span rest = span_make((const char *)bytes, len);
	struct watch_item item = {0};
	struct arena *arena = arena_new();
	struct verdict first, again;

	if (watch == NULL) {
		struct watch_options options = {.wishes = &wishes, .is_explaining = true};
		struct error err = {0};

		watch = watch_new(&options, &err);
		if (watch == NULL)
			abort();
		scratch = watch_scratch_new(watch);
	}
	if (!span_split(&rest, '\n', &item.title))
		item.title = rest;
	else
		item.text = rest;
	check_words(&item);
	watch_read(watch, scratch, &item, arena, &first);
	check_verdict(&item, &first);
	watch_read(watch, scratch, &item, arena, &again);
	check_same(&first, &again);
	arena_free(arena);
	return 0;
}
