#include "tests/unit/test.h"

#include "feeds/person.h"

static const struct {
	const char *text;
	const char *name;
	const char *email;
} cases[] = {
	{"a@b.example (A B)", "A B", "a@b.example"},
	{"A B (a@b.example)", "A B", "a@b.example"},
	{"A B <a@b.example>", "A B", "a@b.example"},
	{"a@b.example", NULL, "a@b.example"},
	{"mailto:a@b.example (A)", "A", "a@b.example"},
	{"a@b.example A B", "A B", "a@b.example"},
	{"A B a@b.example", "A B", "a@b.example"},
	{"  A B  ", "A B", NULL},
	{"A (B)", "A (B)", NULL},
	{"A @ B", "A @ B", NULL},
	{"@handle", "@handle", NULL},
	{"a@localhost", "a@localhost", NULL},
	{"()", "()", NULL},
	{"\"A B\" <a@b.example>", "A B", "a@b.example"},
	{"\"A\" and \"B\"", "\"A\" and \"B\"", NULL},
	{"a@b.example, A B", "A B", "a@b.example"},
	{"A B, a@b.example", "A B", "a@b.example"},
	{"a@b.example - A B", "A B", "a@b.example"},
	{"A B - a@b.example", "A B", "a@b.example"},
	{"A B [a@b.example]", "A B", "a@b.example"},
	{"<a@b.example>", NULL, "a@b.example"},
	{"a@b.example ()", NULL, "a@b.example"},
	{"", NULL, NULL},
};

static void
a_line_is_parted_into_name_and_address(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct author author = person_parse(span_of(cases[i].text));

		assert_span(author.name, cases[i].name);
		assert_span(author.email, cases[i].email);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_is_parted_into_name_and_address),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
