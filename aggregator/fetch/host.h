#ifndef AGGREGATOR_FETCH_HOST_H
#define AGGREGATOR_FETCH_HOST_H

#include "aggregator/fetch/bucket.h"
#include "aggregator/fetch/gate.h"
#include "aggregator/fetch/hosts.h"

/* A host from inside: for hosts.c and what it stands on. */

/* Where a host stands; every change goes through settle(). */
enum host_state {
	HOST_IDLE,  /* nobody waits for it, or it has no free place: its next event moves it */
	HOST_READY, /* in the ring: its first ticket may go */
	HOST_TIMED, /* in the heap: its first ticket may go at ready_ms */
	HOST_LINED, /* in the line of its gate, which lets no more through for now */
};

struct host {
	char *name;
	size_t name_len;
	uint64_t hash;
	enum host_state state;
	struct host_budget budget;
	bool has_own_budget;
	bool is_judged;
	struct lesson lesson;
	size_t running;
	struct bucket bucket;
	int64_t held_until_ms;
	int64_t ready_ms;
	int64_t promised_ms; /* the last turn that somebody keeps who does not wait */
	size_t n_waiting;
	size_t heap_at;
	unsigned marked[HOST_MARKS]; /* in which round last */
	struct ticket *first;
	struct ticket *last;
	struct host
		*ring_next; /* the ring is doubly linked, so that a host can leave it anywhere */
	struct host *ring_prev;
	struct gate *gate; /* of the address it led to last; NULL: that is not known */
	struct host *line_next;
	struct host *line_prev;
};

#endif
