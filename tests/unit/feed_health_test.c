#include "tests/unit/test.h"

#include "aggregator/feed_health.h"
#include "aggregator/feed_traits.h"
#include "tests/unit/store_fixture.h"

#define NOW INT64_C(1767571200)

/* A visit that ended so, of a feed that was read before. */
struct visit {
	enum outcome outcome;
	const char *document; /* NULL: none came */
	bool is_no_feed;
	bool lost_items;
	enum health health; /* that the feed has afterwards */
};

#define RSS(item)                                                                                  \
	"<rss version='2.0'><channel><title>x</title><item>" item "</item></channel></rss>"
#define DATED RSS("<guid>a</guid><pubDate>Mon, 05 Jan 2026 00:00:00 GMT</pubDate>")
#define UNDATED RSS("<guid>a</guid>")

static void
note(struct feed_state *state, const struct visit *visit)
{
	struct visit_result result = {.outcome = visit->outcome, .finished_at = NOW};
	struct arena *arena = arena_new();
	struct batch batch = {.result = &result};
	struct feed_hints hints = {0};

	if (visit->document != NULL)
		batch.feed = feed_parse(span_of(visit->document), &hints, arena, &batch.error);
	if (visit->is_no_feed)
		error_set(&batch.error, 65, "no feed");
	feed_traits_note(state, &batch, visit->lost_items);
	arena_free(arena);
}

/* Visits of one feed, one after the other. */
static void
a_feed_is_as_its_last_visits_showed_it(void **state)
{
	static const struct visit visits[] = {
		{OUTCOME_FRESH, DATED, false, false, HEALTH_ALIVE},
		{OUTCOME_FRESH, UNDATED, false, false, HEALTH_UNDATED},
		{OUTCOME_UNCHANGED, NULL, false, false, HEALTH_UNDATED},
		{OUTCOME_LATER, NULL, false, false, HEALTH_PUT_OFF},
		{OUTCOME_UNCHANGED, NULL, false, false, HEALTH_UNDATED},
		{OUTCOME_FRESH, NULL, true, false, HEALTH_NO_FEED},
		{OUTCOME_FRESH, DATED, false, true, HEALTH_LOSING},
		{OUTCOME_UNCHANGED, NULL, false, false, HEALTH_LOSING},
		{OUTCOME_FRESH, DATED, false, false, HEALTH_ALIVE},
	};
	struct feed_record feed = {.is_active = true, .kind = FEED_URL};

	(void)state;
	feed.state.last_success = NOW;
	for (size_t i = 0; i < sizeof visits / sizeof *visits; i++) {
		struct feed_health health;

		note(&feed.state, &visits[i]);
		feed_health_of(&health, &feed, NOW);
		if (health.health != visits[i].health)
			fail_msg("after visit %zu: %s instead of %s", i, health_name(health.health),
				health_name(visits[i].health));
	}
	assert_int_equal(feed.state.losses, 1);
	assert_int_equal(feed.state.lost_at, NOW);
}

static void
a_tally_counts_the_stored_feeds_by_state(void **state)
{
	static const struct feed_state states[] = {
		{.last_success = NOW, .traits = FEED_NO_FEED},
		{.last_success = NOW, .traits = FEED_UNDATED},
		{.last_success = NOW, .traits = FEED_UNDATED | FEED_PUT_OFF},
		{.last_success = NOW, .is_gone = true},
		{.last_success = 0},
	};
	struct health_tally tally;
	struct fixture fixture;
	struct feed_wish wishes[5];
	int64_t numbers[5];
	struct feed_wishes all = {wishes, 5, numbers};
	struct buf line;

	(void)state;
	buf_init(&line, BUF_UNLIMITED);
	fixture_init(&fixture);
	for (size_t i = 0; i < 5; i++)
		wishes[i] = (struct feed_wish){
			.kind = FEED_URL, .url = span_head(SPAN("https://a.example"), 13 + i)};
	assert_ok(&fixture, feeds_configure(fixture.store, &all, &fixture.err));
	assert_ok(&fixture, store_batch_begin(fixture.store, NOW, &fixture.err));
	for (size_t i = 0; i < 5; i++)
		assert_ok(&fixture,
			feed_visited(fixture.store, numbers[i], &states[i], &fixture.err));
	assert_ok(&fixture, store_batch_commit(fixture.store, &fixture.err));
	assert_ok(&fixture, feed_health_tally(fixture.store, NOW, &tally, &fixture.err));
	health_tally_tell(&tally, &line);
	assert_string_equal(buf_string(&line), "1 new, 1 undated, 1 put-off, 1 no-feed, 1 gone");
	assert_int_equal(health_tally_trouble(&tally), 2);
	buf_release(&line);
	fixture_release(&fixture);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_feed_is_as_its_last_visits_showed_it),
		cmocka_unit_test(a_tally_counts_the_stored_feeds_by_state),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
