#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "aggregator/base/clock.h"
#include "aggregator/commands/moment.h"
#include "aggregator/commands/options.h"
#include "aggregator/commands/session.h"
#include "aggregator/commands/table.h"
#include "aggregator/commands/verbs.h"
#include "aggregator/feed_names.h"
#include "aggregator/item_subject.h"
#include "aggregator/outlets.h"
#include "aggregator/store/search_store.h"

#define LIMIT_USUAL 50
#define FILTER_BYTES_MAX ((size_t)1 << 20)

struct request {
	const char *since;
	const char *until;
	long limit;
};

static struct span
outlet(const struct item_record *item, const struct feed_names *names)
{
	const struct feed_name *feed = feed_names_find(names, item->feed);

	if (item->source.len > 0 || feed == NULL)
		return item->source;
	return feed->title;
}

static void
print_row(const struct item_record *item, const struct feed_names *names)
{
	char seen[MOMENT_TEXT_SIZE];

	printf("%.16s  story %-6lld %.*s\n", table_moment(item->first_seen_at, seen),
		(long long)item->place.story, SPAN_ARGS(item->title));
	printf("                  %.*s  %.*s\n", SPAN_ARGS(outlet(item, names)),
		SPAN_ARGS(item->url));
}

static json_t *
json_of(const struct item_record *item, const struct feed_names *names)
{
	json_t *object = json_object();
	json_t *companies = json_array();
	json_t *topics = json_array();

	json_object_set_new(object, "item", json_integer(item->number));
	json_object_set_new(object, "story", json_integer(item->place.story));
	json_object_set_new(object, "first_seen", table_json_moment(item->first_seen_at));
	json_object_set_new(object, "published", table_json_moment(item->published_at));
	json_object_set_new(object, "title", table_string(item->title));
	json_object_set_new(object, "url", table_string(item->url));
	json_object_set_new(object, "source", table_string(outlet(item, names)));
	for (size_t i = 0; i < item->n_companies; i++)
		json_array_append_new(companies, table_string(item->companies[i].id));
	for (size_t i = 0; i < item->n_topics; i++)
		json_array_append_new(topics, table_string(item->topics[i].name));
	json_object_set_new(object, "companies", companies);
	json_object_set_new(object, "topics", topics);
	return object;
}

static void
print_found(const struct invocation *call, json_t *found, const struct item_record *item,
	const struct feed_names *names)
{
	if (call->is_json)
		json_array_append_new(found, json_of(item, names));
	else
		print_row(item, names);
}

/* What is looked for. */
struct hunt {
	const struct query *query;
	const struct search_wish *wish;
	long limit;
	bool asks_for_sources; /* only then the outlets of a story are counted */
	int64_t now;
};

/* Candidates come from the index; what is asked of each is the query itself. */
static bool
is_wanted(const struct hunt *hunt, const struct session *session, struct item_subject *subject,
	const struct item_record *item, bool *wanted)
{
	struct error ignored;
	int n_sources = QUERY_UNKNOWN;

	if (hunt->asks_for_sources &&
		!outlets_of_story(session->store, item->place.story, &n_sources, &ignored))
		return false;
	*wanted =
		query_matches(hunt->query, item_subject_fill(subject, item, hunt->now, n_sources));
	return true;
}

static bool
walk(const struct invocation *call, const struct session *session, const struct hunt *hunt,
	struct error *err)
{
	struct item_subject *subject = NULL;
	struct feed_names names;
	const struct item_record *item;
	json_t *found = json_array();
	bool ok = feed_names_init(&names, session->plan, session->store, err);
	long n = 0;

	if (ok) {
		struct item_cursor *cursor = search_open(session->store, hunt->wish);
		bool wanted = false;

		subject = item_subject_new(session->plan, &names);
		while (n < hunt->limit && (item = item_cursor_next(cursor)) != NULL &&
			is_wanted(hunt, session, subject, item, &wanted)) {
			if (wanted)
				print_found(call, found, item, &names);
			n += wanted;
		}
		ok = item_cursor_close(cursor, err);
	}
	if (ok && call->is_json)
		table_print_json(json_incref(found));
	else if (ok && n == 0 && !call->is_quiet)
		fprintf(stderr, "broadtape: nothing found\n");
	json_decref(found);
	item_subject_free(subject);
	feed_names_release(&names);
	return ok;
}

static enum query_dialect
dialect_of(const struct store *store)
{
	return search_dialect(store) == SEARCH_FTS5 ? QUERY_FTS5 : QUERY_TSQUERY;
}

static bool
search(const struct request *request, const struct invocation *call, const char *text,
	struct error *err)
{
	struct search_wish wish = {.since = INT64_MIN, .until = INT64_MAX};
	int64_t now = clock_now(call->clock);
	struct query *query = query_parse(span_of(text), err);
	struct session session = {.config = NULL};
	struct hunt hunt;
	struct buf filter;
	bool ok = query != NULL;

	if (!ok) {
		err->status = EX_USAGE;
		return error_in(err, "query");
	}
	buf_init(&filter, FILTER_BYTES_MAX);
	if (request->since != NULL)
		ok = moment_read("--since", request->since, now, &wish.since, err);
	if (ok && request->until != NULL)
		ok = moment_read("--until", request->until, now, &wish.until, err);
	ok = ok && session_init(&session, call, STORE_READ, err) && plan_compile(session.plan, err);
	if (ok && query_filter(query, dialect_of(session.store), &filter))
		wish.filter = buf_span(&filter);
	hunt = (struct hunt){.query = query,
		.wish = &wish,
		.limit = request->limit,
		.asks_for_sources =
			span_find_nocase(span_of(text), SPAN("sources:")) < strlen(text),
		.now = now};
	ok = ok && walk(call, &session, &hunt, err);
	session_release(&session);
	buf_release(&filter);
	query_free(query);
	return ok;
}

int
command_search(const struct invocation *call, int argc, char **argv, struct error *err)
{
	struct request request = {.limit = LIMIT_USUAL};
	const struct option_row rows[] = {
		{"since", 0, OPTION_TEXT, &request.since, "MOMENT",
			"only what was first seen from then on"},
		{"until", 0, OPTION_TEXT, &request.until, "MOMENT",
			"only what was first seen before"},
		{"limit", 0, OPTION_NUMBER, &request.limit, "N", "so many at most (50)"},
		{NULL, 0, OPTION_FLAG, NULL, NULL, NULL},
	};
	struct buf words;
	bool ok;

	switch (options_read(rows, &argc, argv, err)) {
	case OPTIONS_HELP:
		return EX_OK;
	case OPTIONS_WRONG:
		return err->status;
	case OPTIONS_READ:
		break;
	}
	if (argc < 2) {
		error_set(err, EX_USAGE, "search needs a query, such as 'company:META AND capex'");
		return err->status;
	}
	buf_init(&words, FILTER_BYTES_MAX);
	for (int i = 1; i < argc; i++)
		buf_format(&words, "%s%s", i > 1 ? " " : "", argv[i]);
	ok = search(&request, call, buf_string(&words), err);
	buf_release(&words);
	return session_status(ok, err);
}
