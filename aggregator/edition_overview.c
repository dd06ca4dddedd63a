#include "aggregator/edition_overview.h"

#include <stdlib.h>

#include "aggregator/feed_health.h"
#include "feeds/base/buf.h"
#include "feeds/base/memory.h"

#define TOP_STORIES 3
#define SICK_FEEDS_MAX 10
#define SICK_FAILURES 3 /* in a row, before a person is bothered */
#define REASONS_MAX 5

static void
set_top(struct digest *digest, const struct digest_story *told, size_t n)
{
	const struct digest_story **top = arena_array(digest->arena, TOP_STORIES, sizeof *top);

	for (size_t i = 0; i < n && i < TOP_STORIES; i++)
		top[digest->overview.n_top++] = &told[i];
	digest->overview.top = top;
}

/* "below min_relevance 40": a number of stories, and the bound that they broke. */
static void
add_bound(struct digest *digest, struct digest_dropped *dropped, size_t stories, const char *bound,
	int value)
{
	struct buf reason;

	if (stories == 0)
		return;
	buf_init(&reason, BUF_UNLIMITED);
	buf_format(&reason, "%s %d", bound, value);
	dropped[digest->overview.n_dropped++] =
		(struct digest_dropped){.stories = (unsigned)stories,
			.reason = arena_copy(digest->arena, buf_span(&reason))};
	buf_release(&reason);
}

static void
set_dropped(const struct edition_bench *bench, const struct edition_choice *choice)
{
	const struct config_digest *config = bench->wish->config;
	struct digest *digest = bench->digest;
	struct digest_dropped *dropped = arena_array(digest->arena, REASONS_MAX, sizeof *dropped);

	add_bound(digest, dropped, choice->n_below, "below min_relevance", config->min_relevance);
	add_bound(digest, dropped, choice->n_of_company, "beyond max_per_company",
		config->max_per_company);
	add_bound(digest, dropped, choice->n_of_source, "beyond max_per_source",
		config->max_per_source);
	add_bound(digest, dropped, choice->n_beyond, "beyond max_stories", config->max_stories);
	if (choice->n_told > 0)
		dropped[digest->overview.n_dropped++] =
			(struct digest_dropped){.stories = (unsigned)choice->n_told,
				.reason = SPAN("told before, and nothing new")};
	digest->overview.dropped = dropped;
}

/* A feed that needs a person; a failure is given time to pass. */
static bool
is_sick(const struct feed_health *health)
{
	if (health->health == HEALTH_FAILING)
		return health->schedule.failures >= SICK_FAILURES;
	return health_is_trouble(health->health);
}

/* On its way into the overview. */
struct sick {
	struct digest_sick_feed told;
	enum health health;
	int64_t number;
};

static struct sick
sick_feed(const struct feed_record *feed, const struct feed_health *health, int64_t now,
	struct arena *arena)
{
	struct span title =
		feed->configured_title.len > 0 ? feed->configured_title : feed->state.title;
	struct sick sick = {.health = health->health, .number = feed->number};
	struct buf trouble;

	buf_init(&trouble, BUF_UNLIMITED);
	health_tell(&health->facts, now, &trouble);
	sick.told = (struct digest_sick_feed){
		.title = arena_copy(arena, title.len > 0 ? title : feed->url),
		.url = arena_copy(arena, feed->url),
		.trouble = arena_copy(arena, buf_span(&trouble)),
	};
	buf_release(&trouble);
	return sick;
}

static int
by_urgency(const void *a, const void *b)
{
	const struct sick *left = a;
	const struct sick *right = b;

	if (left->health != right->health)
		return left->health < right->health ? -1 : 1;
	return (left->number > right->number) - (left->number < right->number);
}

static void
take_most_urgent(struct digest *digest, struct sick *found, size_t n)
{
	struct digest_sick_feed *sick = arena_array(digest->arena, SICK_FEEDS_MAX, sizeof *sick);

	if (n > 0)
		qsort(found, n, sizeof *found, by_urgency);
	for (size_t i = 0; i < n && i < SICK_FEEDS_MAX; i++)
		sick[digest->overview.n_sick++] = found[i].told;
	digest->overview.sick = sick;
}

static bool
set_sick(const struct edition_bench *bench, struct error *err)
{
	struct digest *digest = bench->digest;
	struct feed_cursor *cursor = feeds_all(bench->store);
	const struct feed_record *feed;
	struct feed_health health;
	struct sick *found = NULL;
	size_t capacity = 0;
	size_t n = 0;

	while ((feed = feed_cursor_next(cursor)) != NULL) {
		feed_health_of(&health, feed, bench->wish->now);
		if (!is_sick(&health))
			continue;
		found = memory_room(found, n, &capacity, sizeof *found);
		found[n++] = sick_feed(feed, &health, bench->wish->now, digest->arena);
	}
	take_most_urgent(digest, found, n);
	free(found);
	return feed_cursor_close(cursor, err);
}

static unsigned
count_active(const struct feed_names *names)
{
	unsigned n = 0;

	for (size_t i = 0; i < names->n; i++)
		n += names->at[i].is_active;
	return n;
}

bool
edition_overlook(const struct edition_bench *bench, const struct edition_choice *choice,
	const struct digest_story *told, struct error *err)
{
	struct digest_overview *overview = &bench->digest->overview;

	overview->items_read = (unsigned)choice->n_items;
	overview->stories = (unsigned)choice->n_stories;
	overview->feeds = count_active(bench->names);
	set_top(bench->digest, told, choice->n);
	set_dropped(bench, choice);
	return set_sick(bench, err);
}
