#ifndef AGGREGATOR_DELIVER_H
#define AGGREGATOR_DELIVER_H

#include <stdatomic.h>
#include <stdint.h>

#include "aggregator/config/config.h"
#include "aggregator/publish.h"
#include "aggregator/store/edition_store.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"

struct store;

/*
 * Hands over everything of the ledger that is due at `now`, mails, webhooks and the hub's pings, and notes what came
 * of it: sent, to be tried again later (each time twice as long), or refused for good. Adds to the
 * report's counts. False: the ledger could not be read or written.
 */
MUST_USE bool deliver_due(const struct config *config, struct store *store, int64_t now,
	struct publish_report *report, struct error *err);

/* Writes what came of a delivery into the ledger, by whom may write: another thread perhaps. */
typedef bool deliver_note_fn(void *context, const struct delivery *delivery, struct error *err);

/*
 * The same for a thread that only reads `store`. Between two deliveries `is_ending` is asked (NULL:
 * never), and what is left then waits.
 */
struct deliver_post {
	const struct config *config;
	struct store *store;
	int64_t now;
	deliver_note_fn *note;
	const atomic_bool *is_ending;
	void *context;
};
MUST_USE bool deliver_post_due(
	const struct deliver_post *post, struct publish_report *report, struct error *err);

#endif
