#include "tests/unit/test.h"

#include "aggregator/filing.h"

static void
a_filing_is_told_by_who_and_what(void **state)
{
	static const struct {
		const char *title;
		const char *headline;
	} cases[] = {
		{"8-K - Flux Power Holdings, Inc. (0001083743) (Filer)",
			"Flux Power Holdings, Inc.: 8-K, current report"},
		{"8-K/A - Flux Power Holdings, Inc. (0001083743) (Filer)",
			"Flux Power Holdings, Inc.: 8-K/A, current report (amended)"},
		{"4 - DAVIS CHARLES A (0001071287) (Reporting)",
			"Davis Charles A: form 4, an insider's trades"},
		{"4 - PROGRESSIVE CORP/OH/ (0000080661) (Issuer)",
			"Progressive Corp: form 4, an insider's trades"},
		{"10-Q - IBM CORP (0000080661) (Filer)", "IBM Corp: 10-Q, quarterly report"},
		{"SC 13G - A (B) Co. (0001071287) (Subject)",
			"A (B) Co.: SC 13G, a passive holder of 5 %"},
		{"CORRESP - X Corp (0001071287) (Filer)", "X Corp: CORRESP"},
		/* no filings */
		{"8-K - Flux Power Holdings, Inc.", "8-K - Flux Power Holdings, Inc."},
		{"4 - DAVIS (107) (Reporting)", "4 - DAVIS (107) (Reporting)"},
		{"Apple - the fruit (0001071287)", "Apple - the fruit (0001071287)"},
		{" - X (0001071287) (Filer)", " - X (0001071287) (Filer)"},
		{"4 - (0001071287) (Filer)", "4 - (0001071287) (Filer)"},
		{"4 - ()", "4 - ()"},
		{"4 - )", "4 - )"},
		{"", ""},
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_span(filing_headline(span_of(cases[i].title), arena), cases[i].headline);
	arena_free(arena);
}

static void
an_index_entry_is_no_summary(void **state)
{
	(void)state;
	assert_true(
		filing_is_index(SPAN("Filed: 2026-01-12 AccNo: 0000080661-26-000032 Size: 7 KB")));
	assert_false(filing_is_index(SPAN("Filed: a suit against Meta")));
	assert_false(filing_is_index(SPAN("")));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_filing_is_told_by_who_and_what),
		cmocka_unit_test(an_index_entry_is_no_summary),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
