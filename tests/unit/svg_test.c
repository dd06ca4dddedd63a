#include "tests/unit/test.h"

#include "output/svg.h"

#define DAYS 365

static struct span
sparkline(const uint32_t *daily, size_t n, struct buf *out)
{
	const struct digest_company company = {.daily = daily, .n_daily = n};

	buf_clear(out);
	svg_add_sparkline(out, &company);
	return buf_span(out);
}

static size_t
count(struct span text, struct span needle)
{
	size_t n = 0;

	for (size_t at; (at = span_find(text, needle)) < text.len; n++)
		text = span_from(text, at + needle.len);
	return n;
}

static void
a_sparkline_has_a_bar_for_each_day_with_a_story(void **state)
{
	static const uint32_t daily[] = {0, 1, 0, 20, 2};
	struct buf out;
	struct span drawing;

	(void)state;
	buf_init(&out, BUF_UNLIMITED);
	drawing = sparkline(daily, 5, &out);
	assert_int_equal(count(drawing, SPAN("<rect")), 3);
	assert_int_equal(count(drawing, SPAN("class=\"today\"")), 1);
	assert_int_equal(
		count(drawing,
			SPAN("aria-label=\"Stories a day, last 5 days: 2 today, at most 20\"")),
		1);
	assert_int_equal(count(drawing, SPAN("y=\"0\" width=\"3\" height=\"20\"")), 1);
	assert_int_equal(count(drawing, SPAN("height=\"2\"/>")), 2); /* one of 20 is seen too */
	buf_release(&out);
}

static void
a_sparkline_of_nothing_is_nothing(void **state)
{
	static const uint32_t zeros[30];
	struct buf out;

	(void)state;
	buf_init(&out, BUF_UNLIMITED);
	assert_int_equal(sparkline(NULL, 30, &out).len, 0);
	assert_int_equal(sparkline(zeros, 0, &out).len, 0);
	assert_int_equal(sparkline(zeros, 30, &out).len, 0);
	buf_release(&out);
}

static void
a_sparkline_shows_the_last_hundred_days_and_any_number(void **state)
{
	static uint32_t daily[DAYS];
	struct buf out;
	struct span drawing;

	(void)state;
	for (size_t i = 0; i < DAYS; i++)
		daily[i] = i < 10 ? UINT32_MAX : 1;
	daily[DAYS - 1] = UINT32_MAX;
	buf_init(&out, BUF_UNLIMITED);
	drawing = sparkline(daily, DAYS, &out);
	assert_int_equal(count(drawing, SPAN("<rect")), 100);
	assert_int_equal(count(drawing, SPAN("height=\"20\"/>")), 1);
	assert_int_equal(count(drawing, SPAN("last 100 days: 4294967295 today")), 1);
	buf_release(&out);
}

static struct span
timeline(const int64_t *times, size_t n, struct buf *out)
{
	struct digest_source sources[4] = {{.relation = DIGEST_SOURCE_FIRST},
		{.relation = DIGEST_SOURCE_COPY}, {.relation = DIGEST_SOURCE_SAME},
		{.relation = DIGEST_SOURCE_FOLLOW}};
	const struct digest_story story = {.sources = sources, .n_sources = n};

	for (size_t i = 0; i < n; i++)
		sources[i].published = times[i];
	buf_clear(out);
	svg_add_timeline(out, &story, when_of(times[0], 0));
	return buf_span(out);
}

static void
a_timeline_places_sources_by_their_time(void **state)
{
	static const int64_t times[] = {0, 3600, 1800, 7200};
	struct buf out;
	struct span drawing;

	(void)state;
	buf_init(&out, BUF_UNLIMITED);
	drawing = timeline(times, 4, &out);
	assert_int_equal(count(drawing, SPAN("aria-label=\"4 sources from 00:00 to 02:00\"")), 1);
	assert_int_equal(count(drawing, SPAN("<circle class=\"first\" cx=\"6.0\"")), 1);
	assert_int_equal(count(drawing, SPAN("<circle cx=\"160.0\"")), 1);
	assert_int_equal(count(drawing, SPAN("<circle cx=\"83.0\"")), 1);
	assert_int_equal(count(drawing, SPAN("<circle class=\"follow\" cx=\"314.0\"")), 1);
	buf_release(&out);
}

static void
a_timeline_needs_three_moments(void **state)
{
	static const int64_t two[] = {0, 3600, TIME_NONE};
	static const int64_t same[] = {5, 5, 5};
	struct buf out;

	(void)state;
	buf_init(&out, BUF_UNLIMITED);
	assert_int_equal(timeline(two, 2, &out).len, 0);
	assert_int_equal(timeline(two, 3, &out).len, 0);
	assert_int_equal(timeline(same, 3, &out).len, 0);
	buf_release(&out);
}

static void
a_timeline_stands_the_ends_of_time(void **state)
{
	static const int64_t times[] = {INT64_MIN + 1, 0, INT64_MAX};
	struct buf out;
	struct span drawing;

	(void)state;
	buf_init(&out, BUF_UNLIMITED);
	drawing = timeline(times, 3, &out);
	assert_int_equal(count(drawing, SPAN("cx=\"6.0\"")), 1);
	assert_int_equal(count(drawing, SPAN("cx=\"160.0\"")), 1);
	assert_int_equal(count(drawing, SPAN("cx=\"314.0\"")), 1);
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sparkline_has_a_bar_for_each_day_with_a_story),
		cmocka_unit_test(a_sparkline_of_nothing_is_nothing),
		cmocka_unit_test(a_sparkline_shows_the_last_hundred_days_and_any_number),
		cmocka_unit_test(a_timeline_places_sources_by_their_time),
		cmocka_unit_test(a_timeline_needs_three_moments),
		cmocka_unit_test(a_timeline_stands_the_ends_of_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
