#ifndef AGGREGATOR_DELIVER_H
#define AGGREGATOR_DELIVER_H

#include <stdint.h>

#include "aggregator/config/config.h"
#include "aggregator/publish.h"
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

#endif
