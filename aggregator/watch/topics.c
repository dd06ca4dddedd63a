#include "aggregator/watch/topics.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "aggregator/watch/literal_edges.h"
#include "aggregator/watch/query.h"
#include "aggregator/watch/reading.h"
#include "feeds/base/buf.h"
#include "feeds/base/memory.h"

/* A target's source: where its literal counts. Of two, lexicon_add keeps the greater. */
#define IN_TITLE 0
#define ANYWHERE 1

struct topics {
	struct topic {
		char *name;
		struct query *query;
		bool is_always_asked; /* no literal has to be there */
	} * at;
	size_t n;
};

struct topics_scratch {
	struct query_text *text;
	const struct topics *topics;
	bool *is_hit;
};

/* Where the literals of one query go. */
struct telling {
	struct lexicon *lexicon;
	struct buf plain;
	uint32_t topic;
	bool is_complete; /* every literal can be looked for */
};

static void
on_literal(void *context, const struct query_literal *literal)
{
	struct telling *telling = context;
	struct target target = {.subject = telling->topic, .kind = TARGET_TOPIC};
	struct literal_edges edges;

	buf_clear(&telling->plain);
	plain_add(literal->folded, &telling->plain);
	if (telling->plain.len == 0) {
		telling->is_complete = false;
		return;
	}
	target.source = literal->in_title ? IN_TITLE : ANYWHERE;
	edges = literal_edges(buf_span(&telling->plain));
	edges.starts_word &= literal->starts_word;
	edges.ends_word &= literal->ends_word;
	lexicon_add(telling->lexicon, buf_span(&telling->plain), edges, &target);
}

static bool
add_topic(struct topics *topics, const struct wanted_topic *wanted, struct lexicon *lexicon,
	struct error *err)
{
	struct topic *topic = &topics->at[topics->n];
	struct telling telling = {.lexicon = lexicon, .topic = (uint32_t)topics->n};

	topic->query = query_parse(span_of(wanted->where), err);
	if (topic->query == NULL)
		return error_in(err, "topic '%s'", wanted->name);
	topic->name = memory_string(wanted->name, strlen(wanted->name));
	topics->n++;
	telling.is_complete = true;
	buf_init(&telling.plain, BUF_UNLIMITED);
	topic->is_always_asked = !query_literals(topic->query, on_literal, &telling);
	topic->is_always_asked |= !telling.is_complete;
	buf_release(&telling.plain);
	return true;
}

struct topics *
topics_new(const struct watchlist *wishes, struct lexicon *lexicon, struct error *err)
{
	struct topics *topics = memory_new(1, sizeof *topics);
	size_t n = wishes == NULL ? 0 : wishes->n_topics;

	topics->at = memory_new(n, sizeof *topics->at);
	for (size_t i = 0; i < n; i++) {
		if (!add_topic(topics, &wishes->topics[i], lexicon, err)) {
			topics_free(topics);
			return NULL;
		}
	}
	return topics;
}

void
topics_free(struct topics *topics)
{
	if (topics == NULL)
		return;
	for (size_t i = 0; i < topics->n; i++) {
		query_free(topics->at[i].query);
		free(topics->at[i].name);
	}
	free(topics->at);
	free(topics);
}

struct topics_scratch *
topics_scratch_new(const struct topics *topics)
{
	struct topics_scratch *scratch = memory_new(1, sizeof *scratch);

	scratch->topics = topics;
	scratch->text = query_text_new();
	scratch->is_hit = memory_new(topics->n, sizeof *scratch->is_hit);
	return scratch;
}

void
topics_scratch_free(struct topics_scratch *scratch)
{
	if (scratch == NULL)
		return;
	query_text_free(scratch->text);
	free(scratch->is_hit);
	free(scratch);
}

void
topics_begin(struct topics_scratch *scratch)
{
	for (size_t i = 0; i < scratch->topics->n; i++)
		scratch->is_hit[i] = scratch->topics->at[i].is_always_asked;
}

void
topics_hit(struct topics_scratch *scratch, const struct target *target, bool is_in_title)
{
	if (is_in_title || target->source == ANYWHERE)
		scratch->is_hit[target->subject] = true;
}

/* The spans of one topic, collected. */
struct spots {
	struct arena *arena;
	struct topic_span *at;
	size_t n;
	size_t capacity;
};

static void
on_spot(void *context, const struct query_spot *spot)
{
	struct spots *spots = context;
	enum watch_field field = spot->part == QUERY_TITLE ? FIELD_TITLE : FIELD_TEXT;

	for (size_t i = 0; i < spots->n; i++) {
		if (spots->at[i].field == field && spots->at[i].start == spot->start &&
			spots->at[i].end == spot->end)
			return; /* told twice */
	}
	spots->at =
		arena_room(spots->arena, spots->at, spots->n, &spots->capacity, sizeof *spots->at);
	spots->at[spots->n++] = (struct topic_span){field, spot->start, spot->end};
}

static struct query_company *
companies_of(const struct verdict *verdict, struct arena *arena)
{
	struct query_company *companies =
		arena_array(arena, verdict->n_companies, sizeof *companies);

	for (size_t i = 0; i < verdict->n_companies; i++) {
		const struct company *company = verdict->companies[i].company;
		struct span *ticker = arena_alloc(arena, sizeof *ticker);

		*ticker = span_of(company->ticker);
		companies[i] = (struct query_company){span_of(company->id), span_of(company->name),
			ticker, ticker->at != NULL, true};
	}
	return companies;
}

static void
ask(const struct topic *topic, const struct query_subject *subject, struct arena *arena,
	struct verdict *verdict)
{
	struct verdict_topic *topics = (struct verdict_topic *)verdict->topics;
	struct spots spots = {arena, NULL, 0, 0};

	if (!query_spots(topic->query, subject, on_spot, &spots))
		return;
	topics[verdict->n_topics++] = (struct verdict_topic){topic->name, spots.at, spots.n};
}

void
topics_decide(const struct topics *topics, struct topics_scratch *scratch,
	const struct watch_item *item, struct arena *arena, struct verdict *verdict)
{
	struct query_subject subject = {
		.text = scratch->text,
		.companies = companies_of(verdict, arena),
		.n_companies = verdict->n_companies,
		.source = item->source,
		.feed = item->feed_title,
		.feed_url = item->feed_url,
		.language = item->language,
		.url = item->url,
		.relevance =
			verdict->n_companies > 0 ? verdict->companies[0].relevance : QUERY_UNKNOWN,
		.n_sources = QUERY_UNKNOWN,
		.age_seconds = QUERY_UNKNOWN,
	};
	size_t n_hit = 0;

	for (size_t i = 0; i < topics->n; i++)
		n_hit += scratch->is_hit[i];
	if (n_hit == 0)
		return;
	query_text_set(scratch->text, item->title, item->text);
	verdict->topics = arena_array(arena, n_hit, sizeof *verdict->topics);
	for (size_t i = 0; i < topics->n; i++) {
		if (scratch->is_hit[i])
			ask(&topics->at[i], &subject, arena, verdict);
	}
}
