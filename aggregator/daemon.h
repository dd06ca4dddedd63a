#ifndef AGGREGATOR_DAEMON_H
#define AGGREGATOR_DAEMON_H

#include "aggregator/plan.h"
#include "feeds/base/compiler.h"
#include "feeds/base/error.h"

struct clock;
struct sandbox;
struct store;

/*
 * The program that stays: feeds are visited when they are due, digests made at their hours, mails sent
 * beside, until a signal ends it. daemon.c joins the rooms; the parts of its life have a file each.
 */

struct daemon_options {
	const struct clock *clock;
	const char *config_path; /* as the user gave it: it is read again on SIGHUP; NULL: found */
	int workers;             /* PIPELINE_WORKERS_AUTO: one a core */
	const struct sandbox *sandbox; /* in which it runs: no configuration leads out of it */
};

/*
 * Lives until SIGTERM or SIGINT: then nothing is started any more, transfers have a few seconds to end,
 * and what has arrived is stored. A second signal ends the process at once. SIGHUP reads the configuration
 * again. `plan` and `store` are taken over. False: it could not start, or not all was stored at the end.
 */
MUST_USE bool daemon_run(struct plan *plan, struct store *store,
	const struct daemon_options *options, struct error *err);

#endif
