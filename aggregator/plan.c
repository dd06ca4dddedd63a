#include "aggregator/plan.h"

#include <stdlib.h>

#include "aggregator/base/datadir.h"
#include "aggregator/looks.h"
#include "aggregator/manners.h"
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
	atomic_init(&plan->keepers, 1);
	pthread_mutex_init(&plan->lock, NULL);
	plan->arena = arena_new();
	plan->profiles = manners_profiles(config, plan->arena);
	if (sources_init(&plan->sources, config, err) && looks_load(config, &plan->templates, err))
		return plan;
	plan_free(plan);
	return NULL;
}

static bool
compile(struct plan *plan, struct error *err)
{
	if (plan->watch == NULL)
		plan->watch = compile_watch(plan->config, err);
	if (plan->watch != NULL && plan->background == NULL)
		plan->background = background_load(datadir(), err);
	return plan->watch != NULL && plan->background != NULL;
}

bool
plan_compile(struct plan *plan, struct error *err)
{
	bool ok;

	pthread_mutex_lock(&plan->lock);
	ok = compile(plan, err);
	pthread_mutex_unlock(&plan->lock);
	return ok;
}

void
plan_take_config(struct plan *plan, struct config *config)
{
	plan->owned_config = config;
}

struct plan *
plan_keep(struct plan *plan)
{
	atomic_fetch_add(&plan->keepers, 1);
	return plan;
}

void
plan_free(struct plan *plan)
{
	if (plan == NULL || atomic_fetch_sub(&plan->keepers, 1) > 1)
		return;
	background_free(plan->background);
	watch_free(plan->watch);
	templates_free(plan->templates);
	sources_release(&plan->sources);
	arena_free(plan->arena);
	pthread_mutex_destroy(&plan->lock);
	config_free(plan->owned_config);
	free(plan);
}
