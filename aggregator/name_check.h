#ifndef AGGREGATOR_NAME_CHECK_H
#define AGGREGATOR_NAME_CHECK_H

#include "aggregator/sources.h"
#include "aggregator/watch/query.h"
#include "aggregator/watch/subjects.h"
#include "feeds/base/span.h"

/*
 * Names in queries that nothing has: `topic:capx` is right by its grammar and never true. A company
 * is known when it is watched, a topic when it is configured, a tag when a feed has it; what feeds
 * and sources call themselves is not known before they are read.
 */
struct name_check {
	const struct watchlist *wishes;
	const struct subjects *subjects;
	const struct directory *directory;
	const struct sources *sources;
	struct query_text *text; /* for comparing */
};

/* "no topic is called 'capx'; did you mean 'capex'?"; borrowed for the call. */
typedef void name_check_fn(void *context, const char *doubt);

/* Tells a doubt for each name in the query that nothing has. */
void name_check_query(const struct name_check *check, const struct query *query,
	name_check_fn *tell, void *context);

#endif
