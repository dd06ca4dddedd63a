#ifndef AGGREGATOR_WATCH_QUERY_TERM_H
#define AGGREGATOR_WATCH_QUERY_TERM_H

#include "aggregator/watch/query_scan.h"

/*
 * The node of one value: a phrase, or the test of a field (`field`; NULL: of none). In the arena.
 * NULL: the scanner's error says what is wrong.
 */
struct query_node *query_term(struct query_scanner *scanner, const struct query_field *field,
	const struct query_token *token, struct arena *arena);

#endif
