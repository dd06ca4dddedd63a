#include "aggregator/edition_earlier.h"

#include "aggregator/store/edition_store.h"

#define STORIES_MAX 100                           /* of a feed, the edition's own among them */
#define AGE_SECONDS_MAX ((int64_t)14 * 24 * 3600) /* a reader comes by once in two weeks */

struct recollection {
	const struct edition_bench *bench;
	struct digest_story *stories;
	size_t n;
	size_t max;
};

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

/* The story as `edition` told it; nothing if its items have expired. */
static bool
recall_story(struct recollection *recollection, const struct edition_record *edition, size_t rank,
	struct error *err)
{
	const struct edition_wish then = {
		.config = recollection->bench->wish->config,
		.now = edition->created_at,
		.window_from = edition->window_from,
		.window_to = edition->window_to,
		.sequence = (uint64_t)edition->sequence,
	};
	const struct picked_story picked = {.story = edition->stories[rank].story};
	struct edition_bench bench = *recollection->bench;
	struct chosen_story story;

	if (is_told(recollection, (uint64_t)picked.story))
		return true;
	bench.wish = &then;
	if (!chosen_story_read(&bench, &picked, &story, err))
		return false;
	if (story.n_members > 0)
		chosen_story_tell(&bench, &story, (unsigned)rank + 1,
			&recollection->stories[recollection->n++]);
	return true;
}

static bool
recall_edition(struct recollection *recollection, int64_t number, struct error *err)
{
	struct arena *arena = arena_new();
	struct edition_record *edition;
	bool ok = edition_read(recollection->bench->store, number, arena, &edition, err);

	if (ok && edition != NULL)
		for (size_t i = 0; ok && i < edition->n_stories; i++)
			if (recollection->n < recollection->max)
				ok = recall_story(recollection, edition, i, err);
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
			!recall_edition(recollection, edition->number, err))
			return false;
	}
	return true;
}

bool
edition_recall(const struct edition_bench *bench, struct error *err)
{
	struct digest *digest = bench->digest;
	size_t n_own = digest_story_count(digest);
	struct recollection recollection = {.bench = bench};
	struct edition_list list;
	bool ok;

	if (n_own >= STORIES_MAX || digest->atom_path.len + digest->json_path.len == 0)
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
