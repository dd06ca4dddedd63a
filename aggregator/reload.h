#ifndef AGGREGATOR_RELOAD_H
#define AGGREGATOR_RELOAD_H

#include <stdbool.h>

#include "aggregator/plan.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"

struct loop;
struct sandbox;

/*
 * Reads the configuration again and compiles it, on a thread of its own: the loop goes on meanwhile. A
 * configuration that is wrong is refused, with all of its mistakes in the log.
 */
struct reload;

/* On the loop thread: the new plan, which moves to the callee; NULL: it was refused. */
typedef void reload_done_fn(void *context, struct plan *plan);

struct reload_options {
	struct loop *loop;             /* borrowed */
	const char *config_path;       /* as the user gave it; NULL: it is looked for; borrowed */
	const char *store;             /* which is open, and must stay the same; copied */
	const struct sandbox *sandbox; /* borrowed */
	reload_done_fn *on_done;
	void *context;
};

struct reload *reload_new(const struct reload_options *options) MUST_USE;
/* Whether its thread is at work: reload_free would wait for that. */
bool reload_is_working(const struct reload *reload);
/* Waits for what is under way. */
void reload_free(struct reload *reload);

/* On the loop thread. Asked while it is at work, it begins anew when it is done. */
void reload_begin(struct reload *reload);

/* Compiles the plan in the background, so that the first item need not wait for it. */
void reload_compile(struct reload *reload, struct plan *plan);

#endif
