#ifndef AGGREGATOR_FETCH_HEALTH_H
#define AGGREGATOR_FETCH_HEALTH_H

#include <stdbool.h>
#include <stdint.h>

#include "aggregator/fetch/schedule.h"
#include "feeds/base/buf.h"
#include "feeds/base/span.h"

/* How a feed is, in a word; the worst that is true of it counts. In the order of urgency. */
enum health {
	HEALTH_GONE,    /* 410: it will not be asked again */
	HEALTH_NO_FEED, /* what comes is something else, a web page mostly */
	HEALTH_FAILING, /* it cannot be had */
	HEALTH_LOSING,  /* items came and went between two visits */
	HEALTH_MOVED,   /* it has another URL */
	HEALTH_SILENT,  /* far longer without an item than is its habit */
	HEALTH_UNDATED, /* no item has a date: the order is that of arrival */
	HEALTH_NEW,     /* not visited yet */
	HEALTH_QUIET,   /* a while without an item, as happens */
	HEALTH_ALIVE,
};
const char *health_name(enum health health);

/* What is known of a feed; spans are borrowed. */
struct health_facts {
	const struct schedule_state *state;
	bool is_no_feed;        /* the last body was none */
	bool is_undated;        /* none of the items in the last document has a date */
	bool lost_items;        /* on the last visit that brought something */
	struct span last_error; /* in words; SPAN_NONE: none */
	struct span moved_to;   /* SPAN_NONE: nowhere */
};

enum health health_of(const struct health_facts *facts, int64_t now);

/*
 * Adds one line for the user: what is, since when, and what to do about it. "failing for 3 days, 9
 * times: the server answers 404 Not Found; look for its new address".
 */
void health_tell(const struct health_facts *facts, int64_t now, struct buf *line);

/* Adds a span of time as people say it: "40 seconds", "3 hours", "12 days". */
void health_tell_seconds(int64_t seconds, struct buf *line);

#endif
