#ifndef AGGREGATOR_STORY_STORIES_H
#define AGGREGATOR_STORY_STORIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aggregator/story/fingerprint.h"
#include "aggregator/story/likeness.h"

/*
 * The live stories: those of the last days, which a new item may join. Owned by the one writer,
 * which places every new item in the order of arrival. The same items in the same order give the
 * same stories, on every machine and with any number of workers.
 */
struct stories;

struct stories_options {
	int64_t next_story;     /* number of the next new story: the store's highest, plus 1 */
	int64_t window_seconds; /* how long a story waits for its next item; 0: STORIES_WINDOW */
};
#define STORIES_WINDOW ((int64_t)4 * 86400)

/* Of an item to its story. */
enum relation {
	RELATION_NEW,       /* the first report of it */
	RELATION_COPY,      /* the same text, or the same page */
	RELATION_SAME,      /* another report of the same event */
	RELATION_FOLLOW_UP, /* a later development: it brings facts that the story did not have */
};
/* "new", "copy", "same", "follow-up". */
const char *relation_name(enum relation relation);

/* Why an item joined, and what kept it away from others: bits. */
enum story_reason {
	REASON_LINK = 1,          /* the same canonical link */
	REASON_ID = 2,            /* the same id in the same feed: an update */
	REASON_TITLE = 4,         /* the same title */
	REASON_TEXT = 8,          /* the same text */
	REASON_NEAR_TEXT = 16,    /* a near-copy: most runs of words are shared */
	REASON_TERMS = 32,        /* rare words are shared */
	REASON_COMPANY = 64,      /* a company is shared */
	REASON_NUMBER = 128,      /* a number with its unit is shared */
	REASON_PLACE = 256,       /* a place is shared */
	REASON_TIME = 512,        /* near in time */
	VETO_COMPANY = 1 << 16,   /* about other companies */
	VETO_PERIOD = 1 << 17,    /* another quarter, month, day, or year */
	VETO_NUMBER = 1 << 18,    /* another amount where all else is a template */
	VETO_PLACE = 1 << 19,     /* another place */
	VETO_DIRECTION = 1 << 20, /* raises against cuts */
	VETO_TIME = 1 << 21,      /* too far apart in time */
	VETO_RECURRING = 1 << 22, /* a title or link that its outlet uses again and again */
	VETO_NAME = 1 << 23,      /* the same template about other names */
	VETO_FORM = 1 << 24,      /* a round-up of many things against news of one */
};
/* "link", "near-text", "veto:period" of one bit; NULL for what is none. Lives for ever. */
const char *story_reason_name(unsigned bit);

#define PLACEMENT_NEAR_MAX 3

/* What was decided about one item, and why. */
struct placement {
	int64_t story;
	enum relation relation;
	int score;                 /* 0-100, of the story that was joined; 0 for a new one */
	unsigned reasons;          /* bits of enum story_reason, for the story that was joined */
	int parts[LIKENESS_PARTS]; /* what each feature gave to its score; all 0 of a copy */
	int64_t like_item;         /* the copy's original, or 0 */
	int64_t chained_to;        /* the older story that this new one continues, or 0 */
	int64_t merged;   /* a story that proved to be the same: its items now belong to `story`;
	                      * or 0 */
	bool is_recycled; /* a copy of a text that is days old */
	struct {
		int64_t story;
		int score;
		unsigned vetoes;    /* 0: the score alone was too low */
	} near[PLACEMENT_NEAR_MAX]; /* the next best that it did not join; story 0: no more */
};

/* The caller owns the result. */
struct stories *stories_new(const struct stories_options *options);
void stories_free(struct stories *stories);

/*
 * Lets a feed's habits be known (habits.h): for every item once, before it is placed or restored, and for
 * all items of a document before the first of them is placed.
 */
void stories_meet(struct stories *stories, const struct fingerprint *fingerprint);

/*
 * Decides on one item. `item` is the store's number of it (> 0). An item that comes again (same
 * feed and id) stays in its story. Stories that have had no item for the window are forgotten as
 * time goes on; time is the latest `published` seen, so an old item changes nothing.
 */
void stories_place(struct stories *stories, int64_t item, const struct fingerprint *fingerprint,
	struct placement *out);

/*
 * After a start: an item whose story is known, in the order in which they were placed. `relation`
 * is what was decided then.
 */
void stories_restore(struct stories *stories, int64_t item, int64_t story,
	const struct fingerprint *fingerprint);

/* The number that the next new story gets. */
int64_t stories_next(const struct stories *stories);

size_t stories_live_items(const struct stories *stories);
size_t stories_live(const struct stories *stories);

/* Bytes of heap in use. */
size_t stories_bytes(const struct stories *stories);

#endif
