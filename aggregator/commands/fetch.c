#include <stdio.h>
#include <sysexits.h>

#include "aggregator/commands/options.h"
#include "aggregator/commands/refresh.h"
#include "aggregator/commands/table.h"
#include "aggregator/commands/verbs.h"

int
command_fetch(const struct invocation *call, int argc, char **argv, struct error *err)
{
	struct refresh refresh = {.workers = PIPELINE_WORKERS_AUTO};
	const struct option_row rows[] = {
		{"all", 0, OPTION_FLAG, &refresh.wants_all, NULL, "feeds that are not due, too"},
		{"force", 0, OPTION_FLAG, &refresh.is_forced, NULL,
			"ask for whole documents, without validators"},
		{"workers", 0, OPTION_NUMBER, &refresh.workers, "N",
			"threads that parse and match; 0: none beside the first"},
		{NULL, 0, OPTION_FLAG, NULL, NULL, NULL},
	};
	struct pipeline_counts counts = {0};
	struct session session;
	bool ok;
	int status;

	if (!options_take(rows, &argc, argv, &status, err))
		return status;
	refresh.only = (const char *const *)(argv + 1);
	refresh.n_only = (size_t)(argc - 1);
	ok = session_init(&session, call, STORE_WRITE, err) &&
	     refresh_run(&refresh, call, &session, &counts, err);
	session_release(&session);
	if (ok && call->is_json)
		table_print_json(refresh_json(&counts));
	else if (ok && !call->is_quiet)
		refresh_tell(&counts);
	if (ok && refresh.n_only > 0 && counts.done > 0 &&
		counts.failed + counts.gone == counts.done)
		ok = error_set(err, EX_UNAVAILABLE,
			"none of the named feeds could be read; "
			"`broadtape feeds list` says why");
	if (ok && refresh.n_only > 0 && counts.done > 0 && counts.later == counts.done)
		ok = error_set(err, EX_TEMPFAIL,
			"the named feeds were put off: their servers want to be left alone for a "
			"while; `broadtape feeds check` says for how long");
	return session_status(ok, err);
}
