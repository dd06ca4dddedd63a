#include "tests/unit/test.h"

#include "aggregator/story/worth.h"

static void
feeds_are_told_apart_by_what_only_they_have(void **state)
{
	/* Story 1: feed 7 an hour before feed 3. Story 2: feed 3 alone, twice. Story 3: 9 and 3. Story 4: 9 alone, kept. */
	static const struct worth_item items[] = {
		{.story = 1, .feed = 3, .published = 4600, .is_kept = true},
		{.story = 2, .feed = 3, .published = 5000},
		{.story = 1, .feed = 7, .published = 1000, .is_kept = true},
		{.story = 2, .feed = 3, .published = 6000},
		{.story = 3, .feed = 9, .published = 8000},
		{.story = 3, .feed = 3, .published = 7000},
		{.story = 1, .feed = 7, .published = 9000, .is_kept = true},
		{.story = 4, .feed = 9, .published = 9000, .is_kept = true},
	};
	struct worth *worth = worth_new();
	const struct worth_row *rows;

	(void)state;
	for (size_t i = 0; i < sizeof items / sizeof *items; i++)
		worth_add(worth, &items[i]);
	assert_int_equal(worth_rows(worth, &rows), 3);
	assert_int_equal(rows[0].feed, 3);
	assert_int_equal(rows[0].items, 4);
	assert_int_equal(rows[0].stories, 3);
	assert_true(rows[0].unique_share > 0.33 && rows[0].unique_share < 0.34);
	assert_true(rows[0].first_share == 0.5);
	assert_true(rows[0].mean_lead_seconds == (1000.0 - 3600.0) / 2);
	assert_true(rows[0].kept_share == 0.25);
	assert_int_equal(rows[1].feed, 7);
	assert_true(rows[1].first_share == 1);
	assert_true(rows[1].unique_share == 0);
	assert_true(rows[1].mean_lead_seconds == 3600);
	assert_true(rows[1].kept_share == 1);
	assert_int_equal(rows[2].feed, 9);
	assert_true(rows[2].mean_lead_seconds == -1000);
	assert_true(rows[2].unique_share == 0.5);
	assert_int_equal(rows[0].kept_alone, 0);
	assert_int_equal(rows[1].kept_alone, 0);
	assert_int_equal(rows[2].kept_alone, 1);
	worth_free(worth);
}

static void
rows_can_be_asked_for_again_and_again(void **state)
{
	struct worth *worth = worth_new();
	const struct worth_row *rows;

	(void)state;
	assert_int_equal(worth_rows(worth, &rows), 0);
	worth_add(worth, &(struct worth_item){.story = 1, .feed = 1});
	assert_int_equal(worth_rows(worth, &rows), 1);
	assert_true(rows[0].unique_share == 1);
	worth_add(worth, &(struct worth_item){.story = 1, .feed = 2, .published = 5});
	assert_int_equal(worth_rows(worth, &rows), 2);
	assert_true(rows[0].unique_share == 0);
	assert_true(rows[0].mean_lead_seconds == 5);
	worth_free(worth);
	worth_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(feeds_are_told_apart_by_what_only_they_have),
		cmocka_unit_test(rows_can_be_asked_for_again_and_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
