#ifndef AGGREGATOR_STORY_BACKGROUND_H
#define AGGREGATOR_STORY_BACKGROUND_H

#include <stdbool.h>
#include <stdint.h>

#include "aggregator/story/fingerprint.h"
#include "aggregator/story/word.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"

/*
 * What is known of words before any item is read: how common each stem is in the news of any day
 * and how often it is a name (data/df.tsv), and the lists of lexicon.h. Read once, and then only
 * read, by all threads.
 */
struct background;

/*
 * From df.tsv in the folder `data_dir`; NULL: in $BROADTAPE_DATA, or where it is installed. Gives
 * NULL if the file cannot be read or is no such table; `err` says so. The caller owns the result.
 */
struct background *background_load(const char *data_dir, struct error *err) MUST_USE;

/* The lists alone: every word weighs the same. The caller owns the result. */
struct background *background_new(void);
void background_free(struct background *background);

#define BACKGROUND_WEIGHT_MAX 200
#define BACKGROUND_WEIGHT_EVEN 100

struct background_word {
	uint32_t stem;       /* of what it means: "german" and "germany" have one */
	enum term_kind kind; /* TERM_WORD for most */
	uint8_t weight;      /* 16 ln (documents / documents that have it), at most ..._MAX */
	bool is_name;        /* mostly written with a capital inside a sentence */
	bool is_known;       /* the table has it */
	bool is_stop;        /* says nothing alone */
};

/* What is known of a folded word. `background` may be NULL: nothing, and ..._EVEN. */
struct background_word background_look(const struct background *background, struct span folded);

#endif
