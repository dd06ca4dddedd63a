#ifndef AGGREGATOR_CHOSEN_STORY_H
#define AGGREGATOR_CHOSEN_STORY_H

#include "aggregator/edition.h"
#include "aggregator/edition_pick.h"
#include "aggregator/feed_names.h"
#include "aggregator/novelty_desk.h"
#include "aggregator/story/member.h"
#include "aggregator/story/rank.h"
#include "output/digest.h"

/* Room in which one story after the other is gathered. */
struct story_gathering;
struct rereading;
struct story_gathering *story_gathering_new(void);
void story_gathering_free(struct story_gathering *gathering);

/* What the stories of one edition are made with; borrowed by each. */
struct edition_bench {
	const struct plan *plan;
	struct store *store;
	const struct edition_wish *wish;
	const struct feed_names *names;
	struct watch_scratch *scratch;
	struct story_gathering *gathering;
	struct rereading *rereading;  /* NULL: items are as they are stored */
	struct novelty_desk *novelty; /* NULL: how new a story is does not matter */
	struct digest *digest;        /* its arena holds everything */
};

/* A story on its way into an edition. */
struct chosen_story {
	const struct picked_story *picked;
	const struct story_member
		*members;     /* the oldest first; what was seen after the window is not there */
	const int64_t *feeds; /* of each member */
	const int *relations; /* of each member: enum relation */
	size_t n_members;
	struct digest_company *companies; /* `about` first, then by relevance */
	size_t n_companies;
	const struct span *topics;
	size_t n_topics;
	struct rank rank;
	bool is_roundup; /* names many companies, and is about none */
	bool was_told;   /* by an earlier edition of this digest */
	int64_t told_at; /* then: when */
	bool is_new;     /* something is to be told: new, or new sources since then */
	size_t n_new;    /* members since it was told */
};

/* Reads a story's items out of the store, and ranks it. False: the store failed. */
MUST_USE bool chosen_story_read(const struct edition_bench *bench,
	const struct picked_story *picked, struct chosen_story *story, struct error *err);

/* Whether a member is a report that came after the story was told, and no mere copy. */
bool chosen_story_is_new(const struct chosen_story *story, size_t member);

/* As it is told: headline, summary, marks, sources. `rank` is its place, from 1. */
void chosen_story_tell(const struct edition_bench *bench, const struct chosen_story *story,
	unsigned rank, struct digest_story *told);

#endif
