#include "aggregator/story/original.h"

#include "aggregator/story/stories.h"

#define NEAR_COPY_PERCENT 55  /* of the runs of words that a near-copy shares */
#define SAME_TEXT_PERCENT 85  /* of a text that one outlet sent again */
#define RELATED_PERCENT 20    /* less, and a same title is a coincidence or a habit */
#define COVER_SAME_FEED 0.3F  /* of the item's terms that the story has */
#define COVER_OTHER_FEED 0.1F /* two outlets seldom share a link by accident */
#define COVER_NEAR_TEXT 0.25F /* */
#define LONG_TEXT_WORDS 40    /* a shorter text may be a form of words */
#define ARTICLE_WORDS 80      /* a text so long is no teaser */
#define TITLE_SAYS_MUCH 300U  /* weight of its terms: some three rare words */
#define RECURRING_HOURS 2     /* the same title from one outlet, without a text to compare */
#define REPEATED_HOURS 12     /* the same, with nearly the same text */
#define SYNDICATED_HOURS 48   /* the same title from another outlet */

static const struct {
	enum recent_key key;
	unsigned reason;
} ways[] = {
	[ORIGINAL_BY_ID] = {RECENT_ID, REASON_ID},
	[ORIGINAL_BY_LINK] = {RECENT_LINK, REASON_LINK},
	[ORIGINAL_BY_TEXT] = {RECENT_TEXT, REASON_TEXT},
	[ORIGINAL_BY_TITLE] = {RECENT_TITLE, REASON_TITLE},
	[ORIGINAL_BY_NEAR_TEXT] = {RECENT_KEYS, REASON_NEAR_TEXT},
};

bool
original_find(const struct recent *recent, const struct fingerprint *fingerprint,
	enum original_way way, struct original *out)
{
	*out = (struct original){.way = way, .reason = ways[way].reason};
	if (way == ORIGINAL_BY_NEAR_TEXT) {
		out->item = recent_find_near(recent, fingerprint, &out->percent);
		return out->item != NULL;
	}
	out->item = recent_find(recent, fingerprint, ways[way].key);
	if (out->item != NULL)
		out->percent = recent_text_likeness(out->item, fingerprint);
	return out->item != NULL;
}

bool
original_is_same_feed(const struct original *original, const struct fingerprint *fingerprint)
{
	return fingerprint->feed != 0 && fingerprint->feed == original->item->feed;
}

/* Whether the item tells what its story tells, by at least this share of its terms. */
static bool
is_covered(const struct original *original, const struct fingerprint *fingerprint,
	const struct likeness *likeness, float least)
{
	return fingerprint->n_terms == 0 || likeness->features[FEATURE_COVER] >= least ||
	       recent_has_same(original->item, fingerprint, RECENT_TITLE) ||
	       original->percent >= NEAR_COPY_PERCENT;
}

static bool
title_says_much(const struct fingerprint *fingerprint)
{
	unsigned weight = 0;

	for (size_t i = 0; i < fingerprint->n_terms; i++)
		if ((fingerprint->terms[i].marks & FINGERPRINT_IN_TITLE) != 0)
			weight += fingerprint->terms[i].weight;
	return weight >= TITLE_SAYS_MUCH;
}

/* "Market Wrap", "Transaction in Own Shares": one outlet's titles come again with other news. */
static bool
is_title_believable(const struct original *original, const struct fingerprint *fingerprint)
{
	bool has_text = original->percent >= 0;

	if (!original_is_same_feed(original, fingerprint))
		return original->hours <= SYNDICATED_HOURS &&
		       (title_says_much(fingerprint) ||
			       (has_text && original->percent >= RELATED_PERCENT));
	if (has_text)
		return original->percent >= SAME_TEXT_PERCENT && original->hours <= REPEATED_HOURS;
	return original->hours <= RECURRING_HOURS;
}

bool
original_is_teaser(const struct original *original, const struct fingerprint *fingerprint)
{
	return original_is_same_feed(original, fingerprint) && fingerprint->title != 0 &&
	       !recent_has_same(original->item, fingerprint, RECENT_TITLE) &&
	       fingerprint->words < ARTICLE_WORDS;
}

bool
original_is_believable(const struct original *original, const struct fingerprint *fingerprint,
	const struct likeness *likeness)
{
	switch (original->way) {
	case ORIGINAL_BY_ID:
		return is_covered(original, fingerprint, likeness, COVER_SAME_FEED);
	case ORIGINAL_BY_LINK:
		return is_covered(original, fingerprint, likeness,
			original_is_same_feed(original, fingerprint) ? COVER_SAME_FEED
								     : COVER_OTHER_FEED);
	case ORIGINAL_BY_TEXT:
		return !original_is_teaser(original, fingerprint) &&
		       (fingerprint->words >= LONG_TEXT_WORDS ||
			       is_covered(original, fingerprint, likeness, COVER_SAME_FEED));
	case ORIGINAL_BY_TITLE:
		return is_title_believable(original, fingerprint);
	case ORIGINAL_BY_NEAR_TEXT:
		return !original_is_teaser(original, fingerprint) &&
		       original->percent >= NEAR_COPY_PERCENT && likeness->vetoes == 0 &&
		       likeness->features[FEATURE_COVER] >= COVER_NEAR_TEXT;
	case ORIGINAL_WAYS:
		break;
	}
	return false;
}
