#include "aggregator/edition_earlier.h"

#include "aggregator/edition_groups.h"
#include "aggregator/store/edition_store.h"

#define STORIES_MAX 100                           /* of a feed, the edition's own among them */
#define EDITIONS_MAX 10                           /* of a feed of editions, besides the latest */
#define AGE_SECONDS_MAX ((int64_t)14 * 24 * 3600) /* a reader comes by once in two weeks */

static bool
stands_in_edition(const struct digest *digest, uint64_t number)
{
	for (size_t g = 0; g < digest->n_groups; g++)
		for (size_t i = 0; i < digest->groups[g].n_stories; i++)
			if (digest->groups[g].stories[i].number == number)
				return true;
	return false;
}

static bool
is_told(const struct recollection *recollection, uint64_t number)
{
	for (size_t i = 0; i < recollection->n; i++)
		if (recollection->stories[i].number == number)
			return true;
	return stands_in_edition(recollection->bench->digest, number);
}

/* The story of that rank as the edition told it; nothing if its items have expired. */
static bool
recall_story(struct recollection *recollection, const struct edition_wish *then,
	const struct edition_story *told, size_t rank, struct error *err)
{
	const struct picked_story picked = {.story = told->story};
	struct edition_bench bench = *recollection->bench;
	struct chosen_story story;

	if (recollection->n == recollection->max || is_told(recollection, (uint64_t)told->story))
		return true;
	bench.wish = then;
	bench.novelty = NULL; /* what was told is not ranked again */
	if (!chosen_story_read(&bench, &picked, &story, err))
		return false;
	if (story.n_members > 0)
		chosen_story_tell(
			&bench, &story, (unsigned)rank, &recollection->stories[recollection->n++]);
	return true;
}

static struct edition_wish
wish_of(const struct edition_record *edition, const struct config_digest *config)
{
	return (struct edition_wish){
		.config = config,
		.now = edition->created_at,
		.window_from = edition->window_from,
		.window_to = edition->window_to,
		.sequence = (uint64_t)edition->sequence,
	};
}

static bool
recall_stories(struct recollection *recollection, const struct config_digest *config,
	const struct edition_record *edition, struct error *err)
{
	const struct edition_wish then = wish_of(edition, config);

	for (size_t i = 0; i < edition->n_stories; i++)
		if (!recall_story(recollection, &then, &edition->stories[i], i + 1, err))
			return false;
	return true;
}

bool
recollection_add(struct recollection *recollection, const struct config_digest *config,
	int64_t number, struct error *err)
{
	struct arena *arena = arena_new(); /* for the mail, which may be with it */
	struct edition_record *edition;
	bool ok = edition_read(recollection->bench->store, number, arena, &edition, err);

	ok = ok && (edition == NULL || recall_stories(recollection, config, edition, err));
	arena_free(arena);
	return ok;
}

static bool
recall_all(struct recollection *recollection, const struct edition_list *list, struct error *err)
{
	uint64_t sequence = recollection->bench->wish->sequence;

	for (size_t i = list->n; i > 0 && recollection->n < recollection->max; i--) {
		const struct edition_record *edition = &list->at[i - 1];

		if ((uint64_t)edition->sequence < sequence &&
			!recollection_add(recollection, recollection->bench->wish->config,
				edition->number, err))
			return false;
	}
	return true;
}

/* A past edition, in the arena of the bench's digest. */
static bool
recall_edition(const struct edition_bench *bench, const struct edition_record *edition,
	struct digest *past, struct error *err)
{
	const struct edition_wish then = wish_of(edition, bench->wish->config);
	struct edition_bench inside = *bench;
	struct recollection recollection = {.bench = &inside};

	*past = (struct digest){.arena = bench->digest->arena};
	inside.digest = past;
	inside.wish = &then;
	if (!edition_name(past, bench->plan->config, &then, err) ||
		!edition_count_stories(bench->store, edition->number, &recollection.max, err))
		return false;
	recollection.stories =
		arena_array(past->arena, recollection.max, sizeof *recollection.stories);
	if (!recollection_add(&recollection, then.config, edition->number, err))
		return false;
	edition_group(past, recollection.stories, recollection.n);
	return true;
}

static bool
recall_editions(const struct edition_bench *bench, struct error *err)
{
	struct digest *digest = bench->digest;
	struct edition_list list = {.arena = digest->arena};
	struct digest *past = arena_array(digest->arena, EDITIONS_MAX, sizeof *past);
	bool ok = editions_since(
		bench->store, digest->name, bench->wish->now - AGE_SECONDS_MAX, &list, err);

	for (size_t i = list.n; ok && i > 0 && digest->n_past < EDITIONS_MAX; i--)
		if ((uint64_t)list.at[i - 1].sequence < bench->wish->sequence)
			ok = recall_edition(bench, &list.at[i - 1], &past[digest->n_past++], err);
	digest->past = past;
	return ok;
}

bool
edition_recall(const struct edition_bench *bench, struct error *err)
{
	struct digest *digest = bench->digest;
	size_t n_own = digest_story_count(digest);
	struct recollection recollection = {.bench = bench};
	struct edition_list list;
	bool ok;

	if (digest->atom_path.len + digest->json_path.len == 0)
		return true;
	if (digest->tells_editions)
		return recall_editions(bench, err);
	if (n_own >= STORIES_MAX)
		return true;
	recollection.max = STORIES_MAX - n_own;
	recollection.stories =
		arena_array(digest->arena, recollection.max, sizeof *recollection.stories);
	list = (struct edition_list){.arena = arena_new()};
	ok = editions_since(
		     bench->store, digest->name, bench->wish->now - AGE_SECONDS_MAX, &list, err) &&
	     recall_all(&recollection, &list, err);
	digest->earlier = recollection.stories;
	digest->n_earlier = recollection.n;
	arena_free(list.arena);
	return ok;
}
