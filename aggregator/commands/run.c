#include <stdio.h>
#include <sysexits.h>

#include "aggregator/base/clock.h"
#include "aggregator/base/log.h"
#include "aggregator/base/zone.h"
#include "aggregator/commands/options.h"
#include "aggregator/commands/published.h"
#include "aggregator/commands/refresh.h"
#include "aggregator/commands/table.h"
#include "aggregator/commands/verbs.h"
#include "aggregator/publish.h"
#include "aggregator/store/edition_store.h"
#include "aggregator/store/search_store.h"
#include "aggregator/timetable.h"

#define EXPIRE_ITEMS 20000 /* in one transaction */
#define INDEX_ITEMS 20000  /* likewise */

static void
tell_edition(const struct config *config, const struct config_digest *digest,
	const struct publish_report *report)
{
	if (report->sequence == 0) {
		printf("digest %s: nothing to tell\n", digest->name);
		return;
	}
	printf("digest %s: edition %llu, %zu %s\n", digest->name,
		(unsigned long long)report->sequence, report->n_stories,
		report->n_stories == 1 ? "story" : "stories");
	if (config->site.dir != NULL) {
		printf("  %s/index.html\n", config->site.dir);
		if (digest->html != NULL)
			printf("  %s/%s%s%llu.html\n", config->site.dir, digest->html,
				span_ends_with(span_of(digest->html), SPAN("/")) ? "" : "/",
				(unsigned long long)report->sequence);
		if (digest->atom != NULL)
			printf("  %s/%s\n", config->site.dir, digest->atom);
		if (digest->json != NULL)
			printf("  %s/%s\n", config->site.dir, digest->json);
	}
	if (report->n_sent + report->n_waiting + report->n_refused > 0)
		printf("  mail: %zu sent, %zu waiting, %zu refused\n", report->n_sent,
			report->n_waiting, report->n_refused);
	if (report->n_sent > 0 && config->mail.maildir != NULL)
		printf("  %s/new/\n", config->mail.maildir);
}

static bool
last_edition(struct store *store, const struct config_digest *digest, int64_t now, int64_t *created,
	struct error *err)
{
	struct edition_list list = {.arena = arena_new()};
	bool ok = editions_last(store, span_of(digest->name), now, &list, err);

	*created = ok && list.n > 0 ? list.at[0].created_at : 0;
	arena_free(list.arena);
	return ok;
}

static bool
is_due(struct store *store, const struct config_digest *digest, int64_t now, bool *due,
	struct error *err)
{
	struct zone *zone = zone_new(digest->schedule.timezone, err);
	int64_t last;
	bool ok = zone != NULL && last_edition(store, digest, now, &last, err);

	if (ok)
		*due = timetable_is_due(&digest->schedule, zone, last, now);
	zone_free(zone);
	return ok;
}

/* One run. */
struct cycle {
	const struct invocation *call;
	const struct session *session;
	const struct refresh *refresh;
	json_t *editions; /* NULL: lines are printed */
};

/* One digest that fails leaves the others alone; the first failure is the verb's. */
static bool
publish_one(const struct cycle *cycle, const struct config_digest *digest, struct error *err)
{
	const struct session *session = cycle->session;
	struct edition_wish wish = {.config = digest, .now = clock_now(cycle->call->clock)};
	struct publish_report report;

	if (!edition_next_window(session->store, &wish, err) ||
		!publish_edition(session->plan, session->store, &wish, &report, err))
		return error_in(err, "digest '%s'", digest->name);
	if (cycle->editions != NULL)
		json_array_append_new(cycle->editions, published_json(digest, &report));
	else if (!cycle->call->is_quiet)
		tell_edition(session->config, digest, &report);
	return true;
}

static bool
publish_due(const struct cycle *cycle, struct error *err)
{
	const struct config *config = cycle->session->config;
	int64_t now = clock_now(cycle->call->clock);
	struct error first = {0};

	for (size_t i = 0; i < config->n_digests; i++) {
		struct error why = {0};
		bool due = cycle->refresh->wants_all;

		if (!due && !is_due(cycle->session->store, &config->digests[i], now, &due, &why))
			due = false;
		if (why.status == 0 && (!due || publish_one(cycle, &config->digests[i], &why)))
			continue;
		if (first.status == 0)
			first = why;
		else
			log_error(NULL, "%s", why.text);
	}
	if (first.status != 0)
		*err = first;
	return first.status == 0;
}

/* What can wait until the digests are out: retention, and the search index. */
static bool
tidy(const struct session *session, const struct invocation *call, struct error *err)
{
	int64_t keep = session->config->keep_seconds;
	int64_t removed = EXPIRE_ITEMS;
	int64_t left = 1;

	while (keep > 0 && removed == EXPIRE_ITEMS)
		if (!store_expire(session->store, clock_now(call->clock) - keep, EXPIRE_ITEMS,
			    &removed, err))
			return false;
	while (left > 0)
		if (!search_index_pending(session->store, INDEX_ITEMS, &left, err))
			return false;
	return true;
}

static bool
run_cycle(const struct cycle *cycle, struct pipeline_counts *counts, struct error *err)
{
	const struct invocation *call = cycle->call;
	const struct session *session = cycle->session;
	struct publish_report pending;

	if (!publish_pending(
		    session->plan, session->store, clock_now(call->clock), &pending, err) ||
		!refresh_run(cycle->refresh, call, session, counts, err))
		return false;
	if (!call->is_json && !call->is_quiet)
		refresh_tell(counts);
	return publish_due(cycle, err) && tidy(session, call, err);
}

/* A digest that failed is told on stderr: what was done all the same is told here. */
static bool
run(const struct refresh *refresh, const struct invocation *call, const struct session *session,
	struct error *err)
{
	struct cycle cycle = {call, session, refresh, call->is_json ? json_array() : NULL};
	struct pipeline_counts counts = {0};
	bool ok = run_cycle(&cycle, &counts, err);
	json_t *told;

	if (!call->is_json)
		return ok;
	told = refresh_json(&counts);
	json_object_set_new(told, "digests", cycle.editions);
	table_print_json(told);
	return ok;
}

int
command_run(const struct invocation *call, int argc, char **argv, struct error *err)
{
	struct refresh refresh = {.workers = PIPELINE_WORKERS_AUTO};
	const struct option_row rows[] = {
		{"all", 0, OPTION_FLAG, &refresh.wants_all, NULL,
			"feeds and digests that are not due, too"},
		{"force", 0, OPTION_FLAG, &refresh.is_forced, NULL,
			"ask for whole documents, without validators"},
		{"workers", 0, OPTION_NUMBER, &refresh.workers, "N",
			"threads that parse and match; 0: none beside the first"},
		{NULL, 0, OPTION_FLAG, NULL, NULL, NULL},
	};
	struct session session;
	bool ok;
	int status;

	if (!options_take(rows, &argc, argv, &status, err))
		return status;
	if (argc > 1) {
		error_set(err, EX_USAGE, "run takes no operand, found '%s'; did you mean 'fetch'?",
			argv[1]);
		return err->status;
	}
	ok = session_init(&session, call, STORE_WRITE, err) && run(&refresh, call, &session, err);
	session_release(&session);
	return session_status(ok, err);
}
