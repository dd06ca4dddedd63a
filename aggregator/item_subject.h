#ifndef AGGREGATOR_ITEM_SUBJECT_H
#define AGGREGATOR_ITEM_SUBJECT_H

#include "aggregator/feed_names.h"
#include "aggregator/plan.h"
#include "aggregator/store/item_store.h"
#include "aggregator/watch/query.h"

/*
 * A stored item as the query language looks at it: the same for digests and for search. One object
 * is filled again for each item.
 */
struct item_subject;

/* `plan` and `names` are borrowed. */
struct item_subject *item_subject_new(const struct plan *plan, const struct feed_names *names);
void item_subject_free(struct item_subject *subject);

/* All that follow are asked this query (NULL: none) alone: a text that it does not ask for is not read. */
void item_subject_set_query(struct item_subject *subject, const struct query *query);

/*
 * The item, at the moment `now`; `n_sources` of its story, or QUERY_UNKNOWN. Borrowed until the next
 * call, and from the item.
 */
const struct query_subject *item_subject_fill(
	struct item_subject *subject, const struct item_record *item, int64_t now, int n_sources);

/*
 * Items of which one thing alone is known: of this company, this topic, this feed. What a query says
 * of them by that field it says of every item that has it. Borrowed like item_subject_fill.
 */
const struct query_subject *item_subject_of_company(struct item_subject *subject, struct span id);
const struct query_subject *item_subject_of_topic(struct item_subject *subject, struct span name);
const struct query_subject *item_subject_of_feed(
	struct item_subject *subject, const struct feed_name *feed);

#endif
