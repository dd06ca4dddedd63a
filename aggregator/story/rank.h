#ifndef AGGREGATOR_STORY_RANK_H
#define AGGREGATOR_STORY_RANK_H

#include <stddef.h>
#include <stdint.h>

#include "aggregator/story/member.h"

/* A story to be ranked; everything borrowed. */
struct rank_story {
	int64_t story;
	const struct story_member *members;
	size_t n_members;
	int novelty;         /* 0-100 of novelty.h; RANK_NOVELTY_UNKNOWN if nobody asked */
	double topic_weight; /* sum of the weights of the topics that hit; 0: none; below 0: it sinks */
	int64_t now;         /* Unix seconds: the edition's instant */
};
#define RANK_NOVELTY_UNKNOWN (-1)

enum rank_part {
	RANK_RELEVANCE, /* to the digest's companies */
	RANK_SOURCE,    /* the weight of the best feed */
	RANK_DIVERSITY, /* entropy of the outlets; copies of one text count once */
	RANK_SIZE,      /* reports, on a logarithmic scale */
	RANK_NOVELTY,   /* how new it is to its companies */
	RANK_TOPIC,     /* topics that the user asked for; those of a weight below 0 sink it */
	RANK_RECENCY,   /* halves every RANK_HALF_LIFE seconds */
	RANK_PARTS
};

/* How a rank came about: each part 0-1 (the topics' from -1), and their weighted sum in 0-1000. */
struct rank {
	double parts[RANK_PARTS];
	int score;
	int64_t published; /* of the latest report, for ties */
	int64_t story;     /* for ties */
};

void rank_story(const struct rank_story *story, struct rank *out);

/* "relevance", "source", ... Lives for ever. */
const char *rank_part_name(enum rank_part part);

/* For qsort(3) over struct rank: best first; equal scores by time, then by story number. */
int rank_compare(const void *a, const void *b);

#endif
