/* /search and /search.atom */
#include <string.h>
#include <sysexits.h>

#include "aggregator/base/hash.h"
#include "aggregator/edition_ids.h"
#include "aggregator/web_private.h"

#define QUERY_BYTES_MAX 2000
#define PAGES_MAX 100
#define FEED_STORIES 50
#define LOOK_MAX 20000 /* candidates: a second at most */

/* "column 14: expected ..." points at a character of the query. */
static void
note_mistake(struct live_search *search, const char *text, struct arena *arena)
{
	struct span rest = span_of(text);
	size_t at = span_find(rest, SPAN("column "));
	unsigned long long column = 0;
	struct span number;

	if (at < rest.len) {
		rest = span_from(rest, at + strlen("column "));
		number = span_head(rest, span_find_byte(rest, ':'));
		if (span_to_uint(number, QUERY_BYTES_MAX + 1, &column))
			rest = span_trim(span_from(rest, number.len + 1));
	}
	search->mistake_at = (size_t)column;
	search->mistake = arena_copy(arena, rest);
}

static struct span
read_query(struct web_page *page)
{
	struct span query = exchange_parameter(page->exchange, "q");

	return span_trim(query.at != NULL ? query : SPAN(""));
}

static unsigned
read_page(struct web_page *page)
{
	unsigned long long number = 1;

	if (!span_to_uint(exchange_parameter(page->exchange, "page"), PAGES_MAX, &number) ||
		number == 0)
		return 1;
	return (unsigned)number;
}

/* What is wrong with a query is part of the page, not a failure. */
static bool
hunt(struct web_page *page, struct web_hunt *wanted, struct live_search *search, struct error *err)
{
	struct web_found found = {.n = 0};

	if (search->query.len > QUERY_BYTES_MAX) {
		search->mistake = SPAN("it is longer than 2,000 bytes");
		search->query = SPAN("");
		return true;
	}
	wanted->query = search->query;
	wanted->look_max = LOOK_MAX;
	wanted->marks = true;
	if (!web_find(page, wanted, &found, err)) {
		if (err->status != EX_USAGE && err->status != EX_CONFIG)
			return false;
		note_mistake(search, err->text, page->arena);
		return true;
	}
	search->stories = found.stories;
	search->n_stories = found.n;
	search->has_more = found.has_more && search->page < PAGES_MAX;
	search->is_cut = found.is_cut;
	search->looked_at = found.looked_at;
	return true;
}

bool
web_search_page(struct web_page *page, struct error *err)
{
	struct live_search search = {.query = read_query(page), .page = read_page(page)};
	struct digest *digest = digest_new();
	struct web_hunt wanted = {.digest = digest,
		.skip = (size_t)(search.page - 1) * LIVE_SEARCH_STORIES,
		.max = LIVE_SEARCH_STORIES};
	bool ok = search.query.len == 0 || hunt(page, &wanted, &search, err);

	if (ok && search.mistake.at != NULL)
		exchange_set_status(page->exchange, 400);
	ok = ok && live_render_search(&page->live, &search, exchange_body(page->exchange), err);
	digest_free(digest);
	return ok;
}

/* The same for ever for one query. */
static struct span
feed_id(struct web_page *page, struct span query)
{
	struct buf name;
	struct span id;

	buf_init(&name, QUERY_BYTES_MAX);
	buf_format(&name, "search/%016llx", (unsigned long long)hash_span(query));
	id = edition_feed_id(page->plan->config, buf_string(&name), page->arena);
	buf_release(&name);
	return id;
}

static bool
write_feed(struct web_page *page, struct live_search *search, struct error *err)
{
	exchange_set_type(page->exchange, "application/atom+xml; charset=utf-8");
	return live_render_search_atom(&page->live, search, feed_id(page, search->query),
		exchange_body(page->exchange), err);
}

bool
web_search_feed(struct web_page *page, struct error *err)
{
	struct live_search search = {.query = read_query(page), .page = 1};
	struct digest *digest = digest_new();
	struct web_hunt wanted = {.digest = digest, .max = FEED_STORIES};
	bool ok = hunt(page, &wanted, &search, err);

	if (ok && (search.mistake.at != NULL || search.query.len == 0)) {
		exchange_set_status(page->exchange, 400);
		exchange_set_type(page->exchange, "text/plain; charset=utf-8");
		buf_format(exchange_body(page->exchange), "q: %.*s\n",
			SPAN_ARGS(search.mistake.at != NULL
					  ? search.mistake
					  : SPAN("a query is missing, as in ?q=company:META")));
	} else if (ok) {
		ok = write_feed(page, &search, err);
	}
	digest_free(digest);
	return ok;
}
