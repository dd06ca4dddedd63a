#include "aggregator/visits.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "aggregator/base/clock.h"
#include "aggregator/base/log.h"
#include "aggregator/fetch/schedule.h"
#include "feeds/base/memory.h"

/* So many new feeds are visited at once; more are spread over time, a second for each ten. */
#define FIRST_VISITS_AT_ONCE 2000
#define FIRST_VISITS_A_SECOND 10

struct visits {
	struct feed_plan *feeds;
	size_t n;
	size_t capacity;
	const int64_t *numbers; /* of the plan's sources, the store's number of each */
	struct arena *arena;
	bool ignores_validators;
};

static enum feed_kind
store_kind(enum config_feed_kind kind)
{
	switch (kind) {
	case CONFIG_FEED_PATH:
		return FEED_PATH;
	case CONFIG_FEED_EXEC:
		return FEED_EXEC;
	case CONFIG_FEED_URL:
	case CONFIG_FEED_OPML:
		return FEED_URL;
	}
	return FEED_URL;
}

static struct span
join_tags(const struct source *source, struct arena *arena)
{
	struct buf joined;
	struct span copy;

	buf_init(&joined, BUF_UNLIMITED);
	for (size_t i = 0; i < source->n_tags; i++)
		buf_format(&joined, "%s%s", i > 0 ? " " : "", source->tags[i]);
	copy = arena_copy(arena, buf_span(&joined));
	buf_release(&joined);
	return copy;
}

/* The configuration's feeds become the store's; each gets its number. */
static bool
configure(struct visits *visits, const struct plan *plan, struct store *store, int64_t now,
	struct error *err)
{
	size_t n = plan->sources.n;
	int64_t spread = n > FIRST_VISITS_AT_ONCE ? (int64_t)n / FIRST_VISITS_A_SECOND : 0;
	struct feed_wish *wishes = arena_array(visits->arena, n, sizeof *wishes);
	int64_t *numbers = arena_array(visits->arena, n, sizeof *numbers);

	for (size_t i = 0; i < n; i++) {
		const struct source *source = &plan->sources.at[i];

		wishes[i] = (struct feed_wish){
			.kind = store_kind(source->kind),
			.url = span_of(source->location),
			.title = span_of(source->title),
			.tags = join_tags(source, visits->arena),
			.added_at = now,
			.first_visit = schedule_first(i, n, spread, now),
		};
	}
	visits->numbers = numbers;
	return feeds_configure(store, &(struct feed_wishes){wishes, n, numbers}, err);
}

/* Numbers are ascending in the order in which feeds were configured only at first: so look for it. */
struct by_number {
	int64_t number;
	const struct source *source;
};

static int
compare_numbers(const void *a, const void *b)
{
	const struct by_number *left = a;
	const struct by_number *right = b;

	return (left->number > right->number) - (left->number < right->number);
}

static struct by_number *
index_sources(const struct visits *visits, const struct plan *plan)
{
	size_t n = plan->sources.n;
	struct by_number *index = arena_array(visits->arena, n, sizeof *index);

	for (size_t i = 0; i < n; i++)
		index[i] = (struct by_number){visits->numbers[i], &plan->sources.at[i]};
	if (n > 0)
		qsort(index, n, sizeof *index, compare_numbers);
	return index;
}

static struct feed_state
copy_state(const struct feed_state *state, struct arena *arena)
{
	struct feed_state copy = *state;

	copy.etag = arena_copy(arena, state->etag);
	copy.last_modified = arena_copy(arena, state->last_modified);
	copy.last_error = arena_copy(arena, state->last_error);
	copy.moved_to = arena_copy(arena, state->moved_to);
	copy.title = arena_copy(arena, state->title);
	copy.html_url = arena_copy(arena, state->html_url);
	copy.hints = arena_copy(arena, state->hints);
	copy.rhythm = arena_copy(arena, state->rhythm);
	return copy;
}

static void
add(struct visits *visits, const struct feed_record *record, const struct source *source)
{
	struct feed_plan *feed;

	visits->feeds =
		memory_room(visits->feeds, visits->n, &visits->capacity, sizeof *visits->feeds);
	feed = &visits->feeds[visits->n++];
	*feed = (struct feed_plan){
		.number = record->number,
		.source = source,
		.state = copy_state(&record->state, visits->arena),
	};
	feed->title = source->title != NULL ? span_of(source->title) : feed->state.title;
}

/* Whether an operand names the feed: its whole address, or a part of it or of its title. */
static bool
is_named(const struct feed_record *record, struct span name)
{
	return span_equal(record->url, name) ||
	       span_find_nocase(record->url, name) < record->url.len ||
	       span_find_nocase(record->configured_title, name) < record->configured_title.len ||
	       span_find_nocase(record->state.title, name) < record->state.title.len;
}

/* What the command line picked so far: an exact address wins over a part. */
struct pick {
	size_t n_fitting;
	bool is_exact;
};

static bool
is_picked(const struct pipeline_options *options, const struct feed_record *record,
	struct pick *picks)
{
	bool picked = false;

	for (size_t i = 0; i < options->n_only; i++) {
		struct span name = span_of(options->only[i]);

		if (!is_named(record, name))
			continue;
		picks[i].n_fitting++;
		picks[i].is_exact = picks[i].is_exact || span_equal(record->url, name);
		picked = true;
	}
	return picked;
}

static bool
check_picks(const struct pipeline_options *options, const struct pick *picks, struct error *err)
{
	for (size_t i = 0; i < options->n_only; i++) {
		if (picks[i].n_fitting == 0)
			return error_set(err, EX_USAGE,
				"no feed of the configuration is '%s'; `broadtape feeds list` "
				"shows them",
				options->only[i]);
		if (picks[i].n_fitting > 1 && !picks[i].is_exact)
			return error_set(err, EX_USAGE,
				"'%s' fits %zu feeds: give more of the address", options->only[i],
				picks[i].n_fitting);
	}
	return true;
}

static bool
is_due(const struct pipeline_options *options, const struct feed_record *record, int64_t now)
{
	return options->ignores_schedule ||
	       (record->state.next_visit <= now && !record->state.is_gone);
}

static bool
pick(struct visits *visits, const struct plan *plan, struct store *store,
	const struct pipeline_options *options, struct error *err)
{
	bool wants_all = options->ignores_schedule || options->only != NULL;
	int64_t now = clock_now(options->clock);
	struct feed_cursor *cursor = wants_all ? feeds_all(store) : feeds_due(store, now);
	const struct by_number *index = index_sources(visits, plan);
	struct pick *picks = arena_array(visits->arena, options->n_only, sizeof *picks);
	const struct feed_record *record;

	while ((record = feed_cursor_next(cursor)) != NULL) {
		struct by_number key = {record->number, NULL};
		const struct by_number *found =
			bsearch(&key, index, plan->sources.n, sizeof key, compare_numbers);

		if (found == NULL || !record->is_active)
			continue;
		if (options->only != NULL ? is_picked(options, record, picks)
					  : is_due(options, record, now))
			add(visits, record, found->source);
	}
	return feed_cursor_close(cursor, err) && check_picks(options, picks, err);
}

struct visits *
visits_new(const struct plan *plan, struct store *store, const struct pipeline_options *options,
	struct error *err)
{
	struct visits *visits = memory_new(1, sizeof *visits);

	visits->arena = arena_new();
	visits->ignores_validators = options->ignores_validators;
	if (configure(visits, plan, store, clock_now(options->clock), err) &&
		pick(visits, plan, store, options, err))
		return visits;
	visits_free(visits);
	return NULL;
}

void
visits_free(struct visits *visits)
{
	if (visits == NULL)
		return;
	free(visits->feeds);
	arena_free(visits->arena);
	free(visits);
}

size_t
visits_count(const struct visits *visits)
{
	return visits->n;
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

static void
add_to_fetch(const struct visits *visits, size_t at, struct fetch *fetch)
{
	const struct feed_plan *feed = &visits->feeds[at];
	const struct config_feed *row = feed->source->row;
	struct visit_request request = {
		.feed_id = (int64_t)at,
		.kind = fetch_kind(feed->source->kind),
		.location = span_of(feed->source->location),
		.arguments = arguments_of(row, visits->arena),
		.headers = headers_of(row, visits->arena),
		.n_headers = row->n_headers,
		.user = span_of(row->user),
		.password = span_of(row->password),
	};

	if (feed->state.moved_to.len > 0)
		request.location = feed->state.moved_to;
	if (!visits->ignores_validators)
		request.validators = (struct validators){
			feed->state.etag, feed->state.last_modified, feed->state.body_hash};
	fetch_add(fetch, &request);
}

void
visits_add_all(const struct visits *visits, struct fetch *fetch)
{
	for (size_t i = 0; i < visits->n; i++)
		add_to_fetch(visits, i, fetch);
}

const struct feed_plan *
visits_feed(const struct visits *visits, int64_t feed_id)
{
	return &visits->feeds[feed_id];
}

struct fetch_settings
visits_settings(const struct config *config)
{
	const struct config_network *network = &config->network;
	struct fetch_settings settings = fetch_settings_default();

	settings.concurrency = (size_t)network->concurrency;
	settings.per_host = (size_t)network->per_host;
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
