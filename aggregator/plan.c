#include "aggregator/plan.h"

#include <stdlib.h>

#include "aggregator/base/datadir.h"
#include "feeds/base/memory.h"

static struct watch *
compile_watch(const struct config *config, struct error *err)
{
	struct watch_options options = {.wishes = &config->watchlist};

	return watch_new(&options, err);
}

struct plan *
plan_new(const struct config *config, struct error *err)
{
	struct plan *plan = memory_new(1, sizeof *plan);

	plan->config = config;
	if (!sources_init(&plan->sources, config, err))
		goto fail;
	plan->watch = compile_watch(config, err);
	if (plan->watch == NULL)
		goto fail;
	plan->background = background_load(datadir(), err);
	if (plan->background == NULL)
		goto fail;
	return plan;
fail:
	plan_free(plan);
	return NULL;
}

void
plan_free(struct plan *plan)
{
	if (plan == NULL)
		return;
	background_free(plan->background);
	watch_free(plan->watch);
	sources_release(&plan->sources);
	free(plan);
}
