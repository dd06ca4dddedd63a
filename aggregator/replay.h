#ifndef AGGREGATOR_REPLAY_H
#define AGGREGATOR_REPLAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aggregator/config/config.h"
#include "aggregator/plan.h"
#include "aggregator/store/store.h"
#include "feeds/base/arena.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "feeds/base/span.h"

/*
 * What a digest would have sent, edition by edition, with a configuration of today, out of what is
 * stored. Items are read again with that configuration's companies and topics; what an edition of the
 * replay told counts as told for those behind it; the ledger is not looked at. The same store and
 * configuration give the same replay. Nothing is written.
 */

enum replay_change {
	REPLAY_KEPT,  /* both tell it */
	REPLAY_ALONE, /* the other one never does */
};

struct replay_story {
	int64_t number;
	struct span headline;
	struct span url;
	struct span companies; /* "Oracle, Intel": those that it is about, else that it names */
	size_t n_sources;
	enum replay_change change; /* as replay_compare found it */
};

struct replay_edition {
	int64_t at; /* when it would have been made */
	int64_t window_from;
	int64_t window_to;
	int32_t utc_offset_seconds; /* of the digest's zone, then */
	bool is_open; /* what stands ready at the end of the period for the next one */
	struct replay_story *stories;
	size_t n_stories;
};

struct replay {
	struct arena *arena;
	struct replay_edition *editions; /* the oldest first; those without a story too */
	size_t n_editions;
	size_t capacity;
	size_t n_stories; /* of all editions, each once */
};

struct replay_wish {
	const struct config_digest *config;
	int64_t since;
	int64_t until;
};

/*
 * Editions are made when the digest's schedule says; one without a schedule when it was made, by the
 * ledger, or if it never was, each day. False: the store failed, or there are too many. Release it
 * either way.
 */
MUST_USE bool replay_init(struct replay *replay, struct plan *plan, struct store *store,
	const struct replay_wish *wish, struct error *err);
void replay_release(struct replay *replay);

/* How two replays of one period differ; each story counts once. */
struct replay_difference {
	size_t n_kept;
	size_t n_dropped; /* only the first tells them */
	size_t n_added;   /* only the second does */
};

/* Sets `change` of the stories of both. */
struct replay_difference replay_compare(struct replay *first, struct replay *second);

#endif
