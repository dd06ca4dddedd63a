#ifndef AGGREGATOR_STORY_ROUNDUP_H
#define AGGREGATOR_STORY_ROUNDUP_H

#include <stdbool.h>
#include <stdint.h>

#include "feeds/base/span.h"

/*
 * Whether a title announces a round-up of several things ("5 things to know", "The week ahead",
 * "Stock market today") with the word `folded`; `previous` is word_hash of the word before it, or 0.
 */
bool roundup_begins(struct span folded, uint32_t previous);

/* The stem of the term that marks a round-up in a fingerprint: as likely a word's as any other. */
#define ROUNDUP_STEM 0xfffffff1U

#endif
