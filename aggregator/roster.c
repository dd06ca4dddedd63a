#include "aggregator/roster.h"

#include <stdlib.h>

#include "aggregator/fetch/schedule.h"
#include "aggregator/store/feed_store.h"
#include "feeds/base/arena.h"
#include "feeds/base/memory.h"

/* So many new feeds are visited at once; more are spread over time, a second for each ten. */
#define FIRST_VISITS_AT_ONCE 2000
#define FIRST_VISITS_A_SECOND 10

struct entry {
	int64_t number;
	const struct source *source;
};

struct roster {
	struct plan *plan;
	struct entry *entries; /* by number */
	size_t n;
};

static enum feed_kind
store_kind(enum config_feed_kind kind)
{
	switch (kind) {
	case CONFIG_FEED_PATH:
		return FEED_PATH;
	case CONFIG_FEED_EXEC:
		return FEED_EXEC;
	case CONFIG_FEED_URL:
	case CONFIG_FEED_OPML:
		return FEED_URL;
	}
	return FEED_URL;
}

/* The configuration's feeds become the store's; each gets its number. */
static bool
configure(const struct sources *sources, struct store *store, int64_t now, int64_t *numbers,
	struct error *err)
{
	size_t n = sources->n;
	int64_t spread = n > FIRST_VISITS_AT_ONCE ? (int64_t)n / FIRST_VISITS_A_SECOND : 0;
	struct arena *arena = arena_new();
	struct feed_wish *wishes = arena_array(arena, n, sizeof *wishes);
	bool ok;

	for (size_t i = 0; i < n; i++) {
		const struct source *source = &sources->at[i];

		wishes[i] = (struct feed_wish){
			.kind = store_kind(source->kind),
			.url = span_of(source->location),
			.title = span_of(source->title),
			.tags = source_tags(source, arena),
			.added_at = now,
			.first_visit = schedule_first(i, n, spread, now),
		};
	}
	ok = feeds_configure(store, &(struct feed_wishes){wishes, n, numbers}, err);
	arena_free(arena);
	return ok;
}

static int
compare_numbers(const void *a, const void *b)
{
	const struct entry *left = a;
	const struct entry *right = b;

	return (left->number > right->number) - (left->number < right->number);
}

/* Numbers are ascending in the order of the configuration only at first. */
static void
index_sources(struct roster *roster, const int64_t *numbers)
{
	for (size_t i = 0; i < roster->n; i++)
		roster->entries[i] = (struct entry){numbers[i], &roster->plan->sources.at[i]};
	if (roster->n > 0)
		qsort(roster->entries, roster->n, sizeof *roster->entries, compare_numbers);
}

struct roster *
roster_new(struct plan *plan, struct store *store, int64_t now, struct error *err)
{
	struct roster *roster = memory_new(1, sizeof *roster);
	int64_t *numbers = memory_new(plan->sources.n + 1, sizeof *numbers);
	bool ok = feeds_forget_ahead(store, now, err) &&
		  configure(&plan->sources, store, now, numbers, err);

	roster->plan = plan_keep(plan);
	roster->n = plan->sources.n;
	roster->entries = memory_new(roster->n + 1, sizeof *roster->entries);
	if (ok)
		index_sources(roster, numbers);
	free(numbers);
	if (ok)
		return roster;
	roster_free(roster);
	return NULL;
}

void
roster_free(struct roster *roster)
{
	if (roster == NULL)
		return;
	plan_free(roster->plan);
	free(roster->entries);
	free(roster);
}

struct plan *
roster_plan(const struct roster *roster)
{
	return roster->plan;
}

const struct source *
roster_find(const struct roster *roster, int64_t number)
{
	struct entry key = {number, NULL};
	const struct entry *found =
		bsearch(&key, roster->entries, roster->n, sizeof key, compare_numbers);

	return found != NULL ? found->source : NULL;
}
