#include "aggregator/story/stories.h"

#include <stdlib.h>
#include <string.h>

#include "aggregator/story/keys.h"
#include "feeds/base/memory.h"

#define NEAR_COPY 55 /* percent of runs of words that a near-copy shares */

/* What an item is known by. */
enum key_kind { KEY_LINK, KEY_ID, KEY_TITLE, KEY_TEXT, KEY_KINDS };

static const enum story_reason key_reasons[KEY_KINDS] = {
	REASON_LINK, REASON_ID, REASON_TITLE, REASON_TEXT};

struct live_item {
	int64_t item;
	int64_t story;
	int64_t published;
	int64_t arrived; /* the clock when it was placed: decides when it goes */
	uint32_t feed;
	uint16_t tags[KEY_KINDS]; /* low bits of its keys, to verify what `keys` guesses */
	uint16_t sketch[SKETCH_SLOTS];
};

struct stories {
	struct keys *keys;
	struct live_item *items; /* those from `oldest` on, at `sequence - first` */
	size_t n_items, capacity;
	uint32_t first;  /* sequence of items[0] */
	uint32_t oldest; /* sequence of the oldest live item */
	int64_t clock;
	int64_t next_story;
	int64_t window_seconds;
	size_t n_live;
};

const char *
relation_name(enum relation relation)
{
	static const char *const names[] = {
		[RELATION_NEW] = "new",
		[RELATION_COPY] = "copy",
		[RELATION_SAME] = "same",
		[RELATION_FOLLOW_UP] = "follow-up",
	};

	return names[relation];
}

const char *
story_reason_name(unsigned bit)
{
	static const struct {
		unsigned bit;
		const char *name;
	} names[] = {
		{REASON_LINK, "link"},
		{REASON_ID, "id"},
		{REASON_TITLE, "title"},
		{REASON_TEXT, "text"},
		{REASON_NEAR_TEXT, "near-text"},
		{REASON_TERMS, "terms"},
		{REASON_COMPANY, "company"},
		{REASON_NUMBER, "number"},
		{REASON_PLACE, "place"},
		{REASON_TIME, "time"},
		{VETO_COMPANY, "veto:company"},
		{VETO_PERIOD, "veto:period"},
		{VETO_NUMBER, "veto:number"},
		{VETO_PLACE, "veto:place"},
		{VETO_DIRECTION, "veto:direction"},
		{VETO_TIME, "veto:time"},
		{VETO_RECURRING, "veto:recurring"},
		{VETO_NAME, "veto:name"},
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (names[i].bit == bit)
			return names[i].name;
	return NULL;
}

struct stories *
stories_new(const struct stories_options *options)
{
	struct stories *stories = memory_new(1, sizeof *stories);

	stories->keys = keys_new();
	stories->next_story = options->next_story;
	stories->clock = INT64_MIN;
	stories->window_seconds =
		options->window_seconds > 0 ? options->window_seconds : STORIES_WINDOW;
	return stories;
}

void
stories_free(struct stories *stories)
{
	if (stories == NULL)
		return;
	keys_free(stories->keys);
	free(stories->items);
	free(stories);
}

static uint64_t
key_of(const struct fingerprint *fingerprint, enum key_kind kind)
{
	switch (kind) {
	case KEY_LINK:
		return fingerprint->link;
	case KEY_ID:
		return fingerprint->id;
	case KEY_TITLE:
		return fingerprint->title;
	case KEY_TEXT:
		return fingerprint->text;
	case KEY_KINDS:
		break;
	}
	return 0;
}

static struct live_item *
item_at(const struct stories *stories, uint32_t sequence)
{
	return &stories->items[sequence - stories->first];
}

/* Forgets what is older than the window, and moves the rest down when half of it is gone. */
static void
expire(struct stories *stories, int64_t published)
{
	size_t gone;

	if (published > stories->clock)
		stories->clock = published;
	while (stories->oldest - stories->first < stories->n_items &&
		item_at(stories, stories->oldest)->arrived <
			stories->clock - stories->window_seconds)
		stories->oldest++;
	gone = stories->oldest - stories->first;
	if (gone <= stories->n_items / 2)
		return;
	memmove(stories->items, stories->items + gone,
		(stories->n_items - gone) * sizeof *stories->items);
	stories->n_items -= gone;
	stories->first = stories->oldest;
}

static void
keep(struct stories *stories, int64_t item, int64_t story, const struct fingerprint *fingerprint)
{
	uint32_t sequence = stories->first + (uint32_t)stories->n_items;
	struct live_item *live;

	stories->items = memory_room(
		stories->items, stories->n_items, &stories->capacity, sizeof *stories->items);
	live = &stories->items[stories->n_items++];
	*live = (struct live_item){.item = item,
		.story = story,
		.published = fingerprint->published,
		.arrived = stories->clock,
		.feed = fingerprint->feed};
	memcpy(live->sketch, fingerprint->sketch, sizeof live->sketch);
	for (int kind = 0; kind < KEY_KINDS; kind++) {
		uint64_t key = key_of(fingerprint, (enum key_kind)kind);

		live->tags[kind] = (uint16_t)key;
		if (key != 0)
			keys_put(stories->keys, key + (uint64_t)kind, sequence, stories->oldest);
	}
	for (int band = 0; fingerprint->has_sketch && band < SKETCH_BANDS; band++)
		keys_put(stories->keys, sketch_band(fingerprint->sketch, band), sequence,
			stories->oldest);
}

/* The live item with the same link, id, title or text; NULL if there is none. */
static const struct live_item *
find_same(const struct stories *stories, const struct fingerprint *fingerprint, unsigned *reason)
{
	uint32_t sequence;

	for (int kind = 0; kind < KEY_KINDS; kind++) {
		uint64_t key = key_of(fingerprint, (enum key_kind)kind);
		const struct live_item *live;

		if (key == 0 ||
			!keys_find(stories->keys, key + (uint64_t)kind, stories->oldest, &sequence))
			continue;
		live = item_at(stories, sequence);
		*reason = key_reasons[kind];
		if (live->tags[kind] == (uint16_t)key)
			return live;
	}
	return NULL;
}

static const struct live_item *
find_near(const struct stories *stories, const struct fingerprint *fingerprint)
{
	uint32_t sequence;

	for (int band = 0; fingerprint->has_sketch && band < SKETCH_BANDS; band++) {
		uint64_t key = sketch_band(fingerprint->sketch, band);

		if (keys_find(stories->keys, key, stories->oldest, &sequence) &&
			sketch_likeness(fingerprint->sketch, item_at(stories, sequence)->sketch) >=
				NEAR_COPY)
			return item_at(stories, sequence);
	}
	return NULL;
}

void
stories_place(struct stories *stories, int64_t item, const struct fingerprint *fingerprint,
	struct placement *out)
{
	const struct live_item *like;

	memset(out, 0, sizeof *out);
	expire(stories, fingerprint->published);
	like = find_same(stories, fingerprint, &out->reasons);
	if (like == NULL) {
		like = find_near(stories, fingerprint);
		out->reasons = like != NULL ? REASON_NEAR_TEXT : 0;
	}
	out->relation = like != NULL ? RELATION_COPY : RELATION_NEW;
	out->score = like != NULL ? 100 : 0;
	out->like_item = like != NULL ? like->item : 0;
	out->story = like != NULL ? like->story : stories->next_story++;
	keep(stories, item, out->story, fingerprint);
}

void
stories_restore(
	struct stories *stories, int64_t item, int64_t story, const struct fingerprint *fingerprint)
{
	expire(stories, fingerprint->published);
	keep(stories, item, story, fingerprint);
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
	return stories->n_items - (stories->oldest - stories->first);
}

size_t
stories_live(const struct stories *stories)
{
	return stories->n_live;
}

size_t
stories_bytes(const struct stories *stories)
{
	return sizeof *stories + keys_bytes(stories->keys) +
	       stories->capacity * sizeof *stories->items;
}
