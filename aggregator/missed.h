#ifndef AGGREGATOR_MISSED_H
#define AGGREGATOR_MISSED_H

#include <stdint.h>

#include "aggregator/edition.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"

struct zone;

/* That an edition is late: kept beside the ledger, told in the edition and by `status`. */

/* Keeps when the wish's edition was due, if it was missed. */
MUST_USE bool missed_note(struct store *store, const struct edition_wish *wish, struct error *err);

/* Sets missed_at of a wish whose config and sequence are set. */
MUST_USE bool missed_read(struct store *store, struct edition_wish *wish, struct error *err);

/*
 * "This edition is late: it was due on 2026-11-23 at 07:00, when broadtape was not running." In the
 * arena; SPAN_NONE for an edition in time.
 */
struct span missed_tell(
	const struct edition_wish *wish, const struct zone *zone, struct arena *arena);

#endif
