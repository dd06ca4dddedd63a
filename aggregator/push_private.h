#ifndef AGGREGATOR_PUSH_PRIVATE_H
#define AGGREGATOR_PUSH_PRIVATE_H

#include <pthread.h>

#include "aggregator/fetch/visit.h"
#include "aggregator/fetch/websub.h"
#include "aggregator/push.h"

/* What push.c (subscriptions) and push_receive.c (what hubs send) share. */

struct subscribed {
	struct websub websub;
	bool is_asking; /* a request to its hub is under way */
	bool has_moved; /* since that was sent: its answer says nothing any more */
};

/* A request of a hub, on its way to the loop thread. */
struct caller {
	struct push *push;
	struct exchange *exchange;
	struct caller *next;
};

/* A document that was pushed, until the pipeline has room and the feed is not being visited. */
struct pushed {
	struct visit_result *result;
	struct pushed *next;
};

struct push {
	struct push_options options;
	char *callback_base; /* NULL: hubs have no way to us */
	struct loop_timer *tick;
	struct subscribed **at;
	size_t n;
	size_t capacity;
	bool is_loaded;
	int64_t reviewed_at;

	struct pushed *first; /* waiting documents, in the order in which they came */
	size_t n_waiting;
	bool is_picking; /* the desk looks whether the first of them can go */
	enum { PICK_BUSY, PICK_READY, PICK_UNWANTED } pick;

	pthread_mutex_t lock; /* of what is below */
	struct caller *callers;
	bool is_stopped;
};

/* NULL: none. */
struct subscribed *push_find_feed(struct push *push, int64_t feed);
struct subscribed *push_find_token(struct push *push, struct span token);

/* Stores it as it is now; one that is over goes. */
void push_keep(struct push *push, struct subscribed *subscribed);

/* Gives the pipeline what waits, as far as it can take it. */
void push_hand_on(struct push *push);
void push_drop_waiting(struct push *push);

#endif
