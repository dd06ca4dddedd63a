#include "aggregator/edition.h"

#include <stdlib.h>
#include <string.h>

#include "aggregator/base/zone.h"
#include "aggregator/chosen_story.h"
#include "aggregator/edition_attention.h"
#include "aggregator/edition_budget.h"
#include "aggregator/edition_earlier.h"
#include "aggregator/edition_groups.h"
#include "aggregator/edition_ids.h"
#include "aggregator/edition_overview.h"
#include "aggregator/edition_pick.h"
#include "aggregator/feed_names.h"
#include "aggregator/missed.h"
#include "aggregator/rereading.h"
#include "aggregator/store/edition_store.h"
#include "feeds/base/buf.h"

#define FIRST_WINDOW_SECONDS ((int64_t)86400) /* of a digest without any edition */

/* What is stored counts as seen, even if an edition made it wait for a later second than this one. */
static bool
find_end(struct store *store, struct edition_wish *wish, struct error *err)
{
	int64_t newest_at = 0;

	if (!wish->is_past && !store_newest_at(store, &newest_at, err))
		return false;
	wish->window_to = (newest_at > wish->now ? newest_at : wish->now) + 1;
	return true;
}

/* The ledger's own count: an edition that a wrong clock dated ahead keeps its number, and its page. */
static bool
find_number(struct store *store, struct edition_wish *wish, struct error *err)
{
	struct edition_list list = {.arena = arena_new()};
	bool ok = editions_last(store, span_of(wish->config->name),
		wish->is_past ? wish->now : INT64_MAX, &list, err);

	wish->sequence = list.n > 0 ? (uint64_t)list.at[0].sequence + 1 : 1;
	arena_free(list.arena);
	return ok;
}

bool
edition_next_window(struct store *store, struct edition_wish *wish, struct error *err)
{
	struct edition_list list = {.arena = arena_new()};
	int64_t length = wish->config->window_seconds;
	bool ok = find_end(store, wish, err) && find_number(store, wish, err) &&
		  editions_last(store, span_of(wish->config->name), wish->now, &list, err);

	wish->window_from = wish->window_to - (length > 0 ? length : FIRST_WINDOW_SECONDS);
	if (ok && list.n > 0 && length == 0)
		wish->window_from = list.at[0].window_to;
	arena_free(list.arena);
	return ok;
}

static enum digest_grouping
grouping_of(enum config_group group_by)
{
	switch (group_by) {
	case CONFIG_BY_COMPANY:
		return DIGEST_GROUP_COMPANY;
	case CONFIG_BY_TOPIC:
		return DIGEST_GROUP_TOPIC;
	case CONFIG_BY_SOURCE:
		return DIGEST_GROUP_SOURCE;
	case CONFIG_BY_NONE:
		return DIGEST_GROUP_NONE;
	}
	return DIGEST_GROUP_NONE;
}

static struct span
copy_text(struct digest *digest, const char *text)
{
	return arena_copy(digest->arena, span_of(text));
}

struct span
edition_folder(const struct config_digest *config, struct arena *arena)
{
	struct span path = span_of(config->html);
	struct buf buf;
	struct span copy;

	if (path.len == 0 || span_ends_with(path, SPAN("/")))
		return arena_copy(arena, path);
	buf_init(&buf, BUF_UNLIMITED);
	buf_format(&buf, "%s/", config->html);
	copy = arena_copy(arena, buf_span(&buf));
	buf_release(&buf);
	return copy;
}

static bool
set_place_and_time(struct digest *digest, const struct edition_wish *wish, struct error *err)
{
	struct zone *zone = zone_new(wish->config->schedule.timezone, err);

	if (zone == NULL)
		return false;
	digest->edition.number = wish->sequence;
	digest->edition.created_at = wish->now;
	digest->edition.utc_offset_seconds = zone_offset(zone, wish->now);
	digest->zone_name = copy_text(digest, zone_abbreviation(zone, wish->now));
	digest->window_from = wish->window_from;
	digest->window_to = wish->window_to;
	digest->notice = missed_tell(wish, zone, digest->arena);
	zone_free(zone);
	return true;
}

static void
set_names(struct digest *digest, const struct config *config, const struct config_digest *wanted,
	uint64_t sequence)
{
	digest->name = copy_text(digest, wanted->name);
	digest->title = copy_text(digest, wanted->title);
	digest->language = SPAN("en");
	digest->feed_id = edition_feed_id(config, wanted->name, digest->arena);
	digest->id = edition_id(config, wanted->name, sequence, digest->arena);
	digest->grouping = grouping_of(wanted->group_by);
	digest->html_path = edition_folder(wanted, digest->arena);
	digest->atom_path = copy_text(digest, wanted->atom);
	digest->json_path = copy_text(digest, wanted->json);
	digest->tells_editions = wanted->entries == CONFIG_ENTRY_EDITION;
}

bool
edition_name(struct digest *digest, const struct config *config, const struct edition_wish *wish,
	struct error *err)
{
	set_names(digest, config, wish->config, wish->sequence);
	return set_place_and_time(digest, wish, err);
}

static bool
set_previous(struct digest *digest, struct store *store, const struct edition_wish *wish,
	struct error *err)
{
	struct edition_list list = {.arena = digest->arena};

	if (!editions_last(store, span_of(wish->config->name), wish->now - 1, &list, err))
		return false;
	if (list.n > 0 && (uint64_t)list.at[0].sequence < wish->sequence)
		digest->previous = (struct digest_edition){
			.number = (uint64_t)list.at[0].sequence,
			.created_at = list.at[0].created_at,
			.utc_offset_seconds = digest->edition.utc_offset_seconds,
		};
	return true;
}

/* Round-ups come last: what they tell stands before them, story by story. */
static int
compare_ranked(const void *a, const void *b)
{
	const struct chosen_story *left = a;
	const struct chosen_story *right = b;

	if (left->is_roundup != right->is_roundup)
		return left->is_roundup ? 1 : -1;
	return rank_compare(&left->rank, &right->rank);
}

/* The wanted stories of the window, best first; what is left out is counted by its reason. */
static bool
choose(const struct edition_bench *bench, const struct pick *pick, struct edition_choice *choice,
	struct error *err)
{
	const struct config_digest *config = bench->wish->config;

	choice->stories = arena_array(bench->digest->arena, pick->n, sizeof *choice->stories);
	for (size_t i = 0; i < pick->n; i++) {
		struct chosen_story *story = &choice->stories[choice->n];

		if (!pick->at[i].is_wanted)
			continue;
		if (pick->at[i].relevance < config->min_relevance) {
			choice->n_below++;
			continue;
		}
		if (!chosen_story_read(bench, &pick->at[i], story, err))
			return false;
		if (story->n_members > 0 && story->is_new)
			choice->n++;
		else
			choice->n_told++;
	}
	if (choice->n > 0)
		qsort(choice->stories, choice->n, sizeof *choice->stories, compare_ranked);
	return true;
}

static bool
tell(const struct edition_bench *bench, const struct pick *pick, struct error *err)
{
	struct edition_choice choice = {.n_items = pick->n_items, .n_stories = pick->n};
	struct digest_story *told;

	if (!choose(bench, pick, &choice, err) || !edition_attend(bench, &choice, err))
		return false;
	edition_keep_to_budget(bench, &choice);
	told = arena_array(bench->digest->arena, choice.n, sizeof *told);
	for (size_t i = 0; i < choice.n; i++)
		chosen_story_tell(bench, &choice.stories[i], (unsigned)i + 1, &told[i]);
	edition_group(bench->digest, told, choice.n);
	return edition_overlook(bench, &choice, told, err) && edition_recall(bench, err);
}

struct digest *
edition_build(
	struct plan *plan, struct store *store, const struct edition_wish *wish, struct error *err)
{
	struct digest *digest = digest_new();
	struct feed_names names = {0};
	struct watch_scratch *scratch = NULL;
	struct story_gathering *gathering = NULL;
	struct rereading *rereading = NULL;
	struct novelty_desk *novelty = NULL;
	struct pick pick = {0};
	bool ok = false;

	if (!plan_compile(plan, err) || !edition_name(digest, plan->config, wish, err) ||
		!set_previous(digest, store, wish, err) ||
		!feed_names_init(&names, plan, store, err))
		goto out;
	if (!pick_init(&pick, plan, store, wish, err))
		goto out;
	scratch = watch_scratch_new(plan->watch);
	gathering = story_gathering_new();
	if (wish->reads_again)
		rereading = rereading_new(plan, &names);
	novelty = novelty_desk_new(store, wish->window_to);
	ok = tell(&(struct edition_bench){.plan = plan,
			  .store = store,
			  .wish = wish,
			  .names = &names,
			  .scratch = scratch,
			  .gathering = gathering,
			  .rereading = rereading,
			  .novelty = novelty,
			  .digest = digest},
		&pick, err);
out:
	novelty_desk_free(novelty);
	rereading_free(rereading);
	story_gathering_free(gathering);
	watch_scratch_free(scratch);
	pick_release(&pick);
	feed_names_release(&names);
	if (ok)
		return digest;
	digest_free(digest);
	return NULL;
}
