#include "aggregator/edition_overview.h"

#include "feeds/base/buf.h"

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

static void
set_sick(const struct edition_bench *bench)
{
	struct digest *digest = bench->digest;
	struct digest_sick_feed *sick = arena_array(digest->arena, SICK_FEEDS_MAX, sizeof *sick);
	size_t n = 0;

	for (size_t i = 0; i < bench->names->n && n < SICK_FEEDS_MAX; i++) {
		const struct feed_name *feed = &bench->names->at[i];

		if (!feed->is_active || feed->failures < SICK_FAILURES)
			continue;
		sick[n++] = (struct digest_sick_feed){
			.title = arena_copy(digest->arena, feed->title),
			.url = arena_copy(digest->arena, feed->url),
			.trouble = arena_copy(digest->arena, feed->trouble),
		};
	}
	digest->overview.sick = sick;
	digest->overview.n_sick = n;
}

static unsigned
count_active(const struct feed_names *names)
{
	unsigned n = 0;

	for (size_t i = 0; i < names->n; i++)
		n += names->at[i].is_active;
	return n;
}

void
edition_overlook(const struct edition_bench *bench, const struct edition_choice *choice,
	const struct digest_story *told)
{
	struct digest_overview *overview = &bench->digest->overview;

	overview->items_read = (unsigned)choice->n_items;
	overview->stories = (unsigned)choice->n_stories;
	overview->feeds = count_active(bench->names);
	set_top(bench->digest, told, choice->n);
	set_dropped(bench, choice);
	set_sick(bench);
}
