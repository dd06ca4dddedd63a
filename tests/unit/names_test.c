#include "tests/unit/test.h"

#include "aggregator/watch/names.h"
#include "feeds/base/buf.h"

#define TOLD_BYTES_MAX 4096

static const char *const form_names[] = {
	[NAME_LEGAL] = "legal",
	[NAME_SHORT] = "short",
	[NAME_STUMP] = "stump",
};

static void
on_spelling(void *context, const struct spelling *spelling)
{
	struct buf *told = context;

	buf_format(told, "%s %.*s|", form_names[spelling->form], SPAN_ARGS(spelling->plain));
}

static void
a_name_is_told_in_the_ways_that_texts_write_it(void **state)
{
	static const struct {
		const char *name, *told;
	} cases[] = {
		{"Meta Platforms, Inc.", "legal meta platforms inc|short meta platforms|"},
		{"Microsoft Corp", "legal microsoft corp|short microsoft|"},
		{"The Goldman Sachs Group, Inc.",
			"legal goldman sachs group inc|short goldman sachs group|"
			"stump goldman sachs|"},
		{"Lowe's", "short lowe s|short lowes|"},
		{"Barclays", "short barclays|short barclay s|"},
		{"Walgreens Inc", "legal walgreens inc|short walgreens|short walgreen s|"},
		{"Guess", "short guess|"},
		{"AT&T", "short at t|short at and t|"},
		{"Johnson & Johnson", "short johnson johnson|short johnson and johnson|"},
		{"Marks and Spencer", "short marks and spencer|short marks spencer|"},
		{"Wal-Mart", "short wal mart|short walmart|"},
		{"A. O. Smith", "short a o smith|short ao smith|"},
		{"Philips N.V.", "short philips n v|"},
		{"Arcelor Mittal S.A.",
			"legal arcelor mittal s a|legal arcelor mittals a|short arcelor mittal|"},
		{"Pfizer", "short pfizer|"},
		{"삼성전자", "short 삼성전자|"},
		{"Estée Lauder", "short estee lauder|"},
		{"Inc.", "short inc|"},
		{"!?", ""},
		{"", ""},
	};
	struct buf told;

	(void)state;
	buf_init(&told, TOLD_BYTES_MAX);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		buf_clear(&told);
		names_spell(span_of(cases[i].name), on_spelling, &told);
		if (!span_equal(buf_span(&told), span_of(cases[i].told)))
			fail_msg("'%s': got '%.*s', want '%s'", cases[i].name,
				SPAN_ARGS(buf_span(&told)), cases[i].told);
	}
	buf_release(&told);
}

static void
a_name_of_any_length_is_survived(void **state)
{
	char name[3000];
	struct buf told;

	(void)state;
	buf_init(&told, BUF_UNLIMITED);
	memset(name, 'x', sizeof name);
	names_spell(span_make(name, sizeof name), on_spelling, &told);
	for (size_t i = 1; i < sizeof name; i += 2)
		name[i] = ' ';
	names_spell(span_make(name, sizeof name), on_spelling, &told);
	buf_release(&told);
}

static void
words_that_only_say_what_kind_of_company_are_known(void **state)
{
	static const struct {
		const char *word;
		bool is_suffix;
	} cases[] = {{"Ltd.", true}, {"GROUP", true}, {"plc", true}, {"Holdings", true},
		{"Bank", false}, {"Tata", false}, {"", false}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		if (name_is_suffix(span_of(cases[i].word)) != cases[i].is_suffix)
			fail_msg("'%s'", cases[i].word);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_name_is_told_in_the_ways_that_texts_write_it),
		cmocka_unit_test(a_name_of_any_length_is_survived),
		cmocka_unit_test(words_that_only_say_what_kind_of_company_are_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
