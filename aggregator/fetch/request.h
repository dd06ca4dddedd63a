#ifndef AGGREGATOR_FETCH_REQUEST_H
#define AGGREGATOR_FETCH_REQUEST_H

#include "aggregator/fetch/visit.h"

/*
 * A copy of a request in one block of memory, with all that it points to; each span has a NUL behind
 * it, so that it can be handed to C as a string. Gone with free(3).
 */
struct visit_request *request_copy(const struct visit_request *request);

/* The span as a C string, or NULL; only of a request that request_copy made. */
const char *request_string(struct span span);

#endif
