#include <malloc.h>
#include <signal.h>
#include <sysexits.h>

#include "aggregator/commands/options.h"
#include "aggregator/commands/session.h"
#include "aggregator/commands/verbs.h"
#include "aggregator/daemon.h"
#include "aggregator/pipeline.h"
#include "aggregator/sandbox.h"

/*
 * A process that lives for months gives blocks of this size pages of their own, which go back when the
 * block is freed. Left to itself glibc raises the mark to the largest block that was ever freed: after
 * the first reload, patterns of megabytes lie between the small blocks of a heap, and it cannot shrink.
 * The other verbs end before that, and are 4 % faster without.
 */
#define OWN_PAGES_BYTES (128 << 10)

struct wish {
	long workers;
	bool is_free; /* not confined */
};

static bool
run(const struct invocation *call, const struct wish *wish, struct error *err)
{
	struct sandbox sandbox = {.is_on = false};
	struct daemon_options options = {
		.clock = call->clock,
		.config_path = call->config_path,
		.workers = wish->workers == 0 ? 1 : (int)wish->workers,
		.sandbox = &sandbox,
	};
	struct session session;
	bool ok;

	mallopt(M_MMAP_THRESHOLD, OWN_PAGES_BYTES);
	signal(SIGHUP, SIG_IGN);  /* until there is something to read again */
	signal(SIGPIPE, SIG_IGN); /* a peer that went away, and a file that may not grow, */
	signal(SIGXFSZ, SIG_IGN); /* are errors of a write, and no end */
	ok = session_init(&session, call, STORE_WRITE, err);
	if (ok) {
		struct store *store = session.store;
		struct plan *plan = session.plan;

		if (!wish->is_free) {
			sandbox_init(&sandbox, session.config);
			sandbox_enter(&sandbox);
		}
		plan_take_config(plan, session.config);
		session = (struct session){.config = NULL}; /* the daemon's from here on */
		ok = daemon_run(plan, store, &options, err);
	}
	sandbox_release(&sandbox);
	session_release(&session);
	return ok;
}

int
command_daemon(const struct invocation *call, int argc, char **argv, struct error *err)
{
	struct wish wish = {.workers = PIPELINE_WORKERS_AUTO};
	const struct option_row rows[] = {
		{"workers", 0, OPTION_NUMBER, &wish.workers, "N", "threads that parse and match"},
		{"no-sandbox", 0, OPTION_FLAG, &wish.is_free, NULL,
			"the daemon denies itself nothing"},
		{NULL, 0, OPTION_FLAG, NULL, NULL, NULL},
	};
	int status;

	if (!options_take(rows, &argc, argv, &status, err))
		return status;
	if (argc > 1) {
		error_set(err, EX_USAGE, "daemon takes no operand, found '%s'", argv[1]);
		return err->status;
	}
	return session_status(run(call, &wish, err), err);
}
