#include "aggregator/chosen_story.h"

#include <stdlib.h>
#include <string.h>

#include "aggregator/edition_ids.h"
#include "aggregator/filing.h"
#include "aggregator/outlet_short.h"
#include "aggregator/rereading.h"
#include "aggregator/store/edition_store.h"
#include "aggregator/store/item_store.h"
#include "aggregator/story/headline.h"
#include "aggregator/story/stories.h"
#include "aggregator/story/summary.h"
#include "aggregator/story_marks.h"
#include "aggregator/story_news.h"
#include "aggregator/tellings.h"
#include "feeds/base/memory.h"

#define MEMBERS_MAX 500  /* of one story that are read; more is a template, not a story */
#define COMPANIES_MAX 64 /* of one story */
#define TOPICS_MAX 64
#define NOVELTY_COMPANIES_MAX 3 /* of one story, to which it is told how new it is */
#define PRINTS_MAX 32        /* of one story, by which it is compared with what was told before */
#define ROUND_UP_COMPANIES 8 /* a story that names more, and is about none, is a round-up */

/* What grows while a story's items are read. */
struct story_gathering {
	const struct edition_bench *bench;
	struct story_member members[MEMBERS_MAX];
	int64_t feeds[MEMBERS_MAX];
	int relations[MEMBERS_MAX];
	size_t n_members;
	struct fingerprint prints[PRINTS_MAX];
	size_t n_prints;
	struct digest_company companies[COMPANIES_MAX];
	size_t n_companies;
	struct span topics[TOPICS_MAX];
	size_t n_topics;
};

struct story_gathering *
story_gathering_new(void)
{
	return memory_new(1, sizeof(struct story_gathering));
}

void
story_gathering_free(struct story_gathering *gathering)
{
	free(gathering);
}

static struct digest_company *
company_of(struct story_gathering *gathering, struct span id)
{
	struct arena *arena = gathering->bench->digest->arena;
	const struct plan *plan = gathering->bench->plan;
	const struct company *company = watch_company(plan->watch, id);
	struct digest_company *fresh;

	for (size_t i = 0; i < gathering->n_companies; i++)
		if (span_equal(gathering->companies[i].id, id))
			return &gathering->companies[i];
	if (gathering->n_companies == COMPANIES_MAX)
		return NULL;
	fresh = &gathering->companies[gathering->n_companies++];
	*fresh = (struct digest_company){.id = arena_copy(arena, id),
		.name = arena_copy(arena, company != NULL ? span_of(company->name) : id),
		.role = DIGEST_ROLE_MENTION};
	fresh->has_page = plan->config->site.dir != NULL && watch_is_watched(plan->watch, id);
	if (company != NULL)
		fresh->ticker = arena_copy(arena, span_of(company->ticker));
	return fresh;
}

/* The story is as much about a company as the item that is most about it. */
static void
gather_companies(struct story_gathering *gathering, const struct item_record *item)
{
	for (size_t i = 0; i < item->n_companies; i++) {
		const struct item_company *found = &item->companies[i];
		struct digest_company *company = company_of(gathering, found->id);

		if (company == NULL)
			continue;
		if (found->relevance > company->relevance)
			company->relevance = found->relevance;
		if (found->role == ROLE_ABOUT)
			company->role = DIGEST_ROLE_ABOUT;
	}
}

static void
gather_topics(struct story_gathering *gathering, const struct item_record *item)
{
	for (size_t i = 0; i < item->n_topics; i++) {
		struct span name = item->topics[i].name;
		size_t at = 0;

		while (at < gathering->n_topics && !span_equal(gathering->topics[at], name))
			at++;
		if (at == gathering->n_topics && at < TOPICS_MAX)
			gathering->topics[gathering->n_topics++] =
				arena_copy(gathering->bench->digest->arena, name);
	}
}

static struct span
longest(struct span a, struct span b)
{
	return b.len > a.len ? b : a;
}

/* When it was published, as far as that can be: a date behind our own is a mistake. */
static int64_t
published_at(const struct item_record *item)
{
	if (item->published_at == ITEM_TIME_NONE || item->published_at > item->first_seen_at)
		return item->first_seen_at;
	return item->published_at;
}

static void
gather_member(struct story_gathering *gathering, const struct item_record *item)
{
	struct arena *arena = gathering->bench->digest->arena;
	const struct feed_name *feed = feed_names_find(gathering->bench->names, item->feed);
	size_t at = gathering->n_members++;

	gathering->feeds[at] = item->feed;
	gathering->relations[at] = item->place.relation;
	gathering->members[at] = (struct story_member){
		.item = item->number,
		.title = arena_copy(arena, item->title),
		.text = arena_copy(arena, longest(item->text, item->summary)),
		.source = arena_copy(arena,
			outlet_short(
				item->source.len > 0 || feed == NULL ? item->source : feed->title)),
		.url = arena_copy(arena, item->url),
		.published = published_at(item),
		.seen_at = item->first_seen_at,
		.weight = feed != NULL ? feed->weight : 1,
		.relevance = item->n_companies > 0 ? item->companies[0].relevance : 0,
		.relation = item->place.relation,
	};
}

static void
gather_print(struct story_gathering *gathering, const struct item_record *item)
{
	if (gathering->bench->novelty != NULL && gathering->n_prints < PRINTS_MAX &&
		fingerprint_read(item->fingerprint, &gathering->prints[gathering->n_prints]))
		gathering->n_prints++;
}

static bool
gather(struct story_gathering *gathering, int64_t number, struct error *err)
{
	struct item_cursor *cursor = items_of_story(gathering->bench->store, number, ITEM_WHOLE);
	int64_t until = gathering->bench->wish->window_to;
	struct rereading *rereading = gathering->bench->rereading;
	const struct item_record *item;

	while ((item = item_cursor_next(cursor)) != NULL) {
		if (rereading != NULL)
			item = rereading_of(rereading, item);
		if (item->first_seen_at >= until || gathering->n_members == MEMBERS_MAX)
			continue;
		gather_member(gathering, item);
		gather_print(gathering, item);
		gather_companies(gathering, item);
		gather_topics(gathering, item);
	}
	return item_cursor_close(cursor, err);
}

static int
compare_companies(const void *a, const void *b)
{
	const struct digest_company *left = a;
	const struct digest_company *right = b;

	if (left->role != right->role)
		return left->role == DIGEST_ROLE_ABOUT ? -1 : 1;
	if (left->relevance != right->relevance)
		return left->relevance > right->relevance ? -1 : 1;
	return span_compare(left->id, right->id);
}

static void *
keep(struct arena *arena, const void *array, size_t n, size_t size)
{
	void *copy = arena_array(arena, n, size);

	if (n > 0)
		memcpy(copy, array, n * size);
	return copy;
}

bool
chosen_story_is_new(const struct chosen_story *story, size_t member)
{
	return story->was_told && story->members[member].seen_at > story->told_at &&
	       story->relations[member] != RELATION_COPY;
}

/* What an earlier edition told of it, and what came since. */
static bool
look_back(const struct edition_bench *bench, struct chosen_story *story, struct error *err)
{
	uint64_t sequence = bench->wish->sequence;
	const struct story_asked asked = {.digest = span_of(bench->wish->config->name),
		.story = story->picked->story,
		.before = sequence > 0 ? (int64_t)sequence : INT64_MAX};
	struct story_telling telling;

	if (bench->wish->told != NULL)
		telling = tellings_last(bench->wish->told, asked.story);
	else if (!story_last_told(bench->store, &asked, &telling, err))
		return false;
	story->was_told = telling.edition != 0;
	story->told_at = telling.told_at;
	if (!story->was_told) {
		story->is_new = story->picked->has_news;
		return true;
	}
	for (size_t i = 0; i < story->n_members; i++)
		story->n_new += chosen_story_is_new(story, i);
	story->is_new = story->n_new > 0 || bench->wish->tells_again;
	return true;
}

static void
keep_gathered(struct arena *arena, struct story_gathering *gathering, struct chosen_story *story)
{
	qsort(gathering->companies, gathering->n_companies, sizeof *gathering->companies,
		compare_companies);
	story->members =
		keep(arena, gathering->members, gathering->n_members, sizeof *story->members);
	story->feeds = keep(arena, gathering->feeds, gathering->n_members, sizeof *story->feeds);
	story->relations =
		keep(arena, gathering->relations, gathering->n_members, sizeof *story->relations);
	story->n_members = gathering->n_members;
	story->companies =
		keep(arena, gathering->companies, gathering->n_companies, sizeof *story->companies);
	story->n_companies = gathering->n_companies;
	story->topics = keep(arena, gathering->topics, gathering->n_topics, sizeof *story->topics);
	story->n_topics = gathering->n_topics;
	story->is_roundup = story->n_companies > ROUND_UP_COMPANIES &&
			    story->companies[0].role != DIGEST_ROLE_ABOUT;
}

static void
keep_novelty(struct arena *arena, const struct novelty *measured, struct digest_company *company)
{
	struct digest_novelty *novelty;

	if (measured->score == RANK_NOVELTY_UNKNOWN)
		return;
	novelty = arena_alloc(arena, sizeof *novelty);
	*novelty = (struct digest_novelty){.score = measured->score,
		.has_alike = measured->days_since_alike != NOVELTY_NEVER,
		.days_since_alike = measured->days_since_alike,
		.alike_story = (uint64_t)measured->alike_story};
	company->novelty = novelty;
}

/* To each company that it is about; `score` is that of the one that it is most about. */
static bool
measure_novelty(const struct edition_bench *bench, const struct chosen_story *story, int *score,
	struct error *err)
{
	const struct story_gathering *gathering = bench->gathering;
	struct novelty_item items[PRINTS_MAX];
	const struct novelty_own own = {items, gathering->n_prints};

	*score = RANK_NOVELTY_UNKNOWN;
	for (size_t i = 0; i < gathering->n_prints; i++)
		items[i] = (struct novelty_item){&gathering->prints[i], story->picked->story};
	for (size_t i = 0; bench->novelty != NULL && i < story->n_companies; i++) {
		struct digest_company *company = &story->companies[i];
		struct novelty novelty;

		if (i == NOVELTY_COMPANIES_MAX || company->role != DIGEST_ROLE_ABOUT)
			return true;
		if (!novelty_desk_ask(bench->novelty, company->id, &own, &novelty, err))
			return false;
		keep_novelty(bench->digest->arena, &novelty, company);
		if (i == 0)
			*score = novelty.score;
	}
	return true;
}

static double
weigh_topics(const struct config *config, const struct chosen_story *story)
{
	double sum = 0;

	for (size_t i = 0; i < story->n_topics; i++)
		sum += config_topic_weight(config, story->topics[i]);
	return sum;
}

bool
chosen_story_read(const struct edition_bench *bench, const struct picked_story *picked,
	struct chosen_story *story, struct error *err)
{
	struct arena *arena = bench->digest->arena;
	struct story_gathering *gathering = bench->gathering;
	struct rank_story ranked;
	int novelty;

	gathering->bench = bench;
	gathering->n_prints = gathering->n_members = gathering->n_companies = gathering->n_topics =
		0;
	*story = (struct chosen_story){.picked = picked};
	if (!gather(gathering, picked->story, err))
		return false;
	keep_gathered(arena, gathering, story);
	if (!measure_novelty(bench, story, &novelty, err))
		return false;
	ranked = (struct rank_story){
		.story = picked->story,
		.members = story->members,
		.n_members = story->n_members,
		.novelty = novelty,
		.topic_weight = weigh_topics(bench->plan->config, story),
		.now = bench->wish->now,
	};
	rank_story(&ranked, &story->rank);
	return look_back(bench, story, err);
}

static enum digest_relation
relation_told(int relation, bool is_first)
{
	if (is_first)
		return DIGEST_SOURCE_FIRST;
	switch ((enum relation)relation) {
	case RELATION_COPY:
		return DIGEST_SOURCE_COPY;
	case RELATION_FOLLOW_UP:
		return DIGEST_SOURCE_FOLLOW;
	case RELATION_NEW:
	case RELATION_SAME:
		return DIGEST_SOURCE_SAME;
	}
	return DIGEST_SOURCE_SAME;
}

static int
compare_sources(const void *a, const void *b)
{
	const struct digest_source *left = a;
	const struct digest_source *right = b;

	if (left->published != right->published)
		return left->published < right->published ? -1 : 1;
	return span_compare(left->url, right->url);
}

/* An outlet that sends one text twice is one source of it. Gives how many are left. */
static size_t
drop_own_copies(struct digest_source *sources, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		size_t same = 0;

		while (same < kept && !span_equal(sources[same].title, sources[i].title))
			same++;
		if (same == kept || sources[i].relation != DIGEST_SOURCE_COPY)
			sources[kept++] = sources[i];
	}
	return kept;
}

static void
tell_sources(const struct edition_bench *bench, const struct chosen_story *story,
	struct digest_story *told)
{
	struct digest_source *sources =
		arena_array(bench->digest->arena, story->n_members, sizeof *sources);

	for (size_t i = 0; i < story->n_members; i++) {
		const struct story_member *member = &story->members[i];
		const struct feed_name *feed = feed_names_find(bench->names, story->feeds[i]);

		sources[i] = (struct digest_source){
			.title = member->source,
			.headline = filing_headline(headline_clean(member->title, member->source),
				bench->digest->arena),
			.url = member->url,
			.published = member->published,
			.relation = relation_told(story->relations[i], false),
		};
		if (feed == NULL)
			continue;
		sources[i].feed_url =
			edition_source_id(bench->plan->config, feed, bench->digest->arena);
		sources[i].home_url = arena_copy(bench->digest->arena, feed->home);
	}
	qsort(sources, story->n_members, sizeof *sources, compare_sources);
	sources[0].relation = DIGEST_SOURCE_FIRST;
	told->sources = sources;
	told->n_sources = drop_own_copies(sources, story->n_members);
}

/* Headline and summary, with the words that made it a story of this digest. */
static void
tell_words(const struct edition_bench *bench, const struct chosen_story *story,
	struct digest_story *told)
{
	struct arena *arena = bench->digest->arena;
	size_t chosen = headline_choose(story->members, story->n_members);
	struct span filed = filing_story_headline(story->members, story->n_members, arena);
	struct span headline = filed.len > 0 ? filed
					     : headline_clean(story->members[chosen].title,
						       story->members[chosen].source);
	struct span summary = filed.len > 0 ? filing_items(story->members[chosen].text, arena)
					    : summary_make(story->members, story->n_members,
						      headline, SUMMARY_BYTES_USUAL, arena);
	struct watch_item seen = {.title = headline, .text = summary};
	struct verdict verdict;
	const struct story_marker marker = {bench->digest, story, &verdict};
	struct digest_text *sentence;

	watch_read(bench->plan->watch, bench->scratch, &seen, arena, &verdict);
	told->headline = story_mark(&marker, FIELD_TITLE, headline);
	told->url = story->members[chosen].url;
	if (summary.len == 0)
		return;
	sentence = arena_alloc(arena, sizeof *sentence);
	*sentence = story_mark(&marker, FIELD_TEXT, summary);
	told->sentences = sentence;
	told->n_sentences = 1;
}

void
chosen_story_tell(const struct edition_bench *bench, const struct chosen_story *story,
	unsigned rank, struct digest_story *told)
{
	*told = (struct digest_story){
		.number = (uint64_t)story->picked->story,
		.id = edition_story_id(
			bench->plan->config, story->picked->story, bench->digest->arena),
		.rank = rank,
		.is_roundup = story->is_roundup,
		.companies = story->companies,
		.n_companies = story->n_companies,
		.topics = story->topics,
		.n_topics = story->n_topics,
		.updated = story->members[0].seen_at,
	};
	tell_sources(bench, story, told);
	tell_words(bench, story, told);
	story_news_tell(bench, story, told);
	told->published = told->sources[0].published;
	for (size_t i = 0; i < story->n_members; i++)
		if (story->members[i].published > told->updated)
			told->updated = story->members[i].published;
	if (told->updated < told->published)
		told->updated = told->published;
}
