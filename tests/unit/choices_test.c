/* Which of several stories is ahead, and in which order they are asked. */
#include "tests/unit/test.h"

#include "aggregator/story/choices.h"

static struct choice
alike(uint32_t slot, float cosine, float grown)
{
	struct choice choice = {.slot = slot, .likeness.grown = grown};

	choice.likeness.features[FEATURE_COSINE] = cosine;
	return choice;
}

static void
each_is_compared_with_the_most_alike_other(void **state)
{
	struct choice choices[] = {alike(1, 0.25F, 0), alike(2, 0.75F, 0), alike(3, 0.5F, 0)};

	(void)state;
	choices_compare(choices, 3, 3);
	assert_true(choices[0].likeness.features[FEATURE_AHEAD] == -0.5F);
	assert_true(choices[1].likeness.features[FEATURE_AHEAD] == 0.25F);
	assert_true(choices[2].likeness.features[FEATURE_AHEAD] == -0.25F);
}

static void
a_single_story_is_ahead_by_all_that_it_is_alike(void **state)
{
	struct choice choice = alike(1, 0.5F, 0);

	(void)state;
	choices_compare(&choice, 1, 1);
	assert_true(choice.likeness.features[FEATURE_AHEAD] == 0.5F);
}

static void
being_ahead_counts_for_a_grown_story_only(void **state)
{
	struct choice grown[] = {alike(1, 0.5F, 1), alike(2, 0.5F, 1)};
	struct choice single[] = {alike(1, 0.5F, 0), alike(2, 0.5F, 0)};
	int with_rival, without;

	(void)state;
	choices_compare(grown, 2, 2);
	with_rival = grown[0].likeness.score;
	choices_compare(grown, 1, 1);
	assert_true(grown[0].likeness.score > with_rival);
	choices_compare(single, 2, 2);
	without = single[0].likeness.score;
	choices_compare(single, 1, 1);
	assert_int_equal(single[0].likeness.score, without);
}

static void
among_many_stories_more_is_asked(void **state)
{
	struct choice choice = alike(1, 0.5F, 0);
	int among_few, among_some, among_many;

	(void)state;
	choices_compare(&choice, 1, 1);
	among_few = choice.likeness.score;
	choices_compare(&choice, 1, 400);
	assert_int_equal(choice.likeness.score, among_few);
	choices_compare(&choice, 1, 2000);
	among_some = choice.likeness.score;
	choices_compare(&choice, 1, 50000);
	among_many = choice.likeness.score;
	assert_true(among_some < among_few);
	assert_true(among_many < among_some);
	choices_compare(&choice, 1, 1000000);
	assert_true(choice.likeness.features[FEATURE_CROWD] == 1);
}

static void
the_best_score_stands_first_and_equal_ones_keep_their_order(void **state)
{
	static const uint32_t expected[] = {3, 1, 4, 2};
	struct choice choices[] = {
		{1, {.score = 5}}, {2, {.score = -7}}, {3, {.score = 9}}, {4, {.score = 5}}};

	(void)state;
	choices_sort(choices, 4);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(choices[i].slot, expected[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_is_compared_with_the_most_alike_other),
		cmocka_unit_test(a_single_story_is_ahead_by_all_that_it_is_alike),
		cmocka_unit_test(being_ahead_counts_for_a_grown_story_only),
		cmocka_unit_test(among_many_stories_more_is_asked),
		cmocka_unit_test(the_best_score_stands_first_and_equal_ones_keep_their_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
