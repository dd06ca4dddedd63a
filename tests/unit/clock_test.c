#include "tests/unit/test.h"

#include <stdlib.h>

#include "aggregator/base/clock.h"

static void
a_wish_that_makes_no_sense_leaves_the_machines_clock(void **state)
{
	static const char *const wishes[] = {"", "soon", "*60", "2026-03-08T06:59:50Z*fast",
		"2026-03-08T06:59:50Z*-1", "2026-03-08T06:59:50Z*99999999999999999999"};

	(void)state;
	unsetenv("BROADTAPE_TEST_CLOCK");
	assert_ptr_equal(clock_of_environment(), clock_real());
	for (size_t i = 0; i < sizeof wishes / sizeof *wishes; i++) {
		setenv("BROADTAPE_TEST_CLOCK", wishes[i], 1);
		if (clock_of_environment() != clock_real())
			fail_msg("'%s' is taken", wishes[i]);
	}
}

static void
a_clock_of_a_test_begins_at_its_moment_and_goes_at_its_pace(void **state)
{
	const struct clock *clock;
	int64_t began;

	(void)state;
	setenv("BROADTAPE_TEST_CLOCK", "2026-03-08T06:59:50Z*100000", 1);
	clock = clock_of_environment();
	began = clock_now(clock);
	assert_int_equal(clock->pace, 100000);
	assert_in_range(began, 1772953190, 1772953190 + 3600);
	while (clock_now(clock) < began + 100) /* one thousandth of a second */
		continue;
	assert_true(clock_monotonic_ms(clock) >= (began + 100) * 1000);
	setenv("BROADTAPE_TEST_CLOCK", "2026-03-08T06:59:50Z", 1);
	assert_int_equal(clock_of_environment()->pace, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_wish_that_makes_no_sense_leaves_the_machines_clock),
		cmocka_unit_test(a_clock_of_a_test_begins_at_its_moment_and_goes_at_its_pace),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
