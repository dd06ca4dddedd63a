#ifndef AGGREGATOR_FETCH_GATE_H
#define AGGREGATOR_FETCH_GATE_H

#include <stddef.h>
#include <stdint.h>

#include "aggregator/fetch/address.h"
#include "aggregator/fetch/bucket.h"
#include "aggregator/fetch/lesson.h"

struct host;

/*
 * The gate of an address: what goes there passes it, whatever the host names are. A hoster may have
 * five hundred of them on one machine. Who finds it shut stands in its line, host behind host; one
 * at a time is called, to go when a place and a token are free.
 */
struct gate {
	struct address_key key;
	struct gate *next; /* in its slot */
	size_t users;      /* hosts that lead here, requests inside: it goes with the last one */
	size_t running;
	struct bucket bucket;
	struct lesson lesson;
	struct host *called; /* not in the line any more; NULL: nobody is */
	struct host *first;  /* of the line */
	struct host *last;
};

/* All that are in use; all zeros: none. */
struct gates {
	struct gate **slots; /* chains; a power of two */
	size_t n_slots;
	size_t n;
};

void gates_release(struct gates *gates);

/* The gate of an address, with one user more; a new one has a full bucket. */
struct gate *gates_use(struct gates *gates, const struct address_key *key, size_t burst);
/* One user less. */
void gates_leave(struct gates *gates, struct gate *gate);

/* The host stands at the end of the line; it leaves it, from wherever it stands. */
void gate_line_join(struct gate *gate, struct host *host);
void gate_line_leave(struct gate *gate, struct host *host);

#endif
