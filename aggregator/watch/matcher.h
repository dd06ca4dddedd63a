#ifndef AGGREGATOR_WATCH_MATCHER_H
#define AGGREGATOR_WATCH_MATCHER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feeds/base/compiler.h"
#include "feeds/base/error.h"
#include "feeds/base/span.h"

/*
 * Finds all of many literals in one pass over a text: the only door to the pattern engine (libhs:
 * Vectorscan or Hyperscan). Immutable, for all threads; each thread brings a scratch.
 */
struct matcher;
struct matcher_scratch;

/*
 * Compiles `n` literals; none may be empty. The compiled form is kept in the folder `cache_dir`
 * (NULL: nowhere), under a hash of the literals and the engine's version, and taken from there the
 * next time, which is many times faster. What is broken there is compiled again and replaced; what
 * cannot be written is left. NULL: the engine refused (EX_SOFTWARE).
 */
struct matcher *matcher_new(
	const struct span *literals, size_t n, const char *cache_dir, struct error *err) MUST_USE;
void matcher_free(struct matcher *matcher);

/* Whether the compiled form came from the cache. */
bool matcher_is_from_cache(const struct matcher *matcher);

/* Bytes of the compiled form. */
size_t matcher_bytes(const struct matcher *matcher);

struct matcher_scratch *matcher_scratch_new(const struct matcher *matcher);
void matcher_scratch_free(struct matcher_scratch *scratch);

/* Literal number `literal` ends before byte `end`. Hits come in the order of their ends. */
typedef void matcher_hit_fn(void *context, uint32_t literal, size_t end);
void matcher_scan(const struct matcher *matcher, struct matcher_scratch *scratch, struct span text,
	matcher_hit_fn *on_hit, void *context);

#endif
