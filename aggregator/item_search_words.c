#include "aggregator/item_search_words.h"

#include "aggregator/store/search_store.h"

/* More than so many companies or feeds are most of what there is: the walk is as quick. */
#define WORDS_MAX 256

/* One question to the index. */
struct asking {
	const struct item_search_words *about;
	const struct query_test *test;
	struct buf *words;
	size_t n;
};

static void
add_word(struct asking *asking, struct span word)
{
	asking->n++;
	if (asking->n > WORDS_MAX)
		return;
	if (asking->words->len > 0)
		buf_add_byte(asking->words, ' ');
	buf_add(asking->words, word);
}

static void
offer_company(void *context, struct span id, struct span word)
{
	struct asking *asking = context;

	if (query_test_holds(asking->test, item_subject_of_company(asking->about->subject, id)))
		add_word(asking, word);
}

static void
offer_topic(void *context, struct span name, struct span word)
{
	struct asking *asking = context;

	if (query_test_holds(asking->test, item_subject_of_topic(asking->about->subject, name)))
		add_word(asking, word);
}

static bool
ask_companies(struct asking *asking)
{
	struct store *store = asking->about->place->store;

	return search_names(store, SEARCH_COMPANIES, offer_company, asking, NULL);
}

static bool
ask_topics(struct asking *asking)
{
	struct store *store = asking->about->place->store;

	return search_names(store, SEARCH_TOPICS, offer_topic, asking, NULL);
}

static bool
ask_feeds(struct asking *asking)
{
	const struct feed_names *names = asking->about->place->names;
	char word[SEARCH_WORD_MAX];

	for (size_t i = 0; i < names->n; i++) {
		const struct query_subject *subject =
			item_subject_of_feed(asking->about->subject, &names->at[i]);

		if (!query_test_holds(asking->test, subject))
			continue;
		search_feed_word(names->at[i].number, word);
		add_word(asking, span_of(word));
	}
	return true;
}

/* What an item has of its own (source, lang, url) and what changes (sources, age) has no word. */
static const struct {
	const char *field;
	bool (*ask)(struct asking *asking);
} fields[] = {
	{"company", ask_companies},
	{"topic", ask_topics},
	{"feed", ask_feeds},
	{"tag", ask_feeds},
};

bool
item_search_words_of(void *context, const struct query_test *test, struct buf *words)
{
	struct asking asking = {context, test, words, 0};
	struct span field = span_of(query_test_field(test));

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (span_equal(field, span_of(fields[i].field)))
			return fields[i].ask(&asking) && asking.n <= WORDS_MAX;
	return false;
}
