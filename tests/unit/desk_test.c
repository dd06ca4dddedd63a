#include "tests/unit/test.h"

#include <semaphore.h>
#include <stdlib.h>
#include <sysexits.h>

#include "aggregator/base/clock.h"
#include "aggregator/desk.h"
#include "aggregator/notes.h"
#include "aggregator/roster.h"
#include "feeds/base/memory.h"
#include "tests/unit/store_fixture.h"

/* A desk on a store of its own, and what is put on it by hand. */

#define NOW 1767600000
#define CAPACITY 8

static const char two_feeds[] =
	"feeds: [{url: 'https://a.example/'}, {url: 'https://b.example/'}]\n"
	"companies: [{ticker: META}]\n";

struct bench {
	struct fixture fixture;
	struct clock_fixed clock;
	struct config *config;
	struct plan *plan;
	struct feed_plan feeds[2];
	sem_t done;
	int n_troubles;
	int n_ends;
	int n_reliefs;
};

static void
on_done(void *context, const struct batch *batch)
{
	struct bench *bench = context;

	(void)batch;
	sem_post(&bench->done);
}

static void
on_trouble(void *context, const struct error *err, bool is_final)
{
	struct bench *bench = context;

	assert_int_not_equal(err->status, 0);
	bench->n_troubles++;
	bench->n_ends += is_final;
}

static void
on_relief(void *context)
{
	struct bench *bench = context;

	bench->n_reliefs++;
}

static void
bench_init(struct bench *bench)
{
	struct config_errors errors;

	memset(bench, 0, sizeof *bench);
	fixture_init(&bench->fixture);
	clock_fixed_init(&bench->clock, NOW, 1);
	sem_init(&bench->done, 0, 0);
	config_errors_init(&errors);
	bench->config = config_parse("test.yaml", span_of(two_feeds), &errors);
	assert_non_null(bench->config);
	config_errors_release(&errors);
	bench->plan = plan_new(bench->config, &bench->fixture.err);
	assert_non_null(bench->plan);
	roster_free(roster_new(bench->plan, bench->fixture.store, NOW, &bench->fixture.err));
	for (int i = 0; i < 2; i++)
		bench->feeds[i] = (struct feed_plan){.number = i + 1,
			.plan = bench->plan,
			.source = &bench->plan->sources.at[i]};
}

static void
bench_release(struct bench *bench)
{
	plan_free(bench->plan);
	config_free(bench->config);
	sem_destroy(&bench->done);
	fixture_release(&bench->fixture);
}

/* A body of a feed that brought an item for each of the identities. */
static struct batch *
body_of(const struct feed_plan *feed, uint64_t sequence, const uint64_t *identities, size_t n)
{
	struct visit_result *result = memory_new(1, sizeof *result);
	struct batch *batch;

	result->feed_id = feed->number;
	result->outcome = OUTCOME_FRESH;
	result->finished_at = NOW;
	batch = batch_new(sequence, feed, result);
	batch->items = arena_array(batch->arena, n, sizeof *batch->items);
	batch->n_items = n;
	for (size_t i = 0; i < n; i++) {
		struct item_record item = fixture_item(identities[i], "A title", "A text");

		item.feed = feed->number;
		batch->items[i].record = item;
	}
	return batch;
}

static struct desk *
desk_of(struct bench *bench, bool keeps_trying)
{
	struct desk_options options = {
		.store = bench->fixture.store,
		.where = keeps_trying ? bench->fixture.path : NULL,
		.clock = &bench->clock.clock,
		.capacity = CAPACITY,
		.listener = {on_done, on_trouble, on_relief, bench},
	};
	struct desk *desk = desk_new(&options, &bench->fixture.err);

	assert_non_null(desk);
	assert_true(desk_start(desk, &bench->fixture.err));
	return desk;
}

static int64_t
count_items(struct bench *bench)
{
	struct store_counts counts;

	assert_ok(&bench->fixture, store_count(bench->fixture.store, &counts, &bench->fixture.err));
	return counts.items;
}

static const uint64_t one[] = {11};
static const uint64_t two[] = {21, 22};

/* A body that a worker could not look up, or match. */
static struct batch *
troubled(struct batch *batch)
{
	error_set(&batch->trouble, 66, "a data file is missing");
	return batch;
}

static void
batches_are_written_in_the_order_of_arrival(void **state)
{
	struct bench bench;
	struct desk *desk;
	struct pipeline_counts counts;

	(void)state;
	bench_init(&bench);
	desk = desk_of(&bench, false);
	desk_put(desk, body_of(&bench.feeds[1], 1, two, 2));
	desk_put(desk, body_of(&bench.feeds[0], 0, one, 1));
	assert_true(desk_finish(desk, &bench.fixture.err));
	desk_counts(desk, &counts);
	desk_free(desk);
	assert_int_equal(counts.done, 2);
	assert_int_equal(counts.items_new, 3);
	assert_int_equal(count_items(&bench), 3);
	bench_release(&bench);
}

static void
a_desk_that_gives_up_says_why_and_drops_the_rest(void **state)
{
	struct bench bench;
	struct error err = {0};
	struct desk *desk;

	(void)state;
	bench_init(&bench);
	desk = desk_of(&bench, false);
	desk_put(desk, troubled(body_of(&bench.feeds[0], 0, one, 1)));
	desk_put(desk, body_of(&bench.feeds[1], 1, two, 2));
	assert_false(desk_finish(desk, &err));
	desk_free(desk);
	assert_non_null(strstr(err.text, "a data file is missing"));
	assert_int_equal(bench.n_troubles, 1);
	assert_int_equal(bench.n_ends, 1);
	assert_int_equal(count_items(&bench), 0);
	bench_release(&bench);
}

static void
a_desk_that_keeps_trying_puts_off_what_could_not_be_matched(void **state)
{
	struct bench bench;
	struct feed_cursor *cursor;
	const struct feed_record *feed;
	struct desk *desk;

	(void)state;
	bench_init(&bench);
	if (bench.fixture.server != NULL)
		skip();
	desk = desk_of(&bench, true);
	desk_put(desk, troubled(body_of(&bench.feeds[0], 0, one, 1)));
	desk_put(desk, body_of(&bench.feeds[1], 1, two, 2));
	for (int i = 0; i < 2; i++)
		sem_wait(&bench.done);
	assert_true(desk_finish(desk, &bench.fixture.err));
	desk_free(desk); /* closes the store */
	fixture_open(&bench.fixture);
	assert_int_equal(bench.n_troubles, 0);
	assert_int_equal(bench.n_reliefs, 0);
	assert_int_equal(count_items(&bench), 2);
	cursor = feed_of_number(bench.fixture.store, 1);
	feed = feed_cursor_next(cursor);
	assert_non_null(feed);
	assert_true(feed->state.next_visit > NOW);
	assert_true(feed->state.last_error.len > 0);
	assert_ok(&bench.fixture, feed_cursor_close(cursor, &bench.fixture.err));
	bench_release(&bench);
}

static bool
note_it(void *context, struct store *store, struct error *err)
{
	return store_note(store, context, 7, err);
}

static void
an_errand_runs_between_batches_with_nothing_open(void **state)
{
	static char name[] = "errand";
	struct bench bench;
	struct desk *desk;
	int64_t noted;

	(void)state;
	bench_init(&bench);
	desk = desk_of(&bench, false);
	desk_put(desk, body_of(&bench.feeds[0], 0, one, 1));
	assert_true(desk_ask(desk, note_it, name));
	assert_true(desk_finish(desk, &bench.fixture.err));
	assert_false(desk_ask(desk, note_it, name)); /* it has ended */
	desk_free(desk);
	assert_ok(
		&bench.fixture, store_noted(bench.fixture.store, name, &noted, &bench.fixture.err));
	assert_int_equal(noted, 7);
	bench_release(&bench);
}

static bool
note_an_edition(void *context, struct store *store, struct error *err)
{
	(void)context;
	return store_note(store, NOTE_TOLD_UNTIL, NOW + 1, err);
}

/* The clock stands still: the second of the edition goes on. */
static void
what_comes_in_the_second_of_an_edition_is_left_to_the_next(void **state)
{
	struct bench bench;
	struct desk *desk;
	struct item_cursor *cursor;
	size_t n = 0;

	(void)state;
	bench_init(&bench);
	desk = desk_of(&bench, false);
	desk_put(desk, body_of(&bench.feeds[0], 0, one, 1));
	assert_true(desk_ask(desk, note_an_edition, NULL));
	desk_put(desk, body_of(&bench.feeds[1], 1, two, 2));
	assert_true(desk_finish(desk, &bench.fixture.err));
	desk_free(desk);
	cursor = items_between(bench.fixture.store, NOW + 1, NOW + 2, ITEM_HEAD);
	while (item_cursor_next(cursor) != NULL)
		n++;
	assert_ok(&bench.fixture, item_cursor_close(cursor, &bench.fixture.err));
	assert_int_equal(n, 2);
	bench_release(&bench);
}

/* The feeds of what stands there now have other numbers: nothing of ours may be written to it. */
static void
a_store_whose_file_was_taken_away_ends_a_desk_that_keeps_trying(void **state)
{
	static const char *const wants[] = {"was removed while", "was replaced by another while"};

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct error err = {0};
		struct bench bench;
		struct desk *desk;
		FILE *other;

		bench_init(&bench);
		if (bench.fixture.server != NULL)
			skip();
		desk = desk_of(&bench, true);
		desk_put(desk, body_of(&bench.feeds[0], 0, one, 1));
		sem_wait(&bench.done);
		assert_int_equal(remove(bench.fixture.path), 0);
		if (i == 1) {
			other = fopen(bench.fixture.path, "w");
			assert_non_null(other);
			assert_int_equal(fclose(other), 0);
		}
		desk_put(desk, body_of(&bench.feeds[1], 1, two, 2));
		sem_wait(&bench.done);
		assert_false(desk_finish(desk, &err));
		desk_free(desk); /* closes the store */
		assert_int_equal(err.status, EX_NOINPUT);
		assert_non_null(strstr(err.text, wants[i]));
		assert_int_equal(bench.n_ends, 1);
		assert_int_equal(bench.n_reliefs, 0);
		remove(bench.fixture.path);
		fixture_open(&bench.fixture);
		bench_release(&bench);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(batches_are_written_in_the_order_of_arrival),
		cmocka_unit_test(a_desk_that_gives_up_says_why_and_drops_the_rest),
		cmocka_unit_test(a_desk_that_keeps_trying_puts_off_what_could_not_be_matched),
		cmocka_unit_test(a_store_whose_file_was_taken_away_ends_a_desk_that_keeps_trying),
		cmocka_unit_test(an_errand_runs_between_batches_with_nothing_open),
		cmocka_unit_test(what_comes_in_the_second_of_an_edition_is_left_to_the_next),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
