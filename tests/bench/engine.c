#include "tests/bench/engine.h"

#include <hs/hs.h>
#include <stdio.h>
#include <stdlib.h>

#include "feeds/base/memory.h"

struct engine {
	hs_database_t *database;
	hs_scratch_t *scratch;
};

static void
must(hs_error_t outcome, const char *what)
{
	if (outcome == HS_SUCCESS)
		return;
	fprintf(stderr, "match_speed: the pattern engine does not %s\n", what);
	exit(1);
}

struct engine *
engine_new(const struct span *literals, size_t n)
{
	struct engine *engine = memory_new(1, sizeof *engine);
	const char **expressions = memory_new(n, sizeof *expressions);
	unsigned *flags = memory_new(n, sizeof *flags);
	unsigned *ids = memory_new(n, sizeof *ids);
	size_t *lens = memory_new(n, sizeof *lens);
	hs_compile_error_t *why = NULL;

	for (size_t i = 0; i < n; i++) {
		expressions[i] = literals[i].at;
		lens[i] = literals[i].len;
		ids[i] = (unsigned)i;
	}
	must(hs_compile_lit_multi(expressions, flags, ids, lens, (unsigned)n, HS_MODE_BLOCK, NULL,
		     &engine->database, &why),
		"compile");
	must(hs_alloc_scratch(engine->database, &engine->scratch), "run");
	free(lens);
	free(ids);
	free(flags);
	free(expressions);
	return engine;
}

void
engine_free(struct engine *engine)
{
	hs_free_scratch(engine->scratch);
	hs_free_database(engine->database);
	free(engine);
}

size_t
engine_bytes(const struct engine *engine)
{
	size_t bytes = 0;

	must(hs_database_size(engine->database, &bytes), "say its size");
	return bytes;
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
engine_scan(const struct engine *engine, struct span text, matcher_hit_fn *on_hit, void *context)
{
	struct scan scan = {on_hit, context};

	must(hs_scan(engine->database, text.at, (unsigned)text.len, 0, engine->scratch, on_match,
		     &scan),
		"scan");
}
