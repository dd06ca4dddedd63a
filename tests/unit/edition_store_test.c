#include "tests/unit/test.h"

#include "aggregator/store/edition_store.h"
#include "tests/unit/store_fixture.h"

static struct edition_record
morning(const char *message_id, int64_t created_at)
{
	static const struct edition_story stories[] = {
		{7, {"First", 5}, 3, 2},
		{5, {"Second", 6}, 1, 1},
	};

	return (struct edition_record){.digest = SPAN("morning"),
		.window_from = created_at - 100,
		.window_to = created_at,
		.created_at = created_at,
		.message_id = span_of(message_id),
		.title = SPAN("Before the open"),
		.mail = SPAN("From: x\r\n\xff"),
		.stories = stories,
		.n_stories = 2};
}

static int64_t
add(struct fixture *fixture, struct edition_record edition)
{
	const struct edition_recipient recipients[] = {
		{.name = SPAN("b@x")}, {.name = SPAN("a@x")}, {.name = SPAN("b@x")}};

	assert_ok(fixture, edition_add(fixture->store, &edition, recipients, 3, &fixture->err));
	return edition.number;
}

static void
an_edition_is_read_back_whole(void **state)
{
	struct arena *arena = arena_new();
	struct edition_record *read;
	struct fixture fixture;

	(void)state;
	fixture_init(&fixture);
	assert_int_equal(add(&fixture, morning("<1@x>", 1000)), 1);
	fixture_reopen(&fixture);
	assert_ok(&fixture, edition_read(fixture.store, 1, arena, &read, &fixture.err));
	assert_non_null(read);
	assert_span(read->digest, "morning");
	assert_int_equal(read->sequence, 1);
	assert_int_equal(read->window_from, 900);
	assert_int_equal(read->state, EDITION_RECORDED);
	assert_true(span_equal(read->mail, SPAN("From: x\r\n\xff")));
	assert_int_equal(read->n_stories, 2);
	assert_span(read->stories[0].headline, "First");
	assert_int_equal(read->stories[0].story, 7);
	assert_int_equal(read->stories[1].n_sources, 1);
	assert_ok(&fixture, edition_read(fixture.store, 2, arena, &read, &fixture.err));
	assert_null(read);
	arena_free(arena);
	fixture_release(&fixture);
}

static void
editions_are_counted_in_their_digest(void **state)
{
	struct edition_list list = {.arena = arena_new()};
	struct edition_record other = morning("<3@x>", 1500);
	struct fixture fixture;

	(void)state;
	fixture_init(&fixture);
	other.digest = SPAN("evening");
	add(&fixture, morning("<1@x>", 1000));
	add(&fixture, other);
	add(&fixture, morning("<2@x>", 2000));
	assert_ok(
		&fixture, editions_last(fixture.store, SPAN("morning"), 9999, &list, &fixture.err));
	assert_int_equal(list.n, 1);
	assert_int_equal(list.at[0].number, 3);
	assert_int_equal(list.at[0].sequence, 2);
	assert_ok(
		&fixture, editions_last(fixture.store, SPAN("morning"), 1999, &list, &fixture.err));
	assert_int_equal(list.at[0].number, 1);
	assert_ok(&fixture, editions_last(fixture.store, SPAN("none"), 9999, &list, &fixture.err));
	assert_int_equal(list.n, 0);
	assert_ok(&fixture, editions_since(fixture.store, SPAN_NONE, 1500, &list, &fixture.err));
	assert_int_equal(list.n, 2);
	assert_ok(&fixture, editions_of_story(fixture.store, 5, &list, &fixture.err));
	assert_int_equal(list.n, 3);
	assert_ok(&fixture, edition_published(fixture.store, 3, &fixture.err));
	assert_ok(&fixture, editions_unpublished(fixture.store, &list, &fixture.err));
	assert_int_equal(list.n, 2);
	arena_free(list.arena);
	fixture_release(&fixture);
}

static void
a_story_was_told_last_by_the_edition_before(void **state)
{
	static const struct {
		int64_t story;
		int64_t before;
		int64_t edition;
	} cases[] = {{7, INT64_MAX, 3}, {7, 3, 3}, {7, 2, 1}, {7, 1, 0}, {8, INT64_MAX, 0}};
	struct edition_record other = morning("<e@x>", 1500);
	struct story_telling telling;
	struct fixture fixture;

	(void)state;
	fixture_init(&fixture);
	other.digest = SPAN("evening");
	add(&fixture, morning("<1@x>", 1000));
	add(&fixture, other);
	add(&fixture, morning("<2@x>", 2000));
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct story_asked asked = {SPAN("morning"), cases[i].story, cases[i].before};

		assert_ok(&fixture, story_last_told(fixture.store, &asked, &telling, &fixture.err));
		assert_int_equal(telling.edition, cases[i].edition);
		assert_int_equal(telling.n_items, cases[i].edition > 0 ? 3 : 0);
	}
	fixture_release(&fixture);
}

static void
no_two_editions_have_one_message_id(void **state)
{
	struct edition_record again = morning("<1@x>", 2000);
	struct fixture fixture;

	(void)state;
	fixture_init(&fixture);
	add(&fixture, morning("<1@x>", 1000));
	assert_false(edition_add(fixture.store, &again, NULL, 0, &fixture.err));
	fixture_release(&fixture);
}

static bool
has_mail(struct fixture *fixture)
{
	struct arena *arena = arena_new();
	struct edition_record *edition;
	bool has;

	assert_ok(fixture, edition_read(fixture->store, 1, arena, &edition, &fixture->err));
	has = edition->mail.at != NULL;
	arena_free(arena);
	return has;
}

static void
a_mail_is_kept_until_nobody_waits_for_it(void **state)
{
	struct delivery delivery = {.edition = 1, .recipient = SPAN("a@x"), .attempts = 1};
	struct fixture fixture;

	(void)state;
	fixture_init(&fixture);
	add(&fixture, morning("<1@x>", 1000));
	delivery.state = DELIVERY_SENT;
	assert_ok(&fixture, delivery_note(fixture.store, &delivery, &fixture.err));
	delivery.recipient = SPAN("b@x");
	delivery.state = DELIVERY_WAITING;
	assert_ok(&fixture, delivery_note(fixture.store, &delivery, &fixture.err));
	assert_true(has_mail(&fixture));
	delivery.state = DELIVERY_REFUSED;
	assert_ok(&fixture, delivery_note(fixture.store, &delivery, &fixture.err));
	assert_false(has_mail(&fixture));
	fixture_release(&fixture);
}

static void
each_recipient_has_a_state_of_its_own(void **state)
{
	struct delivery_list list = {.arena = arena_new()};
	struct store_counts counts;
	struct delivery delivery;
	struct fixture fixture;

	(void)state;
	fixture_init(&fixture);
	add(&fixture, morning("<1@x>", 1000));
	assert_ok(&fixture, deliveries_due(fixture.store, 999, &list, &fixture.err));
	assert_int_equal(list.n, 0);
	assert_ok(&fixture, deliveries_due(fixture.store, 1000, &list, &fixture.err));
	assert_int_equal(list.n, 2);
	assert_span(list.at[0].recipient, "a@x");
	delivery = list.at[0];
	delivery.attempts = 1;
	delivery.next_try_at = 5000;
	delivery.last_error = SPAN("451 try later");
	assert_ok(&fixture, delivery_note(fixture.store, &delivery, &fixture.err));
	assert_ok(&fixture, deliveries_due(fixture.store, 1000, &list, &fixture.err));
	assert_int_equal(list.n, 1);
	list.at[0].state = DELIVERY_SENT;
	assert_ok(&fixture, delivery_note(fixture.store, &list.at[0], &fixture.err));
	fixture_reopen(&fixture);
	assert_ok(&fixture, deliveries_due(fixture.store, 5000, &list, &fixture.err));
	assert_int_equal(list.n, 1);
	assert_int_equal(list.at[0].attempts, 1);
	assert_span(list.at[0].last_error, "451 try later");
	assert_ok(&fixture, store_count(fixture.store, &counts, &fixture.err));
	assert_int_equal(counts.unsent, 1);
	list.at[0].state = DELIVERY_REFUSED;
	assert_ok(&fixture, delivery_note(fixture.store, &list.at[0], &fixture.err));
	assert_ok(&fixture, deliveries_refused(fixture.store, 0, &list, &fixture.err));
	assert_int_equal(list.n, 1);
	assert_ok(&fixture, deliveries_refused(fixture.store, 1001, &list, &fixture.err));
	assert_int_equal(list.n, 0);
	assert_ok(&fixture, deliveries_of(fixture.store, 1, &list, &fixture.err));
	assert_int_equal(list.n, 2);
	arena_free(list.arena);
	fixture_release(&fixture);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_edition_is_read_back_whole),
		cmocka_unit_test(editions_are_counted_in_their_digest),
		cmocka_unit_test(a_story_was_told_last_by_the_edition_before),
		cmocka_unit_test(no_two_editions_have_one_message_id),
		cmocka_unit_test(a_mail_is_kept_until_nobody_waits_for_it),
		cmocka_unit_test(each_recipient_has_a_state_of_its_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
