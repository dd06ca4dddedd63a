#ifndef AGGREGATOR_PUBLISH_H
#define AGGREGATOR_PUBLISH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aggregator/edition.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "output/site.h"

struct clock;

/*
 * An edition leaves the house: it is recorded with its recipients first, then its files are put in
 * place, then its mails are handed over. Whatever a crash or a failure leaves undone is found in the
 * ledger, and done by the next cycle with the same Message-ID.
 */

/* What publishing did. */
struct publish_report {
	uint64_t sequence; /* of the edition; 0: there was nothing to tell, and nothing was made */
	size_t n_stories;
	size_t n_sent;    /* mails */
	size_t n_waiting; /* mails that will be tried again */
	size_t n_refused;
};

/* Builds, records, writes and sends one edition. False: `err` says what could not be done. */
MUST_USE bool publish_edition(struct plan *plan, struct store *store, struct edition_wish *wish,
	struct publish_report *report, struct error *err);

/* The same without the sending: deliver.h does that, or the postman beside. */
MUST_USE bool publish_files(struct plan *plan, struct store *store, struct edition_wish *wish,
	struct publish_report *report, struct error *err);

/*
 * Finishes what earlier cycles left: files of recorded editions, and mails that are due at `now`. A
 * mail that is not accepted is no failure of this; it is counted, logged, and tried again.
 */
MUST_USE bool publish_pending(struct plan *plan, struct store *store, int64_t now,
	struct publish_report *report, struct error *err);

/* The same without the mails. */
MUST_USE bool publish_unfinished(struct plan *plan, struct store *store, struct error *err);

/* The site of a configuration, with its templates; borrowed from the plan. `dir` NULL: there is none. */
struct site publish_site(const struct plan *plan);

/* The edition as a mail to `to`; adds it to `out`. */
MUST_USE bool publish_render_mail(const struct plan *plan, const struct digest *digest,
	const char *to, struct buf *out, struct error *err);

#endif
