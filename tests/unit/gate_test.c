#include "aggregator/fetch/gate.h"

#include <stdio.h>
#include <string.h>

#include "tests/unit/hosts_fixture.h"
#include "tests/unit/test.h"

/* All hosts are on one address. */
static const struct address_key shared = {{1}};
static const struct address_key other = {{2}};

static void
limit_addresses(struct queue *queue, size_t at_once, double rate, size_t burst)
{
	hosts_change_address_budget(queue->hosts, &(struct host_budget){at_once, rate, burst});
}

/* What is under way connects: the letters of the hosts that may; the others are turned away, and wait. */
static const char *
meet(struct queue *queue, const struct address_key *key, int64_t now_ms)
{
	static char text[TICKETS + 1];
	size_t len = 0, kept = 0;

	for (size_t i = 0; i < queue->n_under_way; i++) {
		struct ticket *ticket = queue->under_way[i];

		if (hosts_meet(queue->hosts, ticket, key, now_ms)) {
			text[len++] = host_name(ticket->host).at[0];
			queue->under_way[kept++] = ticket;
		} else {
			hosts_turn_away(queue->hosts, ticket);
			hosts_wait_first(queue->hosts, ticket->host, ticket);
		}
	}
	queue->n_under_way = kept;
	text[len] = '\0';
	return text;
}

static void
hosts_on_one_address_share_its_places(void **state)
{
	struct queue queue;
	struct host *a;

	(void)state;
	begin(&queue, 2, 0, 0);
	limit_addresses(&queue, 3, 0, 0);
	a = add(&queue, "a", 1);
	for (char name[] = "b"; name[0] <= 'f'; name[0]++)
		add(&queue, name, 1);
	assert_string_equal(turns(&queue, 0), "abcdef"); /* nobody knows where they lead */
	assert_string_equal(meet(&queue, &shared, 0), "abc");
	assert_string_equal(turns(&queue, 0), "");
	done(&queue, a);
	assert_string_equal(turns(&queue, 0), "d");
	assert_string_equal(meet(&queue, &shared, 0), "bcd"); /* it holds its place already */
	all_done(&queue);
	assert_string_equal(turns(&queue, 0), "ef");
	hosts_free(queue.hosts);
}

static void
hosts_on_one_address_take_turns(void **state)
{
	char order[TICKETS + 1] = "";
	struct queue queue;

	(void)state;
	begin(&queue, 2, 0, 0);
	limit_addresses(&queue, 2, 0, 0);
	add(&queue, "a", 6);
	add(&queue, "b", 3);
	add(&queue, "c", 1);
	while (turns(&queue, 0)[0] != '\0') {
		strcat(order, meet(&queue, &shared, 0));
		all_done(&queue);
	}
	assert_string_equal(order, "abcababaaa");
	hosts_free(queue.hosts);
}

static void
hosts_on_one_address_share_its_rate(void **state)
{
	struct queue queue;

	(void)state;
	begin(&queue, 2, 10, 32);
	limit_addresses(&queue, 10, 10, 4);
	for (char name[] = "a"; name[0] <= 'z'; name[0]++)
		add(&queue, name, 1);
	assert_int_equal(strlen(turns(&queue, 0)), 26);
	assert_string_equal(meet(&queue, &shared, 0), "abcd");
	all_done(&queue);
	assert_string_equal(turns(&queue, 0), "");
	assert_in_range(hosts_wake_ms(queue.hosts), 100, 101);
	assert_string_equal(turns(&queue, 101), "e");
	all_done(&queue);
	assert_string_equal(turns(&queue, 150), "");
	assert_string_equal(turns(&queue, 202), "f");
	hosts_free(queue.hosts);
}

static void
one_who_is_turned_away_at_one_address_may_go_to_another(void **state)
{
	struct queue queue;
	struct host *a, *b;

	(void)state;
	begin(&queue, 1, 0, 0);
	limit_addresses(&queue, 1, 0, 0);
	a = add(&queue, "a", 2);
	b = add(&queue, "b", 1);
	assert_string_equal(turns(&queue, 0), "ab");
	assert_true(hosts_meet(queue.hosts, queue.under_way[0], &shared, 0));
	assert_false(hosts_meet(queue.hosts, queue.under_way[1], &shared, 0));
	assert_true(hosts_meet(queue.hosts, queue.under_way[1], &other, 0));
	done(&queue, a);
	assert_string_equal(turns(&queue, 0), "a"); /* b's place is at the other */
	done(&queue, b);
	all_done(&queue);
	hosts_free(queue.hosts);
}

static void
an_address_slows_down_when_many_of_its_hosts_say_429(void **state)
{
	struct queue queue;

	(void)state;
	begin(&queue, 1, 0, 0);
	limit_addresses(&queue, 4, 0, 0);
	for (char name[] = "a"; name[0] <= 'h'; name[0]++)
		add(&queue, name, 2);
	assert_int_equal(strlen(turns(&queue, 0)), 8);
	assert_string_equal(meet(&queue, &shared, 0), "abcd");
	hosts_learn(queue.hosts, queue.under_way[0]->host, 200);
	for (size_t i = 1; i < 3; i++)
		hosts_learn(queue.hosts, queue.under_way[i]->host, 429);
	all_done(&queue);
	assert_string_equal(turns(&queue, 0), "efgh"); /* two may be chance */
	hosts_learn(queue.hosts, queue.under_way[3]->host, 429);
	all_done(&queue);
	assert_int_equal(strlen(turns(&queue, 60000)), 2);
	hosts_free(queue.hosts);
}

static void
a_host_that_the_user_gave_more_has_it_at_its_address_too(void **state)
{
	struct queue queue;
	struct host *a;

	(void)state;
	begin(&queue, 1, 0, 0);
	limit_addresses(&queue, 2, 0, 0);
	a = add(&queue, "a", 5);
	hosts_set_budget(queue.hosts, a, &(struct host_budget){5, 0, 0});
	assert_string_equal(turns(&queue, 0), "aaaaa");
	assert_string_equal(meet(&queue, &shared, 0), "aaaaa");
	hosts_free(queue.hosts);
}

static void
without_a_budget_addresses_limit_nobody(void **state)
{
	struct queue queue;

	(void)state;
	begin(&queue, 1, 0, 0);
	limit_addresses(&queue, 1, 0, 0);
	for (char name[] = "a"; name[0] <= 'e'; name[0]++)
		add(&queue, name, 1);
	turns(&queue, 0);
	assert_string_equal(meet(&queue, &shared, 0), "a");
	assert_string_equal(turns(&queue, 0), "");
	limit_addresses(&queue, 0, 0, 0);
	assert_int_equal(strlen(turns(&queue, 0)), 4);
	assert_int_equal(strlen(meet(&queue, &shared, 0)), 5);
	hosts_free(queue.hosts);
}

/* The first address that is tried may be dead: who gave up his place for that would never have his turn. */
static void
one_who_tries_another_address_keeps_his_place(void **state)
{
	struct queue queue;
	struct host *a;

	(void)state;
	begin(&queue, 1, 0, 0);
	limit_addresses(&queue, 1, 0, 0);
	a = add(&queue, "a", 2);
	turns(&queue, 0);
	meet(&queue, &shared, 0);
	add(&queue, "b", 1);
	assert_string_equal(turns(&queue, 0), "b");
	assert_string_equal(meet(&queue, &shared, 0), "a");
	done(&queue, a);
	assert_string_equal(turns(&queue, 0), "b"); /* it has the place */
	assert_string_equal(meet(&queue, &other, 0), "b");
	assert_string_equal(turns(&queue, 0), "");
	assert_string_equal(meet(&queue, &shared, 0), "b");
	all_done(&queue);
	assert_string_equal(turns(&queue, 0), "a");
	hosts_free(queue.hosts);
}

static void
one_who_is_called_and_may_not_go_keeps_nobody_waiting(void **state)
{
	struct queue queue;
	struct host *b;

	(void)state;
	begin(&queue, 2, 10, 32);
	limit_addresses(&queue, 1, 10, 1);
	add(&queue, "a", 1);
	b = add(&queue, "b", 1);
	add(&queue, "c", 1);
	turns(&queue, 0);
	assert_string_equal(meet(&queue, &shared, 0), "a");
	all_done(&queue);
	assert_string_equal(turns(&queue, 0), ""); /* b is called, and waits for a token */
	hosts_hold(queue.hosts, b, 60000);
	assert_string_equal(turns(&queue, 101), "c");
	hosts_free(queue.hosts);
}

/* A throw of dice that is the same on every machine. */
static unsigned throw(unsigned *dice, unsigned below)
{
	*dice = *dice * 1103515245U + 12345U;
	return (*dice >> 16) % below;
}

#define CROWD_HOSTS 40
#define CROWD_TICKETS 800

struct crowd {
	struct hosts *hosts;
	struct ticket tickets[CROWD_TICKETS];
	struct ticket *under_way[CROWD_TICKETS];
	size_t n_under_way;
	size_t n_done;
	int64_t now_ms;
	unsigned dice;
};

/* Each host has two addresses, which it shares with others; which one is met is chance. */
static void
start_one(struct crowd *crowd, struct ticket *ticket)
{
	unsigned first = (unsigned)host_name(ticket->host).at[0] % 5;
	struct address_key key = {{(unsigned char)(first + throw(&crowd->dice, 2) * 3)}};
	struct address_key second = {{(unsigned char)(first + 1)}};

	if (hosts_meet(crowd->hosts, ticket, &key, crowd->now_ms) ||
		hosts_meet(crowd->hosts, ticket, &second, crowd->now_ms)) {
		crowd->under_way[crowd->n_under_way++] = ticket;
		return;
	}
	hosts_turn_away(crowd->hosts, ticket);
	hosts_wait_first(crowd->hosts, ticket->host, ticket);
}

static void
end_one(struct crowd *crowd)
{
	size_t at = throw(&crowd->dice, (unsigned)crowd->n_under_way);
	struct ticket *ticket = crowd->under_way[at];
	static const int statuses[] = {200, 200, 304, 304, 429, 403, 500};

	crowd->under_way[at] = crowd->under_way[--crowd->n_under_way];
	hosts_done(crowd->hosts, ticket);
	hosts_learn(crowd->hosts, ticket->host, statuses[throw(&crowd->dice, 7)]);
	if (throw(&crowd->dice, 20) == 0)
		hosts_hold(crowd->hosts, ticket->host, crowd->now_ms + 5000);
	crowd->n_done++;
}

static void
change_something(struct crowd *crowd)
{
	const struct host_budget budget = {1 + throw(&crowd->dice, 3), 5, 4};
	const struct host_budget address = {throw(&crowd->dice, 4), 8, 4};

	if (throw(&crowd->dice, 2) == 0)
		hosts_change_budget(crowd->hosts, &budget);
	else
		hosts_change_address_budget(crowd->hosts, &address);
}

/* Time passes, or somebody is ready; neither: those who wait would wait for ever. */
static void
turn(struct crowd *crowd)
{
	struct ticket *ticket = hosts_next(crowd->hosts, crowd->now_ms);
	int64_t wake = hosts_wake_ms(crowd->hosts);

	if (ticket != NULL) {
		start_one(crowd, ticket);
	} else if (crowd->n_under_way > 0 && throw(&crowd->dice, 3) > 0) {
		end_one(crowd);
	} else {
		assert_true(wake != INT64_MAX || crowd->n_under_way > 0);
		crowd->now_ms = wake != INT64_MAX ? wake : crowd->now_ms + 10;
	}
	if (throw(&crowd->dice, 50) == 0)
		change_something(crowd);
}

static void
whatever_happens_all_have_their_turn(void **state)
{
	static struct crowd crowd;

	(void)state;
	for (unsigned seed = 1; seed <= 200; seed++) {
		crowd = (struct crowd){.dice = seed};
		crowd.hosts = hosts_new(&(struct host_budget){2, 5, 4});
		hosts_change_address_budget(crowd.hosts, &(struct host_budget){3, 8, 4});
		for (size_t i = 0; i < CROWD_TICKETS; i++) {
			char name[] = {(char)('!' + throw(&crowd.dice, CROWD_HOSTS)), '\0'};

			hosts_wait(crowd.hosts, hosts_find(crowd.hosts, span_of(name)),
				&crowd.tickets[i]);
		}
		for (size_t i = 0; crowd.n_done < CROWD_TICKETS; i++) {
			assert_true(i < 400000);
			turn(&crowd);
		}
		hosts_free(crowd.hosts);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hosts_on_one_address_share_its_places),
		cmocka_unit_test(hosts_on_one_address_take_turns),
		cmocka_unit_test(hosts_on_one_address_share_its_rate),
		cmocka_unit_test(one_who_is_turned_away_at_one_address_may_go_to_another),
		cmocka_unit_test(an_address_slows_down_when_many_of_its_hosts_say_429),
		cmocka_unit_test(a_host_that_the_user_gave_more_has_it_at_its_address_too),
		cmocka_unit_test(without_a_budget_addresses_limit_nobody),
		cmocka_unit_test(one_who_tries_another_address_keeps_his_place),
		cmocka_unit_test(one_who_is_called_and_may_not_go_keeps_nobody_waiting),
		cmocka_unit_test(whatever_happens_all_have_their_turn),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
