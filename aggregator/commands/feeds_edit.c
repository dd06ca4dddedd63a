#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#include "aggregator/base/clock.h"
#include "aggregator/base/log.h"
#include "aggregator/commands/configuration.h"
#include "aggregator/commands/feeds.h"
#include "aggregator/commands/refresh.h"
#include "aggregator/config/config_edit.h"
#include "aggregator/feed_address.h"
#include "aggregator/roster.h"
#include "aggregator/store/feed_store.h"

#define TROUBLE_BYTES_MAX 700

/* Why the one visit failed, as the store keeps it; and where the feed of a web page is told. */
static bool
tell_trouble(struct store *store, const char *url, struct error *err)
{
	struct feed_cursor *cursor = feed_of_url(store, span_of(url));
	const struct feed_record *feed = feed_cursor_next(cursor);
	char trouble[TROUBLE_BYTES_MAX] = "it could not be read";
	bool is_no_feed = feed != NULL && (feed->state.traits & FEED_NO_FEED) != 0;

	if (feed != NULL && feed->state.last_error.len > 0)
		snprintf(trouble, sizeof trouble, "%.*s", SPAN_ARGS(feed->state.last_error));
	if (!feed_cursor_close(cursor, err))
		return false;
	return error_set(err, is_no_feed ? EX_DATAERR : EX_UNAVAILABLE, "'%s' was not added: %s%s",
		url, trouble,
		is_no_feed ? "; `broadtape feeds discover` finds the feeds of a page" : "");
}

/* One visit, whose items are stored: adding a feed costs its server one request. */
static bool
visit(const struct invocation *call, const char *url, struct error *err)
{
	struct refresh refresh = {.only = &url, .n_only = 1};
	struct pipeline_counts counts = {0};
	struct session session;
	bool ok;

	log_keep_errors(); /* what is the matter is told by us, once */
	ok = session_init(&session, call, STORE_WRITE, err) &&
	     refresh_run(&refresh, call, &session, &counts, err);
	if (ok && counts.fresh + counts.unchanged == 0)
		ok = tell_trouble(session.store, url, err);
	else if (ok && !call->is_quiet)
		printf("added '%s': %zu item%s\n", url, counts.items_read,
			counts.items_read == 1 ? "" : "s");
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

static bool
check_unknown(const struct sources *sources, const char *url, struct error *err)
{
	const struct source *known = sources_find(sources, span_of(url));

	return known == NULL || error_set(err, EX_CONFIG, "'%s' is there already, in %s:%d", url,
					known->file, known->line);
}

static bool
add_and_visit(const struct invocation *call, const char *path, const char *url, struct error *err)
{
	const struct config_new_feed feed = {.url = url};
	const struct config_new_feeds feeds = {&feed, 1};

	if (!config_file_add_feeds(path, &feeds, err))
		return false;
	if (visit(call, url, err))
		return true;
	take_back(call, path, url);
	return false;
}

bool
feeds_add(const struct invocation *call, const char *operand, const struct feeds_options *options,
	struct error *err)
{
	struct config *config = configuration_load(call, err);
	struct arena *arena = arena_new();
	struct sources sources = {0};
	struct feed_address address;
	bool ok = config != NULL && sources_init(&sources, config, err);

	(void)options;
	if (ok && !feed_address_read(&address, span_of(operand), arena, err)) {
		err->status = EX_USAGE;
		ok = error_in(err, "feeds add '%.*s'",
			SPAN_ARGS(feed_address_shown(span_of(operand), arena)));
	}
	ok = ok && check_unknown(&sources, address.url, err) &&
	     add_and_visit(call, config->path, address.url, err);
	sources_release(&sources);
	arena_free(arena);
	config_free(config);
	return ok;
}

/* A feed of a list is no entry of the configuration. */
static bool
check_removable(const struct sources *sources, const struct config *config, const char *url,
	struct error *err)
{
	const struct source *source = sources_find(sources, span_of(url));

	if (source == NULL)
		return error_set(err, EX_USAGE,
			"no feed of the configuration is '%s'; `broadtape feeds list` shows them",
			url);
	return source->row->kind != CONFIG_FEED_OPML ||
	       error_set(err, EX_CONFIG,
		       "'%s' stands in a list: take it out of %s:%d, or the "
		       "list out of %s:%d",
		       url, source->file, source->line, config->path, source->row->line);
}

bool
feeds_remove(const struct invocation *call, const char *url, const struct feeds_options *options,
	struct error *err)
{
	struct config *config = configuration_load(call, err);
	struct sources sources = {0};
	bool ok = config != NULL && sources_init(&sources, config, err) &&
		  check_removable(&sources, config, url, err);

	(void)options;
	if (ok) {
		const char *written = sources_find(&sources, span_of(url))->location;

		ok = config_file_remove_feed(config->path, written, err);
		if (ok && !call->is_quiet)
			printf("removed '%s'; what it brought stays stored\n", written);
	}
	sources_release(&sources);
	config_free(config);
	return ok;
}
