#include "aggregator/base/hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

uint64_t
hash_span(struct span bytes)
{
	return XXH3_64bits(bytes.at != NULL ? bytes.at : "", bytes.len);
}

uint64_t
hash_span_seeded(struct span bytes, uint64_t seed)
{
	return XXH3_64bits_withSeed(bytes.at != NULL ? bytes.at : "", bytes.len, seed);
}

uint64_t
hash_pair(uint64_t first, uint64_t second)
{
	uint64_t both[2] = {first, second};

	return XXH3_64bits(both, sizeof both);
}
