#include "aggregator/subjects.h"

#include <stdlib.h>

#include "aggregator/base/zone.h"
#include "aggregator/edition_earlier.h"
#include "aggregator/edition_ids.h"
#include "aggregator/store/company_store.h"
#include "aggregator/store/edition_store.h"
#include "feeds/base/buf.h"
#include "output/subject.h"

#define AGE_SECONDS_MAX ((int64_t)14 * 24 * 3600) /* of the editions whose stories are told */
#define STORIES_MAX 400 /* on all pages together, besides those of the latest edition */
#define SPARKLINE_DAYS 30
#define PATH_BYTES_MAX 1024

/* That a story belongs on the page of a subject. */
struct belonging {
	struct span key;
	const struct digest_company *company; /* NULL: a topic */
	const struct digest_story *story;
};

/* What the pages are made with. */
struct workshop {
	const struct plan *plan;
	struct store *store;
	int64_t now; /* the moment of the latest edition */
	int32_t utc_offset_seconds;
	struct arena *arena;
	struct belonging *at; /* by subject, then the newest first */
	size_t n;
};

static int
compare_belongings(const void *a, const void *b)
{
	const struct belonging *left = a;
	const struct belonging *right = b;
	int keys = span_compare(left->key, right->key);

	if (keys != 0)
		return keys;
	if (left->story->published != right->story->published)
		return left->story->published > right->story->published ? -1 : 1;
	return left->story->number > right->story->number ? -1 : 1;
}

static size_t
count_belongings(const struct recollection *told)
{
	size_t n = 0;

	for (size_t i = 0; i < told->n; i++)
		n += told->stories[i].n_companies + told->stories[i].n_topics;
	return n;
}

static void
gather_companies(struct workshop *workshop, const struct digest_story *story)
{
	for (size_t i = 0; i < story->n_companies; i++)
		if (story->companies[i].has_page)
			workshop->at[workshop->n++] = (struct belonging){
				story->companies[i].id, &story->companies[i], story};
}

static void
gather_topics(struct workshop *workshop, const struct digest_story *story)
{
	for (size_t i = 0; i < story->n_topics; i++)
		workshop->at[workshop->n++] = (struct belonging){story->topics[i], NULL, story};
}

static void
gather(struct workshop *workshop, const struct recollection *told, enum subject_kind kind)
{
	workshop->at = arena_array(workshop->arena, count_belongings(told), sizeof *workshop->at);
	workshop->n = 0;
	for (size_t i = 0; i < told->n; i++) {
		if (kind == SUBJECT_COMPANY)
			gather_companies(workshop, &told->stories[i]);
		else
			gather_topics(workshop, &told->stories[i]);
	}
	if (workshop->n > 0)
		qsort(workshop->at, workshop->n, sizeof *workshop->at, compare_belongings);
}

static bool
set_days(const struct workshop *workshop, struct subject *subject, struct error *err)
{
	uint32_t *daily = arena_array(workshop->arena, SPARKLINE_DAYS, sizeof *daily);
	struct company_days days = {.until = workshop->now, .n = SPARKLINE_DAYS, .stories = daily};

	subject->daily = daily;
	subject->n_daily = SPARKLINE_DAYS;
	return company_read_days(workshop->store, subject->key, &days, err);
}

static struct span
feed_id(const struct workshop *workshop, const struct subject *subject)
{
	struct buf path;
	struct span id;

	buf_init(&path, PATH_BYTES_MAX);
	subject_add_path(&path, subject->kind, subject->key, "");
	id = edition_feed_id(workshop->plan->config, arena_string(workshop->arena, buf_span(&path)),
		workshop->arena);
	buf_release(&path);
	return id;
}

/* The subject of `n` belongings with one key. */
static bool
make_subject(const struct workshop *workshop, const struct belonging *first, size_t n,
	struct subject *subject, struct error *err)
{
	struct digest_story *stories = arena_array(workshop->arena, n, sizeof *stories);

	for (size_t i = 0; i < n; i++)
		stories[i] = *first[i].story;
	*subject = (struct subject){
		.kind = first->company != NULL ? SUBJECT_COMPANY : SUBJECT_TOPIC,
		.key = first->key,
		.name = first->key,
		.stories = stories,
		.n_stories = n,
		.utc_offset_seconds = workshop->utc_offset_seconds,
	};
	subject->feed_id = feed_id(workshop, subject);
	if (first->company == NULL)
		return true;
	subject->name = first->company->name;
	subject->ticker = first->company->ticker;
	return set_days(workshop, subject, err);
}

static int
compare_names(const void *a, const void *b)
{
	const struct subject *left = a;
	const struct subject *right = b;
	int names = span_compare(left->name, right->name);

	return names != 0 ? names : span_compare(left->key, right->key);
}

static bool
publish_kind(struct workshop *workshop, const struct site *site, const struct recollection *told,
	enum subject_kind kind, struct error *err)
{
	struct subject_list list = {.kind = kind};
	struct subject *subjects;
	size_t next;

	gather(workshop, told, kind);
	subjects = arena_array(workshop->arena, workshop->n, sizeof *subjects);
	for (size_t i = 0; i < workshop->n; i = next) {
		next = i + 1;
		while (next < workshop->n &&
			span_equal(workshop->at[i].key, workshop->at[next].key))
			next++;
		if (!make_subject(workshop, &workshop->at[i], next - i, &subjects[list.n++], err))
			return false;
	}
	if (list.n > 0)
		qsort(subjects, list.n, sizeof *subjects, compare_names);
	list.at = subjects;
	return subject_publish(site, &list, err);
}

/* The stories of the editions of the last days, the latest edition first. */
static bool
recall(const struct workshop *workshop, struct recollection *told, struct error *err)
{
	struct edition_list list = {.arena = workshop->arena};
	int64_t since = workshop->now - AGE_SECONDS_MAX;

	if (!editions_since(workshop->store, SPAN_NONE, since, &list, err))
		return false;
	for (size_t i = list.n; i > 0 && told->n < told->max; i--) {
		const char *name = arena_string(workshop->arena, list.at[i - 1].digest);
		const struct config_digest *config =
			config_find_digest(workshop->plan->config, name);

		if (config != NULL && !recollection_add(told, config, list.at[i - 1].number, err))
			return false;
	}
	return true;
}

/* Digests may have zones of their own; a page that all of them tell on has that of the first. */
static bool
set_zone(struct workshop *workshop, struct error *err)
{
	struct zone *zone = zone_new(workshop->plan->config->digests[0].schedule.timezone, err);

	if (zone == NULL)
		return false;
	workshop->utc_offset_seconds = zone_offset(zone, workshop->now);
	zone_free(zone);
	return true;
}

bool
subjects_publish(const struct plan *plan, struct store *store, const struct site *site,
	const struct digest *latest, struct error *err)
{
	struct digest *digest = digest_new();
	struct feed_names names = {0};
	struct watch_scratch *scratch = watch_scratch_new(plan->watch);
	struct story_gathering *gathering = story_gathering_new();
	struct edition_bench bench = {.plan = plan,
		.store = store,
		.names = &names,
		.scratch = scratch,
		.gathering = gathering,
		.digest = digest};
	struct recollection told = {
		.bench = &bench, .max = STORIES_MAX + digest_story_count(latest)};
	struct workshop workshop = {.plan = plan,
		.store = store,
		.now = latest->edition.created_at,
		.arena = digest->arena};
	bool ok;

	told.stories = arena_array(digest->arena, told.max, sizeof *told.stories);
	ok = set_zone(&workshop, err) && feed_names_init(&names, plan, store, err) &&
	     recall(&workshop, &told, err) &&
	     publish_kind(&workshop, site, &told, SUBJECT_COMPANY, err) &&
	     publish_kind(&workshop, site, &told, SUBJECT_TOPIC, err);
	story_gathering_free(gathering);
	watch_scratch_free(scratch);
	feed_names_release(&names);
	digest_free(digest);
	return ok;
}
