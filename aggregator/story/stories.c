#include "aggregator/story/stories.h"

#include <stdlib.h>
#include <string.h>

#include "aggregator/story/candidates.h"
#include "aggregator/story/index.h"
#include "aggregator/story/likeness.h"
#include "aggregator/story/live_story.h"
#include "aggregator/story/recent.h"
#include "feeds/base/memory.h"

#define POSTED_TERMS 12 /* of a story, by which it is found */
#define NO_SLOT UINT32_MAX
#define NEAR_COPY_PERCENT 55 /* of the runs of words that a near-copy shares */
#define JOIN_SCORE 0
#define STALE_FACTOR 3 /* entries of the index a live story, beyond which it is made anew */
#define RECYCLED_SECONDS ((uint32_t)36 * 3600)

struct stories {
	struct recent *recent;
	struct index *index;
	struct candidates *candidates;
	struct live_story *slots;
	size_t n_slots, slots_capacity;
	uint32_t *free_slots;
	size_t n_free, free_capacity;
	size_t term_places; /* of all live stories */
	int64_t clock;      /* the latest `published` */
	int64_t epoch;      /* a window before the first one */
	int64_t next_story;
	int64_t window_seconds;
	bool has_started;
};

/* A story that an item may join. */
struct choice {
	uint32_t slot;
	struct likeness likeness;
};

struct stories *
stories_new(const struct stories_options *options)
{
	struct stories *stories = memory_new(1, sizeof *stories);

	stories->recent = recent_new();
	stories->index = index_new();
	stories->candidates = candidates_new();
	stories->next_story = options->next_story;
	stories->window_seconds =
		options->window_seconds > 0 ? options->window_seconds : STORIES_WINDOW;
	return stories;
}

void
stories_free(struct stories *stories)
{
	if (stories == NULL)
		return;
	for (size_t i = 0; i < stories->n_slots; i++)
		live_story_release(&stories->slots[i]);
	recent_free(stories->recent);
	index_free(stories->index);
	candidates_free(stories->candidates);
	free(stories->slots);
	free(stories->free_slots);
	free(stories);
}

/* Seconds since the epoch; what is far off stands at the ends. */
static uint32_t
since_epoch(const struct stories *stories, int64_t when)
{
	double seconds = (double)when - (double)stories->epoch;

	if (seconds < 0)
		return 0;
	return seconds < UINT32_MAX ? (uint32_t)seconds : UINT32_MAX;
}

static bool
is_live(const struct stories *stories, uint32_t slot)
{
	return slot < stories->n_slots && stories->slots[slot].n_live > 0;
}

/* The slot of the story that the one in `slot` has become part of. */
static uint32_t
follow(const struct stories *stories, uint32_t slot)
{
	while (stories->slots[slot].forward != 0)
		slot = stories->slots[slot].forward - 1;
	return slot;
}

static void
free_slot(struct stories *stories, uint32_t slot)
{
	stories->term_places -= stories->slots[slot].capacity;
	live_story_release(&stories->slots[slot]);
	stories->free_slots = memory_room(stories->free_slots, stories->n_free,
		&stories->free_capacity, sizeof *stories->free_slots);
	stories->free_slots[stories->n_free++] = slot;
}

/* A story that went over to another lives as long as that one: items still point at its slot. */
static void
drop_item(struct stories *stories, uint32_t slot)
{
	while (true) {
		struct live_story *story = &stories->slots[slot];
		uint32_t forward = story->forward;

		story->n_live--;
		if (story->n_live == 0)
			free_slot(stories, slot);
		if (forward == 0)
			return;
		slot = forward - 1;
	}
}

static void
pass_time(struct stories *stories, int64_t published)
{
	uint32_t slot;

	if (!stories->has_started) {
		stories->has_started = true;
		stories->clock = published;
		stories->epoch = published > INT64_MIN + stories->window_seconds
					 ? published - stories->window_seconds
					 : published;
	}
	if (published > stories->clock)
		stories->clock = published;
	while (recent_forget(stories->recent,
		since_epoch(stories, stories->clock - stories->window_seconds), &slot))
		drop_item(stories, slot);
}

static uint32_t
take_slot(struct stories *stories, int64_t number)
{
	uint32_t slot;

	if (stories->n_free > 0) {
		slot = stories->free_slots[--stories->n_free];
	} else {
		slot = (uint32_t)stories->n_slots;
		stories->slots = memory_room(stories->slots, stories->n_slots,
			&stories->slots_capacity, sizeof *stories->slots);
		stories->n_slots++;
	}
	stories->slots[slot] = (struct live_story){.number = number};
	return slot;
}

static void
post(struct stories *stories, uint32_t slot)
{
	const struct story_term *strongest[POSTED_TERMS];
	size_t n = live_story_strongest(&stories->slots[slot], POSTED_TERMS, strongest);

	for (size_t i = 0; i < n; i++)
		index_put(stories->index, strongest[i]->stem, slot);
}

/* When most entries are stale, a new index of what lives costs less than they do. */
static void
renew_index(struct stories *stories)
{
	size_t live = stories_live(stories) * POSTED_TERMS;

	if (index_entries(stories->index) < (live + 1000) * STALE_FACTOR)
		return;
	index_free(stories->index);
	stories->index = index_new();
	for (uint32_t slot = 0; slot < stories->n_slots; slot++)
		if (is_live(stories, slot) && stories->slots[slot].forward == 0)
			post(stories, slot);
}

/* The item becomes part of the story in `slot`. */
static void
join(struct stories *stories, uint32_t slot, int64_t item, const struct fingerprint *fingerprint)
{
	struct recent_item kept = {
		.item = item, .slot = slot, .arrived = since_epoch(stories, stories->clock)};
	struct live_story *story = &stories->slots[slot];

	recent_add(stories->recent, &kept, fingerprint);
	story->n_live++;
	stories->term_places -= story->capacity;
	live_story_add(story, fingerprint);
	stories->term_places += story->capacity;
	post(stories, slot);
	renew_index(stories);
}

static bool
is_near_copy(const struct stories *stories, const struct fingerprint *fingerprint,
	const struct recent_item **like)
{
	int percent;

	*like = recent_find_near(stories->recent, fingerprint, &percent);
	return *like != NULL && percent >= NEAR_COPY_PERCENT;
}

/* The item that this one is a copy of; NULL: of none. The reason goes to `*reason`. */
static const struct recent_item *
find_original(
	const struct stories *stories, const struct fingerprint *fingerprint, unsigned *reason)
{
	static const enum story_reason reasons[RECENT_KEYS] = {
		[RECENT_ID] = REASON_ID,
		[RECENT_LINK] = REASON_LINK,
		[RECENT_TEXT] = REASON_TEXT,
		[RECENT_TITLE] = REASON_TITLE,
	};
	const struct recent_item *like;

	for (int key = 0; key < RECENT_KEYS; key++) {
		like = recent_find(stories->recent, fingerprint, (enum recent_key)key);
		*reason = reasons[key];
		if (like != NULL)
			return like;
	}
	*reason = REASON_NEAR_TEXT;
	return is_near_copy(stories, fingerprint, &like) ? like : NULL;
}

/* Measures the item against the stories that share the most; the best first. */
static size_t
weigh_choices(
	struct stories *stories, const struct fingerprint *fingerprint, struct choice *choices)
{
	uint32_t slots[CANDIDATES_MAX];
	size_t found = candidates_find(stories->candidates, stories->index, fingerprint, slots);
	size_t n = 0;

	for (size_t i = 0; i < found; i++) {
		struct choice choice = {.slot = slots[i]};
		size_t at;

		if (!is_live(stories, slots[i]) || stories->slots[slots[i]].forward != 0)
			continue;
		likeness_measure(fingerprint, &stories->slots[slots[i]], &choice.likeness);
		for (at = n++; at > 0 && choices[at - 1].likeness.score < choice.likeness.score;
			at--)
			choices[at] = choices[at - 1];
		choices[at] = choice;
	}
	return n;
}

static void
tell_near(const struct stories *stories, const struct choice *choices, size_t n,
	struct placement *out)
{
	size_t told = 0;

	for (size_t i = 0; i < n && told < PLACEMENT_NEAR_MAX; i++) {
		if (stories->slots[choices[i].slot].number == out->story)
			continue;
		out->near[told].story = stories->slots[choices[i].slot].number;
		out->near[told].score = likeness_percent(choices[i].likeness.score);
		out->near[told].vetoes = choices[i].likeness.vetoes;
		told++;
	}
}

static uint32_t
place_copy(const struct stories *stories, const struct recent_item *like, struct placement *out)
{
	uint32_t slot = follow(stories, like->slot);

	out->relation = RELATION_COPY;
	out->score = 100;
	out->like_item = like->item;
	out->story = stories->slots[slot].number;
	out->is_recycled = since_epoch(stories, stories->clock) > like->arrived + RECYCLED_SECONDS;
	return slot;
}

static uint32_t
place_report(struct stories *stories, const struct fingerprint *fingerprint, struct placement *out)
{
	struct choice choices[CANDIDATES_MAX];
	size_t n = weigh_choices(stories, fingerprint, choices);
	uint32_t slot = NO_SLOT;

	if (n > 0 && choices[0].likeness.score >= JOIN_SCORE && choices[0].likeness.vetoes == 0) {
		slot = choices[0].slot;
		out->relation = RELATION_SAME;
		out->score = likeness_percent(choices[0].likeness.score);
		out->reasons = choices[0].likeness.reasons;
	} else {
		slot = take_slot(stories, stories->next_story++);
		out->relation = RELATION_NEW;
	}
	out->story = stories->slots[slot].number;
	tell_near(stories, choices, n, out);
	return slot;
}

void
stories_place(struct stories *stories, int64_t item, const struct fingerprint *fingerprint,
	struct placement *out)
{
	const struct recent_item *like;
	uint32_t slot;

	memset(out, 0, sizeof *out);
	pass_time(stories, fingerprint->published);
	like = find_original(stories, fingerprint, &out->reasons);
	if (like != NULL)
		slot = place_copy(stories, like, out);
	else
		slot = place_report(stories, fingerprint, out);
	join(stories, slot, item, fingerprint);
}

/* The slot of a story by its number, for the start alone: the latest are looked at first. */
static uint32_t
find_slot(const struct stories *stories, int64_t number)
{
	for (size_t i = stories->n_slots; i > 0; i--)
		if (is_live(stories, (uint32_t)(i - 1)) && stories->slots[i - 1].number == number)
			return (uint32_t)(i - 1);
	return NO_SLOT;
}

void
stories_restore(
	struct stories *stories, int64_t item, int64_t story, const struct fingerprint *fingerprint)
{
	uint32_t slot;

	pass_time(stories, fingerprint->published);
	slot = find_slot(stories, story);
	if (slot == NO_SLOT)
		slot = take_slot(stories, story);
	join(stories, slot, item, fingerprint);
	if (story >= stories->next_story)
		stories->next_story = story + 1;
}

int64_t
stories_next(const struct stories *stories)
{
	return stories->next_story;
}

size_t
stories_live_items(const struct stories *stories)
{
	return recent_count(stories->recent);
}

size_t
stories_live(const struct stories *stories)
{
	return stories->n_slots - stories->n_free;
}

size_t
stories_bytes(const struct stories *stories)
{
	return sizeof *stories + recent_bytes(stories->recent) + index_bytes(stories->index) +
	       stories->slots_capacity * sizeof *stories->slots +
	       stories->free_capacity * sizeof *stories->free_slots +
	       stories->term_places * sizeof(struct story_term);
}
