#include <stdio.h>
#include <sysexits.h>

#include "aggregator/base/clock.h"
#include "aggregator/commands/configuration.h"
#include "aggregator/commands/moment.h"
#include "aggregator/commands/options.h"
#include "aggregator/commands/replay_print.h"
#include "aggregator/commands/session.h"
#include "aggregator/commands/verbs.h"

struct request {
	const char *name;
	const char *since;
	const char *until;
	const char *against;
};

static bool
read_period(const struct request *request, const struct invocation *call,
	struct replay_report *report, struct error *err)
{
	int64_t now = clock_now(call->clock);

	report->until = now;
	if (request->since == NULL)
		return error_set(err, EX_USAGE,
			"replay needs a beginning: --since 30d, or --since 2026-06-04");
	if (!moment_read("--since", request->since, now, &report->since, err) ||
		(request->until != NULL &&
			!moment_read("--until", request->until, now, &report->until, err)))
		return false;
	return report->since < report->until ||
	       error_set(err, EX_USAGE, "--until is not behind --since");
}

static bool
replay_one(struct replay *replay, const struct replay_report *report, struct plan *plan,
	struct store *store, struct error *err)
{
	const struct replay_wish wish = {.config = config_find_digest(plan->config, report->digest),
		.since = report->since,
		.until = report->until};

	if (wish.config == NULL)
		return error_set(
			err, EX_USAGE, "%s has no digest '%s'", plan->config->path, report->digest);
	return replay_init(replay, plan, store, &wish, err);
}

/* The same period with another configuration, out of the same store. */
static bool
replay_other(struct replay *replay, const struct replay_report *report,
	const struct invocation *call, struct store *store, struct error *err)
{
	struct invocation other = *call;
	struct config *config;
	struct plan *plan = NULL;
	bool ok;

	other.config_path = report->other_path;
	config = configuration_load(&other, err);
	if (config != NULL)
		plan = plan_new(config, err);
	ok = plan != NULL && replay_one(replay, report, plan, store, err);
	plan_free(plan);
	config_free(config);
	return ok;
}

static bool
replay_all(const struct session *session, const struct invocation *call,
	struct replay_report *report, struct error *err)
{
	struct replay today = {0};
	struct replay other = {0};
	bool ok = replay_one(&today, report, session->plan, session->store, err);

	if (ok && report->other_path != NULL) {
		ok = replay_other(&other, report, call, session->store, err);
		if (ok)
			report->difference = replay_compare(&today, &other);
		report->other = &other;
	}
	report->today = &today;
	if (ok)
		replay_print(call, report);
	replay_release(&other);
	replay_release(&today);
	return ok;
}

/* The digest that is meant, when there is only one. */
static bool
name_digest(const struct request *request, const struct config *config,
	struct replay_report *report, struct error *err)
{
	report->digest = request->name;
	if (report->digest == NULL && config->n_digests != 1)
		return error_set(err, EX_USAGE, "%s has %zu digests: name one", config->path,
			config->n_digests);
	if (report->digest == NULL)
		report->digest = config->digests[0].name;
	return true;
}

int
command_replay(const struct invocation *call, int argc, char **argv, struct error *err)
{
	struct request request = {0};
	const struct option_row rows[] = {
		{"since", 0, OPTION_TEXT, &request.since, "MOMENT", "the replay begins here"},
		{"until", 0, OPTION_TEXT, &request.until, "MOMENT", "and ends here, or now"},
		{"against", 0, OPTION_TEXT, &request.against, "FILE",
			"another configuration: what it would keep, drop and add"},
		{NULL, 0, OPTION_FLAG, NULL, NULL, NULL},
	};
	struct replay_report report = {0};
	struct session session;
	bool ok;
	int status;

	if (!options_take(rows, &argc, argv, &status, err))
		return status;
	if (argc > 2) {
		error_set(err, EX_USAGE, "replay takes one name, found '%s' too", argv[2]);
		return err->status;
	}
	request.name = argv[1];
	report.other_path = request.against;
	if (!read_period(&request, call, &report, err))
		return err->status;
	ok = session_init(&session, call, STORE_READ, err) &&
	     name_digest(&request, session.config, &report, err) &&
	     replay_all(&session, call, &report, err);
	session_release(&session);
	return session_status(ok, err);
}
