#include "aggregator/backfill.h"

#include <stdlib.h>

#include "aggregator/plan.h"

#define CLOCKS_APART 3600 /* that a sitemap's date may be off by */

static void
go_on_with(struct batch *batch, struct span url)
{
	struct span *more;

	if (url.len == 0 || batch->page >= BACKFILL_PAGES_MAX ||
		span_equal(url, span_of(batch->result->final_url)))
		return;
	more = arena_array(batch->arena, 1, sizeof *more);
	more[0] = url;
	batch->more = more;
	batch->n_more = 1;
}

/* The archive before this one, or the next page of a feed that has pages. */
static struct span
older_page(const struct feed *feed)
{
	return feed->prev_archive.len > 0 ? feed->prev_archive : feed->next_page;
}

struct dated {
	struct span url;
	int64_t at;
	size_t place;
};

/* The newest first; what has no date, in the order of the index, behind them. */
static int
by_age(const void *a, const void *b)
{
	const struct dated *left = a;
	const struct dated *right = b;

	if (left->at != right->at)
		return left->at > right->at ? -1 : 1;
	return (left->place > right->place) - (left->place < right->place);
}

/* Those that have changed since the last visit, as far as they are dated. */
static void
go_on_with_sitemaps(struct batch *batch)
{
	const struct feed *feed = batch->feed;
	int64_t since = batch->feed_plan->state.last_success - CLOCKS_APART;
	struct dated *dated = arena_array(batch->arena, feed->n_sitemaps, sizeof *dated);
	struct span *more = arena_array(batch->arena, BACKFILL_SITEMAPS_MAX, sizeof *more);
	size_t n = 0;

	for (size_t i = 0; i < feed->n_sitemaps; i++)
		if (feed->sitemap_times[i] == TIME_NONE || feed->sitemap_times[i] > since)
			dated[n++] = (struct dated){feed->sitemaps[i], feed->sitemap_times[i], i};
	if (n > 0)
		qsort(dated, n, sizeof *dated, by_age);
	for (size_t i = 0; i < n && i < BACKFILL_SITEMAPS_MAX; i++)
		more[batch->n_more++] = dated[i].url;
	batch->more = more;
}

void
backfill_plan(struct batch *batch)
{
	const struct feed *feed = batch->feed;

	if (batch->page == 0 && feed->n_sitemaps > 0)
		go_on_with_sitemaps(batch);
	else if (batch->page == 0 && batch->lost_items)
		go_on_with(batch, older_page(feed));
	else if (batch->page > 0 && batch->known_below > 0 && batch->n_known == 0)
		go_on_with(batch, older_page(feed));
}
