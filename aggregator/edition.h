#ifndef AGGREGATOR_EDITION_H
#define AGGREGATOR_EDITION_H

#include <stdbool.h>
#include <stdint.h>

#include "aggregator/config/config_digest.h"
#include "aggregator/plan.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "output/digest.h"

struct tellings;

struct store;

/* What an edition is to tell. */
struct edition_wish {
	const struct config_digest *config;
	int64_t now;         /* its creation, Unix seconds */
	int64_t window_from; /* what was first seen in [from, to) */
	int64_t window_to;
	uint64_t sequence;           /* its number in the digest; 0: not yet known */
	const struct tellings *told; /* what was told before; NULL: the ledger knows */
	bool reads_again;            /* items are matched again with today's companies and topics */
	bool tells_again;            /* what an earlier edition told is told, too */
	bool is_past;                /* `now` is no present: what came after it was not there yet */
	int64_t missed_at; /* when it was due, and nobody was there to make it; 0: it is in time */
};

/*
 * One edition out of the store: the stories of the window that the digest asks for, ranked, cut to
 * its budget, grouped and summarised. The same store, configuration and wish give the same digest,
 * byte for byte. The caller frees it (digest_free). NULL: the store failed, or the time zone is
 * unknown.
 */
struct digest *edition_build(struct plan *plan, struct store *store,
	const struct edition_wish *wish, struct error *err) MUST_USE;

/*
 * The window of the digest's next edition, made at `now`: since the end of the last one, or as long
 * as the configuration says, or the last day if there is none yet. It ends behind all that is stored,
 * also behind what an edition of this very second put off (notes.h), unless the wish is of the past.
 * Sets window_from, window_to and sequence of the wish, whose config and now are set.
 */
MUST_USE bool edition_next_window(
	struct store *store, struct edition_wish *wish, struct error *err);

/* Sets what an edition is called, its place and its time, before anything is told in it. */
MUST_USE bool edition_name(struct digest *digest, const struct config *config,
	const struct edition_wish *wish, struct error *err);

/* The folder of a digest's pages under the site, with a slash behind; SPAN_NONE: none are made. */
struct span edition_folder(const struct config_digest *config, struct arena *arena);

#endif
