#include "aggregator/item_search.h"

#include <stdlib.h>
#include <sysexits.h>

#include "aggregator/item_search_words.h"
#include "aggregator/item_subject.h"
#include "aggregator/outlets.h"
#include "aggregator/store/search_store.h"
#include "feeds/base/memory.h"

#define FILTER_BYTES_MAX ((size_t)1 << 20)

struct item_search {
	struct item_search_request request;
	struct item_search_place place;
	struct query *query;
	struct item_subject *subject;
	struct item_cursor *cursor;
	bool asks_for_sources; /* only then the outlets of a story are counted */
	bool is_cut;
	size_t looked_at;
	int64_t reached;
	struct error failure;
};

static void
note_sources(void *context, const struct query_test *test)
{
	struct item_search *search = context;

	if (span_equal(span_of(query_test_field(test)), SPAN("sources")))
		search->asks_for_sources = true;
}

/* An age is that of the moment `now`; one second of doubt at each end costs nothing. */
static void
narrow_time(struct search_wish *wish, const struct query *query, int64_t now)
{
	struct query_ages ages = query_ages(query);
	int64_t bound;

	if (ages.most < INT64_MAX && !__builtin_sub_overflow(now, ages.most + 1, &bound) &&
		bound > wish->since)
		wish->since = bound;
	if (ages.least > 0 && !__builtin_sub_overflow(now + 1, ages.least, &bound) &&
		bound < wish->until)
		wish->until = bound;
}

static enum query_dialect
dialect_of(const struct store *store)
{
	return search_dialect(store) == SEARCH_FTS5 ? QUERY_FTS5 : QUERY_TSQUERY;
}

static void
open_cursor(struct item_search *search)
{
	struct item_search_words words = {&search->place, search->subject};
	const struct query_index index = {
		dialect_of(search->place.store), item_search_words_of, &words};
	struct search_wish wish = {.since = search->request.since,
		.until = search->request.until,
		.before = search->request.before};
	struct buf filter;

	buf_init(&filter, FILTER_BYTES_MAX);
	if (!search->request.is_walk) {
		narrow_time(&wish, search->query, search->request.now);
		if (query_filter(search->query, &index, &filter) && !filter.is_full)
			wish.filter = buf_span(&filter);
	}
	search->cursor = search_open(search->place.store, &wish);
	buf_release(&filter);
}

struct item_search *
item_search_new(const struct item_search_request *request, const struct item_search_place *place,
	struct error *err)
{
	struct query *query = query_parse(request->query, err);
	struct item_search *search;

	if (query == NULL) {
		err->status = EX_USAGE;
		return NULL;
	}
	search = memory_new(1, sizeof *search);
	search->request = *request;
	search->place = *place;
	search->query = query;
	search->subject = item_subject_new(place->plan, place->names);
	query_each_test(query, note_sources, search);
	open_cursor(search);
	return search;
}

static bool
is_found(struct item_search *search, const struct item_record *item)
{
	int n_sources = QUERY_UNKNOWN;

	if (search->asks_for_sources && !outlets_of_story(search->place.store, item->place.story,
						&n_sources, &search->failure))
		return false;
	return query_matches(search->query,
		item_subject_fill(search->subject, item, search->request.now, n_sources));
}

static bool
may_look_on(const struct item_search *search)
{
	const struct item_search_request *request = &search->request;

	return (request->look_max == 0 || search->looked_at < request->look_max) &&
	       (request->is_wanted == NULL || request->is_wanted(request->context));
}

const struct item_record *
item_search_next(struct item_search *search)
{
	const struct item_record *item;

	while (search->failure.status == 0) {
		if (!may_look_on(search)) {
			search->is_cut = true;
			return NULL;
		}
		item = item_cursor_next(search->cursor);
		if (item == NULL)
			return NULL;
		search->looked_at++;
		search->reached = item->number;
		if (is_found(search, item))
			return item;
	}
	return NULL;
}

void
item_search_spots(struct item_search *search, const struct item_record *item, query_spot_fn *tell,
	void *context)
{
	query_spots(search->query,
		item_subject_fill(search->subject, item, search->request.now, QUERY_UNKNOWN), tell,
		context);
}

bool
item_search_is_cut(const struct item_search *search)
{
	return search->is_cut;
}

int64_t
item_search_reached(const struct item_search *search)
{
	return search->reached;
}

size_t
item_search_looked_at(const struct item_search *search)
{
	return search->looked_at;
}

bool
item_search_close(struct item_search *search, struct error *err)
{
	bool ok = true;

	if (search == NULL)
		return true;
	if (search->failure.status != 0)
		ok = error_set(err, search->failure.status, "%s", search->failure.text);
	if (!item_cursor_close(search->cursor, ok ? err : &search->failure))
		ok = false;
	item_subject_free(search->subject);
	query_free(search->query);
	free(search);
	return ok;
}
