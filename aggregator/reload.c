#include "aggregator/reload.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "aggregator/base/log.h"
#include "aggregator/fetch/loop.h"
#include "aggregator/sandbox.h"
#include "feeds/base/memory.h"

struct reload {
	struct reload_options options;
	pthread_t thread;
	bool has_thread; /* it is at work, or waits to be joined */
	atomic_bool is_working;
	bool is_wanted; /* again */
	bool is_first;  /* `plan` is to be compiled only */
	char *store;
	struct plan *plan;
};

/* What is open stays open, and a file that an editor or a full disk left empty is nobody's wish. */
static bool
check_fixed(const struct reload *reload, const struct config *config, struct error *err)
{
	if (config->n_feeds == 0 && config->n_digests == 0)
		return error_set(err, EX_CONFIG,
			"%s: has neither feeds nor digests: was it cut while it was written?",
			config->path);
	if (strcmp(config->store, reload->store) != 0)
		return error_set(err, EX_CONFIG,
			"%s: store: cannot be changed while the daemon runs: restart it",
			config->path);
	return sandbox_admits(reload->options.sandbox, config, err);
}

static struct config *
load_config(const char *path)
{
	struct config_errors errors;
	struct config *config;

	config_errors_init(&errors);
	config = config_load(path, &errors);
	for (size_t i = 0; i < errors.n_errors; i++)
		log_error(NULL, "%s", errors.errors[i].text);
	for (size_t i = 0; i < errors.n_warnings; i++)
		log_warning(NULL, "%s", errors.warnings[i].text);
	config_errors_release(&errors);
	return config;
}

static struct plan *
load_plan(const struct reload *reload)
{
	struct config *config = load_config(reload->options.config_path);
	struct error err = {0};
	struct plan *plan;

	if (config == NULL)
		return NULL;
	plan = plan_new(config, &err);
	if (plan == NULL) {
		config_free(config);
	} else {
		plan_take_config(plan, config);
		if (check_fixed(reload, config, &err) && plan_compile(plan, &err))
			return plan;
		plan_free(plan);
	}
	log_error(NULL, "%s", err.text);
	return NULL;
}

static void
on_loaded(void *context)
{
	struct reload *reload = context;
	struct plan *plan = reload->plan;
	bool is_first = reload->is_first;

	pthread_join(reload->thread, NULL);
	reload->has_thread = false;
	reload->plan = NULL;
	reload->is_first = false;
	if (is_first)
		plan_free(plan);
	else
		reload->options.on_done(reload->options.context, plan);
	if (reload->is_wanted)
		reload_begin(reload);
}

static void *
run(void *context)
{
	struct reload *reload = context;
	struct error err = {0};

	if (!reload->is_first)
		reload->plan = load_plan(reload);
	else if (!plan_compile(reload->plan, &err))
		log_error(NULL, "%s", err.text);
	loop_post(reload->options.loop, on_loaded, reload);
	atomic_store(&reload->is_working, false);
	return NULL;
}

static void
start(struct reload *reload)
{
	int failure;

	atomic_store(&reload->is_working, true);
	failure = pthread_create(&reload->thread, NULL, run, reload);
	reload->has_thread = failure == 0;
	if (failure == 0)
		return;
	atomic_store(&reload->is_working, false);
	log_error(NULL, "cannot start a thread: %s", strerror(failure));
}

struct reload *
reload_new(const struct reload_options *options)
{
	struct reload *reload = memory_new(1, sizeof *reload);

	reload->options = *options;
	reload->store = memory_string(options->store, strlen(options->store));
	return reload;
}

bool
reload_is_working(const struct reload *reload)
{
	return atomic_load(&reload->is_working);
}

void
reload_free(struct reload *reload)
{
	if (reload == NULL)
		return;
	if (reload->has_thread)
		pthread_join(reload->thread, NULL);
	plan_free(reload->plan);
	free(reload->store);
	free(reload);
}

void
reload_begin(struct reload *reload)
{
	reload->is_wanted = reload->has_thread;
	if (!reload->has_thread)
		start(reload);
}

void
reload_compile(struct reload *reload, struct plan *plan)
{
	reload->is_first = true;
	reload->plan = plan_keep(plan);
	start(reload);
}
