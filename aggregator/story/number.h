#ifndef AGGREGATOR_STORY_NUMBER_H
#define AGGREGATOR_STORY_NUMBER_H

#include <stdint.h>

#include "aggregator/story/word.h"

enum number_unit {
	NUMBER_PLAIN,
	NUMBER_MONEY,   /* of any currency: outlets convert and forget */
	NUMBER_PERCENT, /* basis points are hundredths of it */
	NUMBER_ORDINAL, /* 12th */
	NUMBER_YEAR,    /* 1900 to 2099 */
	NUMBER_SCORE,   /* of a game or a vote, "31-24": number_score of both */
	NUMBER_AGE,     /* "15-year-old" */
	NUMBER_FILING,  /* what EDGAR calls a filing: any 30 bits of it */
	NUMBER_MODEL,   /* part of a name: 737-800, 5G, F-150, Covid-19 */
};

/* A number with what stands around it: "$4bn", "4 billion dollars" and "4,000,000,000" agree. */
struct number {
	double value;
	enum number_unit unit;
};

/*
 * Reads the number that begins with `word`; `reader` stands behind it, and goes on behind the
 * scale and the unit that follow ("billion", "percent").
 */
void number_read(struct word_reader *reader, const struct word *word, struct number *out);

/* Two numbers below a thousand as one, whichever is named first. */
double number_score(double a, double b);

/* Equal for numbers that agree in unit and in their first three digits, and for equal scores and filings; never 0. */
uint32_t number_hash(const struct number *number);

/* Back from that: the unit, and the value by its first three digits. */
struct number number_of_hash(uint32_t hash);

#endif
