#include "aggregator/watch/weights.h"

#include <stddef.h>

const struct weight_row weights[N_WEIGHTS] = {
	/* by itself */
	[WEIGHT_FEED_TICKER] = {125, EVIDENCE_FEED_TICKER, NULL},
	[WEIGHT_CIK] = {130, EVIDENCE_CIK, NULL},
	[WEIGHT_LISTED_TICKER] = {130, EVIDENCE_LISTED_TICKER, NULL},
	[WEIGHT_CASHTAG] = {100, EVIDENCE_CASHTAG, NULL},
	[WEIGHT_PAREN_TICKER] = {62, EVIDENCE_PAREN_TICKER, NULL},
	[WEIGHT_PAREN_TICKER_SHORT] = {40, EVIDENCE_PAREN_TICKER, "one or two letters"},
	[WEIGHT_TICKER] = {35, EVIDENCE_TICKER, "in capitals, by itself"},
	[WEIGHT_TICKER_SHORT] = {10, EVIDENCE_TICKER, "two or three letters, by themselves"},
	[WEIGHT_LEGAL_NAME] = {85, EVIDENCE_LEGAL_NAME, NULL},
	[WEIGHT_NAME] = {75, EVIDENCE_NAME, NULL},
	[WEIGHT_NAME_SINGLE] = {65, EVIDENCE_NAME, "one word, in no dictionary"},
	[WEIGHT_NAME_PROPER] = {38, EVIDENCE_ORDINARY_NAME, "people or places bear it too"},
	[WEIGHT_NAME_CAPITALS] = {55, EVIDENCE_NAME, "in capitals"},
	[WEIGHT_NAME_ORDINARY_WORDS] = {62, EVIDENCE_NAME, "of ordinary words"},
	[WEIGHT_NAME_ORDINARY_WORD] = {20, EVIDENCE_ORDINARY_NAME, "a word of the dictionary"},
	[WEIGHT_NAME_KNOWN] = {45, EVIDENCE_ORDINARY_NAME,
		"an ordinary word, but in the news mostly the company"},
	[WEIGHT_NAME_USERS_WORD] = {45, EVIDENCE_ORDINARY_NAME,
		"an ordinary word that the user gave as its name"},
	[WEIGHT_NAME_GENERAL_WORD] = {42, EVIDENCE_ORDINARY_NAME,
		"a general word, in small letters, that the user gave"},
	[WEIGHT_NAME_GENERAL_WORDS] = {47, EVIDENCE_ORDINARY_NAME,
		"general words, in small letters, that the user gave"},
	[WEIGHT_FORMER_NAME] = {65, EVIDENCE_FORMER_NAME, NULL},
	[WEIGHT_PRODUCT] = {60, EVIDENCE_PRODUCT, NULL},
	[WEIGHT_PRODUCT_ORDINARY] = {20, EVIDENCE_PRODUCT, "a word of the dictionary"},
	[WEIGHT_PERSON] = {60, EVIDENCE_PERSON, NULL},
	[WEIGHT_PERSON_SINGLE] = {55, EVIDENCE_PERSON, "the family name"},
	[WEIGHT_NEWSROOM] = {95, EVIDENCE_NEWSROOM, NULL},
	/* for it */
	[WEIGHT_USERS] = {15, EVIDENCE_CONTEXT, "the user follows it"},
	[WEIGHT_RANK_LARGE] = {15, EVIDENCE_CONTEXT, "one of the 300 largest"},
	[WEIGHT_RANK_KNOWN] = {8, EVIDENCE_CONTEXT, "one of the 1,200 largest"},
	[WEIGHT_CAPITAL] = {22, EVIDENCE_CONTEXT, "a capital inside of a sentence"},
	[WEIGHT_VERB] = {28, EVIDENCE_CONTEXT, "does what companies do"},
	[WEIGHT_NOUN] = {30, EVIDENCE_CONTEXT, "has what companies have"},
	[WEIGHT_POSSESSIVE] = {15, EVIDENCE_CONTEXT, "owns something"},
	[WEIGHT_BEFORE] = {12, EVIDENCE_CONTEXT, "after a word that companies follow"},
	[WEIGHT_OPENS] = {13, EVIDENCE_CONTEXT, "opens the headline"},
	[WEIGHT_NEIGHBOUR] = {25, EVIDENCE_CONTEXT, "beside another company"},
	[WEIGHT_FINANCE] = {8, EVIDENCE_CONTEXT, "the item is about business"},
	[WEIGHT_AGAIN] = {4, EVIDENCE_CONTEXT, "named again"},
	/* aside (aside.h) */
	[WEIGHT_ASIDE_PLATFORM] = {0, EVIDENCE_CONTEXT, "only where something was posted"},
	[WEIGHT_ASIDE_SCENE] = {0, EVIDENCE_CONTEXT, "only where something happened"},
	[WEIGHT_ASIDE_JUDGE] = {0, EVIDENCE_CONTEXT, "only says what it thinks of others"},
	[WEIGHT_ASIDE_RELATION] = {0, EVIDENCE_CONTEXT, "only says what another company is to it"},
	/* against it */
	[WEIGHT_RANK_SMALL] = {-10, EVIDENCE_COUNTER, "a small company"},
	[WEIGHT_RANK_TINY] = {-25, EVIDENCE_COUNTER, "a very small company"},
	[WEIGHT_GENERAL] = {-60, EVIDENCE_COUNTER, "a word of every business text"},
	[WEIGHT_FAMILY] = {-60, EVIDENCE_COUNTER, "begins the name of another company"},
	[WEIGHT_PERSON_BEGINS] = {-60, EVIDENCE_COUNTER, "begins a person's name"},
	[WEIGHT_ENDS] = {-70, EVIDENCE_COUNTER, "ends the name of another company"},
	[WEIGHT_LOWER_CASE] = {-200, EVIDENCE_COUNTER, "written as a word, not as a name"},
	[WEIGHT_NO_CAPITALS] = {-200, EVIDENCE_COUNTER, "the name is written in capitals"},
	[WEIGHT_FIRST_NAME] = {-70, EVIDENCE_COUNTER, "after a first name"},
	[WEIGHT_TITLE] = {-60, EVIDENCE_COUNTER, "after a title"},
	[WEIGHT_CAPITAL_BEFORE] = {-45, EVIDENCE_COUNTER, "ends a longer name"},
	[WEIGHT_CAPITAL_AFTER] = {-35, EVIDENCE_COUNTER, "begins a longer name"},
	[WEIGHT_ARTICLE] = {-50, EVIDENCE_COUNTER, "after an article, as words are"},
	[WEIGHT_PHRASE] = {-45, EVIDENCE_COUNTER, "begins a phrase"},
	[WEIGHT_PLACE] = {-70, EVIDENCE_COUNTER, "a place"},
	[WEIGHT_MODIFIER] = {-8, EVIDENCE_COUNTER, "only says of what kind the next word is"},
	[WEIGHT_HYPHEN] = {-50, EVIDENCE_COUNTER, "part of a hyphened word"},
	[WEIGHT_LINK] = {-60, EVIDENCE_COUNTER, "part of an address or a handle"},
	[WEIGHT_INDEX] = {-70, EVIDENCE_COUNTER, "an index bears the name"},
	[WEIGHT_SPORT] = {-45, EVIDENCE_COUNTER, "the item is about sport"},
	[WEIGHT_EXPANDED] = {-90, EVIDENCE_COUNTER, "short for the words before it"},
	[WEIGHT_OTHERS] = {-30, EVIDENCE_COUNTER, "behind somebody else's name"},
	[WEIGHT_PUBLISHER] = {-45, EVIDENCE_COUNTER,
		"a publisher's name, with nothing about its business"},
	[WEIGHT_SIGNATURE] = {-200, EVIDENCE_COUNTER, "the publisher's signature"},
	[WEIGHT_BUTTON] = {-200, EVIDENCE_COUNTER, "the label of a button"},
};

/*
 * Of the pairs of item and company that came to so many points, how many of a thousand are right:
 * made by tools/make-confidence from half of the labelled sets traps, sentfin, ambiguous and
 * no-company; the other half is in docs/matching.md. Below WEIGHT_TAKEN nothing was fitted, and from
 * 125 on a ticker, a CIK or a feed's own tag says it beyond doubt.
 */
static const struct {
	int points, right;
} steps[] = {
	{-100, 5},
	{0, 20},
	{30, 200},
	{WEIGHT_TAKEN - 1, 450},
	{WEIGHT_TAKEN, 500},
	{56, 700},
	{61, 793},
	{67, 862},
	{79, 888},
	{89, 923},
	{111, 969},
	{125, 990},
};

double
weight_confidence(int points)
{
	size_t i = 1;

	if (points <= steps[0].points)
		return steps[0].right / 1000.0;
	while (i < sizeof steps / sizeof steps[0] && points > steps[i].points)
		i++;
	if (i == sizeof steps / sizeof steps[0])
		return steps[i - 1].right / 1000.0;
	return (steps[i - 1].right + (double)(steps[i].right - steps[i - 1].right) *
					     (points - steps[i - 1].points) /
					     (steps[i].points - steps[i - 1].points)) /
	       1000;
}
