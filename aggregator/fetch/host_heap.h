#ifndef AGGREGATOR_FETCH_HOST_HEAP_H
#define AGGREGATOR_FETCH_HOST_HEAP_H

#include <stddef.h>
#include <stdint.h>

struct host;

/* Hosts that wait for a moment (`ready_ms`), the earliest first. All zeros: none. They are borrowed. */
struct host_heap {
	struct host **at;
	size_t n;
	size_t capacity;
};

void host_heap_release(struct host_heap *heap);

/* Its `ready_ms` stays as it is until it has left. */
void host_heap_join(struct host_heap *heap, struct host *host);
void host_heap_leave(struct host_heap *heap, struct host *host);

/* The one whose moment comes first; NULL: none waits. */
struct host *host_heap_first(const struct host_heap *heap);
/* That moment; INT64_MAX: none waits. */
int64_t host_heap_wake_ms(const struct host_heap *heap);

#endif
