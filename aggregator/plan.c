#include "aggregator/plan.h"

#include <stdio.h>
#include <stdlib.h>

#include "aggregator/base/datadir.h"
#include "feeds/base/memory.h"

#define PATH_BYTES_MAX 4096

static struct background *
load_background(struct error *err)
{
	char path[PATH_BYTES_MAX];

	snprintf(path, sizeof path, "%s/df.tsv", datadir());
	return background_load(path, err);
}

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
	plan->background = load_background(err);
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
