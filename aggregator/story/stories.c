#include "aggregator/story/stories.h"

#include <stdlib.h>
#include <string.h>

#include "aggregator/story/candidates.h"
#include "aggregator/story/choices.h"
#include "aggregator/story/habits.h"
#include "aggregator/story/index.h"
#include "aggregator/story/keys.h"
#include "aggregator/story/kinship.h"
#include "aggregator/story/likeness.h"
#include "aggregator/story/live_story.h"
#include "aggregator/story/original.h"
#include "aggregator/story/recent.h"
#include "feeds/base/memory.h"

#define POSTED_TERMS 10 /* of a story, by which it is found */
#define SLOTS_FIRST 64
#define NO_SLOT UINT32_MAX
#define JOIN_SCORE 0
#define NEAR_PERCENT 20 /* of what is less alike there is nothing to tell but a veto */
#define RECURRING_PENALTY 1000
#define KIN_MAX 3         /* stories besides the best that an item may prove to be the same */
#define STALE_FACTOR 3    /* entries of the index a live story, beyond which it is made anew */
#define RECYCLED_HOURS 36 /* a copy of what is older is old news */
#define CHAIN_SECONDS ((int64_t)5 * 86400) /* a story that has gone on so long is continued */
#define FOLLOW_UP_HOURS 3                  /* earlier reports tell of the event itself */
#define FOLLOW_UP_NEW 0.3F /* of the title, by weight, that the story did not have */

struct stories {
	struct recent *recent;
	struct index *index;
	struct candidates *candidates;
	struct habits *habits;
	struct keys *by_number; /* slots of stories, while they are restored; else NULL */
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

/* What an outlet is seen to use again, where it is no copy. */
struct habit {
	uint32_t recurring; /* its title: the slot of the story to stay away from; or NO_SLOT */
	bool has_teaser;    /* its text */
};

struct stories *
stories_new(const struct stories_options *options)
{
	struct stories *stories = memory_new(1, sizeof *stories);

	stories->recent = recent_new();
	stories->index = index_new();
	stories->candidates = candidates_new();
	stories->habits = habits_new();
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
	habits_free(stories->habits);
	keys_free(stories->by_number);
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

static bool
may_join(const struct stories *stories, uint32_t slot)
{
	return is_live(stories, slot) && stories->slots[slot].forward == 0 &&
	       !stories->slots[slot].is_closed;
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
		slot = (uint32_t)stories->n_slots++;
		if (slot == stories->slots_capacity) { /* as in recent.c */
			stories->slots_capacity += slot / 4 + SLOTS_FIRST;
			stories->slots = memory_resize(
				stories->slots, stories->slots_capacity, sizeof *stories->slots);
		}
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

/*
 * The latest item that this one is a copy of, if the likeness to its story bears it out. An outlet
 * that uses a title or a text again has other news with it: `*habit` says so.
 */
static bool
find_original(const struct stories *stories, const struct fingerprint *fingerprint,
	struct original *out, struct habit *habit)
{
	*habit = (struct habit){.recurring = NO_SLOT};
	for (int way = 0; way < ORIGINAL_WAYS; way++) {
		struct likeness likeness;
		uint32_t slot;

		if (!original_find(stories->recent, fingerprint, (enum original_way)way, out))
			continue;
		slot = follow(stories, out->item->slot);
		likeness_measure(fingerprint, &stories->slots[slot], &likeness);
		out->hours = (since_epoch(stories, stories->clock) - out->item->arrived) / 3600.0;
		if (original_is_believable(out, fingerprint, &likeness))
			return true;
		if (out->way == ORIGINAL_BY_TITLE && original_is_same_feed(out, fingerprint))
			habit->recurring = slot;
		if (out->way == ORIGINAL_BY_TEXT || out->way == ORIGINAL_BY_NEAR_TEXT)
			habit->has_teaser =
				habit->has_teaser || original_is_teaser(out, fingerprint);
	}
	return false;
}

/* What its outlet says under every title tells nothing of the item. */
static void
drop_text(struct fingerprint *fingerprint)
{
	uint8_t n = fingerprint->n_terms;

	fingerprint->n_terms = 0;
	for (uint8_t i = 0; i < n; i++)
		if ((fingerprint->terms[i].marks & FINGERPRINT_IN_TITLE) != 0)
			fingerprint->terms[fingerprint->n_terms++] = fingerprint->terms[i];
}

/* Measures the item against the stories that share the most; gives how many. */
static size_t
measure_choices(
	struct stories *stories, const struct fingerprint *fingerprint, struct choice *choices)
{
	uint32_t slots[CANDIDATES_MAX];
	size_t found = candidates_find(stories->candidates, stories->index, fingerprint, slots);
	size_t n = 0;

	for (size_t i = 0; i < found; i++) {
		if (!may_join(stories, slots[i]))
			continue;
		choices[n].slot = slots[i];
		likeness_measure(fingerprint, &stories->slots[slots[i]], &choices[n].likeness);
		n++;
	}
	return n;
}

/* The stories that the item may join, the best first; gives how many. */
static size_t
weigh_choices(struct stories *stories, const struct fingerprint *fingerprint, uint32_t recurring,
	struct choice *choices)
{
	size_t n = measure_choices(stories, fingerprint, choices);

	choices_compare(choices, n, stories_live(stories));
	for (size_t i = 0; i < n; i++) {
		if (choices[i].slot != recurring)
			continue;
		choices[i].likeness.vetoes |= VETO_RECURRING;
		choices[i].likeness.score -= RECURRING_PENALTY;
	}
	choices_sort(choices, n);
	return n;
}

static void
tell_near(const struct stories *stories, const struct choice *choices, size_t n,
	struct placement *out)
{
	size_t told = 0;

	for (size_t i = 0; i < n && told < PLACEMENT_NEAR_MAX; i++) {
		const struct likeness *likeness = &choices[i].likeness;
		int percent = likeness_percent(likeness->score);

		if (stories->slots[choices[i].slot].number == out->story ||
			(percent < NEAR_PERCENT && likeness->vetoes == 0))
			continue;
		out->near[told].story = stories->slots[choices[i].slot].number;
		out->near[told].score = percent;
		out->near[told].vetoes = likeness->vetoes;
		told++;
	}
}

static double
hours_between(int64_t from, int64_t to)
{
	return ((double)to - (double)from) / 3600;
}

static void
tell_copy(struct stories *stories, const struct original *original, uint32_t slot,
	struct placement *out)
{
	out->relation = RELATION_COPY;
	out->score = 100;
	out->reasons = original->reason;
	out->like_item = original->item->item;
	out->story = stories->slots[slot].number;
	out->is_recycled = original->hours > RECYCLED_HOURS;
}

/* A later report that brings what the story did not have. */
static enum relation
relation_to(const struct live_story *story, const struct fingerprint *fingerprint,
	const struct likeness *likeness)
{
	bool is_later = hours_between(story->first, fingerprint->published) >= FOLLOW_UP_HOURS;

	return is_later && likeness->new_share >= FOLLOW_UP_NEW ? RELATION_FOLLOW_UP
								: RELATION_SAME;
}

static uint32_t
begin_story(struct stories *stories, struct placement *out)
{
	out->relation = RELATION_NEW;
	return take_slot(stories, stories->next_story++);
}

/* What goes on for many days is told in chapters. */
static uint32_t
continue_story(struct stories *stories, uint32_t slot, struct placement *out)
{
	uint32_t next = begin_story(stories, out);

	out->relation = RELATION_FOLLOW_UP;
	out->chained_to = stories->slots[slot].number;
	stories->slots[slot].is_closed = true;
	return next;
}

static uint32_t
place_report(struct stories *stories, const struct fingerprint *fingerprint,
	const struct choice *choices, size_t n, struct placement *out)
{
	const struct live_story *story;

	if (n == 0 || choices[0].likeness.score < JOIN_SCORE)
		return begin_story(stories, out);
	story = &stories->slots[choices[0].slot];
	out->score = likeness_percent(choices[0].likeness.score);
	out->reasons = choices[0].likeness.reasons;
	likeness_parts(&choices[0].likeness, out->parts);
	if (fingerprint->published > story->first + CHAIN_SECONDS)
		return continue_story(stories, choices[0].slot, out);
	out->relation = relation_to(story, fingerprint, &choices[0].likeness);
	return choices[0].slot;
}

/* All of the story in `from` becomes part of the one in `to`; its items are found through it. */
static void
merge_stories(struct stories *stories, uint32_t to, uint32_t from)
{
	struct live_story *story = &stories->slots[to];
	struct live_story *other = &stories->slots[from];

	stories->term_places -= story->capacity;
	live_story_absorb(story, other);
	stories->term_places += story->capacity;
	story->n_live += other->n_live;
	other->forward = to + 1;
	post(stories, to);
}

/* The slot of a story that has proved to be the same as the item's own in `slot`; or NO_SLOT. */
static uint32_t
find_kin(const struct stories *stories, const struct choice *choices, size_t n, uint32_t slot)
{
	for (size_t i = 1; i < n && i <= KIN_MAX && choices[0].slot == slot; i++) {
		if (choices[i].likeness.score < JOIN_SCORE)
			return NO_SLOT;
		if (kinship_is_proved(&stories->slots[slot], &stories->slots[choices[i].slot]))
			return choices[i].slot;
	}
	return NO_SLOT;
}

/*
 * An item that fits into two stories may prove that they are one. The larger keeps its number, so
 * that fewer items move; of two equal ones, the older. Gives the slot of the one that is left.
 */
static uint32_t
merge_choices(struct stories *stories, const struct choice *choices, size_t n, uint32_t slot,
	struct placement *out)
{
	uint32_t other = find_kin(stories, choices, n, slot);
	const struct live_story *a = &stories->slots[slot];
	const struct live_story *b;
	bool is_larger;

	if (other == NO_SLOT)
		return slot;
	b = &stories->slots[other];
	is_larger = b->n_items > a->n_items || (b->n_items == a->n_items && b->number < a->number);
	out->merged = is_larger ? a->number : b->number;
	out->story = is_larger ? b->number : a->number;
	merge_stories(stories, is_larger ? other : slot, is_larger ? slot : other);
	return is_larger ? other : slot;
}

static void
place(struct stories *stories, int64_t item, struct fingerprint *fingerprint, struct placement *out)
{
	struct choice choices[CANDIDATES_MAX];
	struct original original;
	struct habit habit;
	uint32_t slot;
	size_t n;

	memset(out, 0, sizeof *out);
	keys_free(stories->by_number);
	stories->by_number = NULL;
	pass_time(stories, fingerprint->published);
	if (find_original(stories, fingerprint, &original, &habit)) {
		slot = follow(stories, original.item->slot);
		tell_copy(stories, &original, slot, out);
	} else {
		if (habit.has_teaser)
			drop_text(fingerprint);
		n = weigh_choices(stories, fingerprint, habit.recurring, choices);
		slot = place_report(stories, fingerprint, choices, n, out);
		out->story = stories->slots[slot].number;
		slot = merge_choices(stories, choices, n, slot, out);
		tell_near(stories, choices, n, out);
	}
	join(stories, slot, item, fingerprint);
}

void
stories_meet(struct stories *stories, const struct fingerprint *fingerprint)
{
	habits_observe(stories->habits, fingerprint);
}

void
stories_place(struct stories *stories, int64_t item, const struct fingerprint *fingerprint,
	struct placement *out)
{
	struct fingerprint own = *fingerprint;

	habits_drop(stories->habits, &own);
	place(stories, item, &own, out);
}

static uint64_t
key_of_number(int64_t number)
{
	return (uint64_t)number * 0x9e3779b97f4a7c15;
}

/* The slot of a story by its number; only while stories are restored. */
static uint32_t
find_slot(const struct stories *stories, int64_t number)
{
	uint32_t slot;

	if (keys_find(stories->by_number, key_of_number(number), 0, &slot) &&
		is_live(stories, slot) && stories->slots[slot].number == number)
		return slot;
	return NO_SLOT;
}

static void
restore(struct stories *stories, int64_t item, int64_t story, const struct fingerprint *fingerprint)
{
	uint32_t slot;

	pass_time(stories, fingerprint->published);
	if (stories->by_number == NULL)
		stories->by_number = keys_new();
	slot = find_slot(stories, story);
	if (slot == NO_SLOT) {
		slot = take_slot(stories, story);
		keys_put(stories->by_number, key_of_number(story), slot, 0);
	}
	join(stories, slot, item, fingerprint);
	if (story >= stories->next_story)
		stories->next_story = story + 1;
}

void
stories_restore(
	struct stories *stories, int64_t item, int64_t story, const struct fingerprint *fingerprint)
{
	struct fingerprint own = *fingerprint;

	habits_drop(stories->habits, &own);
	restore(stories, item, story, &own);
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
