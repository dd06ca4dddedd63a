#ifndef AGGREGATOR_TELLINGS_H
#define AGGREGATOR_TELLINGS_H

#include <stdint.h>

#include "aggregator/store/edition_store.h"

/*
 * When each story was told last, without a ledger: for editions that are only looked at, one after
 * the other.
 */
struct tellings;

struct tellings *tellings_new(void);
void tellings_free(struct tellings *tellings);

/* An edition made at `at` tells the story. */
void tellings_note(struct tellings *tellings, int64_t story, int64_t edition, int64_t at);

/* How it stood when it was told last, like story_last_told. */
struct story_telling tellings_last(const struct tellings *tellings, int64_t story);

#endif
