#ifndef AGGREGATOR_WATCH_WORDS_H
#define AGGREGATOR_WATCH_WORDS_H

#include <stdbool.h>
#include <stdint.h>

#include "aggregator/watch/lookup.h"
#include "feeds/base/buf.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "feeds/base/span.h"

/*
 * What words are when they are no company: words.tsv says which are ordinary, context.tsv which
 * speak for or against a company beside them. Immutable. All words are in plain form (reading.h).
 */
struct words_known;

enum word_class {
	WORD_VERB,       /* a company does it: "raises", "recalls" */
	WORD_PRICE_VERB, /* a share price or an index does it: "falls" */
	WORD_NOUN,       /* a company has it: "shares", "profit", "ceo" */
	WORD_BEFORE,     /* stands before a company: "acquires", "maker" */
	WORD_FINANCE,    /* anywhere: the item is about business */
	WORD_FIRST_NAME, /* what follows is a person's family name */
	WORD_TITLE,      /* likewise: "mr", "senator" */
	WORD_PLACE,      /* a comma and this behind a word make it a place: "n y" */
	WORD_FUNCTION,   /* "the", "of": its capital means nothing */
	WORD_ACRONYM,    /* in capitals and yet no ticker: "CEO", "GDP" */
	WORD_TRADED,     /* what is traded has it: "price", "demand" */
	WORD_FAMILY,     /* behind a name, makes it another company's: "securities" */
	WORD_LANDMARK,   /* behind a name, makes a place of it: "county" */
	WORD_GENERIC,    /* begins the names of many: "national" */
	WORD_PUBLISHER,  /* signs what it reports; may be several words */
	WORD_PLATFORM,   /* where people post: "instagram" */
	WORD_POSTING,    /* what they post there: "video", "status" */
	WORD_STEP,       /* taken on a platform, not posted there: "ban", "fine" */
	WORD_HOUSE,      /* its analysts judge other companies; may be several words */
	WORD_JUDGING,    /* what they say: "upgrades", "overweight" */
	WORD_SPORT,      /* anywhere: the item is about sport */
	WORD_SET_PHRASE, /* several words, that hide the names in them: "pricing power" */
	N_WORD_CLASSES
};

struct words_known *words_known_new(const char *data_dir, struct error *err) MUST_USE;
void words_known_free(struct words_known *words);

/* Whether a dictionary has the word in lower case. */
bool words_is_ordinary(const struct words_known *words, struct span plain);

/* Whether a dictionary has it only with a capital: people and places. */
bool words_is_name(const struct words_known *words, struct span plain);

bool words_is(const struct words_known *words, struct span plain, enum word_class class);

/* All of its classes at once: a bit each. */
unsigned words_classes(const struct words_known *words, struct span plain);

/* Phrases, parted by '|', in which a word is not what it is by itself: "pricing power". */
struct span words_set_phrases(const struct words_known *words);

/* Whether each of the words is ordinary, a number or a "the". */
bool words_are_ordinary(const struct words_known *words, struct span plain);

/* Whether the word is neither in the dictionary nor a person's or a place's name. */
bool words_is_rare(const struct words_known *words, struct span plain);

#endif
