#ifndef AGGREGATOR_STORY_MEMBER_H
#define AGGREGATOR_STORY_MEMBER_H

#include <stddef.h>
#include <stdint.h>

#include "feeds/base/span.h"

/*
 * One item of a story, as an edition sees it: what rank, headline and summary read. A plain value;
 * everything borrowed from the edition's arena.
 */
struct story_member {
	int64_t item;       /* the store's number */
	struct span title;  /* plain text, as the feed has it */
	struct span text;   /* plain text, the longest there is; may be empty */
	struct span source; /* the outlet's name; may be empty */
	struct span url;
	int64_t published; /* Unix seconds */
	int64_t seen_at;   /* when it arrived: decides who was first if published ties */
	double weight;     /* the feed's `weight`; 1 is ordinary */
	int relevance;     /* 0-100: the highest of the companies that the digest is about */
	int relation;      /* enum relation: a copy counts less than a report of its own */
};

#endif
