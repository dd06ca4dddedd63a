#ifndef AGGREGATOR_BASE_HASH_H
#define AGGREGATOR_BASE_HASH_H

#include <stdint.h>

#include "feeds/base/span.h"

/* XXH3, 64 bits: the same on every machine, so it may be stored. Not against an enemy. */
uint64_t hash_span(struct span bytes);

/* The same with a seed: another function for each seed. */
uint64_t hash_span_seeded(struct span bytes, uint64_t seed);

/* One hash out of two, in this order. */
uint64_t hash_pair(uint64_t first, uint64_t second);

#endif
