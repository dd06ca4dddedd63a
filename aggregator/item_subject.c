#include "aggregator/item_subject.h"

#include <stdlib.h>

#include "feeds/base/memory.h"

#define COMPANIES_MAX 64 /* as many as the store keeps of an item */
#define TOPICS_MAX 64

struct item_subject {
	const struct plan *plan;
	const struct feed_names *names;
	struct query_text *text;
	bool is_textless; /* nobody asks for words of the text */
	struct query_company companies[COMPANIES_MAX];
	struct span keys[COMPANIES_MAX][COMPANY_KEYS_MAX];
	struct span topics[TOPICS_MAX];
	struct query_subject subject;
};

struct item_subject *
item_subject_new(const struct plan *plan, const struct feed_names *names)
{
	struct item_subject *subject = memory_new(1, sizeof *subject);

	subject->plan = plan;
	subject->names = names;
	subject->text = query_text_new();
	return subject;
}

void
item_subject_set_query(struct item_subject *subject, const struct query *query)
{
	subject->is_textless = query == NULL || !query_asks_text(query);
}

void
item_subject_free(struct item_subject *subject)
{
	if (subject == NULL)
		return;
	query_text_free(subject->text);
	free(subject);
}

/* An item keeps the ids of its companies; their names and tickers are the plan's. */
static void
fill_companies(struct item_subject *subject, const struct item_record *item)
{
	size_t n = item->n_companies < COMPANIES_MAX ? item->n_companies : COMPANIES_MAX;

	for (size_t i = 0; i < n; i++) {
		struct span id = item->companies[i].id;
		const struct company *company = watch_company(subject->plan->watch, id);
		struct query_company *seen = &subject->companies[i];

		*seen = (struct query_company){.id = id};
		if (company == NULL)
			continue;
		seen->name = span_of(company->name);
		seen->is_watched = watch_is_watched(subject->plan->watch, id);
		seen->tickers = subject->keys[i];
		seen->n_tickers =
			watch_company_keys(subject->plan->watch, company, subject->keys[i]);
	}
	subject->subject.companies = subject->companies;
	subject->subject.n_companies = n;
}

static void
fill_topics(struct item_subject *subject, const struct item_record *item)
{
	size_t n = item->n_topics < TOPICS_MAX ? item->n_topics : TOPICS_MAX;

	for (size_t i = 0; i < n; i++)
		subject->topics[i] = item->topics[i].name;
	subject->subject.topics = subject->topics;
	subject->subject.n_topics = n;
}

static void
fill_feed(struct query_subject *seen, const struct feed_name *feed, const struct item_record *item)
{
	if (feed == NULL)
		return;
	seen->tags = feed->tags;
	seen->n_tags = feed->n_tags;
	seen->feed = feed->title;
	seen->feed_url = feed->url;
	seen->source = item->source.len > 0 ? item->source : feed->title;
}

const struct query_subject *
item_subject_fill(
	struct item_subject *subject, const struct item_record *item, int64_t now, int n_sources)
{
	int64_t age = now - item->first_seen_at;

	struct span text = item->text.len > 0 ? item->text : item->summary;

	query_text_set(subject->text, item->title, subject->is_textless ? SPAN_NONE : text);
	subject->subject = (struct query_subject){
		.text = subject->text,
		.source = item->source,
		.language = item->language,
		.url = item->url,
		.relevance = item->n_companies > 0 ? item->companies[0].relevance : QUERY_UNKNOWN,
		.n_sources = n_sources,
		.age_seconds = age > 0 ? age : 0,
	};
	fill_companies(subject, item);
	fill_topics(subject, item);
	fill_feed(&subject->subject, feed_names_find(subject->names, item->feed), item);
	return &subject->subject;
}

static void
begin_bare(struct item_subject *subject)
{
	query_text_set(subject->text, SPAN_NONE, SPAN_NONE);
	subject->subject = (struct query_subject){
		.text = subject->text,
		.relevance = QUERY_UNKNOWN,
		.n_sources = QUERY_UNKNOWN,
		.age_seconds = QUERY_UNKNOWN,
	};
}

const struct query_subject *
item_subject_of_company(struct item_subject *subject, struct span id)
{
	struct item_company company = {.id = id};
	const struct item_record item = {.companies = &company, .n_companies = 1};

	begin_bare(subject);
	fill_companies(subject, &item);
	return &subject->subject;
}

const struct query_subject *
item_subject_of_topic(struct item_subject *subject, struct span name)
{
	struct item_topic topic = {.name = name};
	const struct item_record item = {.topics = &topic, .n_topics = 1};

	begin_bare(subject);
	fill_topics(subject, &item);
	return &subject->subject;
}

const struct query_subject *
item_subject_of_feed(struct item_subject *subject, const struct feed_name *feed)
{
	const struct item_record item = {0};

	begin_bare(subject);
	fill_feed(&subject->subject, feed, &item);
	return &subject->subject;
}
