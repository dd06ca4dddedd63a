#include "aggregator/watch/matcher.h"

#include <hs.h>
#include <limits.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "aggregator/base/hash.h"
#include "aggregator/watch/cache.h"
#include "feeds/base/buf.h"
#include "feeds/base/memory.h"

#define FORMAT 1 /* of what is cached; counted up when the way of compiling changes */

struct matcher {
	hs_database_t *database;
	hs_scratch_t *scratch; /* the pattern of all others */
	bool is_from_cache;
};

struct matcher_scratch {
	hs_scratch_t *scratch;
};

static uint64_t
key_of(const struct span *literals, size_t n)
{
	uint64_t key = hash_pair(hash_span(span_of(hs_version())), FORMAT);

	for (size_t i = 0; i < n; i++)
		key = hash_span_seeded(literals[i], key);
	return key;
}

/* False: nothing there, or made on another kind of processor. */
static bool
load(struct matcher *matcher, const char *folder, uint64_t key)
{
	struct buf bytes;
	bool ok;

	buf_init(&bytes, BUF_UNLIMITED);
	ok = cache_load(folder, key, &bytes) &&
	     hs_deserialize_database(bytes.at, bytes.len, &matcher->database) == HS_SUCCESS;
	buf_release(&bytes);
	if (ok && hs_alloc_scratch(matcher->database, &matcher->scratch) == HS_SUCCESS)
		return true;
	hs_free_database(matcher->database);
	matcher->database = NULL;
	return false;
}

static void
keep(const char *folder, uint64_t key, const hs_database_t *database)
{
	char *bytes = NULL;
	size_t len = 0;

	if (hs_serialize_database(database, &bytes, &len) != HS_SUCCESS)
		return;
	cache_keep(folder, key, span_make(bytes, len));
	free(bytes);
}

static hs_database_t *
compile(const struct span *literals, size_t n, struct error *err)
{
	const char **expressions = memory_new(n, sizeof *expressions);
	unsigned *flags = memory_new(n, sizeof *flags);
	unsigned *ids = memory_new(n, sizeof *ids);
	size_t *lens = memory_new(n, sizeof *lens);
	hs_compile_error_t *why = NULL;
	hs_database_t *database = NULL;

	for (size_t i = 0; i < n; i++) {
		expressions[i] = literals[i].at;
		lens[i] = literals[i].len;
		ids[i] = (unsigned)i;
	}
	if (hs_compile_lit_multi(expressions, flags, ids, lens, (unsigned)n, HS_MODE_BLOCK, NULL,
		    &database, &why) != HS_SUCCESS) {
		error_set(err, EX_SOFTWARE, "the pattern engine refused: %s", why->message);
		hs_free_compile_error(why);
		database = NULL;
	}
	free(lens);
	free(ids);
	free(flags);
	free(expressions);
	return database;
}

struct matcher *
matcher_new(const struct span *literals, size_t n, const char *cache_dir, struct error *err)
{
	struct matcher *matcher = memory_new(1, sizeof *matcher);
	uint64_t key = key_of(literals, n);

	if (n == 0)
		return matcher;
	matcher->is_from_cache = cache_dir != NULL && load(matcher, cache_dir, key);
	if (matcher->is_from_cache)
		return matcher;
	matcher->database = compile(literals, n, err);
	malloc_trim(0); /* compiling took 2 KB a literal, in pieces between what stays */
	if (matcher->database == NULL)
		goto failed;
	if (cache_dir != NULL)
		keep(cache_dir, key, matcher->database);
	if (hs_alloc_scratch(matcher->database, &matcher->scratch) == HS_SUCCESS)
		return matcher;
	error_set(err, EX_SOFTWARE, "the pattern engine does not run on this processor");
failed:
	matcher_free(matcher);
	return NULL;
}

void
matcher_free(struct matcher *matcher)
{
	if (matcher == NULL)
		return;
	hs_free_scratch(matcher->scratch);
	hs_free_database(matcher->database);
	free(matcher);
}

bool
matcher_is_from_cache(const struct matcher *matcher)
{
	return matcher->is_from_cache;
}

size_t
matcher_bytes(const struct matcher *matcher)
{
	size_t bytes = 0;

	if (matcher->database == NULL || hs_database_size(matcher->database, &bytes) != HS_SUCCESS)
		return 0;
	return bytes;
}

struct matcher_scratch *
matcher_scratch_new(const struct matcher *matcher)
{
	struct matcher_scratch *scratch = memory_new(1, sizeof *scratch);

	if (matcher->scratch != NULL &&
		hs_clone_scratch(matcher->scratch, &scratch->scratch) != HS_SUCCESS)
		memory_exhausted(0);
	return scratch;
}

void
matcher_scratch_free(struct matcher_scratch *scratch)
{
	if (scratch == NULL)
		return;
	hs_free_scratch(scratch->scratch);
	free(scratch);
}

struct scan {
	matcher_hit_fn *on_hit;
	void *context;
};

static int
on_match(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *context)
{
	const struct scan *scan = context;

	(void)from;
	(void)flags;
	scan->on_hit(scan->context, id, (size_t)to);
	return 0;
}

void
matcher_scan(const struct matcher *matcher, struct matcher_scratch *scratch, struct span text,
	matcher_hit_fn *on_hit, void *context)
{
	struct scan scan = {on_hit, context};

	if (matcher->database == NULL || text.len > UINT_MAX)
		return;
	hs_scan(matcher->database, text.at, (unsigned)text.len, 0, scratch->scratch, on_match,
		&scan);
}
