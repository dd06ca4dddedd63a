#ifndef AGGREGATOR_WATCH_QUERY_FIELD_H
#define AGGREGATOR_WATCH_QUERY_FIELD_H

#include "aggregator/watch/query_node.h"

/* What stands behind a field's colon. */
enum query_value {
	QUERY_VALUE_WORDS,    /* words of the title: a phrase like any other */
	QUERY_VALUE_NAME,     /* a name, compared by its words */
	QUERY_VALUE_NUMBER,   /* >=50 */
	QUERY_VALUE_DURATION, /* <24h */
};

struct query_field {
	const char *name;
	enum query_value value;
	bool (*holds)(const struct query_test *test, const struct query_subject *subject);
	const char *example; /* for messages: "company:META or company:watched" */
};

/* All fields, one by one: NULL behind the last. */
const struct query_field *query_field_at(size_t index);

/* The field of that name, in any case, or NULL. */
const struct query_field *query_field_find(struct span name);

/* The field whose name is least unlike `name`, or NULL when all are far from it. */
const struct query_field *query_field_nearest(struct span name);

/*
 * A name as it is compared: its folded words with one space between any two; the folded text
 * itself when it has no word at all.
 */
void query_key(struct span name, struct buf *out);

/* Reads ">=50" or "<24h" into `test`, by the kind of its field. False: it is neither. */
bool query_read_number(struct span value, struct query_test *test) MUST_USE;

#endif
