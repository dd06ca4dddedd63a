#include "tests/unit/test.h"

#include <string.h>

#include "aggregator/story/tokenised.h"

#define ROOM 200

static void
numbers_that_a_tokeniser_took_apart_are_whole_again(void **state)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{"4. 6 magnitude quake", "4.6 magnitude quake"},
		{"home to 120, 000 people", "home to 120,000 people"},
		{"stole $2. 6 million", "stole $2.6 million"},
		{"beat Chiefs 20 - 13 to", "beat Chiefs 20-13 to"},
		{"a 55 - year - old actor", "a 55-year - old actor"},
		{"It fell in 2009. 6 were hurt", "It fell in 2009. 6 were hurt"},
		{"in 2009, 120 people", "in 2009, 120 people"},
		{"Shares rise 5 - Reuters", "Shares rise 5-Reuters"},
		{"Zorblax - Quillon", "Zorblax - Quillon"},
		{"one. 2", "one. 2"},
		{" 4", " 4"},
		{"4. ", "4. "},
		{"4 - ", "4 - "},
		{"", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char room[ROOM];
		struct span got = tokenised_join(span_of(cases[i].text), room);

		if (!span_equal(got, span_of(cases[i].want)))
			fail_msg("'%s' gave '%.*s'", cases[i].text, SPAN_ARGS(got));
	}
}

static void
a_text_without_such_numbers_is_not_copied(void **state)
{
	static const char text[] = "Zorblax pays $4.2 billion, in 12 months - or more.";
	char room[sizeof text];

	(void)state;
	assert_ptr_equal(tokenised_join(span_of(text), room).at, text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_that_a_tokeniser_took_apart_are_whole_again),
		cmocka_unit_test(a_text_without_such_numbers_is_not_copied),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
