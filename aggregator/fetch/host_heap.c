#include "aggregator/fetch/host_heap.h"

#include <stdlib.h>

#include "aggregator/fetch/host.h"
#include "feeds/base/memory.h"

static void
put(struct host_heap *heap, size_t at, struct host *host)
{
	heap->at[at] = host;
	host->heap_at = at;
}

static void
rise(struct host_heap *heap, size_t at)
{
	struct host *host = heap->at[at];

	while (at > 0 && heap->at[(at - 1) / 2]->ready_ms > host->ready_ms) {
		put(heap, at, heap->at[(at - 1) / 2]);
		at = (at - 1) / 2;
	}
	put(heap, at, host);
}

static void
sink(struct host_heap *heap, size_t at)
{
	struct host *host = heap->at[at];

	for (;;) {
		size_t child = at * 2 + 1;

		if (child + 1 < heap->n &&
			heap->at[child + 1]->ready_ms < heap->at[child]->ready_ms)
			child++;
		if (child >= heap->n || heap->at[child]->ready_ms >= host->ready_ms)
			break;
		put(heap, at, heap->at[child]);
		at = child;
	}
	put(heap, at, host);
}

void
host_heap_join(struct host_heap *heap, struct host *host)
{
	heap->at = memory_room(heap->at, heap->n, &heap->capacity, sizeof(struct host *));
	put(heap, heap->n++, host);
	rise(heap, host->heap_at);
}

void
host_heap_leave(struct host_heap *heap, struct host *host)
{
	size_t at = host->heap_at;
	struct host *last = heap->at[--heap->n];

	if (last == host)
		return;
	put(heap, at, last);
	rise(heap, at);
	sink(heap, last->heap_at);
}

struct host *
host_heap_first(const struct host_heap *heap)
{
	return heap->n > 0 ? heap->at[0] : NULL;
}

int64_t
host_heap_wake_ms(const struct host_heap *heap)
{
	return heap->n > 0 ? heap->at[0]->ready_ms : INT64_MAX;
}

void
host_heap_release(struct host_heap *heap)
{
	free(heap->at);
	*heap = (struct host_heap){0};
}
