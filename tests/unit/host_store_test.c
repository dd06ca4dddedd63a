#include "tests/unit/test.h"

#include "aggregator/store/host_store.h"
#include "aggregator/store/subscription_store.h"
#include "tests/unit/store_fixture.h"

/* What good manners keep: hosts that want to be left alone, and who pushes to us. */

struct told {
	char names[256]; /* each with its end, a space behind it */
	size_t n;
	struct subscription_record last;
};

static void
tell_hold(void *context, struct span name, int64_t until)
{
	struct told *told = context;
	size_t used = strlen(told->names);

	snprintf(told->names + used, sizeof told->names - used, "%.*s=%lld ", SPAN_ARGS(name),
		(long long)until);
}

static void
assert_holds(struct fixture *fixture, int64_t now, const char *want)
{
	struct told told = {0};

	assert_ok(fixture, host_holds(fixture->store, now, tell_hold, &told, &fixture->err));
	assert_string_equal(told.names, want);
}

static void
hold(struct fixture *fixture, int64_t now, const char *name, int64_t until)
{
	assert_ok(fixture, store_batch_begin(fixture->store, now, &fixture->err));
	assert_ok(fixture, host_hold(fixture->store, span_of(name), until, &fixture->err));
	assert_ok(fixture, store_batch_commit(fixture->store, &fixture->err));
}

static void
a_hold_outlives_the_program_and_ends_by_itself(void **state)
{
	struct fixture fixture;

	(void)state;
	fixture_init(&fixture);
	hold(&fixture, 100, "b.example", 900);
	hold(&fixture, 100, "a.example:8080", 500);
	hold(&fixture, 100, "b.example", 700); /* an earlier end changes nothing */
	fixture_reopen(&fixture);
	assert_holds(&fixture, 499, "a.example:8080=500 b.example=900 ");
	assert_holds(&fixture, 500, "b.example=900 ");
	hold(&fixture, 900, "c.example", 1000);
	assert_holds(&fixture, 0, "c.example=1000 "); /* what is over is thrown away */
	fixture_release(&fixture);
}

static void
tell_subscription(void *context, const struct subscription_record *subscription)
{
	struct told *told = context;

	told->n++;
	told->last = *subscription;
	snprintf(told->names, sizeof told->names, "%.*s %.*s %.*s %.*s %.*s",
		SPAN_ARGS(subscription->hub), SPAN_ARGS(subscription->topic),
		SPAN_ARGS(subscription->token), SPAN_ARGS(subscription->secret),
		SPAN_ARGS(subscription->last_error));
}

static void
a_subscription_comes_back_as_it_was_saved(void **state)
{
	struct subscription_record saved = {.feed = 7,
		.hub = SPAN("https://hub.example/"),
		.topic = SPAN("https://news.example/feed"),
		.token = SPAN("t0k"),
		.secret = SPAN("s3cret"),
		.state = 1,
		.lease_until = 1000,
		.next_try = 900,
		.failures = 3,
		.pushes = 5,
		.pushed_at = 800,
		.missed = 2,
		.last_error = SPAN("refused")};
	struct told told = {0};
	struct fixture fixture;

	(void)state;
	fixture_init(&fixture);
	assert_ok(&fixture, store_batch_begin(fixture.store, 100, &fixture.err));
	assert_ok(&fixture, subscription_save(fixture.store, &saved, &fixture.err));
	saved.state = 2;
	assert_ok(&fixture, subscription_save(fixture.store, &saved, &fixture.err));
	assert_ok(&fixture, store_batch_commit(fixture.store, &fixture.err));
	fixture_reopen(&fixture);
	assert_ok(&fixture,
		subscriptions_each(fixture.store, tell_subscription, &told, &fixture.err));
	assert_int_equal(told.n, 1);
	assert_string_equal(
		told.names, "https://hub.example/ https://news.example/feed t0k s3cret refused");
	assert_int_equal(told.last.state, 2);
	assert_int_equal(told.last.lease_until, 1000);
	assert_int_equal(told.last.next_try, 900);
	assert_int_equal(told.last.failures, 3);
	assert_int_equal(told.last.pushes, 5);
	assert_int_equal(told.last.pushed_at, 800);
	assert_int_equal(told.last.missed, 2);
	assert_ok(&fixture, store_batch_begin(fixture.store, 100, &fixture.err));
	assert_ok(&fixture, subscription_drop(fixture.store, 7, &fixture.err));
	assert_ok(&fixture, store_batch_commit(fixture.store, &fixture.err));
	told.n = 0;
	assert_ok(&fixture,
		subscriptions_each(fixture.store, tell_subscription, &told, &fixture.err));
	assert_int_equal(told.n, 0);
	fixture_release(&fixture);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_hold_outlives_the_program_and_ends_by_itself),
		cmocka_unit_test(a_subscription_comes_back_as_it_was_saved),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
