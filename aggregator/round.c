#include "aggregator/round.h"

#include <stdlib.h>
#include <string.h>

#include "feeds/base/memory.h"

struct round *
round_new(struct plan *plan)
{
	struct round *round = memory_new(1, sizeof *round);

	round->plan = plan_keep(plan);
	round->arena = arena_new();
	return round;
}

void
round_free(struct round *round)
{
	if (round == NULL)
		return;
	free(round->feeds);
	arena_free(round->arena);
	plan_free(round->plan);
	free(round);
}

void
round_add(struct round *round, const struct feed_record *record, const struct source *source)
{
	struct feed_plan *feed;

	round->feeds = memory_room(round->feeds, round->n, &round->capacity, sizeof *round->feeds);
	feed = &round->feeds[round->n++];
	*feed = (struct feed_plan){
		.number = record->number,
		.plan = round->plan,
		.source = source,
		.state = feed_state_copy(&record->state, round->arena),
	};
	feed->title = source->title != NULL ? span_of(source->title) : feed->state.title;
	round->n_open++;
}

static enum source_kind
fetch_kind(enum config_feed_kind kind)
{
	switch (kind) {
	case CONFIG_FEED_PATH:
		return SOURCE_PATH;
	case CONFIG_FEED_EXEC:
		return SOURCE_EXEC;
	case CONFIG_FEED_URL:
	case CONFIG_FEED_OPML:
		return SOURCE_URL;
	}
	return SOURCE_URL;
}

static const struct request_header *
headers_of(const struct config_feed *row, struct arena *arena)
{
	struct request_header *headers = arena_array(arena, row->n_headers, sizeof *headers);

	for (size_t i = 0; i < row->n_headers; i++)
		headers[i] = (struct request_header){
			span_of(row->headers[i].name), span_of(row->headers[i].value)};
	return headers;
}

/* argv of a program, ended by NULL. */
static const char *const *
arguments_of(const struct config_feed *row, struct arena *arena)
{
	const char **arguments;

	if (row->exec.n == 0)
		return NULL;
	arguments = arena_array(arena, row->exec.n + 1, sizeof *arguments);
	memcpy(arguments, row->exec.at, row->exec.n * sizeof *arguments);
	return arguments;
}

/* As the configuration has it; what it keeps to itself is for its own origin. */
static struct visit_request
request_for(const struct round *round, const struct feed_plan *feed)
{
	const struct config_feed *row = feed->source->row;

	return (struct visit_request){
		.feed_id = feed->number,
		.kind = fetch_kind(feed->source->kind),
		.location = span_of(feed->source->location),
		.arguments = arguments_of(row, round->arena),
		.headers = headers_of(row, round->arena),
		.n_headers = row->n_headers,
		.user = span_of(row->user),
		.password = span_of(row->password),
		.home = span_of(feed->source->location),
	};
}

static void
start_visit(const struct round *round, const struct feed_plan *feed, struct fetch *fetch)
{
	struct visit_request request = request_for(round, feed);

	if (feed->state.moved_to.len > 0)
		request.location = feed->state.moved_to;
	if (!round->ignores_validators)
		request.validators = (struct validators){
			feed->state.etag, feed->state.last_modified, feed->state.body_hash};
	fetch_add(fetch, &request);
}

void
round_start_page(const struct round *round, const struct feed_plan *feed, struct span url,
	struct fetch *fetch)
{
	struct visit_request request = request_for(round, feed);

	request.kind = SOURCE_URL; /* of a file or a program too */
	request.location = url;
	fetch_add(fetch, &request);
}

void
round_start(const struct round *round, struct fetch *fetch)
{
	for (size_t i = 0; i < round->n; i++)
		start_visit(round, &round->feeds[i], fetch);
}

struct fetch_settings
round_settings(const struct config *config)
{
	const struct config_network *network = &config->network;
	struct fetch_settings settings = fetch_settings_default();

	settings.concurrency = (size_t)network->concurrency;
	settings.per_host = (size_t)network->per_host;
	settings.per_address = (size_t)network->per_address;
	settings.rate_per_address = network->per_address;
	settings.timeout_ms = network->timeout_ms;
	settings.body_bytes_max = (size_t)network->max_body;
	settings.allow_private = network->allow_private;
	settings.proxy = network->proxy;
	if (network->user_agent != NULL)
		settings.user_agent = network->user_agent;
	else
		settings.contact = network->contact;
	return settings;
}
