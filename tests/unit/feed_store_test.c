#include "tests/unit/test.h"

#include "tests/unit/store_fixture.h"

static struct feed_record
only_feed(struct fixture *fixture, struct feed_cursor *cursor, struct arena *arena)
{
	const struct feed_record *feed = feed_cursor_next(cursor);
	struct feed_record copy;

	assert_non_null(feed);
	copy = *feed;
	copy.url = arena_copy(arena, feed->url);
	copy.configured_title = arena_copy(arena, feed->configured_title);
	copy.tags = arena_copy(arena, feed->tags);
	copy.state.etag = arena_copy(arena, feed->state.etag);
	copy.state.last_modified = arena_copy(arena, feed->state.last_modified);
	copy.state.last_error = arena_copy(arena, feed->state.last_error);
	copy.state.title = arena_copy(arena, feed->state.title);
	copy.state.rhythm = arena_copy(arena, feed->state.rhythm);
	assert_null(feed_cursor_next(cursor));
	assert_ok(fixture, feed_cursor_close(cursor, &fixture->err));
	return copy;
}

static void
configure(struct fixture *fixture, const struct feed_wish *wishes, size_t n, int64_t *numbers)
{
	struct feed_wishes list = {wishes, n, numbers};

	assert_ok(fixture, feeds_configure(fixture->store, &list, &fixture->err));
}

static void
the_configuration_makes_changes_and_rests_feeds(void **state)
{
	struct feed_wish wishes[] = {
		{.kind = FEED_URL, .url = SPAN("https://a/"), .added_at = 5, .first_visit = 50},
		{.kind = FEED_PATH, .url = SPAN("b.xml"), .title = SPAN("B"), .added_at = 5},
		{.kind = FEED_URL, .url = SPAN("https://a/"), .title = SPAN("twice")},
	};
	struct arena *arena = arena_new();
	struct fixture fixture;
	struct feed_record feed;
	int64_t numbers[3];

	(void)state;
	fixture_init(&fixture);
	configure(&fixture, wishes, 3, numbers);
	assert_int_equal(numbers[0], 1);
	assert_int_equal(numbers[1], 2);
	assert_int_equal(numbers[2], 1);
	feed = only_feed(&fixture, feed_of_url(fixture.store, SPAN("https://a/")), arena);
	assert_span(feed.configured_title, NULL);
	assert_int_equal(feed.state.next_visit, 50);
	assert_int_equal(feed.added_at, 5);
	wishes[1].title = SPAN("B!");
	wishes[1].tags = SPAN("wire");
	wishes[1].added_at = 99;
	configure(&fixture, wishes + 1, 1, numbers);
	assert_int_equal(numbers[0], 2);
	feed = only_feed(&fixture, feed_of_number(fixture.store, 2), arena);
	assert_span(feed.configured_title, "B!");
	assert_span(feed.tags, "wire");
	assert_int_equal(feed.kind, FEED_PATH);
	assert_int_equal(feed.added_at, 5);
	assert_false(only_feed(&fixture, feed_of_number(fixture.store, 1), arena).is_active);
	configure(&fixture, wishes, 1, NULL);
	assert_true(only_feed(&fixture, feed_of_number(fixture.store, 1), arena).is_active);
	arena_free(arena);
	fixture_release(&fixture);
}

static void
many_feeds_are_told_apart(void **state)
{
	struct feed_wish wishes[3000];
	char urls[3000][32];
	int64_t numbers[3000];
	struct fixture fixture;

	(void)state;
	fixture_init(&fixture);
	for (int i = 0; i < 3000; i++) {
		snprintf(urls[i], sizeof urls[i], "https://example.com/%d", i);
		wishes[i] = (struct feed_wish){.url = span_of(urls[i])};
	}
	configure(&fixture, wishes + 1000, 2000, NULL);
	configure(&fixture, wishes, 3000, numbers);
	for (int i = 0; i < 3000; i++)
		assert_int_equal(numbers[i], i < 1000 ? 2001 + i : i - 999);
	fixture_release(&fixture);
}

static void
validators_come_back_byte_for_byte(void **state)
{
	struct feed_state visit = {.etag = SPAN("W/\"\xff\x80\x00\x01\""),
		.last_modified = SPAN(" Mon, 1 Jan 1 00:00:00 GMT "),
		.body_hash = 0xffffffffffffffff,
		.last_visit = 100,
		.next_visit = 200,
		.last_success = 90,
		.failing_since = 95,
		.failures = 3,
		.is_gone = true,
		.last_error = SPAN("404"),
		.title = SPAN("Wire"),
		.rhythm = SPAN("\x01\x00")};
	struct arena *arena = arena_new();
	struct fixture fixture;
	struct feed_record feed;

	(void)state;
	fixture_init(&fixture);
	fixture_feed(&fixture, "https://a/");
	assert_ok(&fixture, store_batch_begin(fixture.store, 100, &fixture.err));
	assert_ok(&fixture, feed_visited(fixture.store, 1, &visit, &fixture.err));
	assert_ok(&fixture, store_batch_commit(fixture.store, &fixture.err));
	fixture_reopen(&fixture);
	feed = only_feed(&fixture, feeds_all(fixture.store), arena);
	assert_true(span_equal(feed.state.etag, visit.etag));
	assert_true(span_equal(feed.state.last_modified, visit.last_modified));
	assert_true(span_equal(feed.state.rhythm, visit.rhythm));
	assert_true(feed.state.body_hash == visit.body_hash);
	assert_int_equal(feed.state.failures, 3);
	assert_int_equal(feed.state.failing_since, 95);
	assert_true(feed.state.is_gone);
	assert_span(feed.state.last_error, "404");
	assert_span(feed.state.title, "Wire");
	assert_span(feed.configured_title, NULL);
	arena_free(arena);
	fixture_release(&fixture);
}

static void
feeds_are_due_in_the_order_of_their_time(void **state)
{
	static const int64_t next_visits[] = {300, 100, 200, 400, 150};
	static const int64_t want[] = {2, 3, 1};
	struct feed_wish wishes[5];
	char urls[5][8];
	const struct feed_record *feed;
	struct feed_cursor *cursor;
	struct fixture fixture;
	size_t n = 0;
	int64_t at;

	(void)state;
	fixture_init(&fixture);
	assert_ok(&fixture, feeds_next_due(fixture.store, &at, &fixture.err));
	assert_true(at == INT64_MAX);
	for (size_t i = 0; i < 5; i++) {
		snprintf(urls[i], sizeof urls[i], "f%zu", i);
		wishes[i] =
			(struct feed_wish){.url = span_of(urls[i]), .first_visit = next_visits[i]};
	}
	configure(&fixture, wishes, 5, NULL);
	assert_ok(&fixture, store_batch_begin(fixture.store, 100, &fixture.err));
	assert_ok(&fixture,
		feed_visited(fixture.store, 5,
			&(struct feed_state){.next_visit = 10, .is_gone = true}, &fixture.err));
	assert_ok(&fixture, store_batch_commit(fixture.store, &fixture.err));
	cursor = feeds_due(fixture.store, 300);
	while ((feed = feed_cursor_next(cursor)) != NULL)
		assert_int_equal(feed->number, want[n++]);
	assert_ok(&fixture, feed_cursor_close(cursor, &fixture.err));
	assert_int_equal(n, 3);
	assert_ok(&fixture, feeds_next_due(fixture.store, &at, &fixture.err));
	assert_int_equal(at, 100);
	fixture_release(&fixture);
}

static int64_t
same_as(struct fixture *fixture, int64_t feed, const char *url)
{
	int64_t same = -1;

	assert_ok(
		fixture, feed_find_same(fixture->store, feed, span_of(url), &same, &fixture->err));
	return same;
}

static void
visit(struct fixture *fixture, int64_t feed, const struct feed_state *visited)
{
	assert_ok(fixture, store_batch_begin(fixture->store, 100, &fixture->err));
	assert_ok(fixture, feed_visited(fixture->store, feed, visited, &fixture->err));
	assert_ok(fixture, store_batch_commit(fixture->store, &fixture->err));
}

static void
a_visit_dated_ahead_by_a_wrong_clock_puts_none_off(void **state)
{
	const int64_t day = 86400;
	struct fixture fixture;
	int64_t at;

	(void)state;
	fixture_init(&fixture);
	fixture_feed(&fixture, "https://a/");
	visit(&fixture, 1,
		&(struct feed_state){.last_visit = 3 * day, .next_visit = 3 * day + 600});
	assert_ok(&fixture, feeds_forget_ahead(fixture.store, 2 * day, &fixture.err));
	assert_ok(&fixture, feeds_next_due(fixture.store, &at, &fixture.err));
	assert_int_equal(at, 3 * day + 600); /* a day: it may as well be waited for */
	assert_ok(&fixture, feeds_forget_ahead(fixture.store, 1000, &fixture.err));
	assert_ok(&fixture, feeds_next_due(fixture.store, &at, &fixture.err));
	assert_int_equal(at, 1000);
	fixture_release(&fixture);
}

static void
two_feeds_that_have_become_one_are_asked_once(void **state)
{
	struct feed_wish wishes[] = {
		{.url = SPAN("http://a/")}, {.url = SPAN("http://b/")}, {.url = SPAN("http://c/")}};
	struct feed_state moved = {.moved_to = SPAN("http://b/"), .traits = FEED_UNDATED};
	struct fixture fixture;
	struct feed_cursor *cursor;
	const struct feed_record *feed;
	size_t n = 0;

	(void)state;
	fixture_init(&fixture);
	configure(&fixture, wishes, 3, NULL);
	assert_int_equal(same_as(&fixture, 1, "http://b/"), 2); /* it is its address */
	assert_int_equal(same_as(&fixture, 1, "http://d/"), 0);
	moved.same_as = 2;
	visit(&fixture, 1, &moved);
	assert_int_equal(same_as(&fixture, 3, "http://b/"), 2); /* not the one that is not asked */
	visit(&fixture, 2, &(struct feed_state){.moved_to = SPAN("http://d/")});
	assert_int_equal(same_as(&fixture, 3, "http://d/"), 2); /* it has moved there before */
	cursor = feeds_due(fixture.store, 100);
	while ((feed = feed_cursor_next(cursor)) != NULL)
		assert_int_equal(feed->number, (int64_t)(2 + n++));
	assert_ok(&fixture, feed_cursor_close(cursor, &fixture.err));
	assert_int_equal(n, 2);

	wishes[1] = wishes[2]; /* without the second, the first stands alone again */
	configure(&fixture, wishes, 2, NULL);
	cursor = feed_of_number(fixture.store, 1);
	feed = feed_cursor_next(cursor);
	assert_int_equal(feed->state.same_as, 0);
	assert_int_equal(feed->state.moved_to.len, 0);
	assert_int_equal(feed->state.traits, FEED_UNDATED);
	assert_ok(&fixture, feed_cursor_close(cursor, &fixture.err));
	fixture_release(&fixture);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_configuration_makes_changes_and_rests_feeds),
		cmocka_unit_test(many_feeds_are_told_apart),
		cmocka_unit_test(validators_come_back_byte_for_byte),
		cmocka_unit_test(a_visit_dated_ahead_by_a_wrong_clock_puts_none_off),
		cmocka_unit_test(feeds_are_due_in_the_order_of_their_time),
		cmocka_unit_test(two_feeds_that_have_become_one_are_asked_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
