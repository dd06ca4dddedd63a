#ifndef AGGREGATOR_WATCH_QUERY_NEAR_H
#define AGGREGATOR_WATCH_QUERY_NEAR_H

#include "aggregator/watch/query_words.h"

/*
 * Whether the operands of a NEAR node stand near each other: each one beside a place of the one
 * before that is itself so, at most `near` words between, in either order, both in the title or both
 * in the body.
 */
bool query_near(const struct query_node *node, struct query_text *text);

/* Tells the places that take part, operand by operand; none when it is false. */
typedef void query_place_fn(void *context, struct query_place place);
void query_near_each(const struct query_node *node, struct query_text *text, query_place_fn *tell,
	void *context);

#endif
