#ifndef AGGREGATOR_STORY_BACKGROUND_H
#define AGGREGATOR_STORY_BACKGROUND_H

#include <stdint.h>

#include "feeds/base/compiler.h"
#include "feeds/base/error.h"

/*
 * How common a word is in the news of any day: document frequencies by stem, read once from
 * data/df.tsv and then only read, by all threads.
 */
struct background;

/*
 * From the file at `path`. NULL: the file cannot be read or is no such table; `err` says so. The
 * caller owns the result.
 */
struct background *background_load(const char *path, struct error *err) MUST_USE;
void background_free(struct background *background);

/*
 * The weight of the stem with this hash (word.h): the natural logarithm of documents over documents
 * that have it, in 16ths, at most BACKGROUND_WEIGHT_MAX; what the table lacks is as rare as its
 * rarest. A background of NULL gives every stem BACKGROUND_WEIGHT_EVEN.
 */
#define BACKGROUND_WEIGHT_MAX 200
#define BACKGROUND_WEIGHT_EVEN 100
uint8_t background_weight(const struct background *background, uint32_t stem);

#endif
