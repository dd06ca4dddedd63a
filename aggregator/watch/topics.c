#include "aggregator/watch/topics.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "aggregator/watch/company_keys.h"
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
		bool is_junk; /* several in a row may have one name */
	} * at;
	size_t n;
	uint32_t *always; /* the numbers of those of which no literal has to be there */
	size_t n_always;
	const struct directory *directory; /* by what else a company may be meant */
};

/* Nothing here is cleared or walked from end to end for an item: topics may be thousands. */
struct topics_scratch {
	struct query_text *text;
	const struct topics *topics;
	const struct reading *reading;
	bool *is_hit;
	uint32_t *hits; /* the numbers of those that are */
	size_t n_hits;
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
	struct span plain;

	buf_clear(&telling->plain);
	plain_add(literal->folded, &telling->plain);
	plain = buf_span(&telling->plain);
	if (plain.len == 0) {
		telling->is_complete = false;
		return;
	}
	target.source = literal->in_title ? IN_TITLE : ANYWHERE;
	edges = literal_edges(plain);
	edges.starts_word &= literal->starts_word;
	edges.ends_word &= literal->ends_word;
	lexicon_add(telling->lexicon, plain, edges, &target);
}

static bool
add_topic(struct topics *topics, struct span name, struct span where, struct lexicon *lexicon,
	struct error *err)
{
	struct topic *topic = &topics->at[topics->n];
	struct telling telling = {.lexicon = lexicon, .topic = (uint32_t)topics->n};

	topic->query = query_parse(where, err);
	if (topic->query == NULL)
		return false;
	topic->name = memory_string(name.at, name.len);
	topics->n++;
	telling.is_complete = true;
	buf_init(&telling.plain, BUF_UNLIMITED);
	if (!query_literals(topic->query, on_literal, &telling) || !telling.is_complete)
		topics->always[topics->n_always++] = telling.topic;
	buf_release(&telling.plain);
	return true;
}

static bool
add_wanted(struct topics *topics, const struct watchlist *wishes, struct lexicon *lexicon,
	struct error *err)
{
	for (size_t i = 0; wishes != NULL && i < wishes->n_topics; i++) {
		const struct wanted_topic *wanted = &wishes->topics[i];

		if (!add_topic(topics, span_of(wanted->name), span_of(wanted->where), lexicon, err))
			return error_in(err, "topic '%s'", wanted->name);
	}
	return true;
}

static bool
add_junk(struct topics *topics, const struct junk *junk, struct lexicon *lexicon, struct error *err)
{
	struct error reason = {0};

	for (size_t i = 0; i < junk->n; i++) {
		const struct junk_rule *rule = &junk->rules[i];

		if (!add_topic(topics, rule->class, rule->where, lexicon, &reason))
			return error_set(err, EX_DATAERR, "junk.tsv:%zu: where: %s", rule->line,
				reason.text); /* a data file, no mistake of the user's */
		topics->at[topics->n - 1].is_junk = true;
	}
	return true;
}

struct topics *
topics_new(const struct watchlist *wishes, const struct junk *junk,
	const struct directory *directory, struct lexicon *lexicon, struct error *err)
{
	struct topics *topics = memory_new(1, sizeof *topics);
	size_t n = (wishes == NULL ? 0 : wishes->n_topics) + junk->n;

	topics->at = memory_new(n, sizeof *topics->at);
	topics->directory = directory;
	topics->always = memory_new(n, sizeof *topics->always);
	if (add_wanted(topics, wishes, lexicon, err) && add_junk(topics, junk, lexicon, err))
		return topics;
	topics_free(topics);
	return NULL;
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
	free(topics->always);
	free(topics);
}

struct topics_scratch *
topics_scratch_new(const struct topics *topics, const struct reading *reading)
{
	struct topics_scratch *scratch = memory_new(1, sizeof *scratch);

	scratch->topics = topics;
	scratch->reading = reading;
	scratch->text = query_text_new();
	scratch->is_hit = memory_new(topics->n, sizeof *scratch->is_hit);
	scratch->hits = memory_new(topics->n, sizeof *scratch->hits);
	return scratch;
}

void
topics_scratch_free(struct topics_scratch *scratch)
{
	if (scratch == NULL)
		return;
	query_text_free(scratch->text);
	free(scratch->is_hit);
	free(scratch->hits);
	free(scratch);
}

void
topics_begin(struct topics_scratch *scratch)
{
	for (size_t i = 0; i < scratch->n_hits; i++)
		scratch->is_hit[scratch->hits[i]] = false;
	scratch->n_hits = 0;
}

static void
note_hit(struct topics_scratch *scratch, uint32_t topic)
{
	if (scratch->is_hit[topic])
		return;
	scratch->is_hit[topic] = true;
	scratch->hits[scratch->n_hits++] = topic;
}

void
topics_hit(struct topics_scratch *scratch, const struct target *target, bool is_in_title)
{
	if (is_in_title || target->source == ANYWHERE)
		note_hit(scratch, target->subject);
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
companies_of(const struct directory *directory, const struct verdict *verdict, struct arena *arena)
{
	struct query_company *companies =
		arena_array(arena, verdict->n_companies, sizeof *companies);

	for (size_t i = 0; i < verdict->n_companies; i++) {
		const struct company *company = verdict->companies[i].company;
		struct span *keys = arena_array(arena, COMPANY_KEYS_MAX, sizeof *keys);

		companies[i] = (struct query_company){span_of(company->id), span_of(company->name),
			keys, company_keys(directory, company, keys), true};
	}
	return companies;
}

static void
ask_junk(const struct topic *topic, const struct query_subject *subject, struct verdict *verdict)
{
	const char **names = (const char **)verdict->junk;

	if (verdict->n_junk > 0 && strcmp(names[verdict->n_junk - 1], topic->name) == 0)
		return; /* by another rule of its kind */
	if (query_matches(topic->query, subject))
		names[verdict->n_junk++] = topic->name;
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

static int
by_number(const void *a, const void *b)
{
	uint32_t left = *(const uint32_t *)a;
	uint32_t right = *(const uint32_t *)b;

	return (left > right) - (left < right);
}

static struct query_subject
subject_of(const struct topics_scratch *scratch, const struct watch_item *item,
	const struct verdict *verdict, struct arena *arena)
{
	return (struct query_subject){
		.text = scratch->text,
		.companies = companies_of(scratch->topics->directory, verdict, arena),
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
}

void
topics_decide(const struct topics *topics, struct topics_scratch *scratch,
	const struct watch_item *item, struct arena *arena, struct verdict *verdict)
{
	struct query_subject subject;

	for (size_t i = 0; i < topics->n_always; i++)
		note_hit(scratch, topics->always[i]);
	if (scratch->n_hits == 0)
		return;
	query_text_set_read(scratch->text, item->title, item->text, scratch->reading);
	subject = subject_of(scratch, item, verdict, arena);
	qsort(scratch->hits, scratch->n_hits, sizeof *scratch->hits, by_number);
	verdict->topics = arena_array(arena, scratch->n_hits, sizeof *verdict->topics);
	verdict->junk = arena_array(arena, scratch->n_hits, sizeof *verdict->junk);
	for (size_t i = 0; i < scratch->n_hits; i++) {
		const struct topic *topic = &topics->at[scratch->hits[i]];

		if (topic->is_junk)
			ask_junk(topic, &subject, verdict);
		else
			ask(topic, &subject, arena, verdict);
	}
}
