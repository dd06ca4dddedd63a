#ifndef AGGREGATOR_HOOKS_H
#define AGGREGATOR_HOOKS_H

#include <stdbool.h>
#include <stdint.h>

#include "aggregator/config/config.h"
#include "aggregator/plan.h"
#include "aggregator/post.h"
#include "aggregator/recipients.h"
#include "aggregator/store/edition_store.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"

/*
 * What an edition leaves as, beside mail: requests to webhooks, and to the hub of WebSub. In the
 * ledger they stand as "webhook NAME", "webhook NAME story 42" and "hub FEED", each with its body, so
 * that a second attempt sends the same bytes under the same webhook-id.
 */

/* Adds them to whom the edition goes. False: a payload could not be made. */
MUST_USE bool hooks_add(const struct plan *plan, const struct config_digest *wanted,
	const struct digest *digest, struct recipients *recipients, struct error *err);

/* Whether a recipient of the ledger is one of these. */
bool hooks_has(struct span recipient);

/* One attempt. */
struct hook_post {
	const struct edition_record *edition;
	struct span recipient;
	struct span body;
	int64_t now;
};

/* Posts it: the outcome, and what went wrong in `err`. Blocks, up to the limits of the door. */
enum post_outcome hooks_post(
	const struct config *config, const struct hook_post *post, struct error *err) MUST_USE;

#endif
