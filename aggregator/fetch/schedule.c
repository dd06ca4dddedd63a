#include "aggregator/fetch/schedule.h"

#include <stddef.h>

#include "aggregator/base/clock.h"

#define HOUR INT64_C(3600)
#define DAY INT64_C(86400)
#define WEEK (7 * DAY)
#define EPOCH_WEEKDAY 4 /* 1 January 1970 was a Thursday */

#define ITEMS_A_VISIT 0.5          /* as many new ones are expected when we come again */
#define LATER_SECONDS INT64_C(300) /* "later" without a hint; doubles each time */
#define BACK_OFF_MAX DAY           /* a failing feed is still asked once a day */
#define DOUBLINGS_MAX 12           /* beyond any cap here */
#define JITTER_PART 10             /* up to a tenth */
#define ALL_HOURS 0xffffffU
#define ALL_DAYS 0x7fU

/* How soon the first repeat of a failed visit comes: what heals by itself is asked sooner. */
static const int64_t first_repeat[] = {
	[FAILURE_NONE] = HOUR,
	[FAILURE_URL] = DAY,
	[FAILURE_NAME] = 600,
	[FAILURE_CONNECT] = 600,
	[FAILURE_TLS] = HOUR,
	[FAILURE_TIMEOUT] = 600,
	[FAILURE_ADDRESS] = HOUR,
	[FAILURE_REDIRECT] = HOUR,
	[FAILURE_PROTOCOL] = 1200,
	[FAILURE_TRUNCATED] = 600,
	[FAILURE_TOO_LARGE] = 6 * HOUR,
	[FAILURE_STATUS] = 1200,
	[FAILURE_FILE] = 600,
	[FAILURE_PROGRAM] = 600,
};

struct schedule_event
schedule_event_of(const struct visit_result *result)
{
	return (struct schedule_event){
		.outcome = result->outcome,
		.failure = result->failure,
		.http_status = result->http_status,
		.freshness_seconds = result->freshness_seconds,
		.retry_after_seconds = result->retry_after_seconds,
	};
}

static int64_t
larger(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static int64_t
smaller(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int64_t
doubled(int64_t seconds, uint32_t times, int64_t max)
{
	return smaller(seconds << (times < DOUBLINGS_MAX ? times : DOUBLINGS_MAX), max);
}

/* 4xx are the server's word that it will not serve us: asked more rarely than what broke by accident. */
static int64_t
back_off(const struct schedule_state *state, const struct schedule_event *event)
{
	int64_t first = first_repeat[event->failure];

	if (event->failure == FAILURE_STATUS && event->http_status < 500)
		first = HOUR;
	return doubled(first, state->failures - 1, BACK_OFF_MAX);
}

static void
note_success(struct schedule_state *state, const struct schedule_event *event, int64_t now)
{
	state->failures = 0;
	state->laters = 0;
	state->failing_since = 0;
	state->last_success = now;
	rhythm_observe(&state->rhythm, event->item_times, event->n_items, now);
}

static void
note_failure(struct schedule_state *state, int64_t now)
{
	state->laters = 0;
	if (state->failures < UINT32_MAX)
		state->failures++;
	if (state->failing_since == 0)
		state->failing_since = now;
}

/* What the feed's life asks for, before anybody's wishes. */
static int64_t
living_interval(const struct schedule_state *state, const struct schedule_event *event,
	const struct schedule_limits *limits, int64_t now)
{
	int64_t interval = limits->every_seconds;

	if (interval == 0)
		interval =
			rhythm_when(&state->rhythm, now, ITEMS_A_VISIT, now + limits->max_seconds) -
			now;
	if (event->lost_items)
		interval /= 2;
	return interval;
}

/* Nobody comes sooner than this. */
static int64_t
shortest(const struct schedule_event *event, const struct schedule_limits *limits,
	const struct schedule_hints *hints)
{
	int64_t wish = larger(hints->ttl_seconds, event->freshness_seconds);

	return larger(larger(limits->min_seconds, smaller(wish, limits->max_seconds)),
		event->retry_after_seconds);
}

/* Later by up to a tenth; but sooner where that would be too late, and may be. */
static int64_t
spread(int64_t interval, int64_t floor, int64_t max, const struct clock *clock)
{
	int64_t jitter = (int64_t)clock_random_below(clock, (uint64_t)(interval / JITTER_PART + 1));

	if (interval + jitter <= max || interval <= floor)
		return interval + jitter;
	return larger(interval - jitter, floor);
}

/*
 * Feeds with sy:updateBase change at that moment and every period after it: come just then, if that is
 * no later than the latest that the user wants. Templates say "yearly" of feeds that are not.
 */
static int64_t
align(int64_t next, int64_t latest, const struct schedule_hints *hints)
{
	int64_t late;
	int64_t aligned;

	if (hints->update_base <= 0 || hints->ttl_seconds <= 0 || next <= hints->update_base)
		return next;
	late = (next - hints->update_base) % hints->ttl_seconds;
	aligned = next + (hints->ttl_seconds - late) % hints->ttl_seconds;
	return aligned <= latest ? aligned : next;
}

static bool
is_skipped(const struct schedule_hints *hints, int64_t time)
{
	int64_t weekday = (time / DAY + EPOCH_WEEKDAY) % 7;

	return (hints->skip_hours >> (time % DAY / HOUR) & 1) != 0 ||
	       (hints->skip_days >> weekday & 1) != 0;
}

static int64_t
leave_skipped(int64_t next, const struct schedule_hints *hints)
{
	int64_t within = next % HOUR; /* kept, so that feeds do not meet at the full hour */
	int64_t end = next + WEEK;

	if ((hints->skip_hours & ALL_HOURS) == ALL_HOURS ||
		(hints->skip_days & ALL_DAYS) == ALL_DAYS)
		return next; /* a feed that is never to be read: a mistake */
	while (next < end && is_skipped(hints, next))
		next = next - within + HOUR + within;
	return next;
}

/* When the market closes on a day, from midnight; 0: it does not open. */
static int64_t
close_on(const struct schedule_market *market, int64_t day)
{
	if ((market->days >> (day + EPOCH_WEEKDAY) % 7 & 1) == 0)
		return 0;
	for (size_t i = 0; i < market->n_odd_days; i++)
		if (market->odd_days[i].day == day)
			return market->odd_days[i].close_seconds;
	return market->close_seconds;
}

static bool
is_market_time(const struct schedule_market *market, int64_t time)
{
	int64_t there = time + market->offset_seconds;
	int64_t close = close_on(market, there / DAY);
	int64_t second = there % DAY;

	if (close == 0)
		return false;
	return (second >= market->open_seconds - market->window_seconds &&
		       second < market->open_seconds) ||
	       (second >= close && second < close + market->window_seconds);
}

/* Where the market's clock asks for a sooner visit; looks at every interval of the time between. */
static int64_t
hurry(int64_t next, int64_t soonest, const struct schedule_limits *limits, int64_t now)
{
	const struct schedule_market *market = limits->market;
	int64_t step;

	if (market == NULL || market->interval_seconds <= 0)
		return next;
	step = larger(market->interval_seconds, limits->min_seconds);
	for (int64_t at = larger(now + step, soonest); step > 0 && at < next; at += step)
		if (is_market_time(market, at))
			return at;
	return next;
}

static void
plan(struct schedule_state *state, const struct schedule_event *event,
	const struct schedule_limits *limits, const struct schedule_hints *hints,
	const struct clock *clock)
{
	int64_t now = clock_now(clock);
	int64_t floor = shortest(event, limits, hints);
	int64_t interval = larger(
		smaller(living_interval(state, event, limits, now), limits->max_seconds), floor);
	int64_t next = now + spread(interval, floor, limits->max_seconds, clock);

	next = align(next, now + larger(limits->max_seconds, floor), hints);
	next = hurry(next, now + floor, limits, now);
	state->next_visit = leave_skipped(next, hints);
}

static void
plan_repeat(struct schedule_state *state, const struct schedule_event *event, int64_t interval,
	const struct schedule_limits *limits, const struct clock *clock)
{
	int64_t floor = larger(limits->min_seconds, event->retry_after_seconds);

	interval = larger(interval, floor);
	state->next_visit = clock_now(clock) + spread(interval, interval, 0, clock);
}

static void
note_later(struct schedule_state *state, const struct schedule_event *event,
	const struct schedule_limits *limits, const struct clock *clock)
{
	int64_t interval = 0;

	if (event->retry_after_seconds == RETRY_AFTER_NONE)
		interval = doubled(LATER_SECONDS, state->laters, BACK_OFF_MAX);
	if (state->laters < UINT32_MAX)
		state->laters++;
	plan_repeat(state, event, interval, limits, clock);
}

void
schedule_note(struct schedule_state *state, const struct schedule_event *event,
	const struct schedule_limits *limits, const struct schedule_hints *hints,
	const struct clock *clock)
{
	int64_t now = clock_now(clock);

	if (event->outcome == OUTCOME_GONE) {
		note_failure(state, now);
		state->is_gone = true;
		state->next_visit = SCHEDULE_NEVER;
	} else if (event->outcome == OUTCOME_LATER) {
		note_later(state, event, limits, clock);
	} else if (event->outcome == OUTCOME_FAILED || event->is_no_feed) {
		note_failure(state, now);
		plan_repeat(state, event, back_off(state, event), limits, clock);
	} else {
		note_success(state, event, now);
		plan(state, event, limits, hints, clock);
	}
}

int64_t
schedule_first(size_t index, size_t n, int64_t spread_seconds, int64_t now)
{
	if (n <= 1)
		return now;
	return now + (int64_t)((double)spread_seconds * (double)index / (double)n);
}
