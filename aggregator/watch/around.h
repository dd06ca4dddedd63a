#ifndef AGGREGATOR_WATCH_AROUND_H
#define AGGREGATOR_WATCH_AROUND_H

#include <stdbool.h>
#include <stddef.h>

#include "aggregator/watch/reading.h"
#include "aggregator/watch/words.h"
#include "feeds/base/span.h"

/* How a field is written; in some ways capitals tell nothing. */
enum casing {
	CASING_SENTENCE,
	CASING_TITLE,    /* Every Word Has One */
	CASING_CAPITALS, /* ALL LETTERS ARE */
	CASING_LOWER,    /* none is */
};
enum casing casing_of(struct span text, const struct words_known *words);

/* The words and signs around a mention. Words are in plain form; an absent one is empty. */
struct around {
	struct span plain;     /* the mention itself */
	struct span before[2]; /* the nearest first */
	struct span after[2];
	bool is_capital;      /* its first letter is */
	bool is_capitals;     /* all its letters are */
	bool is_capitals_s;   /* all but an s behind them: "RILs" */
	bool is_each_capital; /* each of its words begins with one */
	bool starts_sentence;
	bool is_possessive;   /* 's follows */
	bool is_hyphened;     /* a hyphen and a letter touch it */
	bool is_in_link;      /* part of an address, a handle or a hashtag */
	bool before_touches;  /* only space between the word before and it */
	bool before_is_short; /* a point too: "Mr. Williams", "A. Smith" */
	bool after_touches;
	bool before_is_capital;
	bool after_is_capital;
	size_t n_letters; /* of the mention */
	char sign_after;  /* the byte behind it, 0 at the end */
	char sign_before;
};

/* Looks around the mention at the plain bytes [start, end). */
void around_look(struct around *around, const struct reading *reading, size_t start, size_t end);

#endif
