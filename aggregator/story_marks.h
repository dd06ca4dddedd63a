#ifndef AGGREGATOR_STORY_MARKS_H
#define AGGREGATOR_STORY_MARKS_H

#include "aggregator/chosen_story.h"
#include "aggregator/watch/watch.h"

/* The words of a story that made it one of its digest: its companies' names, its topics' words. */
struct story_marker {
	struct digest *digest; /* its arena gets the text */
	const struct chosen_story *story;
	const struct verdict *verdict; /* on headline and summary together */
};

/* The text, which is the verdict's `field`, with its marks. */
struct digest_text story_mark(
	const struct story_marker *marker, enum watch_field field, struct span text);

#endif
