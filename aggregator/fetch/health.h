#ifndef AGGREGATOR_FETCH_HEALTH_H
#define AGGREGATOR_FETCH_HEALTH_H

#include <stdbool.h>
#include <stdint.h>

#include "aggregator/fetch/schedule.h"
#include "feeds/base/buf.h"
#include "feeds/base/span.h"

/*
 * How a feed is, in a word; the first that is true of it counts: in the order of urgency. Their
 * names, what is told of each and what to do stand in one table, in health.c.
 */
enum health {
	HEALTH_RESTING,  /* the configuration has it no more */
	HEALTH_GONE,     /* 410: it will not be asked again */
	HEALTH_NO_FEED,  /* what comes is something else, a web page mostly */
	HEALTH_FAILING,  /* it cannot be had */
	HEALTH_SHUT_OUT, /* its server has us come back later, again and again, for days */
	HEALTH_LOSING,   /* items came and went between two visits */
	HEALTH_MERGED,   /* a redirect made it another feed's copy */
	HEALTH_MOVED,    /* it has another URL */
	HEALTH_SILENT,   /* far longer without an item than is its habit */
	HEALTH_PUT_OFF,  /* its server had us come back later */
	HEALTH_UNDATED,  /* no item has a date: the order is that of arrival */
	HEALTH_NEW,      /* not visited yet */
	HEALTH_QUIET,    /* a while without an item, as happens */
	HEALTH_ALIVE,
};
#define HEALTH_N (HEALTH_ALIVE + 1)

/* One word: "gone", "no-feed", "failing" ... */
const char *health_name(enum health health);

/* Whether a person should look: it does not heal by itself, or news is lost. */
bool health_is_trouble(enum health health);

/* What is known of a feed; spans are borrowed. */
struct health_facts {
	const struct schedule_state *state;
	bool is_resting;        /* not in the configuration */
	bool is_local;          /* a file or a program, no server */
	bool is_no_feed;        /* the last body was none */
	bool is_undated;        /* none of the items in the last document has a date */
	bool is_put_off;        /* the last visit ended with "later" */
	bool lost_items;        /* on the last visit that brought something */
	uint32_t losses;        /* how often that happened; 0: not known */
	struct span last_error; /* in words; SPAN_NONE: none */
	struct span moved_to;   /* SPAN_NONE: nowhere */
	int64_t same_as;        /* the number of the feed that it became one with; 0: none */
};

enum health health_of(const struct health_facts *facts, int64_t now);

/* Adds what is, and since when: "failing for 3 days, 9 times: the server answers 404 Not Found". */
void health_describe(const struct health_facts *facts, int64_t now, struct buf *line);

/* Adds what to do about it, or nothing: "look for its new address". */
void health_advise(const struct health_facts *facts, int64_t now, struct buf *line);

/* Both in one line, for the user. */
void health_tell(const struct health_facts *facts, int64_t now, struct buf *line);

/* Adds a span of time as people say it: "40 seconds", "3 hours", "12 days". */
void health_tell_seconds(int64_t seconds, struct buf *line);

#endif
