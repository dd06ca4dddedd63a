#include "aggregator/batch.h"

#include <stdlib.h>

#include "feeds/base/memory.h"

struct batch *
batch_new(uint64_t sequence, const struct feed_plan *feed_plan, struct visit_result *result)
{
	struct batch *batch = memory_new(1, sizeof *batch);

	batch->sequence = sequence;
	batch->feed_plan = feed_plan;
	batch->result = result;
	batch->body_bytes = result->body.len;
	batch->arena = arena_new();
	return batch;
}

void
batch_free(struct batch *batch)
{
	if (batch == NULL)
		return;
	visit_result_free(batch->result);
	arena_free(batch->arena);
	free(batch);
}
