#include "tests/unit/test.h"

#include "aggregator/store/story_store.h"
#include "tests/unit/store_fixture.h"

static void
what_is_put_in_comes_out_as_it_was(void **state)
{
	const struct item_company companies[] = {
		{SPAN("META"), 90, 99, 0, SPAN("{\"title\":[0,4]}")},
		{SPAN("openai"), 20, 80, 1, SPAN_NONE},
	};
	const struct item_topic topics[] = {{SPAN("capex"), SPAN("[1,2]")}};
	struct item_record item = {.feed = 1,
		.identity = 0xfedcba9876543210,
		.content = 7,
		.canonical = 0xffffffffffffffff,
		.published_at = 1700000000,
		.updated_at = ITEM_TIME_NONE,
		.url = SPAN("https://example.com/1"),
		.title = SPAN("Meta delays"),
		.tickers = SPAN("NASDAQ:META"),
		.companies = companies,
		.n_companies = 2,
		.topics = topics,
		.n_topics = 1,
		.place = {.story = 1,
			.relation = 3,
			.score = 77,
			.reasons = 1U << 31,
			.like_item = 9,
			.is_recycled = true},
		.id = SPAN("guid-1"),
		.summary = SPAN(""),
		.text = SPAN("The text."),
		.fingerprint = SPAN("\x01\x00\xff")};
	const struct item_record *read;
	struct arena *arena = arena_new();
	struct fixture fixture;

	(void)state;
	fixture_init(&fixture);
	assert_int_equal(fixture_add(&fixture, &item, 1700000100), 1);
	fixture_reopen(&fixture);
	assert_ok(&fixture, item_read(fixture.store, 1, arena, &read, &fixture.err));
	assert_non_null(read);
	assert_int_equal(read->first_seen_at, 1700000100);
	assert_int_equal(read->published_at, 1700000000);
	assert_true(read->updated_at == ITEM_TIME_NONE);
	assert_true(read->canonical == 0xffffffffffffffff);
	assert_span(read->title, "Meta delays");
	assert_span(read->author, NULL);
	assert_span(read->summary, "");
	assert_span(read->text, "The text.");
	assert_true(span_equal(read->fingerprint, item.fingerprint));
	assert_int_equal(read->n_companies, 2);
	assert_span(read->companies[0].id, "META");
	assert_span(read->companies[0].evidence, "{\"title\":[0,4]}");
	assert_int_equal(read->companies[1].relevance, 20);
	assert_span(read->companies[1].id, "openai");
	assert_span(read->companies[1].evidence, NULL);
	assert_span(read->topics[0].name, "capex");
	assert_int_equal(read->place.story, 1);
	assert_int_equal(read->place.reasons, 1U << 31);
	assert_true(read->place.is_recycled);
	assert_ok(&fixture, item_read(fixture.store, 2, arena, &read, &fixture.err));
	assert_null(read);
	arena_free(arena);
	fixture_release(&fixture);
}

static void
an_item_is_known_by_its_feed_and_identity(void **state)
{
	struct item_record item = fixture_item(5, "one", "text");
	struct item_known known[] = {{.identity = 5}, {.identity = 6}};
	struct fixture fixture;

	(void)state;
	fixture_init(&fixture);
	assert_ok(&fixture, items_known(fixture.store, 1, known, 2, &fixture.err));
	assert_int_equal(known[0].item, 0);
	assert_int_equal(fixture_add(&fixture, &item, 100), 1);
	assert_int_equal(fixture_add(&fixture, &item, 100), 0);
	assert_ok(&fixture, items_known(fixture.store, 1, known, 2, &fixture.err));
	assert_int_equal(known[0].item, 1);
	assert_int_equal(known[0].content, 15);
	assert_int_equal(known[1].item, 0);
	assert_ok(&fixture, items_known(fixture.store, 2, known, 2, &fixture.err));
	assert_int_equal(known[0].item, 0);
	fixture_release(&fixture);
}

static void
many_items_are_looked_up_at_once(void **state)
{
	struct item_known known[100];
	struct fixture fixture;

	(void)state;
	fixture_init(&fixture);
	for (uint64_t i = 0; i < 100; i += 3) {
		struct item_record item = fixture_item(i << 57 | i, "one", "text");

		fixture_add(&fixture, &item, 100);
	}
	for (size_t n = 0; n <= 100; n += n < 20 ? 1 : 20) {
		for (uint64_t i = 0; i < 100; i++)
			known[i] = (struct item_known){i << 57 | i, 77, 77};
		assert_ok(&fixture, items_known(fixture.store, 1, known, n, &fixture.err));
		for (size_t i = 0; i < n; i++) {
			int64_t want = i % 3 == 0 ? (int64_t)i / 3 + 1 : 0;

			assert_int_equal(known[i].item, want);
			assert_true(known[i].content == (want > 0 ? known[i].identity * 3 : 0));
		}
	}
	fixture_release(&fixture);
}

static void
a_change_keeps_what_was_said_before(void **state)
{
	struct item_record item = fixture_item(5, "one", "first text");
	struct item_version_list versions = {.arena = arena_new()};
	struct item_known known = {.identity = 5};
	const struct item_record *read;
	struct fixture fixture;

	(void)state;
	fixture_init(&fixture);
	item.number = fixture_add(&fixture, &item, 100);
	for (uint64_t i = 0; i < 2; i++) {
		item.title = i == 0 ? SPAN("two") : SPAN("three");
		item.content = 1000 + i;
		assert_ok(&fixture, store_batch_begin(fixture.store, 200, &fixture.err));
		assert_ok(&fixture, item_change(fixture.store, &item, &fixture.err));
		assert_ok(&fixture, store_batch_commit(fixture.store, &fixture.err));
	}
	assert_ok(&fixture, items_known(fixture.store, 1, &known, 1, &fixture.err));
	assert_int_equal(known.content, 1001);
	assert_ok(&fixture, item_versions(fixture.store, 1, &versions, &fixture.err));
	assert_int_equal(versions.n, 2);
	assert_span(versions.at[0].title, "one");
	assert_span(versions.at[1].title, "two");
	assert_int_equal(versions.at[1].changed_at, 200);
	assert_ok(&fixture, item_read(fixture.store, 1, versions.arena, &read, &fixture.err));
	assert_span(read->title, "three");
	assert_int_equal(read->first_seen_at, 100);
	arena_free(versions.arena);
	fixture_release(&fixture);
}

static void
a_window_has_its_first_second_and_not_its_last(void **state)
{
	const struct item_record *item;
	struct item_cursor *cursor;
	struct fixture fixture;
	int64_t want = 2;

	(void)state;
	fixture_init(&fixture);
	for (uint64_t i = 1; i <= 6; i++) {
		struct item_record new = fixture_item(i, "title", "text");

		fixture_add(&fixture, &new, 100 * (int64_t)i);
	}
	cursor = items_between(fixture.store, 200, 500, ITEM_HEAD);
	while ((item = item_cursor_next(cursor)) != NULL) {
		assert_int_equal(item->number, want++);
		assert_span(item->title, "title");
		assert_span(item->text, NULL);
	}
	assert_ok(&fixture, item_cursor_close(cursor, &fixture.err));
	assert_int_equal(want, 5);
	fixture_release(&fixture);
}

static void
items_make_stories_and_stories_merge(void **state)
{
	struct story_record story;
	const struct item_record *item;
	struct item_cursor *cursor;
	struct fixture fixture;

	(void)state;
	fixture_init(&fixture);
	for (uint64_t i = 1; i <= 4; i++) {
		struct item_record new = fixture_item(i, "title", "text");

		new.place.story = i <= 3 ? (int64_t)i : 1;
		new.place.continues = i == 3 ? 2 : 0;
		fixture_add(&fixture, &new, 100 * (int64_t)i);
	}
	assert_int_equal(store_next_story(fixture.store), 4);
	assert_ok(&fixture, store_batch_begin(fixture.store, 500, &fixture.err));
	assert_ok(&fixture, story_merge(fixture.store, 2, 1, &fixture.err));
	assert_ok(&fixture, story_merge(fixture.store, 3, 2, &fixture.err));
	assert_ok(&fixture, store_batch_commit(fixture.store, &fixture.err));
	assert_ok(&fixture, story_read(fixture.store, 1, &story, &fixture.err));
	assert_int_equal(story.number, 3);
	assert_int_equal(story.n_items, 4);
	assert_int_equal(story.first_item, 1);
	assert_int_equal(story.created_at, 100);
	assert_int_equal(story.updated_at, 400);
	assert_int_equal(story.continues, 2);
	cursor = items_of_story(fixture.store, 3, ITEM_WHOLE);
	for (int64_t want = 1; want <= 4; want++) {
		item = item_cursor_next(cursor);
		assert_non_null(item);
		assert_int_equal(item->number, want);
		assert_span(item->text, "text");
	}
	assert_null(item_cursor_next(cursor));
	assert_ok(&fixture, item_cursor_close(cursor, &fixture.err));
	assert_ok(&fixture, story_read(fixture.store, 99, &story, &fixture.err));
	assert_int_equal(story.number, 0);
	fixture_release(&fixture);
}

static void
a_batch_that_is_given_up_leaves_nothing(void **state)
{
	struct item_company company = {SPAN("META"), 1, 1, 0, SPAN_NONE};
	struct item_record item = fixture_item(5, "one", "text");
	struct item_known known = {.identity = 5};
	struct store_counts counts;
	struct fixture fixture;
	int64_t number;

	(void)state;
	fixture_init(&fixture);
	item.companies = &company;
	item.n_companies = 1;
	for (int i = 0; i < 2; i++) {
		assert_ok(&fixture, store_batch_begin(fixture.store, 100, &fixture.err));
		assert_ok(&fixture, item_add(fixture.store, &item, &number, &fixture.err));
		assert_int_equal(number, 1);
		store_batch_abandon(fixture.store);
		assert_ok(&fixture, items_known(fixture.store, 1, &known, 1, &fixture.err));
		assert_int_equal(known.item, 0);
	}
	assert_ok(&fixture, store_count(fixture.store, &counts, &fixture.err));
	assert_int_equal(counts.items, 0);
	assert_int_equal(fixture_add(&fixture, &item, 100), 1);
	fixture_release(&fixture);
}

static void
long_text_is_cut_at_a_character(void **state)
{
	size_t len = ITEM_TEXT_BYTES_MAX + 10;
	char *text = malloc(len);
	struct arena *arena = arena_new();
	const struct item_record *read;
	struct item_record item;
	struct fixture fixture;

	(void)state;
	fixture_init(&fixture);
	memset(text, 'x', len);
	memcpy(text + ITEM_TEXT_BYTES_MAX - 1, "\xe2\x82\xac", 3);
	item = fixture_item(1, "title", "");
	item.text = span_make(text, len);
	fixture_add(&fixture, &item, 1);
	assert_ok(&fixture, item_read(fixture.store, 1, arena, &read, &fixture.err));
	assert_int_equal(read->text.len, ITEM_TEXT_BYTES_MAX - 1);
	free(text);
	arena_free(arena);
	fixture_release(&fixture);
}

/* One identity of feed 1, into story 1 or 2. */
static int64_t
add_one(struct fixture *fixture, uint64_t identity)
{
	struct item_record item = fixture_item(identity, "title", "text");
	int64_t number = -1;

	item.place.story = 1 + (int64_t)(identity % 2);
	assert_ok(fixture, item_add(fixture->store, &item, &number, &fixture->err));
	return number;
}

static int64_t
items_in_story(struct fixture *fixture, int64_t story)
{
	struct story_record record;

	assert_ok(fixture, story_read(fixture->store, story, &record, &fixture->err));
	return record.n_items;
}

/* More rows than go together in one statement, of which some are there already, or come twice. */
static void
items_that_are_expected_to_be_new_are_stored_once(void **state)
{
	struct item_known wanted[70];
	struct fixture fixture;
	struct store_counts counts;

	(void)state;
	fixture_init(&fixture);
	assert_ok(&fixture, store_batch_begin(fixture.store, 100, &fixture.err));
	assert_int_equal(add_one(&fixture, 3), 1);
	assert_ok(&fixture, store_batch_commit(fixture.store, &fixture.err));
	for (uint64_t i = 0; i < 70; i++)
		wanted[i].identity = i == 69 ? 0 : i;
	assert_ok(&fixture, store_batch_begin(fixture.store, 200, &fixture.err));
	assert_ok(&fixture, items_expect(fixture.store, 1, wanted, 70, &fixture.err));
	for (uint64_t i = 0; i < 70; i++)
		assert_int_equal(add_one(&fixture, i), i == 3 ? 0 : i + (i < 3 ? 2 : 1));
	assert_int_equal(add_one(&fixture, 5), 0);
	assert_int_equal(add_one(&fixture, 1000), 71);
	assert_ok(&fixture, store_batch_commit(fixture.store, &fixture.err));
	assert_ok(&fixture, store_count(fixture.store, &counts, &fixture.err));
	assert_int_equal(counts.items, 71);
	assert_int_equal(items_in_story(&fixture, 1), 36);
	assert_int_equal(items_in_story(&fixture, 2), 35);
	fixture_release(&fixture);
}

static void
what_was_gathered_goes_with_its_batch(void **state)
{
	struct item_known wanted[2] = {{.identity = 1}, {.identity = 2}};
	struct fixture fixture;
	struct store_counts counts;

	(void)state;
	fixture_init(&fixture);
	for (int i = 0; i < 2; i++) {
		assert_ok(&fixture, store_batch_begin(fixture.store, 100, &fixture.err));
		assert_ok(&fixture, items_expect(fixture.store, 1, wanted, 2, &fixture.err));
		assert_int_equal(add_one(&fixture, 1), 1);
		assert_int_equal(add_one(&fixture, 2), 2);
		if (i == 0)
			store_batch_abandon(fixture.store);
		else
			assert_ok(&fixture, store_batch_commit(fixture.store, &fixture.err));
	}
	assert_ok(&fixture, store_count(fixture.store, &counts, &fixture.err));
	assert_int_equal(counts.items, 2);
	assert_int_equal(counts.stories, 2);
	fixture_release(&fixture);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(items_that_are_expected_to_be_new_are_stored_once),
		cmocka_unit_test(what_was_gathered_goes_with_its_batch),
		cmocka_unit_test(what_is_put_in_comes_out_as_it_was),
		cmocka_unit_test(an_item_is_known_by_its_feed_and_identity),
		cmocka_unit_test(many_items_are_looked_up_at_once),
		cmocka_unit_test(a_change_keeps_what_was_said_before),
		cmocka_unit_test(a_window_has_its_first_second_and_not_its_last),
		cmocka_unit_test(items_make_stories_and_stories_merge),
		cmocka_unit_test(a_batch_that_is_given_up_leaves_nothing),
		cmocka_unit_test(long_text_is_cut_at_a_character),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
