#include <stdio.h>
#include <sysexits.h>

#include "aggregator/commands/configuration.h"
#include "aggregator/commands/feeds.h"
#include "aggregator/commands/table.h"
#include "aggregator/feed_address.h"
#include "aggregator/fetch/fetch.h"
#include "aggregator/fetch/loop.h"
#include "aggregator/round.h"
#include "feeds/discover.h"
#include "feeds/feed.h"

/* The feeds of a site: its page is asked for once, and what it announces is printed. */

static void
on_result(void *context, struct visit_result *result)
{
	*(struct visit_result **)context = result;
}

/* One visit, by the configuration's limits; the caller owns the result. NULL: no loop can be had. */
static struct visit_result *
visit(const struct invocation *call, const struct config *config, const char *url,
	struct error *err)
{
	struct fetch_settings settings = round_settings(config);
	struct visit_request request = {.location = span_of(url)};
	struct visit_result *result = NULL;
	struct loop *loop = loop_new(err);
	struct fetch *fetch = NULL;

	if (loop != NULL)
		fetch = fetch_new(loop, &settings, call->clock, err);
	if (fetch != NULL) {
		fetch_on_result(fetch, on_result, &result);
		fetch_add(fetch, &request);
		fetch_run(fetch);
	}
	fetch_free(fetch);
	loop_free(loop);
	return result;
}

static void
print_feed(const struct invocation *call, json_t *list, const struct found_feed *feed)
{
	json_t *object;

	if (!call->is_json) {
		printf("%.*s%s%.*s\n", SPAN_ARGS(feed->url), feed->title.len > 0 ? "  " : "",
			SPAN_ARGS(feed->title));
		return;
	}
	object = json_object();
	json_object_set_new(object, "url", table_string(feed->url));
	json_object_set_new(object, "title", table_string(feed->title));
	json_object_set_new(object, "type", table_string(feed->type));
	json_array_append_new(list, object);
}

/* What the page is itself, or announces; false: nothing, and `err` says so. */
static bool
print_found(const struct invocation *call, const struct visit_result *result, json_t *list,
	struct error *err)
{
	struct arena *arena = arena_new();
	struct span page = span_of(result->final_url);
	struct feed_hints hints = {.base_url = page,
		.content_type = span_of(result->content_type),
		.seen_at = result->finished_at};
	const struct feed *feed = feed_parse(buf_span(&result->body), &hints, arena, err);
	struct found_feeds found = {NULL, 0};
	struct found_feed itself;

	if (feed != NULL) {
		itself = (struct found_feed){page, feed->title, hints.content_type};
		found = (struct found_feeds){&itself, 1};
	} else {
		found = discover_feeds(buf_span(&result->body), page, arena);
	}
	for (size_t i = 0; i < found.n; i++)
		print_feed(call, list, &found.at[i]);
	arena_free(arena);
	if (found.n > 0)
		return true;
	return error_set(err, EX_DATAERR,
		"'%s' announces no feed (no link with rel=alternate); nothing is guessed",
		result->final_url);
}

bool
feeds_discover(const struct invocation *call, const char *url, const struct feeds_options *options,
	struct error *err)
{
	struct config *config = configuration_load(call, err);
	struct visit_result *result = NULL;
	struct arena *arena = arena_new();
	struct feed_address address;
	json_t *list = json_array();
	bool ok = false;

	(void)options;
	if (config != NULL && !feed_address_read(&address, span_of(url), arena, err))
		err->status = EX_USAGE;
	else if (config != NULL)
		result = visit(call, config, address.url, err);
	if (result != NULL && result->outcome == OUTCOME_FRESH)
		ok = print_found(call, result, list, err);
	else if (result != NULL)
		error_set(err, EX_UNAVAILABLE, "'%s': %s", url, result->text);
	if (ok && call->is_json)
		table_print_json(json_incref(list));
	json_decref(list);
	visit_result_free(result);
	arena_free(arena);
	config_free(config);
	return ok;
}
