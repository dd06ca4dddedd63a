#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "aggregator/base/clock.h"
#include "aggregator/commands/moment.h"
#include "aggregator/commands/options.h"
#include "aggregator/commands/session.h"
#include "aggregator/commands/sheet.h"
#include "aggregator/commands/table.h"
#include "aggregator/commands/verbs.h"
#include "aggregator/feed_names.h"
#include "aggregator/item_search.h"
#include "aggregator/outlets.h"

#define TITLE_AT 18

#define LIMIT_USUAL 50
#define QUERY_BYTES_MAX ((size_t)1 << 20)

/* The options. */
struct asked {
	const char *since;
	const char *until;
	long limit;
	long before;
};

/* What is shown of all that is found. */
struct page {
	json_t *found;
	long limit;
	long n;
	int64_t last;
	bool has_more;
};

static void
print_row(const struct item_record *item, const struct feed_names *names)
{
	char seen[MOMENT_TEXT_SIZE];

	sheet_print(TITLE_AT, "%.16s  story %-6lld %.*s", table_moment(item->first_seen_at, seen),
		(long long)item->place.story, SPAN_ARGS(item->title));
	sheet_print(TITLE_AT, "%*s%.*s  %.*s", TITLE_AT, "", SPAN_ARGS(outlet_name(item, names)),
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
	json_object_set_new(object, "source", table_string(outlet_name(item, names)));
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

/* Prints what is found, up to the limit; `last` is the last one's number when there are more. */
static void
print_page(const struct invocation *call, struct item_search *search,
	const struct feed_names *names, struct page *page)
{
	const struct item_record *item;

	while ((item = item_search_next(search)) != NULL) {
		if (page->n == page->limit) {
			page->has_more = true;
			return;
		}
		print_found(call, page->found, item, names);
		page->last = item->number;
		page->n++;
	}
}

/* What a person wants to know beside the list; a program has --json. */
static void
tell_end(const struct invocation *call, const struct page *page)
{
	if (call->is_quiet || call->is_json)
		return;
	if (page->n == 0)
		fprintf(stderr, "broadtape: nothing found\n");
	else if (page->has_more)
		fprintf(stderr, "broadtape: older ones with --before %lld\n",
			(long long)page->last);
}

static bool
search(const struct item_search_request *request, struct page *page, const struct invocation *call,
	struct session *session, struct error *err)
{
	struct feed_names names;
	const struct item_search_place place = {session->plan, session->store, &names};
	struct item_search *search = NULL;
	bool ok = feed_names_init(&names, session->plan, session->store, err);

	if (ok)
		search = item_search_new(request, &place, err);
	ok = ok && (search != NULL || error_in(err, "query"));
	if (ok)
		print_page(call, search, &names, page);
	if (!item_search_close(search, ok ? err : NULL))
		ok = false;
	if (ok && call->is_json)
		table_print_json(json_incref(page->found));
	if (ok)
		tell_end(call, page);
	feed_names_release(&names);
	return ok;
}

static bool
read_times(const struct asked *asked, struct item_search_request *request, struct error *err)
{
	if (asked->since != NULL &&
		!moment_read("--since", asked->since, request->now, &request->since, err))
		return false;
	if (asked->until != NULL &&
		!moment_read("--until", asked->until, request->now, &request->until, err))
		return false;
	return request->since < request->until ||
	       error_set(err, EX_USAGE, "--since '%s' is not before --until '%s'",
		       asked->since != NULL ? asked->since : "", asked->until);
}

static bool
run(const struct asked *asked, const struct invocation *call, struct span query, struct error *err)
{
	struct item_search_request request = {.query = query,
		.since = INT64_MIN,
		.until = INT64_MAX,
		.before = asked->before,
		.now = clock_now(call->clock)};
	struct page page = {.limit = asked->limit, .found = json_array()};
	struct session session = {.config = NULL};
	bool ok = read_times(asked, &request, err) &&
		  session_init(&session, call, STORE_READ, err) &&
		  plan_compile(session.plan, err) && search(&request, &page, call, &session, err);

	session_release(&session);
	json_decref(page.found);
	return ok;
}

int
command_search(const struct invocation *call, int argc, char **argv, struct error *err)
{
	struct asked asked = {.limit = LIMIT_USUAL};
	const struct option_row rows[] = {
		{"since", 0, OPTION_TEXT, &asked.since, "MOMENT",
			"only what was first seen from then on"},
		{"until", 0, OPTION_TEXT, &asked.until, "MOMENT",
			"only what was first seen before"},
		{"limit", 0, OPTION_NUMBER, &asked.limit, "N", "so many at most (50)"},
		{"before", 0, OPTION_NUMBER, &asked.before, "ITEM",
			"go on behind this item, where a list ended"},
		{NULL, 0, OPTION_FLAG, NULL, NULL, NULL},
	};
	struct buf words;
	bool ok;
	int status;

	if (!options_take(rows, &argc, argv, &status, err))
		return status;
	if (argc < 2) {
		error_set(err, EX_USAGE, "search needs a query, such as 'company:META AND capex'");
		return err->status;
	}
	buf_init(&words, QUERY_BYTES_MAX);
	for (int i = 1; i < argc; i++)
		buf_format(&words, "%s%s", i > 1 ? " " : "", argv[i]);
	ok = run(&asked, call, buf_span(&words), err);
	buf_release(&words);
	return session_status(ok, err);
}
