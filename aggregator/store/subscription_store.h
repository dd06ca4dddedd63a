#ifndef AGGREGATOR_STORE_SUBSCRIPTION_STORE_H
#define AGGREGATOR_STORE_SUBSCRIPTION_STORE_H

#include <stddef.h>

#include "aggregator/store/store.h"

/* Who pushes to us: a WebSub subscription of a feed, kept so that a restart loses none. */
struct subscription_record {
	int64_t feed;
	struct span hub;   /* whom we asked */
	struct span topic; /* for what */
	struct span token; /* the part of the call-back's path that nobody can guess */
	struct span secret;
	int state;           /* enum websub_state of fetch/ */
	int64_t lease_until; /* Unix seconds; 0: not confirmed */
	int64_t next_try;    /* Unix seconds: when the hub is asked again */
	uint32_t failures;   /* in a row */
	int64_t pushes;      /* bodies that were taken */
	int64_t pushed_at;   /* the last one; 0: never */
	uint32_t missed;     /* visits in a row that found what had not been pushed */
	struct span last_error;
};

/* In a batch: new, or instead of the feed's old one. */
bool subscription_save(struct store *store, const struct subscription_record *subscription,
	struct error *err) MUST_USE;

/* In a batch: gone; none is fine. */
bool subscription_drop(struct store *store, int64_t feed, struct error *err) MUST_USE;

/*
 * Whether the feed has a subscription in that state whose lease goes beyond `now`, and which has
 * brought something and missed nothing since.
 */
struct subscription_trust {
	int64_t feed;
	int state;
	int64_t now;
	bool is_trusted; /* the answer */
};
bool subscription_find_trust(
	struct store *store, struct subscription_trust *trust, struct error *err) MUST_USE;

/* Tells each, by feed; the spans are borrowed for the call. */
typedef void subscription_fn(void *context, const struct subscription_record *subscription);
bool subscriptions_each(
	struct store *store, subscription_fn *tell, void *context, struct error *err) MUST_USE;

#endif
