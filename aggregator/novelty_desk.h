#ifndef AGGREGATOR_NOVELTY_DESK_H
#define AGGREGATOR_NOVELTY_DESK_H

#include <stddef.h>
#include <stdint.h>

#include "aggregator/store/store.h"
#include "aggregator/story/novelty.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "feeds/base/span.h"

/*
 * How new the stories of one edition are, each to the company that it is about. Reads the past of a
 * company once, when it is first asked for.
 */
struct novelty_desk;

/* The items of the story that is asked for. */
struct novelty_own {
	const struct novelty_item *items;
	size_t n;
};

/* `until`: nothing that was seen later is known. The caller owns the result; `store` is borrowed. */
struct novelty_desk *novelty_desk_new(struct store *store, int64_t until);
void novelty_desk_free(struct novelty_desk *desk);

/*
 * The answer of novelty.h into `novelty`; its score is RANK_NOVELTY_UNKNOWN where the story has no
 * fingerprints, or more companies were asked for than an edition can tell of. False: the store failed.
 */
MUST_USE bool novelty_desk_ask(struct novelty_desk *desk, struct span company,
	const struct novelty_own *own, struct novelty *novelty, struct error *err);

#endif
