#include "tests/unit/test.h"

#include "aggregator/watch/weights.h"

static void
confidence_rises_with_the_points(void **state)
{
	(void)state;
	for (int points = -300; points < 300; points++) {
		double confidence = weight_confidence(points);

		assert_true(confidence >= 0 && confidence <= 1);
		if (confidence > weight_confidence(points + 1))
			fail_msg("%d points are likelier than %d", points, points + 1);
	}
}

static void
what_is_taken_is_as_likely_as_not_at_least(void **state)
{
	(void)state;
	assert_true(weight_confidence(WEIGHT_TAKEN) >= 0.5);
	assert_true(weight_confidence(WEIGHT_TAKEN - 1) < 0.5);
	assert_true(weight_confidence(weights[WEIGHT_LISTED_TICKER].points) > 0.98);
}

static void
each_weight_for_or_against_says_why(void **state)
{
	(void)state;
	for (int i = 0; i < N_WEIGHTS; i++) {
		const struct weight_row *row = &weights[i];

		if (i < WEIGHT_ASIDE_PLATFORM || i > WEIGHT_ASIDE_RELATION)
			assert_int_not_equal(row->points, 0);
		if (row->kind == EVIDENCE_CONTEXT || row->kind == EVIDENCE_COUNTER)
			assert_non_null(row->note);
		assert_int_equal(row->kind == EVIDENCE_COUNTER, row->points < 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(confidence_rises_with_the_points),
		cmocka_unit_test(what_is_taken_is_as_likely_as_not_at_least),
		cmocka_unit_test(each_weight_for_or_against_says_why),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
