#ifndef AGGREGATOR_VISITS_H
#define AGGREGATOR_VISITS_H

#include <stdint.h>

#include "aggregator/pipeline.h"
#include "aggregator/roster.h"
#include "aggregator/round.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"

/*
 * The visits that are under way: picked by what is due, one a feed at a time. Picking belongs to the
 * thread of the store; the rest may be called by any.
 */
struct visits;

struct visits *visits_new(void) MUST_USE;
/* After the threads: rounds that are not done go with it. */
void visits_free(struct visits *visits);

/*
 * Picks the feeds to visit once: those that are due, or all, or the ones that are named. The round is
 * the visits'. NULL: the store failed, or a name fits no feed or several (EX_USAGE); `err` says which.
 */
struct round *visits_pick(struct visits *visits, const struct roster *roster, struct store *store,
	const struct pipeline_options *options, struct error *err) MUST_USE;

/* One look at what is due. */
struct visits_due {
	int64_t now;
	struct round *round; /* what was picked; NULL: nothing */
	int64_t next_at;     /* when the next feed will be due; INT64_MAX: none will */
};

/*
 * Picks the feeds that have become due since the last call, at most, without looking at any that was
 * picked before. A clock that was set back, and visits_look_again, make it look at all that is due.
 */
MUST_USE bool visits_pick_due(struct visits *visits, const struct roster *roster,
	struct store *store, struct visits_due *due, struct error *err);
void visits_look_again(struct visits *visits);

/*
 * For a document of the feed of that number which came by itself: the feed is under way from now on;
 * 0 in `number`: it was already, or is none that is visited.
 */
MUST_USE bool visits_pick_pushed(struct visits *visits, const struct roster *roster,
	struct store *store, int64_t *number, struct error *err);

/* The feed under way that has this number. */
const struct feed_plan *visits_find(struct visits *visits, int64_t number);

/* A visit that goes on beyond the feed's own document. */
struct visit_page {
	int number;          /* as in struct batch */
	int64_t known_below; /* likewise */
	size_t n;            /* how many results are still to come */
};

/* The feed's visit goes on with `page`: it ends with the last of these. */
void visits_go_on(struct visits *visits, int64_t number, const struct visit_page *page);

/* What the results of the feed's visit are now; all zero: its own document. */
struct visit_page visits_page(struct visits *visits, int64_t number);

/* Asks the fetcher for one of these, as the feed is asked for. */
void visits_start_page(struct visits *visits, int64_t number, struct span url, struct fetch *fetch);

/* The feed's visit has ended, or one of its pages; its plan goes with the last of its round. */
void visits_done(struct visits *visits, int64_t number);

/* How many are under way. */
size_t visits_open(struct visits *visits);

#endif
