#include "tests/unit/test.h"

#include "aggregator/feed_worth.h"
#include "aggregator/store/edition_store.h"
#include "aggregator/store/story_store.h"
#include "tests/unit/store_fixture.h"

#define NOW INT64_C(1767600000)
#define HOUR INT64_C(3600)
#define DAY (24 * HOUR)

/* A report: who, which story, when it was published and seen, both before NOW. */
struct report {
	int64_t feed;
	int64_t story;
	int64_t published_ago; /* -1: no date; below: in the future */
	int64_t seen_ago;
};

/*
 * Story 1: feed 1 had it an hour before feed 2. Story 2: feed 1 alone, told by an edition. Story 3:
 * feeds 2 and 3, without a date and dated ahead: by when it was seen. Story 4 went into story 5, and
 * was told by an edition before; feed 3 alone has both. Story 6 was seen before the window.
 */
static const struct report reports[] = {
	{1, 1, 5 * HOUR, 2 * HOUR},
	{2, 1, 4 * HOUR, 3 * HOUR},
	{1, 2, 9 * HOUR, HOUR},
	{2, 3, -1, 30 * 60},
	{3, 3, -2, 10 * 60},
	{3, 4, HOUR, HOUR},
	{3, 5, 900 * DAY, HOUR},
	{2, 6, 41 * DAY, 40 * DAY},
};

static void
add_report(struct fixture *fixture, const struct report *report, uint64_t identity)
{
	struct item_record item = fixture_item(identity, "title", "text");

	item.feed = report->feed;
	item.place.story = report->story;
	if (report->published_ago != -1)
		item.published_at =
			report->published_ago == -2 ? NOW + DAY : NOW - report->published_ago;
	fixture_add(fixture, &item, NOW - report->seen_ago);
}

static void
tell(struct fixture *fixture, int64_t story, int64_t at, const char *message_id)
{
	struct edition_story told = {.story = story, .headline = SPAN("x")};
	struct edition_record edition = {.digest = SPAN("morning"),
		.window_to = at,
		.created_at = at,
		.message_id = span_of(message_id),
		.stories = &told,
		.n_stories = 1};

	assert_ok(fixture, edition_add(fixture->store, &edition, NULL, 0, &fixture->err));
}

static void
fill(struct fixture *fixture)
{
	for (size_t i = 0; i < sizeof reports / sizeof *reports; i++)
		add_report(fixture, &reports[i], i + 1);
	tell(fixture, 4, NOW - 20 * 60, "a");
	tell(fixture, 2, NOW - 10 * 60, "b");
	tell(fixture, 1, NOW - 50 * DAY, "c");
	assert_ok(fixture, store_batch_begin(fixture->store, NOW, &fixture->err));
	assert_ok(fixture, story_merge(fixture->store, 5, 4, &fixture->err));
	assert_ok(fixture, store_batch_commit(fixture->store, &fixture->err));
}

static void
assert_row(const struct worth_row *row, const struct worth_row *want)
{
	assert_int_equal(row->feed, want->feed);
	assert_int_equal(row->items, want->items);
	assert_int_equal(row->stories, want->stories);
	assert_float_equal(row->unique_share, want->unique_share, 1e-9);
	assert_float_equal(row->first_share, want->first_share, 1e-9);
	assert_float_equal(row->mean_lead_seconds, want->mean_lead_seconds, 1e-9);
	assert_float_equal(row->kept_share, want->kept_share, 1e-9);
	assert_int_equal(row->kept_alone, want->kept_alone);
}

static void
the_figures_of_a_small_store_are_right(void **state)
{
	static const struct worth_row want[] = {
		{1, 2, 2, 0.5, 1, HOUR, 0.5, 1},
		{2, 2, 2, 0, 0.5, (20 * 60 - HOUR) / 2.0, 0, 0},
		{3, 3, 2, 0.5, 0, -20 * 60, 2.0 / 3, 1},
	};
	const struct telling_window window = {NOW - 30 * DAY, INT64_MAX};
	struct worth *worth = worth_new();
	const struct worth_row *rows;
	struct fixture fixture;

	(void)state;
	fixture_init(&fixture);
	fill(&fixture);
	assert_ok(&fixture, feed_worth_read(worth, fixture.store, &window, &fixture.err));
	assert_int_equal(worth_rows(worth, &rows), 3);
	for (size_t i = 0; i < 3; i++)
		assert_row(&rows[i], &want[i]);
	worth_free(worth);
	fixture_release(&fixture);
}

static void
a_window_without_items_has_no_rows(void **state)
{
	const struct telling_window window = {NOW + 1, INT64_MAX};
	struct worth *worth = worth_new();
	const struct worth_row *rows;
	struct fixture fixture;

	(void)state;
	fixture_init(&fixture);
	fill(&fixture);
	assert_ok(&fixture, feed_worth_read(worth, fixture.store, &window, &fixture.err));
	assert_int_equal(worth_rows(worth, &rows), 0);
	worth_free(worth);
	fixture_release(&fixture);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_figures_of_a_small_store_are_right),
		cmocka_unit_test(a_window_without_items_has_no_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
