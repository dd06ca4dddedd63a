#ifndef AGGREGATOR_STORY_SUMMARY_H
#define AGGREGATOR_STORY_SUMMARY_H

#include <stddef.h>

#include "aggregator/story/member.h"
#include "feeds/base/arena.h"
#include "feeds/base/span.h"

/* A few sentences, as a reader of a digest wants them. */
#define SUMMARY_BYTES_USUAL 420

/*
 * One to three whole sentences from the start of the best member's text, at most `max_bytes` (one
 * long sentence alone may be cut at a word, with an ellipsis). No sentence that repeats the
 * headline or another one, no dateline, byline, disclaimer, advertisement for the outlet, or
 * "The post X appeared first on Y". Empty if no text says more than the headline does. The result
 * lives in the arena.
 */
struct span summary_make(const struct story_member *members, size_t n, struct span headline,
	size_t max_bytes, struct arena *arena);

/* The same for one text; for pages about a single item. */
struct span summary_of_text(
	struct span text, struct span headline, size_t max_bytes, struct arena *arena);

#endif
