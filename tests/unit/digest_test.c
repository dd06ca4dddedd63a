#include "tests/unit/test.h"

#include "feeds/base/buf.h"
#include "output/number.h"
#include "output/when.h"
#include "tests/lib/digest_fixture.h"

static void
marks_are_sorted_joined_and_kept_inside_the_text(void **state)
{
	const struct digest_mark given[] = {{6, 2}, {0, 3}, {2, 2}, {7, 3}, {20, 1}, {9, 9}, {1, 0},
		{3, (size_t)-1}, {(size_t)-1, 2}};
	struct digest *digest = digest_new();
	struct digest_text made = digest_text_make(digest, SPAN("0123456789"), given, 9);

	(void)state;
	assert_int_equal(made.n_marks, 2);
	assert_int_equal(made.marks[0].at, 0);
	assert_int_equal(made.marks[0].len, 4);
	assert_int_equal(made.marks[1].at, 6);
	assert_int_equal(made.marks[1].len, 4);
	digest_free(digest);
}

static void
a_mark_never_cuts_a_character(void **state)
{
	const struct digest_mark inside = {2, 1};
	struct digest *digest = digest_new();
	struct digest_text made =
		digest_text_make(digest, SPAN("\xe6\xbc\xa2\xe5\xad\x97"), &inside, 1);

	(void)state;
	assert_int_equal(made.n_marks, 1);
	assert_int_equal(made.marks[0].at, 0);
	assert_int_equal(made.marks[0].len, 3);
	digest_free(digest);
}

static void
a_story_in_two_groups_counts_once(void **state)
{
	struct digest *digest = fixture_morning();

	(void)state;
	assert_int_equal(digest_telling_count(digest), 6);
	assert_int_equal(digest_story_count(digest), 5);
	digest_free(digest);
}

static void
a_digest_changed_when_its_last_story_did(void **state)
{
	struct digest *digest = fixture_morning();
	struct digest *empty = fixture_empty();

	(void)state;
	assert_int_equal(digest_updated(digest), digest->edition.created_at - 15 * 60);
	assert_int_equal(digest_updated(empty), empty->edition.created_at);
	digest_free(digest);
	digest_free(empty);
}

static void
the_top_headline_is_the_first_storys_when_no_other_is_named(void **state)
{
	struct digest *digest = fixture_morning();
	struct digest *empty = fixture_empty();

	(void)state;
	assert_true(span_starts_with(digest_top_headline(digest), SPAN("Meta delays")));
	digest->overview.n_top = 0;
	assert_true(span_starts_with(digest_top_headline(digest), SPAN("Meta delays")));
	assert_null(digest_top_headline(empty).at);
	digest_free(digest);
	digest_free(empty);
}

typedef void when_fn(struct buf *out, struct when when);

static void
a_moment_is_written_as_its_zone_shows_it(void **state)
{
	static const struct {
		when_fn *add;
		int64_t at;
		int32_t offset;
		const char *want;
	} rows[] = {
		{when_add_rfc3339, 0, 0, "1970-01-01T00:00:00Z"},
		{when_add_rfc3339, 1795435200, -18000, "2026-11-23T07:00:00-05:00"},
		{when_add_rfc3339, -1, 0, "1969-12-31T23:59:59Z"},
		{when_add_rfc3339, 951782400, 20700, "2000-02-29T05:45:00+05:45"},
		{when_add_rfc3339, INT64_MIN, -3600, "0001-01-01T00:00:00-01:00"},
		{when_add_rfc3339, INT64_MAX, 3600, "9999-12-31T23:59:59+01:00"},
		{when_add_rfc3339, 0, INT32_MIN, "1969-12-31T06:00:00-18:00"},
		{when_add_rfc5322, 1795435200, -18000, "Mon, 23 Nov 2026 07:00:00 -0500"},
		{when_add_rfc5322, 0, 0, "Thu, 1 Jan 1970 00:00:00 +0000"},
		{when_add_day, 1795435200, 0, "Monday 23 November 2026"},
		{when_add_day_short, 1795435200, 0, "23 November"},
		{when_add_month, 1795435200, 0, "November 2026"},
		{when_add_clock, 1795435200 + 65, 3600, "13:01"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buf out;

		buf_init(&out, BUF_UNLIMITED);
		rows[i].add(&out, when_of(rows[i].at, rows[i].offset));
		assert_string_equal(buf_string(&out), rows[i].want);
		buf_release(&out);
	}
}

static void
a_time_is_told_as_short_as_the_day_allows(void **state)
{
	struct when today = when_of(1795435200, 0);
	struct buf out;

	(void)state;
	buf_init(&out, BUF_UNLIMITED);
	when_add_relative(&out, when_of(1795435200 - 60, 0), today);
	buf_add_text(&out, "|");
	when_add_relative(&out, when_of(1795435200 - 86400, 0), today);
	buf_add_text(&out, "|");
	when_add_relative(&out, when_of(1795435200 - 400 * 86400, 0), today);
	assert_string_equal(buf_string(&out), "11:59|22 Nov 12:00|19 Oct 2025");
	buf_release(&out);
}

static void
a_count_is_grouped_by_thousands(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out, BUF_UNLIMITED);
	number_add(&out, 0);
	buf_add_text(&out, "|");
	number_add(&out, 1004);
	buf_add_text(&out, "|");
	number_add(&out, UINT64_MAX);
	buf_add_text(&out, "|");
	number_add_of(&out, 1, "story", "stories");
	assert_string_equal(buf_string(&out), "0|1,004|18,446,744,073,709,551,615|1 story");
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks_are_sorted_joined_and_kept_inside_the_text),
		cmocka_unit_test(a_mark_never_cuts_a_character),
		cmocka_unit_test(a_story_in_two_groups_counts_once),
		cmocka_unit_test(a_digest_changed_when_its_last_story_did),
		cmocka_unit_test(the_top_headline_is_the_first_storys_when_no_other_is_named),
		cmocka_unit_test(a_moment_is_written_as_its_zone_shows_it),
		cmocka_unit_test(a_time_is_told_as_short_as_the_day_allows),
		cmocka_unit_test(a_count_is_grouped_by_thousands),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
