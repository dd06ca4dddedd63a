#ifndef TESTS_BENCH_ENGINE_H
#define TESTS_BENCH_ENGINE_H

#include <stddef.h>

#include "aggregator/watch/matcher.h"

/*
 * The pattern engine that is known as the fastest (Vectorscan or Hyperscan), with the same literals as
 * the matcher: what the matcher is measured beside. Ends the program when the engine refuses.
 */
struct engine;

struct engine *engine_new(const struct span *literals, size_t n);
void engine_free(struct engine *engine);

/* Bytes of the compiled literals. */
size_t engine_bytes(const struct engine *engine);

/* Like matcher_scan. */
void engine_scan(
	const struct engine *engine, struct span text, matcher_hit_fn *on_hit, void *context);

#endif
