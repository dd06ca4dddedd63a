#ifndef AGGREGATOR_COMPANY_PAST_H
#define AGGREGATOR_COMPANY_PAST_H

#include <stddef.h>
#include <stdint.h>

#include "aggregator/store/store.h"
#include "aggregator/story/novelty.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "feeds/base/span.h"

#define COMPANY_PAST_SECONDS ((int64_t)90 * 86400)
#define COMPANY_PAST_ITEMS 256 /* the latest ones */

/* What was told of a company in the last months: against it novelty is measured. */
struct company_past {
	struct novelty_item *items; /* the latest first */
	size_t n;
	struct fingerprint *fingerprints;
};

/* Items with this company, seen before `until`. False: the store failed. Release it either way. */
MUST_USE bool company_past_init(struct company_past *past, struct store *store, struct span company,
	int64_t until, struct error *err);
void company_past_release(struct company_past *past);

#endif
