#include "aggregator/fetch/hosts.h"

#include <stdio.h>
#include <string.h>

#include "tests/unit/hosts_fixture.h"
#include "tests/unit/test.h"

static void
hosts_take_turns(void **state)
{
	struct queue queue;

	(void)state;
	begin(&queue, 10, 0, 0);
	add(&queue, "a", 5);
	add(&queue, "b", 2);
	add(&queue, "c", 1);
	assert_string_equal(turns(&queue, 0), "abcabaaa");
	assert_int_equal(hosts_wake_ms(queue.hosts), INT64_MAX);
	hosts_free(queue.hosts);
}

static void
no_host_has_more_than_its_places(void **state)
{
	struct queue queue;
	struct host *a;

	(void)state;
	begin(&queue, 2, 0, 0);
	a = add(&queue, "a", 4);
	assert_string_equal(turns(&queue, 0), "aa");
	done(&queue, a);
	assert_string_equal(turns(&queue, 0), "a");
	done(&queue, a);
	done(&queue, a);
	assert_string_equal(turns(&queue, 0), "a");
	hosts_free(queue.hosts);
}

static void
a_burst_is_followed_by_the_rate(void **state)
{
	struct queue queue;

	(void)state;
	begin(&queue, 100, 10, 3);
	add(&queue, "a", 10);
	assert_string_equal(turns(&queue, 1000), "aaa");
	assert_string_equal(turns(&queue, 1050), "");
	assert_true(hosts_wake_ms(queue.hosts) > 1050 && hosts_wake_ms(queue.hosts) <= 1102);
	assert_string_equal(turns(&queue, 1102), "a");
	assert_string_equal(turns(&queue, 1302), "aa");
	assert_string_equal(
		turns(&queue, 60000), "aaa"); /* a long rest earns no more than a burst */
	hosts_free(queue.hosts);
}

static void
a_host_on_hold_waits_and_others_go_on(void **state)
{
	struct queue queue;
	struct host *a;

	(void)state;
	begin(&queue, 10, 0, 0);
	a = add(&queue, "a", 1);
	hosts_hold(queue.hosts, a, 5000);
	hosts_hold(queue.hosts, a, 1000); /* an earlier end changes nothing */
	add(&queue, "a", 1);
	add(&queue, "b", 1);
	assert_string_equal(turns(&queue, 0), "b");
	assert_int_equal(hosts_wake_ms(queue.hosts), 5000);
	assert_string_equal(turns(&queue, 4999), "");
	hosts_hold(queue.hosts, a, 7000);
	assert_string_equal(turns(&queue, 6999), "");
	assert_string_equal(turns(&queue, 7000), "aa");
	hosts_free(queue.hosts);
}

static void
hosts_wake_in_the_order_of_their_times(void **state)
{
	struct queue queue;
	char name[8];

	(void)state;
	begin(&queue, 10, 0, 0);
	for (int i = 0; i < 26; i++) {
		snprintf(name, sizeof name, "%c", 'a' + i);
		hosts_hold(queue.hosts, add(&queue, name, 1), 1000 + i * 7 % 26);
	}
	assert_string_equal(turns(&queue, 0), "");
	for (int i = 0; i < 26; i++) {
		assert_int_equal(hosts_wake_ms(queue.hosts), 1000 + i);
		assert_int_equal(strlen(turns(&queue, 1000 + i)), 1);
	}
	hosts_free(queue.hosts);
}

static void
what_is_half_done_goes_first(void **state)
{
	struct queue queue;
	struct ticket first;
	struct host *a;

	(void)state;
	begin(&queue, 1, 0, 0);
	a = add(&queue, "a", 2);
	hosts_wait_first(queue.hosts, a, &first);
	assert_ptr_equal(hosts_next(queue.hosts, 0), &first);
	assert_null(hosts_next(queue.hosts, 0));
	hosts_done(queue.hosts, &first);
	assert_ptr_equal(hosts_next(queue.hosts, 0), &queue.tickets[0]);
	hosts_free(queue.hosts);
}

static void
those_who_wait_can_be_sent_home(void **state)
{
	struct queue queue;
	struct ticket *ticket;
	size_t n = 0;

	(void)state;
	begin(&queue, 1, 0, 0);
	add(&queue, "a", 3);
	hosts_hold(queue.hosts, add(&queue, "b", 2), 1000);
	assert_string_equal(turns(&queue, 0), "a");
	for (ticket = hosts_take_all_waiting(queue.hosts); ticket != NULL; ticket = ticket->next)
		n++;
	assert_int_equal(n, 4);
	assert_string_equal(turns(&queue, 2000), "");
	assert_int_equal(hosts_wake_ms(queue.hosts), INT64_MAX);
	hosts_free(queue.hosts);
}

static void
a_429_halves_the_pace_and_good_answers_bring_it_back(void **state)
{
	struct lesson lesson = {0};

	(void)state;
	assert_true(lesson_pace(&lesson) == 1.0);
	assert_true(lesson_note(&lesson, 429));
	assert_true(lesson_note(&lesson, 429));
	assert_true(lesson_pace(&lesson) == 0.25);
	for (int i = 0; i < 100; i++)
		assert_false(lesson_note(&lesson, i % 2 == 0 ? 200 : 304));
	assert_true(lesson_pace(&lesson) == 1.0);
	for (int i = 0; i < 100; i++)
		lesson_note(&lesson, 429);
	assert_true(lesson_pace(&lesson) == PACE_MIN);
}

static void
a_burst_of_403s_is_a_limit_where_all_was_well_before(void **state)
{
	struct lesson known = {0}, stranger = {0};

	(void)state;
	lesson_note(&known, 200);
	assert_false(lesson_note(&known, 403));
	assert_false(lesson_note(&known, 403));
	assert_true(lesson_note(&known, 403));
	lesson_note(&known, 200);
	assert_false(lesson_note(&known, 403));
	for (int i = 0; i < 10; i++)
		assert_false(lesson_note(&stranger, 403));
}

static void
a_host_that_limits_us_is_asked_one_by_one_and_slower(void **state)
{
	struct queue queue;
	struct host *a;

	(void)state;
	begin(&queue, 4, 0, 0);
	a = add(&queue, "a", 6);
	assert_string_equal(turns(&queue, 0), "aaaa");
	done(&queue, a);
	assert_true(hosts_learn(queue.hosts, a, 429));
	for (int i = 0; i < 3; i++)
		done(&queue, a);
	assert_string_equal(turns(&queue, 1000), "");
	assert_string_equal(turns(&queue, 1201), "a");
	assert_string_equal(turns(&queue, 9000), ""); /* one at once */
	hosts_free(queue.hosts);
}

static void
a_changed_budget_counts_for_hosts_that_were_met_before(void **state)
{
	struct queue queue;
	struct host *a;

	(void)state;
	begin(&queue, 1, 0, 0);
	a = add(&queue, "a", 6);
	assert_string_equal(turns(&queue, 0), "a");
	hosts_change_budget(queue.hosts, &(struct host_budget){3, 0, 0});
	assert_string_equal(turns(&queue, 0), "aa");
	hosts_change_budget(queue.hosts, &(struct host_budget){2, 0, 0});
	done(&queue, a);
	assert_string_equal(turns(&queue, 0), "");
	done(&queue, a);
	assert_string_equal(turns(&queue, 0), "a");
	add(&queue, "b", 3); /* a new one too */
	assert_string_equal(turns(&queue, 0), "bb");
	hosts_free(queue.hosts);
}

static void
a_budget_of_its_own_stays_until_the_host_is_judged_again(void **state)
{
	struct queue queue;
	struct host *a;

	(void)state;
	begin(&queue, 5, 0, 0);
	a = add(&queue, "a", 9);
	assert_false(host_is_judged(a));
	hosts_set_budget(queue.hosts, a, &(struct host_budget){1, 0, 0});
	assert_true(host_is_judged(a));
	hosts_change_budget(queue.hosts, &(struct host_budget){3, 0, 0});
	assert_false(host_is_judged(a));
	assert_string_equal(turns(&queue, 0), "a");
	hosts_set_budget(queue.hosts, a, NULL);
	assert_string_equal(turns(&queue, 0), "aa");
	hosts_change_budget(queue.hosts, &(struct host_budget){4, 0, 0});
	assert_string_equal(turns(&queue, 0), "a");
	hosts_free(queue.hosts);
}

/* Without a rate every turn takes from the bucket, and nothing fills it. */
static void
turns_without_a_rate_are_no_debt_when_one_is_set(void **state)
{
	struct queue queue;

	(void)state;
	begin(&queue, 500, 1, 1);
	add(&queue, "a", 1);
	assert_string_equal(turns(&queue, 0), "a");
	hosts_change_budget(queue.hosts, &(struct host_budget){500, 0, 1});
	add(&queue, "a", 400);
	assert_int_equal(strlen(turns(&queue, 0)), 400);
	add(&queue, "a", 2);
	hosts_change_budget(queue.hosts, &(struct host_budget){500, 1, 1});
	assert_string_equal(turns(&queue, 0), "");
	assert_string_equal(turns(&queue, 1001), "a");
	assert_string_equal(turns(&queue, 2002), "a");
	hosts_free(queue.hosts);
}

static void
finds_each_of_many_hosts_again(void **state)
{
	struct hosts *hosts = hosts_new(&(struct host_budget){1, 0, 0});
	struct host *found[5000];
	char name[32];

	(void)state;
	for (int i = 0; i < 5000; i++) {
		snprintf(name, sizeof name, "host-%d.example", i);
		found[i] = hosts_find(hosts, span_of(name));
	}
	for (int i = 0; i < 5000; i++) {
		snprintf(name, sizeof name, "host-%d.example", i);
		assert_ptr_equal(hosts_find(hosts, span_of(name)), found[i]);
	}
	hosts_free(hosts);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hosts_take_turns),
		cmocka_unit_test(no_host_has_more_than_its_places),
		cmocka_unit_test(a_burst_is_followed_by_the_rate),
		cmocka_unit_test(a_host_on_hold_waits_and_others_go_on),
		cmocka_unit_test(hosts_wake_in_the_order_of_their_times),
		cmocka_unit_test(what_is_half_done_goes_first),
		cmocka_unit_test(those_who_wait_can_be_sent_home),
		cmocka_unit_test(a_429_halves_the_pace_and_good_answers_bring_it_back),
		cmocka_unit_test(a_burst_of_403s_is_a_limit_where_all_was_well_before),
		cmocka_unit_test(a_host_that_limits_us_is_asked_one_by_one_and_slower),
		cmocka_unit_test(a_changed_budget_counts_for_hosts_that_were_met_before),
		cmocka_unit_test(a_budget_of_its_own_stays_until_the_host_is_judged_again),
		cmocka_unit_test(turns_without_a_rate_are_no_debt_when_one_is_set),
		cmocka_unit_test(finds_each_of_many_hosts_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
