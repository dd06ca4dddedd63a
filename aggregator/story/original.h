#ifndef AGGREGATOR_STORY_ORIGINAL_H
#define AGGREGATOR_STORY_ORIGINAL_H

#include <stdbool.h>

#include "aggregator/story/likeness.h"
#include "aggregator/story/recent.h"

/* By what an item may be known as a copy of an earlier one; tried in this order. */
enum original_way {
	ORIGINAL_BY_ID,
	ORIGINAL_BY_LINK,
	ORIGINAL_BY_TEXT,
	ORIGINAL_BY_TITLE,
	ORIGINAL_BY_NEAR_TEXT,
	ORIGINAL_WAYS
};

/* The earlier item. */
struct original {
	const struct recent_item *item; /* borrowed until an item is added */
	enum original_way way;
	unsigned reason; /* REASON_... of stories.h */
	int percent;     /* of the text that both share; -1: too short to say */
	double hours;    /* since it arrived; the caller fills it in */
};

/* Guesses: outlets use links, ids and titles again for other things. */
bool original_find(const struct recent *recent, const struct fingerprint *fingerprint,
	enum original_way way, struct original *out);

/*
 * Whether the guess is borne out by what the item tells; `likeness` is to the story of the original.
 * An outlet whose items all have one link, that numbers its ids anew, that writes a "Market Wrap"
 * every evening, or that fills one form letter for many companies, makes no copies by that.
 */
bool original_is_believable(const struct original *original, const struct fingerprint *fingerprint,
	const struct likeness *likeness);

/*
 * Whether the text is one that its outlet puts under one title after the other: "Catch up with the most
 * important stories from around Europe". What is as long as an article is none.
 */
bool original_is_teaser(const struct original *original, const struct fingerprint *fingerprint);

/* Whether both came from one feed, and it is known. */
bool original_is_same_feed(const struct original *original, const struct fingerprint *fingerprint);

#endif
