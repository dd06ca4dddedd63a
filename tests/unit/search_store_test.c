#include "tests/unit/test.h"

#include "aggregator/store/search_store.h"
#include "tests/unit/store_fixture.h"

static int64_t
index_all(struct fixture *fixture)
{
	int64_t left = -1;

	assert_ok(fixture, search_index_pending(fixture->store, 100, &left, &fixture->err));
	return left;
}

/* The numbers that a search gives, as "3 2 1". */
static void
finds(struct fixture *fixture, struct search_wish wish, const char *want)
{
	struct item_cursor *cursor = search_open(fixture->store, &wish);
	const struct item_record *item;
	char got[128] = "";
	size_t len = 0;

	while ((item = item_cursor_next(cursor)) != NULL)
		len += (size_t)snprintf(got + len, sizeof got - len, "%s%lld", len > 0 ? " " : "",
			(long long)item->number);
	assert_ok(fixture, item_cursor_close(cursor, &fixture->err));
	assert_string_equal(got, want);
}

/* An expression of the tests, which are written for FTS5, as a tsquery. */
static void
translate(const char *from, char *to, size_t size)
{
	static const char *const words[][2] = {
		{" AND ", " & "}, {" OR ", " | "}, {" + ", " <-> "}, {"\" *", "':*"}, {"\"", "'"}};
	size_t len = 0;

	while (*from != '\0' && len + 8 < size) {
		size_t i = 0;

		while (i < 5 && strncmp(from, words[i][0], strlen(words[i][0])) != 0)
			i++;
		len += (size_t)snprintf(
			to + len, size - len, "%.*s", i < 5 ? 8 : 1, i < 5 ? words[i][1] : from);
		from += i < 5 ? strlen(words[i][0]) : 1;
	}
}

static struct search_wish
words(const char *filter)
{
	static char translated[256];
	struct search_wish wish = {
		.filter = span_of(filter), .since = INT64_MIN, .until = INT64_MAX};

	if (filter != NULL && getenv("BROADTAPE_POSTGRESQL") != NULL) {
		translate(filter, translated, sizeof translated);
		wish.filter = span_of(translated);
	}
	return wish;
}

static void
put(struct fixture *fixture, uint64_t identity, const char *title, const char *text)
{
	struct item_record item = fixture_item(identity, title, text);

	fixture_add(fixture, &item, 100 * (int64_t)identity);
}

static void
folded_words_and_phrases_are_found(void **state)
{
	struct fixture fixture;

	(void)state;
	fixture_init(&fixture);
	put(&fixture, 1, "Crédit AGRICOLE's profit", "rises by 5 %");
	put(&fixture, 2, "Something else", "about agricole credit");
	put(&fixture, 3, "東京電力の決算", "");
	assert_int_equal(index_all(&fixture), 0);
	finds(&fixture, words("\"credit\" + \"agricole\""), "1");
	finds(&fixture, words("\"credit\" AND \"agricole\""), "2 1");
	finds(&fixture, words("\"agri\" *"), "2 1");
	finds(&fixture, words("\"電\" + \"力\""), "3");
	finds(&fixture, words("\"profit\" + \"rises\""), "1");
	finds(&fixture, words("\"nothing\""), "");
	fixture_release(&fixture);
}

static void
what_is_not_indexed_yet_is_a_candidate(void **state)
{
	struct fixture fixture;

	(void)state;
	fixture_init(&fixture);
	put(&fixture, 1, "one", "");
	put(&fixture, 2, "two", "");
	index_all(&fixture);
	put(&fixture, 3, "three", "");
	finds(&fixture, words("\"one\""), "3 1");
	index_all(&fixture);
	finds(&fixture, words("\"one\""), "1");
	fixture_reopen(&fixture);
	finds(&fixture, words("\"one\" OR \"three\""), "3 1");
	fixture_release(&fixture);
}

static void
a_search_keeps_to_its_time_and_page(void **state)
{
	struct search_wish wish = words("\"word\"");
	struct fixture fixture;

	(void)state;
	fixture_init(&fixture);
	for (uint64_t i = 1; i <= 6; i++)
		put(&fixture, i, "word", "");
	for (int pass = 0; pass < 2; pass++) {
		wish = words("\"word\"");
		wish.since = 200;
		wish.until = 500;
		finds(&fixture, wish, "4 3 2");
		wish.before = 4;
		finds(&fixture, wish, "3 2");
		wish.filter = SPAN_NONE;
		finds(&fixture, wish, "3 2");
		index_all(&fixture);
	}
	fixture_release(&fixture);
}

/* Numbers rise with the time; a clock that was put back makes an exception. */
static void
a_clock_put_back_loses_nothing(void **state)
{
	static const int64_t times[] = {1000, 5000, 1200, 1300, 5100};
	struct search_wish wish = words("\"word\"");
	struct fixture fixture;

	(void)state;
	fixture_init(&fixture);
	for (uint64_t i = 0; i < 5; i++) {
		struct item_record item = fixture_item(i + 1, "word", "");

		fixture_add(&fixture, &item, times[i]);
		if (i == 2)
			fixture_reopen(&fixture);
	}
	index_all(&fixture);
	wish.since = 1250;
	finds(&fixture, wish, "5 4 2");
	wish.until = 5100;
	finds(&fixture, wish, "4 2");
	wish.since = INT64_MIN;
	wish.until = 1250;
	finds(&fixture, wish, "3 1");
	fixture_release(&fixture);
}

static void
a_changed_item_is_found_by_its_new_words_alone(void **state)
{
	struct item_record item = fixture_item(1, "old title", "old text");
	struct store_counts counts;
	struct fixture fixture;

	(void)state;
	fixture_init(&fixture);
	item.number = fixture_add(&fixture, &item, 100);
	index_all(&fixture);
	for (int i = 0; i < 2; i++) {
		item.title = i == 0 ? SPAN("middle title") : SPAN("new title");
		item.text = SPAN("fresh");
		assert_ok(&fixture, store_batch_begin(fixture.store, 200, &fixture.err));
		assert_ok(&fixture, item_change(fixture.store, &item, &fixture.err));
		assert_ok(&fixture, store_batch_commit(fixture.store, &fixture.err));
	}
	assert_ok(&fixture, store_count(fixture.store, &counts, &fixture.err));
	assert_int_equal(counts.unindexed, 1);
	index_all(&fixture);
	finds(&fixture, words("\"old\""), "");
	finds(&fixture, words("\"middle\""), "");
	finds(&fixture, words("\"new\" + \"title\" + \"fresh\""), "1");
	fixture_release(&fixture);
}

static void
companies_topics_and_feeds_are_found_by_the_index(void **state)
{
	struct item_company company = {SPAN("META"), 90, 90, 0, SPAN_NONE};
	struct item_topic topic = {SPAN("capex"), SPAN_NONE};
	struct search_wish wish = words(NULL);
	struct fixture fixture;

	(void)state;
	fixture_init(&fixture);
	for (uint64_t i = 1; i <= 4; i++) {
		struct item_record item = fixture_item(i, i == 2 ? "META c1" : "word", "f1");

		item.companies = &company;
		item.n_companies = i % 2;
		item.topics = &topic;
		item.n_topics = i > 2;
		item.feed = i == 4 ? 2 : 1;
		fixture_add(&fixture, &item, 100 * (int64_t)i);
	}
	index_all(&fixture);
	wish.company = SPAN("META");
	finds(&fixture, wish, "3 1");
	wish.topic = SPAN("capex");
	finds(&fixture, wish, "3");
	wish.company = SPAN_NONE;
	finds(&fixture, wish, "4 3");
	wish.feed = 1;
	finds(&fixture, wish, "3");
	wish.filter = words("\"meta\" OR \"word\"").filter;
	wish.topic = SPAN_NONE;
	finds(&fixture, wish, "3 2 1");
	wish.company = SPAN("nobody");
	finds(&fixture, wish, "");
	fixture_release(&fixture);
}

static void
what_retention_removed_is_not_found(void **state)
{
	struct item_record item = fixture_item(1, "word one", "text");
	struct fixture fixture;
	int64_t removed;

	(void)state;
	fixture_init(&fixture);
	item.number = fixture_add(&fixture, &item, 100);
	put(&fixture, 2, "word two", "text");
	put(&fixture, 3, "word three", "text");
	index_all(&fixture);
	item.title = SPAN("other words");
	assert_ok(&fixture, store_batch_begin(fixture.store, 200, &fixture.err));
	assert_ok(&fixture, item_change(fixture.store, &item, &fixture.err));
	assert_ok(&fixture, store_batch_commit(fixture.store, &fixture.err));
	assert_ok(&fixture, store_expire(fixture.store, 250, 100, &removed, &fixture.err));
	assert_int_equal(removed, 2);
	finds(&fixture, words("\"word\" OR \"words\""), "3");
	assert_ok(&fixture, store_check(fixture.store, &fixture.err));
	fixture_release(&fixture);
}

static void
a_wrong_expression_is_an_error(void **state)
{
	struct search_wish wish = words("\"open");
	struct fixture fixture;
	struct item_cursor *cursor;

	(void)state;
	fixture_init(&fixture);
	cursor = search_open(fixture.store, &wish);
	assert_null(item_cursor_next(cursor));
	assert_false(item_cursor_close(cursor, &fixture.err));
	assert_true(fixture.err.status != 0);
	fixture_release(&fixture);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folded_words_and_phrases_are_found),
		cmocka_unit_test(what_is_not_indexed_yet_is_a_candidate),
		cmocka_unit_test(a_search_keeps_to_its_time_and_page),
		cmocka_unit_test(a_clock_put_back_loses_nothing),
		cmocka_unit_test(a_changed_item_is_found_by_its_new_words_alone),
		cmocka_unit_test(companies_topics_and_feeds_are_found_by_the_index),
		cmocka_unit_test(what_retention_removed_is_not_found),
		cmocka_unit_test(a_wrong_expression_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
