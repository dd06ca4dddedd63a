#include "tests/unit/test.h"

#include <stdlib.h>

#include "aggregator/commands/moment.h"
#include "feeds/date.h"

static int64_t
at(const char *text)
{
	return date_parse(span_of(text));
}

/* A Wednesday, 21:30 in New York, and Thursday in UTC; the clocks went forward on Sunday. */
static void
moments_are_read_as_people_type_them(void **state)
{
	static const struct {
		const char *typed;
		const char *meant; /* NULL: refused */
	} cases[] = {
		{"2026-03-04", "2026-03-04T00:00:00Z"},
		{"2026-03-04T07:00:00-05:00", "2026-03-04T12:00:00Z"},
		{"24h", "2026-03-11T01:30:00Z"},
		{"today", "2026-03-11T04:00:00Z"},
		{"Yesterday", "2026-03-10T04:00:00Z"},
		{"wednesday", "2026-03-11T04:00:00Z"},
		{"sunday", "2026-03-08T05:00:00Z"},
		{"thursday", "2026-03-05T05:00:00Z"},
		{"someday", NULL},
		{"", NULL},
	};
	int64_t now = at("2026-03-12T01:30:00Z");

	(void)state;
	setenv("TZ", "America/New_York", 1);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct error err = {0};
		int64_t moment;
		bool ok = moment_read("--since", cases[i].typed, now, &moment, &err);

		if (ok != (cases[i].meant != NULL))
			fail_msg("'%s': %s", cases[i].typed, err.text);
		if (ok && moment != at(cases[i].meant))
			fail_msg("'%s' is %lld, not %s", cases[i].typed, (long long)moment,
				cases[i].meant);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(moments_are_read_as_people_type_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
