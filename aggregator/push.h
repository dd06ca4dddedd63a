#ifndef AGGREGATOR_PUSH_H
#define AGGREGATOR_PUSH_H

#include <stdbool.h>

#include "aggregator/lookout.h"
#include "aggregator/pipeline.h"
#include "aggregator/serve/exchange.h"
#include "feeds/base/compiler.h"

struct clock;
struct entropy;
struct measures;

/*
 * News that comes by itself: WebSub subscriptions of all feeds that name a hub. Asks hubs, answers
 * their questions, takes what they push into the pipeline, renews leases, and leaves when a feed is
 * not wanted any more. Belongs to the loop thread, except where a function says otherwise.
 */
struct push;

struct push_options {
	struct pipeline *pipeline;
	struct lookout *lookout;
	const struct clock *clock;
	const struct entropy *entropy;
	struct measures *measures; /* NULL: nobody watches */
};

struct push *push_new(const struct push_options *options) MUST_USE;

/*
 * Where hubs reach us from now on, with a slash at the end; copied. What was asked for at another
 * address is asked for anew. NULL, as at first: they cannot, and no subscription is kept.
 */
void push_set_address(struct push *push, const char *callback_base);

/* Begins: what the store knows of subscriptions is brought back first. */
void push_start(struct push *push);

/*
 * Takes a request to the call-back's URL (web_push_fn): any thread. It is answered, on the loop
 * thread, or at once when that is ending.
 */
void push_take(void *context, struct exchange *exchange);

/*
 * From now on every request is answered by 503, those that wait too, and no hub is asked: before the
 * server is stopped. NULL is fine.
 */
void push_stop(struct push *push);

/* After the pipeline has finished, and before it is freed. NULL is fine. */
void push_free(struct push *push);

#endif
