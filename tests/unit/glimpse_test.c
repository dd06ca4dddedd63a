#include "tests/unit/test.h"

#include "aggregator/glimpse.h"

static void
the_first_bytes_are_shown_whatever_they_are(void **state)
{
	static const struct {
		struct span body;
		const char *text;
	} cases[] = {
		{{"", 0}, "no feed"},
		{{" \r\n", 3}, "no feed"},
		{{"\n<html>\n\n <title>Sign\tin", 24},
			"no feed; it begins with '<html> <title>Sign in'"},
		{{"\x89PNG\r\n\x1a\n\0\0", 10}, "no feed; it begins with '?PNG ? ?" "?'"},
		{{"caf\xc3\xa9 \x1b[2J \xc2\x9b", 13},
			"no feed; it begins with 'caf\xc3\xa9 ?[2J ?'"},
		{{"0123456789012345678901234567890123456789012345678901234567\xe6\x97\xa5x", 62},
			"no feed; it begins with "
			"'0123456789012345678901234567890123456789012345678901234567'"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct error err = {0};

		error_set(&err, 65, "no feed");
		glimpse_add(cases[i].body, &err);
		assert_string_equal(err.text, cases[i].text);
		assert_int_equal(err.status, 65);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_bytes_are_shown_whatever_they_are),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
