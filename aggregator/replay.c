#include "aggregator/replay.h"

#include <stdlib.h>
#include <sysexits.h>

#include "aggregator/base/zone.h"
#include "aggregator/edition.h"
#include "aggregator/store/edition_store.h"
#include "aggregator/tellings.h"
#include "aggregator/timetable.h"
#include "feeds/base/buf.h"
#include "output/seen.h"

#define EDITIONS_MAX 10000 /* a month of one every five minutes */
#define COMPANIES_SHOWN 3
#define MEMORY_SECONDS (14 * DAY_SECONDS)

/* When editions are made, the oldest first. */
struct moments {
	struct arena *arena;
	int64_t *at;
	size_t n;
	size_t capacity;
	bool has_open; /* the last is no edition's, it is the end of the period */
};

static bool
add_moment(struct moments *moments, int64_t at, struct error *err)
{
	if (moments->n == EDITIONS_MAX)
		return error_set(err, EX_USAGE,
			"more than %d editions to replay: give a later --since", EDITIONS_MAX);
	moments->at = arena_room(
		moments->arena, moments->at, moments->n, &moments->capacity, sizeof *moments->at);
	moments->at[moments->n++] = at;
	return true;
}

static bool
add_scheduled(struct moments *moments, const struct replay_wish *wish, struct error *err)
{
	struct zone *zone = zone_new(wish->config->schedule.timezone, err);
	int64_t at = wish->since;
	bool ok = zone != NULL;

	while (ok && (at = timetable_next(&wish->config->schedule, zone, at)) <= wish->until)
		ok = add_moment(moments, at, err);
	zone_free(zone);
	return ok;
}

static bool
add_made(struct moments *moments, struct store *store, const struct replay_wish *wish,
	struct error *err)
{
	struct edition_list list = {.arena = moments->arena};
	bool ok = editions_since(store, span_of(wish->config->name), wish->since, &list, err);

	for (size_t i = 0; ok && i < list.n; i++)
		if (list.at[i].created_at <= wish->until &&
			(moments->n == 0 || list.at[i].created_at > moments->at[moments->n - 1]))
			ok = add_moment(moments, list.at[i].created_at, err);
	return ok;
}

static bool
add_days(struct moments *moments, const struct replay_wish *wish, struct error *err)
{
	bool ok = true;

	for (int64_t at = wish->since + DAY_SECONDS; ok && at < wish->until; at += DAY_SECONDS)
		ok = add_moment(moments, at, err);
	return ok && add_moment(moments, wish->until, err);
}

static bool
find_moments(struct moments *moments, struct store *store, const struct replay_wish *wish,
	struct error *err)
{
	const struct config_schedule *schedule = &wish->config->schedule;

	bool is_scheduled = schedule->n_at > 0 || schedule->every_seconds > 0;

	if (is_scheduled ? !add_scheduled(moments, wish, err)
			 : !add_made(moments, store, wish, err))
		return false;
	if (moments->n == 0 && !is_scheduled && !add_days(moments, wish, err))
		return false;
	if (moments->n > 0 && moments->at[moments->n - 1] == wish->until)
		return true;
	moments->has_open = true;
	return add_moment(moments, wish->until, err);
}

static struct span
name_companies(const struct digest_story *story, struct arena *arena)
{
	struct buf names;
	struct span copy;

	buf_init(&names, BUF_UNLIMITED);
	for (size_t i = 0; i < story->n_companies && i < COMPANIES_SHOWN; i++) {
		if (i > 0 && story->companies[i].role != story->companies[0].role)
			break;
		buf_add_text(&names, i > 0 ? ", " : "");
		buf_add(&names, story->companies[i].name);
	}
	copy = arena_copy(arena, buf_span(&names));
	buf_release(&names);
	return copy;
}

static struct replay_story
keep_story(const struct digest_story *story, struct arena *arena)
{
	return (struct replay_story){
		.number = (int64_t)story->number,
		.headline = arena_copy(arena, story->headline.text),
		.url = arena_copy(arena, story->url),
		.companies = name_companies(story, arena),
		.n_sources = story->n_sources,
	};
}

static int
by_rank(const void *a, const void *b)
{
	const struct digest_story *const *left = a;
	const struct digest_story *const *right = b;

	return ((*left)->rank > (*right)->rank) - ((*left)->rank < (*right)->rank);
}

/* The stories of a digest by their rank, each once. */
static void
keep_edition(struct replay *replay, const struct digest *digest, struct tellings *told)
{
	struct replay_edition *edition = &replay->editions[replay->n_editions++];
	size_t n = digest_story_count(digest);
	const struct digest_story **ranked = arena_array(digest->arena, n, sizeof *ranked);
	struct seen seen;

	*edition = (struct replay_edition){
		.at = digest->edition.created_at,
		.window_from = digest->window_from,
		.window_to = digest->window_to,
		.utc_offset_seconds = digest->edition.utc_offset_seconds,
		.stories = arena_array(replay->arena, n, sizeof *edition->stories),
	};
	seen_init(&seen, digest);
	for (size_t g = 0; g < digest->n_groups; g++)
		for (size_t i = 0; i < digest->groups[g].n_stories; i++)
			if (seen_add(&seen, &digest->groups[g].stories[i]))
				ranked[edition->n_stories++] = &digest->groups[g].stories[i];
	seen_release(&seen);
	if (n > 0)
		qsort(ranked, edition->n_stories, sizeof *ranked, by_rank);
	for (size_t i = 0; i < edition->n_stories; i++) {
		edition->stories[i] = keep_story(ranked[i], replay->arena);
		tellings_note(
			told, edition->stories[i].number, (int64_t)replay->n_editions, edition->at);
	}
}

/* A replayed edition has no feeds to go on with, and no number. */
static struct config_digest
bare(const struct config_digest *config)
{
	struct config_digest copy = *config;

	copy.atom = copy.json = NULL;
	return copy;
}

/* What the ledger says was told in the weeks before: a story does not begin anew with the replay. */
static bool
remember(struct tellings *told, struct store *store, const struct replay_wish *wish,
	struct error *err)
{
	struct edition_list list = {.arena = arena_new()};
	int64_t since = wish->since - MEMORY_SECONDS;
	bool ok = editions_since(store, span_of(wish->config->name), since, &list, err);

	for (size_t i = 0; ok && i < list.n && list.at[i].created_at < wish->since; i++) {
		struct edition_record *edition;

		ok = edition_read(store, list.at[i].number, list.arena, &edition, err);
		for (size_t j = 0; ok && edition != NULL && j < edition->n_stories; j++)
			tellings_note(told, edition->stories[j].story, edition->number,
				edition->created_at);
	}
	arena_free(list.arena);
	return ok;
}

/* What editions are made with. */
struct desk {
	struct plan *plan;
	struct store *store;
	const struct replay_wish *wish;
};

static bool
make_all(struct replay *replay, const struct desk *desk, const struct moments *moments,
	struct error *err)
{
	const struct replay_wish *wish = desk->wish;
	const struct config_digest config = bare(wish->config);
	struct tellings *told = tellings_new();
	int64_t from = wish->since;
	bool ok = remember(told, desk->store, wish, err);

	replay->editions = arena_array(replay->arena, moments->n, sizeof *replay->editions);
	for (size_t i = 0; ok && i < moments->n; i++) {
		struct edition_wish edition = {.config = &config,
			.now = moments->at[i],
			.window_from = from,
			.window_to = moments->at[i] + 1,
			.told = told,
			.reads_again = true};
		struct digest *digest;

		if (config.window_seconds > 0)
			edition.window_from = edition.window_to - config.window_seconds;
		from = edition.window_to;
		digest = edition_build(desk->plan, desk->store, &edition, err);
		ok = digest != NULL;
		if (ok)
			keep_edition(replay, digest, told);
		digest_free(digest);
	}
	if (ok && moments->n > 0)
		replay->editions[moments->n - 1].is_open = moments->has_open;
	tellings_free(told);
	return ok;
}

static int
by_number(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a;
	int64_t right = *(const int64_t *)b;

	return (left > right) - (left < right);
}

/* The numbers of all stories, ascending, each once. */
static size_t
list_numbers(const struct replay *replay, int64_t **numbers)
{
	size_t n = 0;
	size_t kept = 0;

	for (size_t i = 0; i < replay->n_editions; i++)
		n += replay->editions[i].n_stories;
	*numbers = arena_array(replay->arena, n, sizeof **numbers);
	n = 0;
	for (size_t i = 0; i < replay->n_editions; i++)
		for (size_t j = 0; j < replay->editions[i].n_stories; j++)
			(*numbers)[n++] = replay->editions[i].stories[j].number;
	if (n > 0)
		qsort(*numbers, n, sizeof **numbers, by_number);
	for (size_t i = 0; i < n; i++)
		if (kept == 0 || (*numbers)[kept - 1] != (*numbers)[i])
			(*numbers)[kept++] = (*numbers)[i];
	return kept;
}

bool
replay_init(struct replay *replay, struct plan *plan, struct store *store,
	const struct replay_wish *wish, struct error *err)
{
	struct moments moments = {.arena = arena_new()};
	int64_t *numbers;
	bool ok;

	*replay = (struct replay){.arena = arena_new()};
	ok = find_moments(&moments, store, wish, err) &&
	     make_all(replay, &(struct desk){plan, store, wish}, &moments, err);
	replay->n_stories = ok ? list_numbers(replay, &numbers) : 0;
	arena_free(moments.arena);
	return ok;
}

void
replay_release(struct replay *replay)
{
	arena_free(replay->arena);
	*replay = (struct replay){0};
}

/* Marks what `others` do not have; gives how many stories that are. */
static void
mark(struct replay *replay, const int64_t *others, size_t n)
{
	for (size_t i = 0; i < replay->n_editions; i++)
		for (size_t j = 0; j < replay->editions[i].n_stories; j++) {
			struct replay_story *story = &replay->editions[i].stories[j];

			story->change = n > 0 && bsearch(&story->number, others, n, sizeof *others,
							 by_number) != NULL
						? REPLAY_KEPT
						: REPLAY_ALONE;
		}
}

struct replay_difference
replay_compare(struct replay *first, struct replay *second)
{
	struct replay_difference difference = {0};
	int64_t *left;
	int64_t *right;
	size_t n_left = list_numbers(first, &left);
	size_t n_right = list_numbers(second, &right);

	mark(first, right, n_right);
	mark(second, left, n_left);
	for (size_t i = 0; n_right > 0 && i < n_left; i++)
		difference.n_kept +=
			bsearch(&left[i], right, n_right, sizeof *right, by_number) != NULL;
	difference.n_dropped = n_left - difference.n_kept;
	difference.n_added = n_right - difference.n_kept;
	return difference;
}
