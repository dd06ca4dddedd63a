#ifndef AGGREGATOR_FETCH_SCHEDULE_H
#define AGGREGATOR_FETCH_SCHEDULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aggregator/fetch/rhythm.h"
#include "aggregator/fetch/visit.h"

struct clock;

/* When a feed is visited next. Pure: what is known goes in, a moment comes out. */

#define SCHEDULE_ODD_DAYS_MAX 40

/* A day on which it does not trade, or not for so long. */
struct schedule_market_day {
	int64_t day;           /* since 1970-01-01, there */
	int64_t close_seconds; /* from midnight; 0: closed all day */
};

/* An exchange's day, for those who need the news before the open and after the close. */
struct schedule_market {
	int64_t open_seconds; /* from midnight, there */
	int64_t close_seconds;
	int64_t offset_seconds;   /* of its time zone from UTC, at present */
	uint8_t days;             /* bit n: trades on weekday n, Sunday is 0 */
	int64_t window_seconds;   /* so long before the open and after the close ... */
	int64_t interval_seconds; /* ... no feed waits for longer than this, unless its server asks */
	struct schedule_market_day odd_days[SCHEDULE_ODD_DAYS_MAX];
	size_t n_odd_days;
};

/* What the user asks for. */
struct schedule_limits {
	int64_t min_seconds; /* poll.min: never sooner */
	int64_t max_seconds; /* poll.max: never later, unless the server or the feed asks for it */
	int64_t every_seconds;                /* the feed's `every`; 0: find out */
	const struct schedule_market *market; /* NULL: the clock of no exchange matters */
};

/* What the feed's document asks for; all zero: nothing. */
struct schedule_hints {
	int64_t ttl_seconds; /* RSS ttl, or what sy:updatePeriod and sy:updateFrequency give */
	int64_t update_base; /* sy:updateBase, Unix seconds; 0: none */
	uint32_t skip_hours; /* bit n: hour n of the day, UTC */
	uint8_t skip_days;   /* bit n: weekday n, Sunday is 0 */
};

#define SCHEDULE_NEVER INT64_MAX

/* What is kept of a feed between visits (schedule_memory.h writes some of it). All zero: a new feed. */
struct schedule_state {
	int64_t next_visit;    /* Unix seconds; 0: never visited */
	int64_t last_success;  /* Unix seconds; 0: never */
	int64_t failing_since; /* Unix seconds; 0: not failing */
	uint32_t failures;     /* in a row */
	uint32_t laters;       /* in a row: times that the server asked us to come back later */
	bool is_gone;          /* 410: next_visit is SCHEDULE_NEVER until the user revives it */
	struct rhythm rhythm;
};

/* What happened on this visit. */
struct schedule_event {
	enum outcome outcome;
	enum failure failure;
	int http_status;
	int64_t freshness_seconds; /* as in struct visit_result */
	int64_t retry_after_seconds;
	bool is_no_feed;           /* the body was something else than a feed: as a failure */
	bool lost_items;           /* this fetch and the one before share no item: come sooner */
	const int64_t *item_times; /* of the items that were new to the store, borrowed */
	size_t n_items;
};

/* From a result; the caller adds what the parser and the store know. */
struct schedule_event schedule_event_of(const struct visit_result *result);

/*
 * Notes the event in `state`, and sets state->next_visit.
 *
 * Never sooner than min_seconds, ttl, and the response's freshness (these two as far as max_seconds
 * goes), nor than Retry-After, which is not cut; at the latest after max_seconds, but for that.
 * Outside of skipHours and skipDays, as far as there is a way around them. Failures back off
 * exponentially to a day, and go on for ever. Jitter from `clock` keeps feeds apart that met once.
 */
void schedule_note(struct schedule_state *state, const struct schedule_event *event,
	const struct schedule_limits *limits, const struct schedule_hints *hints,
	const struct clock *clock);

/*
 * The first visit of feed number `index` of `n` that are added at once: spread over `spread_seconds`
 * (0: all now), evenly, so that an import of thousands is no burst.
 */
int64_t schedule_first(size_t index, size_t n, int64_t spread_seconds, int64_t now);

#endif
