#ifndef AGGREGATOR_FETCH_OUTAGE_H
#define AGGREGATOR_FETCH_OUTAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "aggregator/fetch/visit.h"

struct host;

/*
 * Is a host dead, or our own network? Hosts that cannot be reached are counted beside those that
 * answer, round by round; when nearly all fail together, it is us, and no feed is to blame.
 */
struct outage {
	unsigned round;  /* begins with 1 */
	size_t answered; /* hosts, in this round */
	size_t unreached;
};

/* Whether a result could come of a dead network: no name, no connection. */
bool outage_may_explain(const struct visit_result *result);

/* Counts a visit of a host; twice the same host counts once a round. */
void outage_note(struct outage *outage, struct host *host, bool is_unreached);

/* Whether this round says that the network is down: at least 3 hosts, and nine of ten. */
bool outage_is_on(const struct outage *outage);

void outage_next_round(struct outage *outage);

#endif
