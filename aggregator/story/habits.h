#ifndef AGGREGATOR_STORY_HABITS_H
#define AGGREGATOR_STORY_HABITS_H

#include "aggregator/story/fingerprint.h"

/*
 * What a feed says in most of its items says nothing of any one of them: "Filed", "AccNo" and "Size"
 * of a feed of filings, the company of a feed about one company, an outlet's own formulas. Counted for
 * each feed, in a fixed amount of memory: of very many feeds the longest unheard are forgotten.
 */
struct habits;

/* The caller owns the result. */
struct habits *habits_new(void);
void habits_free(struct habits *habits);

/* Counts an item's terms among its feed's. */
void habits_observe(struct habits *habits, const struct fingerprint *fingerprint);

/*
 * Takes out of `fingerprint` what its feed has in more than half of its items. Where that is a third of
 * it or more, the item is a form that was filled in, and its words are no evidence at all: only its link
 * and its id are left. So it is with a column: the feed had the same title on three days before, but for
 * names and dates ("Rio de Janeiro Daily Brief for Tuesday").
 */
void habits_drop(const struct habits *habits, struct fingerprint *fingerprint);

#endif
