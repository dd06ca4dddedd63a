#ifndef AGGREGATOR_WATCH_WEIGHTS_H
#define AGGREGATOR_WATCH_WEIGHTS_H

#include "aggregator/watch/watch.h"

/*
 * All figures by which a company is recognised stand in one table, weights.c. Points add up: what a
 * name is worth by itself, then what stands around it. At WEIGHT_TAKEN an item names the company.
 */
#define WEIGHT_TAKEN 50 /* points, where it is as likely as not */

enum weight {
	/* what it is worth by itself */
	WEIGHT_FEED_TICKER,
	WEIGHT_CIK,
	WEIGHT_LISTED_TICKER,
	WEIGHT_CASHTAG,
	WEIGHT_PAREN_TICKER,
	WEIGHT_PAREN_TICKER_SHORT,
	WEIGHT_TICKER,
	WEIGHT_TICKER_SHORT,
	WEIGHT_LEGAL_NAME,
	WEIGHT_NAME,
	WEIGHT_NAME_SINGLE,
	WEIGHT_NAME_PROPER,
	WEIGHT_NAME_CAPITALS,
	WEIGHT_NAME_ORDINARY_WORDS,
	WEIGHT_NAME_ORDINARY_WORD,
	WEIGHT_NAME_KNOWN,
	WEIGHT_NAME_USERS_WORD,
	WEIGHT_NAME_GENERAL_WORD,
	WEIGHT_NAME_GENERAL_WORDS,
	WEIGHT_FORMER_NAME,
	WEIGHT_PRODUCT,
	WEIGHT_PRODUCT_ORDINARY,
	WEIGHT_PERSON,
	WEIGHT_PERSON_SINGLE,
	WEIGHT_NEWSROOM,
	/* what speaks for it */
	WEIGHT_USERS,
	WEIGHT_RANK_LARGE,
	WEIGHT_RANK_KNOWN,
	WEIGHT_CAPITAL,
	WEIGHT_VERB,
	WEIGHT_NOUN,
	WEIGHT_POSSESSIVE,
	WEIGHT_BEFORE,
	WEIGHT_OPENS,
	WEIGHT_NEIGHBOUR,
	WEIGHT_FINANCE,
	WEIGHT_AGAIN,
	/* it is named aside: no points, little relevance */
	WEIGHT_ASIDE_PLATFORM,
	WEIGHT_ASIDE_SCENE,
	WEIGHT_ASIDE_JUDGE,
	WEIGHT_ASIDE_RELATION,
	/* what speaks against it */
	WEIGHT_RANK_SMALL,
	WEIGHT_RANK_TINY,
	WEIGHT_GENERAL,
	WEIGHT_FAMILY,
	WEIGHT_PERSON_BEGINS,
	WEIGHT_ENDS,
	WEIGHT_LOWER_CASE,
	WEIGHT_NO_CAPITALS,
	WEIGHT_FIRST_NAME,
	WEIGHT_TITLE,
	WEIGHT_CAPITAL_BEFORE,
	WEIGHT_CAPITAL_AFTER,
	WEIGHT_ARTICLE,
	WEIGHT_PHRASE,
	WEIGHT_PLACE,
	WEIGHT_MODIFIER,
	WEIGHT_HYPHEN,
	WEIGHT_LINK,
	WEIGHT_INDEX,
	WEIGHT_SPORT,
	WEIGHT_EXPANDED,
	WEIGHT_OTHERS,
	WEIGHT_PUBLISHER,
	WEIGHT_SIGNATURE,
	WEIGHT_BUTTON,
	N_WEIGHTS
};

struct weight_row {
	int points;
	enum evidence_kind kind;
	const char *note; /* the rule, in words; NULL when the kind says it all */
};

extern const struct weight_row weights[N_WEIGHTS];

/* 0-1: how many of the labelled pairs with so many points were right. */
double weight_confidence(int points);

#endif
