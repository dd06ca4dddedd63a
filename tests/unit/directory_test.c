#include "tests/unit/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include "aggregator/watch/directory.h"

static int
open_directory(void **state)
{
	struct error err = {0};

	*state = directory_new(NULL, &err);
	if (*state == NULL)
		fail_msg("%s", err.text);
	return 0;
}

static int
close_directory(void **state)
{
	directory_free(*state);
	return 0;
}

static const char *
id_of(const struct directory *directory, const char *ticker)
{
	uint32_t number = directory_by_ticker(directory, span_of(ticker));

	return number == DIRECTORY_NONE ? NULL : directory_at(directory, number)->company.id;
}

static void
a_company_has_one_id_whatever_the_class_of_its_share(void **state)
{
	static const struct {
		const char *ticker, *id;
	} cases[] = {
		{"META", "META"},
		{"meta", "META"},
		{"GOOG", "GOOGL"},
		{"BRK.A", "BRK-B"},
		{"BRK/B", "BRK-B"},
		{"openai", "openai"},
		{"^SPX", "^SPX"},
		{"NOSUCHTICKER", NULL},
		{"", NULL},
		{"A TICKER THAT IS LONGER THAN ANY THAT THERE IS", NULL},
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_span(span_of(id_of(*state, cases[i].ticker)), cases[i].id);
}

static void
an_entry_tells_all_that_the_files_know(void **state)
{
	uint32_t number = directory_by_ticker(*state, SPAN("META"));
	const struct entry *meta = directory_at(*state, number);

	assert_string_equal(meta->company.name, "Meta Platforms");
	assert_string_equal(meta->company.legal_name, "Meta Platforms, Inc.");
	assert_string_equal(meta->company.exchange, "NASDAQ");
	assert_string_equal(meta->company.cik, "1326801");
	assert_int_equal(meta->company.kind, COMPANY_LISTED);
	assert_true(meta->company.rank > 0 && meta->company.rank < 100);
	assert_true(span_find(meta->products, SPAN("Instagram")) < meta->products.len);
	assert_true(directory_is_current(*state, SPAN("META"), number));
	assert_false(directory_is_current(*state, SPAN("FB"), number));
}

static void
what_is_asked_is_found_by_name_product_and_beginning(void **state)
{
	static const struct {
		const char *text, *id;
	} cases[] = {
		{"META", "META"},
		{"Microsoft", "MSFT"},
		{"instagram", "META"},
		{"advanced micro", "AMD"},
		{"1326801", "META"},
		{"OpenAI", "openai"},
		{"no such company at all", NULL},
		{"", NULL},
	};
	uint32_t found[5];

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		size_t n = directory_find(*state, span_of(cases[i].text), found, 5);
		const char *id = n > 0 ? directory_at(*state, found[0])->company.id : NULL;

		assert_span(span_of(id), cases[i].id);
	}
}

static void
broken_data_files_are_told_by_name_and_line(void **state)
{
	char folder[] = "/tmp/directory_test.XXXXXX";
	char path[sizeof folder + 20];
	struct error err = {0};
	FILE *file;

	(void)state;
	assert_non_null(mkdtemp(folder));
	assert_null(directory_new(folder, &err));
	assert_int_equal(err.status, EX_NOINPUT);
	snprintf(path, sizeof path, "%s/companies.tsv", folder);
	file = fopen(path, "we");
	assert_non_null(file);
	fputs("id\tkind\texchange\tcik\ttickers\tformer_tickers\tname\tlegal_"
	      "name\tnames\tisin\trank\n"
	      "A\tlisted\tNYSE\n",
		file);
	fclose(file);
	assert_null(directory_new(folder, &err));
	assert_int_equal(err.status, EX_DATAERR);
	assert_string_equal(err.text, "companies.tsv:2: expected 11 columns, found fewer");
	unlink(path);
	rmdir(folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_company_has_one_id_whatever_the_class_of_its_share),
		cmocka_unit_test(an_entry_tells_all_that_the_files_know),
		cmocka_unit_test(what_is_asked_is_found_by_name_product_and_beginning),
		cmocka_unit_test(broken_data_files_are_told_by_name_and_line),
	};

	return cmocka_run_group_tests_name("directory", tests, open_directory, close_directory);
}
