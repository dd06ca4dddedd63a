#ifndef AGGREGATOR_RECIPIENTS_H
#define AGGREGATOR_RECIPIENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "aggregator/plan.h"
#include "aggregator/store/edition_store.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "output/digest.h"

/* To whom an edition goes, with what; in its digest's arena. */
struct recipients {
	struct arena *arena;
	struct edition_recipient *at;
	size_t n;
	size_t capacity;
	struct span mail; /* that all without a body of their own get; SPAN_NONE: there is none */
};

/* Adds one; copies the name and the body. */
void recipients_add(struct recipients *recipients, struct span name, struct span body);

/*
 * All of an edition, as the configuration wants it: mails, webhooks, the hub. False: a mail or a
 * payload could not be made, and why.
 */
MUST_USE bool recipients_list(const struct plan *plan, const struct config_digest *wanted,
	const struct digest *digest, struct recipients *recipients, struct error *err);

#endif
