#include "aggregator/fetch/schedule.h"

#include "aggregator/base/clock.h"
#include "aggregator/fetch/schedule_memory.h"
#include "tests/unit/test.h"

#define HOUR INT64_C(3600)
#define DAY INT64_C(86400)
#define NOW INT64_C(1767571200) /* Monday, 5 January 2026, 00:00 UTC */

struct life {
	struct clock_fixed calendar;
	struct schedule_limits limits;
	struct schedule_hints hints;
	struct schedule_state state;
};

static void
begin(struct life *life)
{
	*life = (struct life){.limits = {.min_seconds = 300, .max_seconds = DAY}};
	clock_fixed_init(&life->calendar, NOW, 7);
}

static int64_t
now(const struct life *life)
{
	return clock_now(&life->calendar.clock);
}

/* One visit, with `n` items that are new now; gives the seconds until the next. */
static int64_t
visit(struct life *life, struct schedule_event event, size_t n)
{
	static int64_t times[64];

	for (size_t i = 0; i < n; i++)
		times[i] = now(life);
	event.item_times = times;
	event.n_items = n;
	schedule_note(&life->state, &event, &life->limits, &life->hints, &life->calendar.clock);
	return life->state.next_visit - now(life);
}

static void
sleep_until_next(struct life *life)
{
	life->calendar.now_ms = life->state.next_visit * 1000;
}

static const struct schedule_event unchanged = {.outcome = OUTCOME_UNCHANGED,
	.freshness_seconds = FRESHNESS_UNKNOWN,
	.retry_after_seconds = RETRY_AFTER_NONE};
static const struct schedule_event later = {.outcome = OUTCOME_LATER,
	.http_status = 429,
	.freshness_seconds = FRESHNESS_UNKNOWN,
	.retry_after_seconds = RETRY_AFTER_NONE};

static struct schedule_event
failed(enum failure failure, int status)
{
	return (struct schedule_event){.outcome = OUTCOME_FAILED,
		.failure = failure,
		.http_status = status,
		.freshness_seconds = FRESHNESS_UNKNOWN,
		.retry_after_seconds = RETRY_AFTER_NONE};
}

#define assert_within(got, least, most)                                                            \
	do {                                                                                       \
		int64_t got_ = (got);                                                              \
		if (got_ < (least) || got_ > (most))                                               \
			fail_msg("got %lld, want %lld to %lld", (long long)got_,                   \
				(long long)(least), (long long)(most));                            \
	} while (0)

static void
a_feed_that_never_changes_is_asked_ever_more_rarely(void **state)
{
	struct life life;
	int64_t last = 0;

	(void)state;
	begin(&life);
	for (int i = 0; i < 5; i++) {
		int64_t gap = visit(&life, unchanged, 0);

		assert_true(gap > last);
		last = gap;
		sleep_until_next(&life);
	}
	for (int i = 0; i < 20; i++) {
		last = visit(&life, unchanged, 0);
		sleep_until_next(&life);
	}
	assert_within(last, DAY * 9 / 10, DAY);
}

static void
a_busy_feed_is_asked_more_often_within_the_bounds(void **state)
{
	struct life life;
	int64_t gap = 0;

	(void)state;
	begin(&life);
	for (int i = 0; i < 300; i++) {
		gap = visit(&life, unchanged, (size_t)(i % 2));
		sleep_until_next(&life);
	}
	assert_within(gap, 300, 3 * HOUR);
	for (int i = 0; i < 300; i++) {
		gap = visit(&life, unchanged, 40);
		sleep_until_next(&life);
	}
	assert_within(gap, 300, 330);
}

static void
a_new_feed_is_known_by_the_dates_of_its_items(void **state)
{
	struct life hourly, weekly;
	int64_t times[30];
	struct schedule_event event = unchanged;

	(void)state;
	begin(&hourly);
	begin(&weekly);
	event.item_times = times;
	event.n_items = 30;
	for (int i = 0; i < 30; i++)
		times[i] = NOW - i * HOUR;
	schedule_note(&hourly.state, &event, &hourly.limits, &hourly.hints, &hourly.calendar.clock);
	for (int i = 0; i < 30; i++)
		times[i] = NOW - i * 7 * DAY;
	schedule_note(&weekly.state, &event, &weekly.limits, &weekly.hints, &weekly.calendar.clock);
	assert_within(hourly.state.next_visit - NOW, HOUR / 3, HOUR);
	assert_within(weekly.state.next_visit - NOW, DAY / 2, DAY);
}

static void
a_feed_of_office_hours_sleeps_at_night(void **state)
{
	struct life life;
	int64_t night = 0, day = 0;

	(void)state;
	begin(&life);
	for (int hour = 0; hour < 24 * 21;
		hour++) { /* three weeks, an item each 30 min from 9 to 17 */
		int64_t gap = visit(&life, unchanged, hour % 24 >= 9 && hour % 24 < 17 ? 2 : 0);

		if (hour % 24 == 20)
			night = gap;
		if (hour % 24 == 11)
			day = gap;
		life.calendar.now_ms += HOUR * 1000;
	}
	assert_within(day, 300, HOUR / 2);
	assert_true(night > 3 * day);
}

static void
obeys_what_server_and_feed_ask_for(void **state)
{
	static const struct row {
		int64_t freshness, ttl, retry_after, least;
	} rows[] = {
		{HOUR, 0, RETRY_AFTER_NONE, HOUR},
		{0, 2 * HOUR, RETRY_AFTER_NONE, 2 * HOUR},
		{HOUR, 3 * HOUR, RETRY_AFTER_NONE, 3 * HOUR},
		{FRESHNESS_UNKNOWN, 0, 4 * HOUR, 4 * HOUR},
		{FRESHNESS_UNKNOWN, 0, 10 * DAY, 10 * DAY}, /* is not cut */
		{365 * DAY, 0, RETRY_AFTER_NONE, DAY},      /* is, at poll.max */
		{FRESHNESS_UNKNOWN, 0, 1, 300},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct schedule_event event = unchanged;
		struct life life;

		begin(&life);
		life.limits.every_seconds = 60;
		life.hints.ttl_seconds = rows[i].ttl;
		event.freshness_seconds = rows[i].freshness;
		event.retry_after_seconds = rows[i].retry_after;
		assert_within(visit(&life, event, 0), rows[i].least, rows[i].least * 11 / 10 + 1);
	}
}

static void
every_is_a_wish_within_the_bounds(void **state)
{
	struct life life;

	(void)state;
	begin(&life);
	life.limits.every_seconds = 900;
	assert_within(visit(&life, unchanged, 0), 900, 990);
	life.limits.every_seconds = 10;
	assert_within(visit(&life, unchanged, 0), 300, 330);
	life.limits.every_seconds = 30 * DAY;
	assert_within(visit(&life, unchanged, 0), DAY * 9 / 10, DAY);
}

static void
stays_out_of_hours_and_days_that_are_skipped(void **state)
{
	struct life life;
	int64_t next;

	(void)state;
	begin(&life);
	life.limits.every_seconds = HOUR;
	life.hints.skip_hours = 0x3f; /* 0 to 5 */
	next = visit(&life, unchanged, 0);
	assert_within(next, 6 * HOUR, 7 * HOUR);
	life.hints.skip_days = 1U << 1; /* Monday, which is today */
	life.hints.skip_hours = 0;
	next = visit(&life, unchanged, 0);
	assert_within(next, DAY, DAY + HOUR);
	life.hints.skip_hours = 0xffffff; /* no way around it: a mistake of the feed's */
	assert_within(visit(&life, unchanged, 0), HOUR, 2 * HOUR);
}

static void
comes_just_after_the_hour_that_a_feed_announces(void **state)
{
	struct life life;
	int64_t next;

	(void)state;
	begin(&life);
	life.hints.ttl_seconds = 6 * HOUR;
	life.hints.update_base = NOW - 100 * DAY + HOUR;
	visit(&life, unchanged, 0);
	next = (life.state.next_visit - life.hints.update_base) % (6 * HOUR);
	assert_within(next, 0, HOUR / 2);
	assert_true(life.state.next_visit >= NOW + 6 * HOUR);
}

static void
failures_back_off_to_a_day_and_never_end(void **state)
{
	struct life life;
	int64_t gap = 0, last = 0;

	(void)state;
	begin(&life);
	for (int i = 0; i < 60; i++) {
		last = gap;
		gap = visit(&life, failed(FAILURE_CONNECT, 0), 0);
		assert_true(gap >= last || gap >= DAY);
		if (i == 0)
			assert_within(gap, 600, 660);
		sleep_until_next(&life);
	}
	assert_within(gap, DAY, DAY * 11 / 10);
	assert_int_equal(life.state.failures, 60);
	assert_int_equal(life.state.failing_since, NOW);
	visit(&life, unchanged, 0);
	assert_int_equal(life.state.failures, 0);
	assert_int_equal(life.state.failing_since, 0);
}

static void
each_kind_of_failure_slows_down(void **state)
{
	static const struct row {
		enum failure failure;
		int status;
	} rows[] = {
		{FAILURE_NAME, 0},
		{FAILURE_CONNECT, 0},
		{FAILURE_TLS, 0},
		{FAILURE_TIMEOUT, 0},
		{FAILURE_STATUS, 403},
		{FAILURE_STATUS, 404},
		{FAILURE_STATUS, 500},
		{FAILURE_PROTOCOL, 0},
		{FAILURE_REDIRECT, 0},
		{FAILURE_TOO_LARGE, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct life life;
		int64_t first, fifth = 0;

		begin(&life);
		life.limits.every_seconds = 300;
		first = visit(&life, failed(rows[i].failure, rows[i].status), 0);
		for (int again = 0; again < 4; again++)
			fifth = visit(&life, failed(rows[i].failure, rows[i].status), 0);
		if (first < 600 || fifth < 4 * first * 9 / 10 || fifth > DAY * 11 / 10)
			fail_msg("%s %d: %lld, then %lld", failure_name(rows[i].failure),
				rows[i].status, (long long)first, (long long)fifth);
	}
}

static void
a_body_that_is_no_feed_counts_as_a_failure(void **state)
{
	struct schedule_event event = unchanged;
	struct life life;

	(void)state;
	begin(&life);
	event.outcome = OUTCOME_FRESH;
	event.is_no_feed = true;
	visit(&life, event, 0);
	assert_int_equal(life.state.failures, 1);
}

static void
later_without_a_hint_slows_down_and_is_no_failure(void **state)
{
	struct life life;
	int64_t gap = 0;

	(void)state;
	begin(&life);
	for (int i = 0; i < 4; i++)
		gap = visit(&life, later, 0);
	assert_within(gap, 8 * 300, 8 * 330);
	assert_int_equal(life.state.failures, 0);
}

static void
gone_is_for_ever(void **state)
{
	struct schedule_event event = unchanged;
	struct life life;

	(void)state;
	begin(&life);
	event.outcome = OUTCOME_GONE;
	visit(&life, event, 0);
	assert_true(life.state.is_gone);
	assert_true(life.state.next_visit == SCHEDULE_NEVER);
}

static void
feeds_that_met_once_do_not_meet_again(void **state)
{
	struct life life;
	int64_t next[50];
	size_t meetings = 0;

	(void)state;
	begin(&life);
	life.limits.every_seconds = HOUR;
	for (int i = 0; i < 50; i++) {
		life.state = (struct schedule_state){0};
		visit(&life, unchanged, 0);
		next[i] = life.state.next_visit;
		for (int j = 0; j < i; j++)
			meetings += next[i] == next[j];
	}
	assert_true(meetings < 25);
}

static void
lost_items_hurry(void **state)
{
	struct schedule_event event = unchanged;
	struct life life;

	(void)state;
	begin(&life);
	life.limits.every_seconds = HOUR;
	event.lost_items = true;
	assert_within(visit(&life, event, 0), HOUR / 2, HOUR * 11 / 20);
}

static void
the_markets_clock_hurries_before_the_open_and_after_the_close(void **state)
{
	const struct schedule_market market = {.open_seconds = 14 * HOUR + 1800,
		.close_seconds = 21 * HOUR,
		.days = 0x3e,
		.window_seconds = HOUR,
		.interval_seconds = 600};
	struct life life;

	(void)state;
	begin(&life);
	life.limits.market = &market;
	life.limits.every_seconds = 6 * HOUR;
	life.calendar.now_ms = (NOW + 13 * HOUR) * 1000;
	visit(&life, unchanged, 0);
	assert_within(life.state.next_visit - NOW, 13 * HOUR + 1800, 13 * HOUR + 2400);
	life.calendar.now_ms = (NOW + 14 * HOUR) * 1000;
	assert_within(visit(&life, unchanged, 0), 600, 660);
	life.calendar.now_ms = (NOW + 15 * HOUR) * 1000;
	visit(&life, unchanged, 0);
	assert_within(life.state.next_visit - NOW, 21 * HOUR, 21 * HOUR + 660);
	life.calendar.now_ms = (NOW + 5 * DAY + 13 * HOUR) * 1000; /* Saturday */
	assert_within(visit(&life, unchanged, 0), 6 * HOUR, 7 * HOUR);
}

/* 09:00 in Tokyo is midnight in UTC: its window before the open lies in UTC's day before. */
static void
the_markets_day_is_that_of_its_zone(void **state)
{
	const struct schedule_market tokyo = {.open_seconds = 9 * HOUR,
		.close_seconds = 15 * HOUR + 1800,
		.offset_seconds = 9 * HOUR,
		.days = 0x3e,
		.window_seconds = HOUR,
		.interval_seconds = 600};
	struct life life;

	(void)state;
	begin(&life);
	life.limits.market = &tokyo;
	life.limits.every_seconds = 6 * HOUR;
	life.calendar.now_ms = (NOW + 22 * HOUR) * 1000;
	visit(&life, unchanged, 0);
	assert_within(life.state.next_visit - NOW, 23 * HOUR, 23 * HOUR + 660);
	life.calendar.now_ms = (NOW + 4 * DAY + 22 * HOUR) * 1000; /* Saturday there */
	assert_within(visit(&life, unchanged, 0), 6 * HOUR, 7 * HOUR);
}

static void
a_period_longer_than_the_users_does_not_count_from_its_base_either(void **state)
{
	struct life life;

	(void)state;
	begin(&life);
	life.limits.max_seconds = DAY;
	life.hints.ttl_seconds = 365 * DAY; /* "yearly", as templates have it */
	life.hints.update_base = NOW - 100 * DAY;
	assert_within(visit(&life, unchanged, 0), DAY * 9 / 10, DAY * 11 / 10);
}

/* NOW is a Monday. */
static void
the_market_hurries_nobody_on_a_holiday(void **state)
{
	const struct schedule_market market = {.open_seconds = 14 * HOUR,
		.close_seconds = 21 * HOUR,
		.days = 0x3e,
		.window_seconds = HOUR,
		.interval_seconds = 600,
		.odd_days = {{NOW / DAY, 0}, {NOW / DAY + 1, 18 * HOUR}},
		.n_odd_days = 2};
	struct life life;

	(void)state;
	begin(&life);
	life.limits.market = &market;
	life.limits.every_seconds = 6 * HOUR;
	life.calendar.now_ms = (NOW + 12 * HOUR) * 1000;
	assert_within(visit(&life, unchanged, 0), 6 * HOUR, 7 * HOUR);
	life.calendar.now_ms = (NOW + DAY + 15 * HOUR) * 1000; /* it closes sooner */
	visit(&life, unchanged, 0);
	assert_within(life.state.next_visit - NOW - DAY, 18 * HOUR, 18 * HOUR + 660);
	life.calendar.now_ms =
		(NOW + DAY + 19 * HOUR + 1) * 1000; /* that is over at its old hour */
	assert_within(visit(&life, unchanged, 0), 6 * HOUR, 7 * HOUR);
}

static void
a_rhythm_survives_the_store(void **state)
{
	unsigned char bytes[RHYTHM_BYTES], again[RHYTHM_BYTES];
	struct rhythm rhythm = {0}, copy;
	int64_t times[] = {NOW - 5, NOW - 5 * HOUR, NOW - 3 * DAY, 0};

	(void)state;
	rhythm_observe(&rhythm, times, 4, NOW);
	rhythm_write(&rhythm, bytes);
	assert_true(rhythm_read(&copy, span_make((char *)bytes, sizeof bytes)));
	rhythm_write(&copy, again);
	assert_memory_equal(bytes, again, sizeof bytes);
	assert_int_equal(copy.newest, NOW - 5);
	assert_int_equal(copy.known_until, NOW);
	bytes[0] = 99;
	assert_false(rhythm_read(&copy, span_make((char *)bytes, sizeof bytes)));
	assert_false(rhythm_read(&copy, SPAN("short")));
	assert_false(rhythm_read(&copy, SPAN_NONE));
	assert_int_equal(copy.known_until, 0);
}

static void
state_survives_the_store(void **state)
{
	struct schedule_state known = {.laters = 70000}, known_again = {0};
	unsigned char bytes[SCHEDULE_STATE_BYTES];

	(void)state;
	rhythm_observe(&known.rhythm, NULL, 0, NOW);
	schedule_state_write(&known, bytes);
	schedule_state_read(&known_again, span_make((char *)bytes, sizeof bytes));
	assert_int_equal(known_again.laters, 70000);
	assert_int_equal(known_again.rhythm.known_until, NOW);
	schedule_state_read(&known_again, SPAN_NONE);
	assert_int_equal(known_again.laters, 0);
}

static void
first_visits_are_spread(void **state)
{
	(void)state;
	assert_int_equal(schedule_first(0, 1, HOUR, NOW), NOW);
	assert_int_equal(schedule_first(0, 5000, HOUR, NOW), NOW);
	assert_int_equal(schedule_first(2500, 5000, HOUR, NOW), NOW + HOUR / 2);
	assert_true(schedule_first(4999, 5000, HOUR, NOW) < NOW + HOUR);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_feed_that_never_changes_is_asked_ever_more_rarely),
		cmocka_unit_test(a_busy_feed_is_asked_more_often_within_the_bounds),
		cmocka_unit_test(a_new_feed_is_known_by_the_dates_of_its_items),
		cmocka_unit_test(a_feed_of_office_hours_sleeps_at_night),
		cmocka_unit_test(obeys_what_server_and_feed_ask_for),
		cmocka_unit_test(every_is_a_wish_within_the_bounds),
		cmocka_unit_test(stays_out_of_hours_and_days_that_are_skipped),
		cmocka_unit_test(comes_just_after_the_hour_that_a_feed_announces),
		cmocka_unit_test(failures_back_off_to_a_day_and_never_end),
		cmocka_unit_test(each_kind_of_failure_slows_down),
		cmocka_unit_test(a_body_that_is_no_feed_counts_as_a_failure),
		cmocka_unit_test(later_without_a_hint_slows_down_and_is_no_failure),
		cmocka_unit_test(gone_is_for_ever),
		cmocka_unit_test(feeds_that_met_once_do_not_meet_again),
		cmocka_unit_test(lost_items_hurry),
		cmocka_unit_test(the_markets_clock_hurries_before_the_open_and_after_the_close),
		cmocka_unit_test(the_markets_day_is_that_of_its_zone),
		cmocka_unit_test(the_market_hurries_nobody_on_a_holiday),
		cmocka_unit_test(
			a_period_longer_than_the_users_does_not_count_from_its_base_either),
		cmocka_unit_test(a_rhythm_survives_the_store),
		cmocka_unit_test(state_survives_the_store),
		cmocka_unit_test(first_visits_are_spread),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
