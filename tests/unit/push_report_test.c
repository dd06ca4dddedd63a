#include "tests/unit/test.h"

#include "aggregator/fetch/websub.h"
#include "aggregator/push_report.h"
#include "aggregator/store/subscription_store.h"
#include "tests/unit/store_fixture.h"

#define NOW INT64_C(1767571200) /* 5 January 2026, 00:00 UTC */
#define HOUR 3600
#define DAY 86400
#define HUB "https://hub.example/"
#define BAD "https://bad.example/"

static const struct row {
	const char *hub;
	enum websub_state state;
	int64_t lease_until;
	uint32_t failures;
	const char *error; /* NULL: none */
	uint32_t missed;
	const char *told; /* NULL: nobody wants it any more */
} rows[] = {
	{HUB, WEBSUB_ACTIVE, NOW + DAY, 0, NULL, 0, "pushed by " HUB " until 2026-01-06 00:00 UTC"},
	{HUB, WEBSUB_ACTIVE, NOW + 2 * DAY, 0, NULL, 1,
		"pushed by " HUB
		" until 2026-01-07 00:00 UTC; but the last visit found what it had "
		"not brought"},
	{HUB, WEBSUB_ACTIVE, NOW + HOUR, 1, "500 Internal Server Error", 0,
		"pushed by " HUB
		" until 2026-01-05 01:00 UTC; it does not renew that: 500 Internal "
		"Server Error; asked again 2026-01-05 02:00 UTC"},
	{HUB, WEBSUB_ACTIVE, NOW, 0, NULL, 0,
		"not pushed: what " HUB " promised ended 2026-01-05 00:00 UTC"},
	{HUB, WEBSUB_WANTED, 0, 0, NULL, 0, "not pushed yet: " HUB " was asked"},
	{HUB, WEBSUB_ASKED, 0, 1, NULL, 0, "not pushed yet: " HUB " was asked"},
	{BAD, WEBSUB_ASKED, 0, 2, NULL, 0,
		"not pushed by " BAD
		": it takes our requests and confirms none: can the world reach "
		"site.url?; asked again 2026-01-05 02:00 UTC"},
	{BAD, WEBSUB_WANTED, 0, 3, "nobody answers at the host's address", 0,
		"not pushed by " BAD
		": nobody answers at the host's address; asked again 2026-01-05 "
		"02:00 UTC"},
	{BAD, WEBSUB_REFUSED, 0, 0, "the hub refuses: no", 0,
		"not pushed by " BAD ": the hub refuses: no; asked again 2026-01-05 02:00 UTC"},
	{BAD, WEBSUB_LEAVING, NOW + DAY, 0, NULL, 0, NULL},
};
#define N_ROWS (sizeof rows / sizeof rows[0])

static void
subscribe(struct fixture *fixture, int64_t feed, const struct row *row)
{
	char token[32];
	struct subscription_record record;

	snprintf(token, sizeof token, "token %lld", (long long)feed);
	record = (struct subscription_record){
		.feed = feed,
		.hub = span_of(row->hub),
		.topic = SPAN("https://news.example/feed"),
		.token = span_of(token),
		.secret = SPAN("secret"),
		.state = (int)row->state,
		.lease_until = row->lease_until,
		.next_try = NOW + 2 * HOUR,
		.failures = row->failures,
		.missed = row->missed,
		.last_error = row->error != NULL ? span_of(row->error) : SPAN_NONE,
	};

	assert_ok(fixture, subscription_save(fixture->store, &record, &fixture->err));
}

static void
subscribe_all(struct fixture *fixture, int64_t feeds[N_ROWS])
{
	for (size_t i = 0; i < N_ROWS; i++) {
		char url[64];

		snprintf(url, sizeof url, "https://news.example/%zu", i);
		feeds[i] = fixture_feed(fixture, url);
	}
	assert_ok(fixture, store_batch_begin(fixture->store, NOW, &fixture->err));
	for (size_t i = 0; i < N_ROWS; i++)
		subscribe(fixture, feeds[i], &rows[i]);
	assert_ok(fixture, store_batch_commit(fixture->store, &fixture->err));
}

static void
assert_told(const struct push_report *report, const char *told)
{
	struct buf line;

	if (told == NULL) {
		assert_null(report);
		return;
	}
	assert_non_null(report);
	buf_init(&line, BUF_UNLIMITED);
	push_report_tell(report, &line);
	assert_string_equal(buf_string(&line), told);
	buf_release(&line);
}

static void
tells_of_each_feed_whether_it_is_pushed_and_until_when(void **state)
{
	struct arena *arena = arena_new();
	struct push_reports reports;
	struct fixture fixture;
	int64_t feeds[N_ROWS];

	(void)state;
	fixture_init(&fixture);
	subscribe_all(&fixture, feeds);
	assert_ok(&fixture, push_reports_read(&reports, fixture.store, NOW, arena, &fixture.err));
	for (size_t i = 0; i < N_ROWS; i++)
		assert_told(push_reports_find(&reports, feeds[i]), rows[i].told);
	assert_null(push_reports_find(&reports, 4711));
	arena_free(arena);
	fixture_release(&fixture);
}

static void
sums_up_hub_by_hub_those_that_fail_first(void **state)
{
	struct arena *arena = arena_new();
	struct push_reports reports;
	struct fixture fixture;
	int64_t feeds[N_ROWS];
	struct buf line;

	(void)state;
	fixture_init(&fixture);
	subscribe_all(&fixture, feeds);
	assert_ok(&fixture, push_reports_read(&reports, fixture.store, NOW, arena, &fixture.err));
	buf_init(&line, BUF_UNLIMITED);
	push_reports_tell(&reports, &line);
	assert_string_equal(buf_string(&line),
		"3 of 9 feeds that name a hub; the first lease ends 2026-01-05 01:00 UTC");
	assert_int_equal(reports.n_hubs, 2);
	assert_span(reports.hubs[0].hub, BAD);
	buf_clear(&line);
	push_hub_tell(&reports.hubs[0], &line);
	assert_string_equal(buf_string(&line), "0 of 3 feeds pushed, 3 fail: the hub refuses: no; "
					       "asked again 2026-01-05 02:00 UTC");
	assert_span(reports.hubs[1].hub, HUB);
	assert_int_equal(reports.hubs[1].n_feeds, 6);
	assert_int_equal(reports.hubs[1].n_failing, 0);
	buf_release(&line);
	arena_free(arena);
	fixture_release(&fixture);
}

static void
without_a_subscription_there_is_nothing_to_tell(void **state)
{
	struct arena *arena = arena_new();
	struct push_reports reports;
	struct fixture fixture;
	struct buf line;

	(void)state;
	fixture_init(&fixture);
	assert_ok(&fixture, push_reports_read(&reports, fixture.store, NOW, arena, &fixture.err));
	buf_init(&line, BUF_UNLIMITED);
	push_reports_tell(&reports, &line);
	assert_int_equal(line.len, 0);
	assert_null(push_reports_find(&reports, 1));
	buf_release(&line);
	arena_free(arena);
	fixture_release(&fixture);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_of_each_feed_whether_it_is_pushed_and_until_when),
		cmocka_unit_test(sums_up_hub_by_hub_those_that_fail_first),
		cmocka_unit_test(without_a_subscription_there_is_nothing_to_tell),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
