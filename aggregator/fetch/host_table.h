#ifndef AGGREGATOR_FETCH_HOST_TABLE_H
#define AGGREGATOR_FETCH_HOST_TABLE_H

#include <stddef.h>

#include "feeds/base/span.h"

struct host;

/* All hosts by their names; all zeros: none. */
struct host_table {
	struct host **slots; /* open addressing; a power of two; may hold NULLs */
	size_t n_slots;
	size_t n;
};

/* A host of that name, without a budget, to be added. */
struct host *host_new(struct span name);

/* It belongs to the table from now on, and lives as long. */
void host_table_add(struct host_table *table, struct host *host);
/* NULL: there is none of that name. */
struct host *host_table_find(const struct host_table *table, struct span name);
/* With all hosts. */
void host_table_release(struct host_table *table);

#endif
