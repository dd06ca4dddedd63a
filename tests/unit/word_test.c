#include "tests/unit/test.h"

#include "aggregator/story/number.h"
#include "aggregator/story/word.h"
#include "feeds/base/buf.h"

struct words_case {
	const char *text;
	const char *want; /* folded, a blank between each two */
};

static const struct words_case texts[] = {
	{"Meta's delays, again!", "meta delays again"},
	{"The U.S. Fed\xe2\x80\x99s rate", "the us fed rate"},
	{"AT&T and S&P 500", "at&t and s&p 500"},
	{"e-mail: don't", "e mail don"},
	{"1,234.5 of 3.5%", "1234.5 of 3.5"},
	{"Cr\xc3\xa9"
	 "dit AGRICOLE \xe2\x80\x9cup\xe2\x80\x9d",
		"credit agricole up"},
	{"\xe4\xb8\x89\xe6\x98\x9f\xe7\x94\xb5", /* three Han letters */
		"\xe4\xb8\x89\xe6\x98\x9f \xe6\x98\x9f\xe7\x94\xb5 \xe7\x94\xb5"},
	{"End.", "end"},
	{"", ""},
	{" -- ", ""},
};

static void
a_text_is_read_word_by_word(void **state)
{
	struct buf got;

	(void)state;
	buf_init(&got, 1024);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct word_reader reader;
		struct word word;

		buf_clear(&got);
		word_reader_init(&reader, span_of(texts[i].text));
		while (word_next(&reader, &word)) {
			if (got.len > 0)
				buf_add_byte(&got, ' ');
			buf_add(&got, word_folded(&word));
		}
		if (!span_equal(buf_span(&got), span_of(texts[i].want)))
			fail_msg("'%s' gave '%s', want '%s'", texts[i].text, buf_string(&got),
				texts[i].want);
	}
	buf_release(&got);
}

static void
forms_of_one_word_have_one_stem(void **state)
{
	static const char *const same[][2] = {
		{"raises", "raised"},
		{"raises", "raising"},
		{"raise", "raises"},
		{"companies", "company"},
		{"planned", "plan"},
		{"nominated", "nomination"},
		{"acquisitions", "acquisition"},
		{"launches", "launched"},
	};
	static const char *const different[][2] = {
		{"stock", "stoke"},
		{"news", "new"},
		{"bus", "bu"},
		{"2024", "2025"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		if (word_stem(span_of(same[i][0])) != word_stem(span_of(same[i][1])))
			fail_msg("'%s' and '%s' should have one stem", same[i][0], same[i][1]);
	for (size_t i = 0; i < sizeof different / sizeof *different; i++)
		if (word_stem(span_of(different[i][0])) == word_stem(span_of(different[i][1])))
			fail_msg("'%s' and '%s' should not", different[i][0], different[i][1]);
}

struct number_case {
	const char *text;
	double value;
	enum number_unit unit;
};

static const struct number_case numbers[] = {
	{"$4 billion", 4e9, NUMBER_MONEY},
	{"$4bn", 4e9, NUMBER_MONEY},
	{"$4 bn", 4e9, NUMBER_MONEY},
	{"7 b", 7, NUMBER_PLAIN},
	{"4 billion dollars", 4e9, NUMBER_MONEY},
	{"\xe2\x82\xac"
	 "1,250.5",
		1250.5, NUMBER_MONEY},
	{"3.5%", 3.5, NUMBER_PERCENT},
	{"3.5 percent", 3.5, NUMBER_PERCENT},
	{"75 basis points", 0.75, NUMBER_PERCENT},
	{"800,000 doses", 800000, NUMBER_PLAIN},
	{"2026", 2026, NUMBER_YEAR},
	{"12th", 12, NUMBER_ORDINAL},
	{"31-24", 31024, NUMBER_SCORE},
	{"24\xe2\x80\x93"
	 "31 loss",
		31024, NUMBER_SCORE},
	{"5-6 million", 5, NUMBER_PLAIN},
	{"10-15%", 10, NUMBER_PLAIN},
	{"12-11-09", 12, NUMBER_PLAIN},
	{"15-year-old", 15, NUMBER_AGE},
	{"15 years old", 15, NUMBER_AGE},
	{"15 years later", 15, NUMBER_PLAIN},
	{"737max", 737, NUMBER_MODEL},
	{"5G", 5, NUMBER_MODEL},
	{"999999999999999999999999999", 999999999999999999.0, NUMBER_MODEL},
};

static bool
read_first(const char *text, struct number *number)
{
	struct word_reader reader;
	struct word word;

	word_reader_init(&reader, span_of(text));
	if (!word_next(&reader, &word) || !word.is_number)
		return false;
	number_read(&reader, &word, number);
	return true;
}

static void
a_number_is_read_with_its_unit(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		struct number number;

		assert_true(read_first(numbers[i].text, &number));
		if (number.unit != numbers[i].unit || number.value < numbers[i].value * 0.999999 ||
			number.value > numbers[i].value * 1.000001)
			fail_msg("'%s' gave %g of unit %d, want %g of %d", numbers[i].text,
				number.value, number.unit, numbers[i].value, numbers[i].unit);
	}
}

static void
numbers_agree_in_unit_and_three_digits(void **state)
{
	static const struct {
		const char *a, *b;
		bool are_same;
	} cases[] = {
		{"$4 billion", "$4,000,000,000", true},
		{"800,000", "800000", true},
		{"0.75%", "75 bps", true},
		{"$1.999999 billion", "$2 billion", true},
		{"$4 billion", "4 percent", false},
		{"$4.2 billion", "$4.3 billion", false},
		{"5", "50", false},
		{"0", "1", false},
		{"31-24", "24-31", true},
		{"31-24", "31-23", false},
		{"15-year-old", "15", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct number a, b;

		assert_true(read_first(cases[i].a, &a));
		assert_true(read_first(cases[i].b, &b));
		if ((number_hash(&a) == number_hash(&b)) != cases[i].are_same)
			fail_msg("'%s' and '%s'", cases[i].a, cases[i].b);
	}
}

static void
a_number_comes_back_from_its_hash(void **state)
{
	static const struct {
		const char *text;
		double value;
		enum number_unit unit;
	} cases[] = {
		{"$4.2 billion", 4.2e9, NUMBER_MONEY},
		{"131-124", 131124, NUMBER_SCORE},
		{"3.7 bln pound", 3.7e9, NUMBER_MONEY},
		{"1.2 trln yen", 1.2e12, NUMBER_MONEY},
		{"$0.25", 0.25, NUMBER_MONEY},
		{"7%", 7, NUMBER_PERCENT},
		{"800,000", 800000, NUMBER_PLAIN},
		{"1 bp", 0.01, NUMBER_PERCENT},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct number number;
		struct number back;

		assert_true(read_first(cases[i].text, &number));
		back = number_of_hash(number_hash(&number));
		if (back.unit != cases[i].unit || back.value < cases[i].value * 0.999 ||
			back.value > cases[i].value * 1.001)
			fail_msg("'%s' came back as %g of unit %d", cases[i].text, back.value,
				back.unit);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_text_is_read_word_by_word),
		cmocka_unit_test(forms_of_one_word_have_one_stem),
		cmocka_unit_test(a_number_is_read_with_its_unit),
		cmocka_unit_test(numbers_agree_in_unit_and_three_digits),
		cmocka_unit_test(a_number_comes_back_from_its_hash),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
