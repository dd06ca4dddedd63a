#include "aggregator/edition_overview.h"

#include "feeds/base/buf.h"

#define TOP_STORIES 3
#define SICK_FEEDS_MAX 10
#define SICK_FAILURES 3 /* in a row, before a person is bothered */
#define REASONS_MAX 3

static void
set_top(struct digest *digest, const struct digest_story *told, size_t n)
{
	const struct digest_story **top = arena_array(digest->arena, TOP_STORIES, sizeof *top);

	for (size_t i = 0; i < n && i < TOP_STORIES; i++)
		top[digest->overview.n_top++] = &told[i];
	digest->overview.top = top;
}

static void
add_reason(
	struct digest *digest, struct digest_dropped *dropped, size_t stories, struct span reason)
{
	if (stories == 0)
		return;
	dropped[digest->overview.n_dropped++] = (struct digest_dropped){
		.stories = (unsigned)stories, .reason = arena_copy(digest->arena, reason)};
}

static void
set_dropped(const struct edition_bench *bench, const struct edition_choice *choice)
{
	const struct config_digest *config = bench->wish->config;
	struct digest *digest = bench->digest;
	struct digest_dropped *dropped = arena_array(digest->arena, REASONS_MAX, sizeof *dropped);
	struct buf reason;

	buf_init(&reason, BUF_UNLIMITED);
	buf_format(&reason, "below min_relevance %d", config->min_relevance);
	add_reason(digest, dropped, choice->n_below, buf_span(&reason));
	buf_clear(&reason);
	buf_format(&reason, "beyond max_stories %d", config->max_stories);
	add_reason(digest, dropped, choice->n_beyond, buf_span(&reason));
	add_reason(digest, dropped, choice->n_told, SPAN("told before, and nothing new"));
	buf_release(&reason);
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
