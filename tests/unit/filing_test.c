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
a_story_of_filings_names_company_and_insider(void **state)
{
	const struct story_member members[] = {
		{.title = SPAN("4 - DAVIS CHARLES A (0001071287) (Reporting)")},
		{.title = SPAN("4 - PROGRESSIVE CORP/OH/ (0000080661) (Issuer)")},
		{.title = SPAN("Progressive's insiders sell")},
	};
	struct arena *arena = arena_new();

	(void)state;
	assert_span(filing_story_headline(members, 3, arena),
		"Progressive Corp: form 4, an insider's trades (Davis Charles A)");
	assert_span(filing_story_headline(members, 1, arena),
		"Davis Charles A: form 4, an insider's trades");
	assert_int_equal(filing_story_headline(&members[2], 1, arena).len, 0);
	assert_int_equal(filing_story_headline(members, 0, arena).len, 0);
	arena_free(arena);
}

static void
the_items_of_a_report_are_its_summary(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	assert_span(filing_items(SPAN("Filed: 2026-01-12 AccNo: 0001789940-26-000003 Size: 294 KB\n"
				      "Item 2.02: Results of Operations and Financial Condition\n"
				      "Item 8.01: Other Events\n"
				      "Item 9.01: Financial Statements and Exhibits"),
			    arena),
		"Results of Operations and Financial Condition; Other Events.");
	assert_span(filing_items(SPAN("Filed: 2026-01-12 AccNo: 0000080661-26-000032 Size: 7 KB"),
			    arena),
		"");
	assert_span(filing_items(SPAN("Item 9.01"), arena), "");
	assert_span(filing_items(SPAN(""), arena), "");
	arena_free(arena);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_filing_is_told_by_who_and_what),
		cmocka_unit_test(a_story_of_filings_names_company_and_insider),
		cmocka_unit_test(the_items_of_a_report_are_its_summary),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
