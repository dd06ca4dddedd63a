#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#include "aggregator/base/clock.h"
#include "aggregator/commands/feeds.h"
#include "aggregator/commands/refresh.h"
#include "aggregator/config/config_edit.h"
#include "aggregator/roster.h"
#include "aggregator/store/feed_store.h"

#define TROUBLE_BYTES_MAX 700

/* Why the one visit failed, as the store keeps it. */
static bool
tell_trouble(struct store *store, const char *url, struct error *err)
{
	struct feed_cursor *cursor = feed_of_url(store, span_of(url));
	const struct feed_record *feed = feed_cursor_next(cursor);
	char trouble[TROUBLE_BYTES_MAX] = "it could not be read";

	if (feed != NULL && feed->state.last_error.len > 0)
		snprintf(trouble, sizeof trouble, "%.*s", SPAN_ARGS(feed->state.last_error));
	if (!feed_cursor_close(cursor, err))
		return false;
	return error_set(err, EX_DATAERR, "'%s' was not added: %s", url, trouble);
}

/* One visit, whose items are stored: adding a feed costs its server one request. */
static bool
visit(const struct invocation *call, const char *url, struct error *err)
{
	struct refresh refresh = {.only = &url, .n_only = 1};
	struct pipeline_counts counts = {0};
	struct session session;
	bool ok = session_init(&session, call, STORE_WRITE, err) &&
		  refresh_run(&refresh, call, &session, &counts, err);

	if (ok && counts.fresh + counts.unchanged == 0)
		ok = tell_trouble(session.store, url, err);
	else if (ok && !call->is_quiet)
		printf("added '%s': %zu items\n", url, counts.items_read);
	session_release(&session);
	return ok;
}

/* What was refused is no feed of the store either: it rests there, with nothing. */
static void
take_back(const struct invocation *call, const char *path, const char *url)
{
	struct error err = {0};
	struct session session;

	if (!config_file_remove_feed(path, url, &err)) {
		fprintf(stderr, "broadtape: %s\n", err.text);
		return;
	}
	if (session_init(&session, call, STORE_WRITE, &err))
		roster_free(roster_new(session.plan, session.store, clock_now(call->clock), &err));
	session_release(&session);
}

bool
feeds_add(const struct invocation *call, const char *url, const struct feeds_options *options,
	struct error *err)
{
	const struct config_new_feed feed = {.url = url};
	const struct config_new_feeds feeds = {&feed, 1};
	char *path = config_find(call->config_path, err);
	bool ok = path != NULL && config_file_add_feeds(path, &feeds, err);

	(void)options;
	if (ok && !visit(call, url, err)) {
		ok = false;
		take_back(call, path, url);
	}
	free(path);
	return ok;
}

bool
feeds_remove(const struct invocation *call, const char *url, const struct feeds_options *options,
	struct error *err)
{
	char *path = config_find(call->config_path, err);
	bool ok = path != NULL && config_file_remove_feed(path, url, err);

	(void)options;
	if (ok && !call->is_quiet)
		printf("removed '%s'; what it brought stays stored\n", url);
	free(path);
	return ok;
}
