#include "tests/unit/test.h"

#include "aggregator/story/novelty.h"

#define START 1700000000
#define DAY 86400

static struct fingerprint
print_of(const char *title, int64_t seconds)
{
	struct story_item item = {.title = span_of(title), .published = START + seconds};
	struct fingerprint fingerprint;

	fingerprint_make(NULL, &item, &fingerprint);
	return fingerprint;
}

static struct novelty
measure(const char *title, const char *const *past, size_t n_past)
{
	struct fingerprint own = print_of(title, 10 * DAY);
	struct fingerprint prints[8];
	struct novelty_item own_item = {&own, 100};
	struct novelty_item items[8];
	struct novelty novelty;

	for (size_t i = 0; i < n_past; i++) {
		prints[i] = print_of(past[i], (int64_t)i * DAY);
		items[i] = (struct novelty_item){&prints[i], (int64_t)i + 1};
	}
	novelty_measure(&own_item, 1, items, n_past, &novelty);
	return novelty;
}

static void
what_was_never_told_of_a_company_is_all_new(void **state)
{
	static const char *const past[] = {"Zorblax opens lithium refinery"};
	struct novelty novelty = measure("Quillon recalls faulty heat pumps", past, 1);

	(void)state;
	assert_int_equal(novelty.score, 100);
	assert_int_equal(novelty.days_since_alike, NOVELTY_NEVER);
	assert_int_equal(measure("Quillon recalls faulty heat pumps", past, 0).score, 100);
}

static void
a_story_like_an_earlier_one_is_less_new(void **state)
{
	static const char *const past[] = {
		"Zorblax opens lithium refinery", "Zorblax recalls faulty heat pumps"};
	struct novelty novelty = measure("Zorblax recalls more faulty heat pumps", past, 2);

	(void)state;
	assert_true(novelty.score < 40);
	assert_int_equal(novelty.days_since_alike, 9);
	assert_int_equal(novelty.alike_story, 2);
}

static void
the_name_of_the_company_makes_no_stories_alike(void **state)
{
	static const char *const past[] = {"Zorblax opens lithium refinery",
		"Zorblax names Ortega as chairman", "Zorblax settles patent lawsuit",
		"Zorblax halts ferry service"};
	struct novelty novelty = measure("Zorblax recalls faulty heat pumps", past, 4);

	(void)state;
	assert_int_equal(novelty.score, 100);
	assert_int_equal(novelty.days_since_alike, NOVELTY_NEVER);
}

static void
one_story_of_many_reports_is_no_habit_of_the_company(void **state)
{
	struct fingerprint own = print_of("Zorblax recalls more faulty heat pumps", 10 * DAY);
	struct novelty_item own_item = {&own, 100};
	struct fingerprint prints[6];
	struct novelty_item past[6];
	struct novelty novelty;

	(void)state;
	for (size_t i = 0; i < 6; i++) {
		prints[i] = print_of("Zorblax recalls faulty heat pumps", (int64_t)i);
		past[i] = (struct novelty_item){&prints[i], 7};
	}
	novelty_measure(&own_item, 1, past, 6, &novelty);
	assert_true(novelty.score < 40);
	assert_int_equal(novelty.alike_story, 7);
	assert_int_equal(novelty.days_since_alike, 9);
}

static void
a_follow_up_tells_its_new_numbers_names_and_negations(void **state)
{
	const struct story_member members[] = {
		{.title = SPAN("Zorblax to buy Quillon for $4.2 billion"),
			.text = SPAN("The deal was announced in Lisbon on Monday.")},
		{.title = SPAN("Zorblax denies it will pay $4.5 billion for Quillon"),
			.text = SPAN("The deal, told of in Lisbon on Monday, needs a nod from "
				     "Brussels.")},
	};
	struct novelty_fact facts[8];
	size_t n = novelty_facts(members, 1, facts, 8);

	(void)state;
	assert_int_equal(n, 3);
	assert_int_equal(facts[0].kind, NOVELTY_NEGATION);
	assert_span(facts[0].text, "denies");
	assert_int_equal(facts[1].kind, NOVELTY_NUMBER);
	assert_span(facts[1].text, "$4.5 billion");
	assert_int_equal(facts[2].kind, NOVELTY_NAME);
	assert_span(facts[2].text, "Brussels");
	assert_int_equal(novelty_facts(members, 1, facts, 1), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_never_told_of_a_company_is_all_new),
		cmocka_unit_test(a_story_like_an_earlier_one_is_less_new),
		cmocka_unit_test(the_name_of_the_company_makes_no_stories_alike),
		cmocka_unit_test(one_story_of_many_reports_is_no_habit_of_the_company),
		cmocka_unit_test(a_follow_up_tells_its_new_numbers_names_and_negations),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
