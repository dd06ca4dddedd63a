#include <signal.h>
#include <sysexits.h>

#include "aggregator/commands/options.h"
#include "aggregator/commands/session.h"
#include "aggregator/commands/verbs.h"
#include "aggregator/daemon.h"
#include "aggregator/pipeline.h"

static bool
run(const struct invocation *call, long workers, struct error *err)
{
	struct daemon_options options = {
		.clock = call->clock,
		.config_path = call->config_path,
		.workers = workers == 0 ? 1 : (int)workers,
	};
	struct session session;
	bool ok;

	signal(SIGHUP, SIG_IGN); /* until there is something to read again */
	ok = session_init(&session, call, STORE_WRITE, err);
	if (ok) {
		struct store *store = session.store;
		struct plan *plan = session.plan;

		plan_take_config(plan, session.config);
		session = (struct session){NULL}; /* the daemon's from here on */
		ok = daemon_run(plan, store, &options, err);
	}
	session_release(&session);
	return ok;
}

int
command_daemon(const struct invocation *call, int argc, char **argv, struct error *err)
{
	long workers = PIPELINE_WORKERS_AUTO;
	const struct option_row rows[] = {
		{"workers", 0, OPTION_NUMBER, &workers, "N", "threads that parse and match"},
		{NULL, 0, OPTION_FLAG, NULL, NULL, NULL},
	};

	switch (options_read(rows, &argc, argv, err)) {
	case OPTIONS_HELP:
		return EX_OK;
	case OPTIONS_WRONG:
		return err->status;
	case OPTIONS_READ:
		break;
	}
	if (argc > 1) {
		error_set(err, EX_USAGE, "daemon takes no operand, found '%s'", argv[1]);
		return err->status;
	}
	return session_status(run(call, workers, err), err);
}
