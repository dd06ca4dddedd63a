#ifndef AGGREGATOR_WEB_PRIVATE_H
#define AGGREGATOR_WEB_PRIVATE_H

#include <pthread.h>
#include <stdatomic.h>

#include "aggregator/chosen_story.h"
#include "aggregator/feed_names.h"
#include "aggregator/serve/server.h"
#include "aggregator/store/store.h"
#include "aggregator/web.h"
#include "output/live.h"

/* One thing that is asked for, on a worker, with what it is answered from. */
struct web_page {
	struct web *web;
	struct plan *plan; /* compiled */
	struct store *store;
	const struct feed_names *names;
	struct watch_scratch *scratch;
	struct story_gathering *gathering;
	struct exchange *exchange;
	struct arena *arena; /* of the exchange */
	struct site site;
	struct live_page live;
};

/*
 * Writes the answer. False: `err` says what is wrong; EX_USAGE: the request, EX_NOINPUT: there is no
 * such thing, else the store or we.
 */
typedef bool web_page_fn(struct web_page *page, struct error *err);

web_page_fn web_search_page; /* web_search.c */
web_page_fn web_search_feed;
web_page_fn web_story_page;   /* web_story.c */
web_page_fn web_company_page; /* web_subject.c */
web_page_fn web_topic_page;
web_page_fn web_status_page; /* web_status.c */
web_page_fn web_metrics_page;

/* What /metrics tells. */
struct metrics *web_metrics(struct web *web);

/* --- web_tell.c --- */

/* The story as an edition of now would tell it, in the digest's arena. `told->number` 0: it is gone. */
MUST_USE bool web_tell_story(struct web_page *page, struct digest *digest, int64_t number,
	struct digest_story *told, struct error *err);

/* What was found of a query: each story once. */
struct web_found {
	struct digest_story *stories;
	size_t n;
	bool has_more;
	bool is_cut;
	size_t looked_at;
};
struct web_hunt {
	struct digest *digest; /* its arena gets the stories */
	struct span query;
	size_t skip; /* stories */
	size_t max;
	size_t look_max; /* items */
	bool marks; /* headline and summary become the item's own, with what was looked for marked */
};
MUST_USE bool web_find(struct web_page *page, const struct web_hunt *hunt, struct web_found *found,
	struct error *err);

#endif
